import { createHash } from "node:crypto";
import type net from "node:net";
import type { HttpPage, Login, TcpService } from "../model.ts";

/** Plays a web server, byte for byte as the device's pages are written down. */

type WebService = Extract<TcpService, { kind: "http" }>;

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const MAX_REQUEST_BYTES = 65_536;
const notFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

export function playHttp(service: WebService, socket: net.Socket): void {
  let received = "";
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    received += chunk;
    const request = requestIn(received);
    if (request === null && received.length < MAX_REQUEST_BYTES) return;
    socket.removeAllListeners("data");
    socket.resume();
    socket.end(request === null ? notFound : responseTo(service, request));
  });
}

/** Null: there is more to come. */
function requestIn(text: string): Request | null {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const [name = "", ...rest] = line.split(":");
      return [name.toLowerCase(), rest.join(":").trim()] as const;
    }),
  );
  const body = text.slice(end + 4);
  if (body.length < Number(headers.get("content-length") ?? 0)) return null;
  const [method = "", target = "/"] = first.split(" ");
  return { method, path: target.replace(/\?.*$/, ""), headers, body };
}

function responseTo({ pages, login }: WebService, request: Request): string | Buffer {
  const page = pages.find(
    ({ path, bodyHas }) =>
      (path === "*" || path === request.path) && (bodyHas === undefined || request.body.includes(bodyHas)),
  );
  if (page === undefined) return notFound;
  if (page.login === true && login !== undefined && !isLoggedIn(login, request)) return challenge(login);
  return withClock(page);
}

const challenge = ({ realm }: Login): string =>
  `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest qop="auth", realm="${realm}", nonce="${NONCE}", stale="FALSE"\r\n` +
  "Content-Length: 0\r\nConnection: close\r\n\r\n";

const NONCE = "6c61622d6e6f6e6365";
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** RFC 7616 with MD5, as cameras have it. */
function isLoggedIn({ realm, userName, password }: Login, { method, headers }: Request): boolean {
  const header = headers.get("authorization") ?? "";
  if (!header.startsWith("Digest ")) return false;
  const field = (name: string) => new RegExp(`\\b${name}="?([^",]*)`).exec(header)?.[1] ?? "";
  const ha1 = md5(`${userName}:${realm}:${password}`);
  const ha2 = md5(`${method}:${field("uri")}`);
  const qop = field("qop");
  const middle = qop === "" ? "" : `${field("nc")}:${field("cnonce")}:${qop}:`;
  return field("nonce") === NONCE && field("response") === md5(`${ha1}:${NONCE}:${middle}${ha2}`);
}

function withClock({ response, clockOffsetSeconds }: HttpPage): Buffer {
  const bytes = Buffer.from(response, "base64");
  if (clockOffsetSeconds === undefined) return bytes;
  const now = new Date(Date.now() + clockOffsetSeconds * 1_000);
  const parts: Record<string, number> = {
    YEAR: now.getUTCFullYear(),
    MONTH: now.getUTCMonth() + 1,
    DAY: now.getUTCDate(),
    HOUR: now.getUTCHours(),
    MINUTE: now.getUTCMinutes(),
    SECOND: now.getUTCSeconds(),
  };
  return Buffer.from(
    bytes.toString("utf8").replaceAll(/%([A-Z]+)%/g, (mark, name: string) => String(parts[name] ?? mark)),
  );
}
