import { base64, type HttpPage, type TcpService } from "../model.ts";

/** Web pages as devices send them: the whole response, with the headers that tell whose it is. */

export interface PageContent {
  readonly path?: string;
  readonly status?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly title?: string;
  readonly body?: string;
  /** Of the body; other letters than ASCII come in it. */
  readonly encoding?: "utf8" | "latin1";
}

const htmlOf = (title: string | undefined): string =>
  `<!doctype html><html><head>${title === undefined ? "" : `<title>${title}</title>`}</head><body></body></html>`;

export function page(content: PageContent): HttpPage {
  const { path = "*", status = "200 OK", headers = {}, title, body = htmlOf(title), encoding = "utf8" } = content;
  const bytes = Buffer.from(body, encoding);
  const lines = [
    `HTTP/1.1 ${status}`,
    ...Object.entries({ "Content-Type": "text/html", ...headers }).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${bytes.length}`,
    "Connection: close",
  ];
  const response = Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]).toString("base64");
  return { path, response };
}

/** A web server with one page for every path. */
export const web = (port: number, content: PageContent): TcpService => ({ kind: "http", port, pages: [page(content)] });

export const unauthorized = (challenge: string, server?: string): PageContent => ({
  status: "401 Unauthorized",
  headers: { "WWW-Authenticate": challenge, ...(server === undefined ? {} : { Server: server }) },
  body: "<html><body>401</body></html>",
});

export const silent = (...ports: readonly number[]): TcpService[] => ports.map((port) => ({ kind: "silent", port }));

export const banner = (port: number, text: string): TcpService => ({
  kind: "banner",
  port,
  bytes: base64(text, "latin1"),
});

/** A port that speaks RTSP; `challenge` null: shows its stream to everybody. */
export const rtsp = (
  port: number,
  server: string | null,
  challenge: string | null = null,
  sdp: string | null = null,
): TcpService => ({ kind: "rtsp", port, server, challenge, sdp: sdp === null ? null : base64(sdp) });
