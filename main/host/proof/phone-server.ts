import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { PHONE_PAGE_STYLE } from "#core/proof/phone-page.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";

/** Somebody called. `isPage`: for the page itself, which nobody finds by chance. */
export type PhoneCall = { from: string; isPage: boolean; userAgent: string | null };

export type PhoneServer = {
  port: number;
  /** Ends every connection; what is being sent gets a moment to arrive. */
  close: () => Promise<void>;
};

/** Connections at once: a telephone opens two or three. The oldest makes room, so that whoever holds many holds nothing up. */
const MAX_CONNECTIONS = 32;
const MAX_CONNECTIONS_EACH = 6;
/** A telephone at the edge of its cell sends its request in seconds, not in minutes. */
const REQUEST_MS = 5_000;
/** How often Node looks for requests that take too long. */
const LOOK_MS = 500;
const MAX_HEADER_BYTES = 8_192;
const MAX_HEADERS = 64;
const MAX_URL_CHARACTERS = 400;
const MAX_AGENT_CHARACTERS = 300;
/** For the page to get to the telephone, over a satellite. */
const CLOSING_MS = 1_500;

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(PHONE_PAGE_STYLE).digest("base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Robots-Tag": "noindex",
  "Cache-Control": "no-store",
  Connection: "close",
};

/**
 * One page under a path that nobody can guess, open to the internet for some minutes. Whatever else is asked for gets the same empty
 * 404; no header of a request decides or comes back, `Host` neither.
 *
 * @throws the system's error when the port can't be had
 */
export async function startPhoneServer(options: {
  address: string;
  /** 0: a free one. */
  port: number;
  /** The whole path, with its slash. */
  path: string;
  /** What to show to who asks for the page; for everybody else what it gives back is not looked at. */
  onCall: (call: PhoneCall) => string;
}): Promise<PhoneServer> {
  const open = new Set<Socket>();
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: REQUEST_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: LOOK_MS,
      keepAlive: false,
    },
    (request, response) => answer(request, response, options),
  );
  server.maxHeadersCount = MAX_HEADERS;
  server.maxRequestsPerSocket = 1;
  server.setTimeout(REQUEST_MS, (socket) => socket.destroy());
  // Bytes that are no HTTP get no answer at all.
  server.on("clientError", (_error, socket) => socket.destroy());
  server.on("connection", (socket) => {
    socket.on("error", () => socket.destroy());
    const fromThere = [...open].filter(({ remoteAddress }) => remoteAddress === socket.remoteAddress);
    if (fromThere.length >= MAX_CONNECTIONS_EACH) fromThere[0]?.destroy();
    else if (open.size >= MAX_CONNECTIONS) open.values().next().value?.destroy();
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.address, () => resolve());
  });
  server.removeAllListeners("error");
  server.on("error", () => {});
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return { port, close: () => closed(server, open) };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { path, onCall }: Parameters<typeof startPhoneServer>[0],
): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const { method, url = "", headers } = request;
  const isPage = isSamePath(url, path);
  const mayRead = method === "GET" || method === "HEAD";
  const from = canonicalAddress(request.socket.remoteAddress ?? "");
  let html: string | null = null;
  // A HEAD is a program that looks at what the code leads to; the person comes after it.
  if (from !== undefined && method === "GET" && (isPage || isWorthTelling(url))) {
    const userAgent = headers["user-agent"]?.slice(0, MAX_AGENT_CHARACTERS) ?? null;
    html = onCall({ from, isPage, userAgent });
  }
  if (!isPage || !mayRead) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.writeHead(200).end(html ?? undefined);
}

/** In a time that tells nothing about where they differ. What apps hang on behind `?` does not count. */
function isSamePath(url: string, path: string): boolean {
  if (url.length > MAX_URL_CHARACTERS) return false;
  const asked = Buffer.from(url.split("?", 1)[0] ?? "");
  const wanted = Buffer.from(path);
  return asked.length === wanted.length && timingSafeEqual(asked, wanted);
}

/** The address typed without its path, or the page of an earlier test. Icons that browsers ask for by themselves are none. */
const isWorthTelling = (url: string): boolean => /^\/(?:[0-9a-f]{32})?(?:\?|$)/.test(url);

async function closed(server: ReturnType<typeof createServer>, open: ReadonlySet<Socket>): Promise<void> {
  const patience = setTimeout(() => {
    for (const socket of open) socket.destroy();
  }, CLOSING_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(patience);
}
