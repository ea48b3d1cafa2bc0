import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { LOOPBACK, tcpOn, type TcpFake } from "./loopback.ts";

export type WebRequestSeen = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

export type FakeWeb = {
  port: number;
  seen: WebRequestSeen[];
  /** The most connections that were open at one time. */
  mostOpen(): number;
  close(): Promise<void>;
};

export type WebReply = { status?: number; headers?: Record<string, string>; body?: string | Uint8Array };

/** A device's web server on loopback: what it answers to `GET /path`, `POST /path`; all else is 404. */
export async function fakeWeb(
  answers: Readonly<Record<string, WebReply | ((request: WebRequestSeen) => WebReply)>>,
  options: { tls?: { cert: string; key: string }; address?: string } = {},
): Promise<FakeWeb> {
  const seen: WebRequestSeen[] = [];
  const open = new Set<Socket>();
  let mostOpen = 0;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      const found = answers[`${method} ${url}`];
      const reply = typeof found === "function" ? found(one) : (found ?? { status: 404 });
      response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
    });
  };
  const server: Server = options.tls === undefined ? createServer(answer) : createSecureServer(options.tls, answer);
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    mostOpen = Math.max(mostOpen, open.size);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, options.address ?? LOOPBACK, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    mostOpen: () => mostOpen,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export type FakeRtsp = TcpFake & { seen: string[] };

/** An RTSP server on loopback: the whole answer to each `METHOD /path`; all else is 404. */
export async function fakeRtsp(answers: Readonly<Record<string, string>>): Promise<FakeRtsp> {
  const seen: string[] = [];
  const fake = await tcpOn(LOOPBACK, (connection) => {
    connection.on("data", (chunk) => {
      const request = chunk.toString();
      seen.push(request);
      const [method = "", url = ""] = request.split(/[ \r\n]/);
      connection.write(answers[`${method} ${url.replace(/^rtsp:\/\/[^/]*/, "")}`] ?? "RTSP/1.0 404 Not Found\r\n\r\n");
    });
  });
  return { ...fake, seen };
}

/** What a SOAP service of ONVIF answers to an operation, by its name in the request. */
export const soap = (body: string): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>${body}</s:Body></s:Envelope>`;

export const NOT_AUTHORIZED = soap(
  `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:ter="http://www.onvif.org/ver10/error">ter:NotAuthorized</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">Sender not Authorized</s:Text></s:Reason></s:Fault>`,
);

/** GetSystemDateAndTime's answer for a moment. */
export function dateAndTime(date: Date): string {
  const time = `<tt:Time><tt:Hour>${date.getUTCHours()}</tt:Hour><tt:Minute>${date.getUTCMinutes()}</tt:Minute><tt:Second>${date.getUTCSeconds()}</tt:Second></tt:Time>`;
  const day = `<tt:Date><tt:Year>${date.getUTCFullYear()}</tt:Year><tt:Month>${date.getUTCMonth() + 1}</tt:Month><tt:Day>${date.getUTCDate()}</tt:Day></tt:Date>`;
  return soap(
    `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime>${time}${day}</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`,
  );
}
