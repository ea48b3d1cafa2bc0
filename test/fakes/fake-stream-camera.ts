import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { LOOPBACK, tcpOn, type TcpFake } from "./loopback.ts";

export type CameraManners = {
  login?: { userName: string; password: string; scheme: "Basic" | "Digest" };
  /** Answers larger than this never come: a path that loses full packets. */
  swallowsBytes?: number;
  /** Every n-th packet is left out. */
  losesEvery?: number;
  /** Pictures' time runs by this share of the clock's. */
  slowness?: number;
  hangsUp?: boolean;
  /** What it says to everything, in place of RTSP. */
  says?: string;
  /** A packet that announces more than comes, for ever. */
  floods?: boolean;
  noStream?: boolean;
};

const REALM = "fake camera";
const NONCE = "5e55104";
const PACKET_BYTES = 1_000;
const BETWEEN_MS = 10;
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** A camera's RTSP with its stream inside the connection (RFC 2326 section 10.12), on loopback. */
export async function startFakeStreamCamera(manners: CameraManners = {}): Promise<TcpFake> {
  return tcpOn(LOOPBACK, (connection) => {
    const timers = new Set<NodeJS.Timeout>();
    connection.on("close", () => timers.forEach((timer) => clearInterval(timer)));
    let rest = "";
    connection.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      for (let end = rest.indexOf("\r\n\r\n"); end !== -1; end = rest.indexOf("\r\n\r\n")) {
        answer(connection, rest.slice(0, end), manners, timers);
        rest = rest.slice(end + 4);
      }
    });
  });
}

function answer(connection: Socket, request: string, manners: CameraManners, timers: Set<NodeJS.Timeout>): void {
  if (manners.says !== undefined) return void connection.end(manners.says);
  const [method = "", url = ""] = request.split(" ");
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, "im").exec(request)?.[1]?.trim() ?? "";
  const say = (status: string, more: readonly string[] = [], body = ""): void => {
    const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
    const head = [`RTSP/1.0 ${status}`, `CSeq: ${header("CSeq")}`, "Server: FakeCam/1.0", ...more, ...length];
    const text = `${head.join("\r\n")}\r\n\r\n${body}`;
    if (text.length <= (manners.swallowsBytes ?? Infinity)) connection.write(text);
    if (manners.hangsUp === true) connection.end();
  };
  if (method === "OPTIONS") return say("200 OK", ["Public: OPTIONS, DESCRIBE, SETUP, PLAY"]);
  if (manners.login !== undefined && !isProven(header("Authorization"), method, url, manners.login))
    return say("401 Unauthorized", [
      manners.login.scheme === "Basic"
        ? `WWW-Authenticate: Basic realm="${REALM}"`
        : `WWW-Authenticate: Digest realm="${REALM}", nonce="${NONCE}", qop="auth"`,
    ]);
  switch (method) {
    case "DESCRIBE":
      if (manners.noStream === true) return say("404 Not Found");
      return say("200 OK", [`Content-Base: ${url}/`], description);
    case "SETUP":
      if (!url.endsWith("/trackID=1")) return say("404 Not Found");
      return say("200 OK", ["Session: 4711;timeout=60", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1"]);
    case "PLAY":
      if (header("Session") !== "4711") return say("454 Session Not Found");
      say("200 OK", ["Session: 4711"]);
      if (manners.floods === true) return void connection.write(Buffer.alloc(4_000_000, 0xff));
      if (PACKET_BYTES > (manners.swallowsBytes ?? Infinity)) return;
      timers.add(stream(connection, manners));
      return;
    default:
      return say("501 Not Implemented");
  }
}

const description = `${[
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=Fake",
  "a=control:*",
  "m=audio 0 RTP/AVP 8",
  "a=control:trackID=0",
  "m=video 0 RTP/AVP 96",
  "a=rtpmap:96 H264/90000",
  "a=control:trackID=1",
].join("\r\n")}\r\n`;

function stream(connection: Socket, { losesEvery = 0, slowness = 1 }: CameraManners): NodeJS.Timeout {
  const begun = performance.now();
  // Behind the end of the numbers: the first one after it is 0.
  let sequence = 65_500;
  return setInterval(() => {
    sequence = (sequence + 1) % 65_536;
    if (losesEvery > 0 && sequence % losesEvery === 0) return;
    const packet = Buffer.alloc(4 + PACKET_BYTES);
    packet.set([0x24, 0, PACKET_BYTES >> 8, PACKET_BYTES & 0xff, 0x80, 96]);
    packet.writeUInt16BE(sequence, 6);
    packet.writeUInt32BE(Math.round((performance.now() - begun) * 90 * slowness), 8);
    packet.writeUInt32BE(7, 12);
    connection.write(packet);
  }, BETWEEN_MS);
}

function isProven(
  field: string,
  method: string,
  url: string,
  { userName, password, scheme }: NonNullable<CameraManners["login"]>,
): boolean {
  if (scheme === "Basic") return field === `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
  const part = (name: string): string => new RegExp(`${name}="?([^",]*)`).exec(field)?.[1] ?? "";
  const secret = md5(`${userName}:${REALM}:${password}`);
  const right = md5(`${secret}:${NONCE}:${part("nc")}:${part("cnonce")}:auth:${md5(`${method}:${url}`)}`);
  return part("uri") === url && part("response") === right;
}
