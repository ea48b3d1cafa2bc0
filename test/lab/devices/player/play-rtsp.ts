import type net from "node:net";
import type { TcpService } from "../model.ts";

/** Plays an RTSP server as far as somebody without a login comes (RFC 2326). */

type RtspService = Extract<TcpService, { kind: "rtsp" }>;

const METHODS = "OPTIONS, DESCRIBE, SETUP, TEARDOWN, PLAY, PAUSE, GET_PARAMETER";

export function playRtsp(service: RtspService, socket: net.Socket): void {
  let received = "";
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    received += chunk;
    for (;;) {
      const end = received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const request = received.slice(0, end);
      received = received.slice(end + 4);
      socket.write(responseTo(service, request));
    }
  });
}

function responseTo({ server, challenge, sdp }: RtspService, request: string): string {
  const sequence = /\r\nCSeq:\s*(\d+)/i.exec(request)?.[1] ?? "0";
  const head = (status: string, ...more: readonly string[]) =>
    [
      `RTSP/1.0 ${status}`,
      `CSeq: ${sequence}`,
      ...(server === null ? [] : [`Server: ${server}`]),
      ...more,
      "",
      "",
    ].join("\r\n");
  if (request.startsWith("OPTIONS")) return head("200 OK", `Public: ${METHODS}`);
  if (!request.startsWith("DESCRIBE")) return head("405 Method Not Allowed");
  if (challenge !== null) return head("401 Unauthorized", `WWW-Authenticate: ${challenge}`);
  if (sdp === null) return head("404 Stream Not Found");
  const body = Buffer.from(sdp, "base64").toString("latin1");
  return head("200 OK", "Content-Type: application/sdp", `Content-Length: ${body.length}`) + body;
}
