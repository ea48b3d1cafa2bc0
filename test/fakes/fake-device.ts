import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { LOOPBACK } from "./loopback.ts";

/** A recorder or camera on loopback that wants a login, and counts how often it had to refuse one. */
export type FakeDevice = {
  port: number;
  /** In the order in which they came. */
  requests: Seen[];
  /** Requests with a login that it refused. */
  refusals: number;
  close(): Promise<void>;
};

export type Seen = { method: string; target: string; authorization: string | null; body: string };

export type Page = { status?: number; type?: string; body: string | Uint8Array; headers?: Record<string, string> };

export type FakeDeviceOptions = {
  /** By path and query; a function sees the request. Others are 404. */
  pages?: Readonly<Record<string, Page>>;
  answer?: (seen: Seen) => Page | null;
  userName?: string;
  password?: string;
  /** What it offers with a 401, in this order; empty: it wants no login. */
  schemes?: readonly ("Digest" | "Digest-SHA-256" | "Digest-2069" | "Basic")[];
  /** With each 401. */
  refusalBody?: string;
  /** Requests that one nonce lasts for. */
  nonceLasts?: number;
  tls?: { cert: string; key: string };
  /** The certificate that it shows after the first request. */
  laterTls?: { cert: string; key: string };
};

const REALM = 'IP "Camera"';

export async function startFakeDevice(options: FakeDeviceOptions): Promise<FakeDevice> {
  const { userName = "admin", password = "Sommer-2024!", schemes = ["Digest"], refusalBody = "" } = options;
  const device = { requests: [] as Seen[], refusals: 0 };
  let nonceNumber = 1;
  let uses = 0;

  function challenge(response: ServerResponse, stale: boolean): void {
    const nonce = `nonce-${nonceNumber}`;
    const offers = schemes.map((scheme) => {
      switch (scheme) {
        case "Basic":
          return `Basic realm=${quoted(REALM)}`;
        case "Digest-2069":
          return `Digest realm=${quoted(REALM)}, nonce="${nonce}"`;
        default:
          return `Digest qop="auth,auth-int", realm=${quoted(REALM)}, nonce="${nonce}", opaque="",${
            scheme === "Digest" ? "" : " algorithm=SHA-256,"
          } stale="${stale ? "TRUE" : "FALSE"}"`;
      }
    });
    response.writeHead(401, { "WWW-Authenticate": offers, "Content-Type": "application/xml" }).end(refusalBody);
  }

  function accepts({ method, target, authorization }: Seen): "yes" | "no" | "stale" {
    const [, scheme = "", rest = ""] = /^(\w+) (.*)$/.exec(authorization ?? "") ?? [];
    if (scheme === "Basic") return rest === Buffer.from(`${userName}:${password}`).toString("base64") ? "yes" : "no";
    const field = fieldsIn(rest);
    const hash = field("algorithm") === "SHA-256" ? "sha256" : "md5";
    const h = (text: string): string => createHash(hash).update(text).digest("hex");
    const middle = [field("nc"), field("cnonce"), field("qop")].filter((part) => part !== "");
    const secret = h(`${userName}:${REALM}:${password}`);
    const wanted = h([secret, field("nonce"), ...middle, h(`${method}:${target}`)].join(":"));
    if (field("username") !== userName || field("uri") !== target || field("response") !== wanted) return "no";
    return field("nonce") === `nonce-${nonceNumber}` ? "yes" : "stale";
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { method = "", url: target = "", headers } = request;
    const seen = { method, target, authorization: headers.authorization ?? null, body };
    device.requests.push(seen);
    if (options.laterTls !== undefined) secured?.setSecureContext(options.laterTls);
    if (schemes.length > 0) {
      if (seen.authorization === null) return challenge(response, false);
      const accepted = accepts(seen);
      if (accepted === "no") device.refusals += 1;
      if (accepted !== "yes") return challenge(response, accepted === "stale");
      uses += 1;
      if (uses >= (options.nonceLasts ?? Number.POSITIVE_INFINITY)) {
        nonceNumber += 1;
        uses = 0;
      }
    }
    const page = options.answer?.(seen) ?? options.pages?.[target] ?? { status: 404, body: "<html>404</html>" };
    response
      .writeHead(page.status ?? 200, { "Content-Type": page.type ?? "application/xml", ...page.headers })
      .end(page.body);
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => void serve(request, response);
  const secured = options.tls === undefined ? null : createSecureServer(options.tls, onRequest);
  const server = secured ?? createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return Object.assign(device, {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** Fields of an Authorization header, quoted or not; absent ones are empty. */
function fieldsIn(text: string): (name: string) => string {
  const found = new Map(
    [...text.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))/g)].map(([, name = "", quotedValue, plain]) => [
      name,
      quotedValue?.replace(/\\(.)/g, "$1") ?? plain ?? "",
    ]),
  );
  return (name) => found.get(name) ?? "";
}
