import { json } from "node:stream/consumers";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Context } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { WebSocketServer, type WebSocket } from "ws";
import { z } from "zod";
import { listPageFiles, type PageFile } from "#host/page-files.ts";
import { pageHeaders } from "#host/page-headers.ts";
import type { HostRouter } from "#host/router.ts";
import { isWellFormed, MAX_MESSAGE_BYTES } from "#host/rpc-message.ts";
import { linkRequestSchema, linkStatements } from "./running-instance.ts";
import { proofOf, sameSecret, SessionGate } from "./session-gate.ts";

const LOOPBACK = "127.0.0.1";

/** `{"code":"…"}` and a little more. */
const MAX_POST_BYTES = 1_024;
/** A page sends its token as soon as the socket opens. */
const AUTHENTICATE_MS = 5_000;

/** RFC 6455 section 7.4.1: data that is not consistent with its type. */
const NOT_OURS = 1007;

/** The renderer clears its session and asks for a new link when it sees this. */
const TOKEN_REFUSED = 4401;

export type BrowserServer = {
  port: number;
  /** A link that opens the app once. */
  newLink(): string;
  close(): Promise<void>;
};

export type BrowserServerOptions = {
  router: HostRouter;
  pageFolder: string;
  /** Lets another start of Farsite by the same person ask for a link; null when it can't be kept safely. */
  ownerSecret: string | null;
  port?: number;
  /** How long a socket may wait with its token. */
  authenticateMs?: number;
};

/**
 * The app in a browser tab: page and contract on one loopback port. Host and Origin are checked on every request and on the
 * WebSocket upgrade, so neither a foreign page nor a rebound DNS name gets in; the token keeps other local users out.
 */
export async function startBrowserServer(options: BrowserServerOptions): Promise<BrowserServer> {
  const gate = new SessionGate();
  const files = listPageFiles(options.pageFolder);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const rpc = new RPCHandler(options.router);
  let port = 0;
  const isOurHost = (request: IncomingMessage): boolean => request.headers.host === `${LOOPBACK}:${port}`;
  const isOurOrigin = (request: IncomingMessage): boolean => request.headers.origin === `http://${LOOPBACK}:${port}`;
  const newLink = (): string => `http://${LOOPBACK}:${port}/#code=${gate.newCode()}`;

  const answerPost = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request);
    if (request.url === "/session" && isOurOrigin(request)) {
      const { data } = z.object({ code: z.string() }).safeParse(body);
      const token = data ? gate.exchange(data.code) : null;
      return token === null ? refuse(response, 403) : sendJson(response, { token });
    }
    if (request.url === "/link" && request.headers.origin === undefined && options.ownerSecret !== null) {
      const { data } = linkRequestSchema.safeParse(body);
      if (!data || !sameSecret(data.proof, proofOf(options.ownerSecret, linkStatements.request(data.nonce))))
        return refuse(response, 403);
      const link = newLink();
      return sendJson(response, { link, proof: proofOf(options.ownerSecret, linkStatements.answer(data.nonce, link)) });
    }
    refuse(response, 404);
  };

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    if (!isOurHost(request)) return refuse(response, 403);
    if (request.method === "POST") {
      answerPost(request, response).catch(() => refuse(response, 400));
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD, POST");
      return refuse(response, 405);
    }
    sendFile(files.get(pathOf(request)), request, response).catch(() => refuse(response, 500));
  });

  server.on("upgrade", (request, socket, head) => {
    // A peer that resets the connection now must not end the process.
    socket.on("error", () => socket.destroy());
    if (!isOurHost(request) || !isOurOrigin(request) || request.url !== "/rpc") {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) =>
      authenticate(ws, gate, rpc, options.authenticateMs ?? AUTHENTICATE_MS),
    );
  });

  port = await listen(server, options.port ?? 0);
  return {
    port,
    newLink,
    close: async () => {
      for (const ws of sockets.clients) ws.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
      else reject(new Error("no port"));
    });
  });
}

/** The first message is the token; only after it the socket speaks the contract. */
function authenticate(
  ws: WebSocket,
  gate: SessionGate,
  rpc: Pick<RPCHandler<Context>, "upgrade">,
  authenticateMs: number,
): void {
  const refuseSocket = (): void => ws.close(TOKEN_REFUSED, "token refused");
  const deadline = setTimeout(refuseSocket, authenticateMs);
  ws.on("error", () => ws.terminate());
  ws.once("close", () => clearTimeout(deadline));
  ws.once("message", (data, isBinary) => {
    clearTimeout(deadline);
    const token = isBinary || !Buffer.isBuffer(data) ? null : tokenIn(data.toString("utf8"));
    if (token === null || !gate.admits(token)) return refuseSocket();
    ws.send(JSON.stringify({ ready: true }));
    void rpc.upgrade(guarded(ws));
  });
}

/** The socket as the contract's handler sees it: the first message that is not one of ours closes it unread. */
function guarded(ws: WebSocket): Pick<WebSocket, "send" | "addEventListener"> {
  return {
    send: ws.send.bind(ws),
    addEventListener: (type, listener, options) => {
      const pass = typeof listener === "function" ? listener : listener.handleEvent.bind(listener);
      ws.addEventListener(
        type,
        (event) => {
          if (!("data" in event) || isWellFormed(event.data)) pass(event);
          else ws.close(NOT_OURS, "not a message of ours");
        },
        options,
      );
    },
  };
}

function tokenIn(text: string): string | null {
  try {
    return z.object({ token: z.string() }).parse(JSON.parse(text)).token;
  } catch {
    return null;
  }
}

const pathOf = (request: IncomingMessage): string => {
  const path = (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";
  return path === "/" ? "/index.html" : path;
};

async function sendFile(page: PageFile | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!page) return refuse(response, 404);
  const body = await readFile(page.file);
  response.writeHead(200, { "Content-Type": page.mediaType, "Content-Length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json" });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.headers["content-type"]?.split(";")[0] !== "application/json") throw new Error("not JSON");
  if (!(Number(request.headers["content-length"]) <= MAX_POST_BYTES)) throw new Error("too long, or of unknown length");
  return json(request);
}
