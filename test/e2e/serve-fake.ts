import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { createRouterClient } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { WebSocketServer, type WebSocket } from "ws";
import { pageHeaders } from "#host/page-headers.ts";
import { buildRenderer, FAKE_RENDERER_FOLDER } from "./build-renderer.ts";
import { fakeHost } from "./fake-host.ts";
import { calmPlan, emptyStore, type FakePlan } from "./fake-plan.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};

/** The fake host behind the browser shell's protocol: files, `/session`, `/rpc`. */
export type FakeShell = {
  address: string;
  /** A link with a fresh one-time code, as the terminal would print it. */
  link: () => string;
  store: ReturnType<typeof emptyStore>;
  /** The host's calls without the window, for what a test needs to have happened before. */
  host: FakeHostClient;
  plan: (changes: Partial<FakePlan>) => void;
  /** Cuts every line, as a host that died; `up` lets them come back. */
  down: () => void;
  up: () => void;
  /** Makes all tokens worthless, as a host that was started again. */
  restart: () => void;
  close: () => Promise<void>;
};

const clientOf = (router: ReturnType<typeof fakeHost>) => createRouterClient(router);
type FakeHostClient = ReturnType<typeof clientOf>;

export async function serveFake(port = 0): Promise<FakeShell> {
  let plan: FakePlan = { ...calmPlan };
  let reachable = true;
  const codes = new Set<string>();
  const tokens = new Set<string>();
  const sockets = new Set<WebSocket>();
  const store = emptyStore();
  const router = fakeHost(store, () => plan);
  const handler = new RPCHandler(router);

  const server: Server = createServer((request, response) => {
    if (request.url === "/session" && request.method === "POST") void session(request, response);
    else void file(request.url ?? "/", response);
  });

  async function session(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { code } = JSON.parse(Buffer.concat(chunks).toString()) as { code: string };
    if (!codes.delete(code)) return void response.writeHead(403).end();
    const token = randomUUID();
    tokens.add(token);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token }));
  }

  async function file(url: string, response: ServerResponse): Promise<void> {
    const path = normalize(
      join(FAKE_RENDERER_FOLDER, url === "/" ? "index.html" : decodeURIComponent(url.split("?")[0] ?? "")),
    );
    try {
      if (!path.startsWith(FAKE_RENDERER_FOLDER)) throw new Error("outside");
      const body = await readFile(path);
      response
        .writeHead(200, {
          "content-type": TYPES[extname(path)] ?? "application/octet-stream",
          // The policy that ships: what the window breaks here, it would break there.
          "Content-Security-Policy": pageHeaders["Content-Security-Policy"] ?? "",
        })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  }

  const rpc = new WebSocketServer({ server, path: "/rpc" });
  rpc.on("connection", (socket) => {
    if (!reachable) return socket.terminate();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.once("message", (data) => {
      const { token } = JSON.parse((data as Buffer).toString()) as { token: string };
      if (!tokens.has(token)) return socket.close(4401, "token");
      void handler.upgrade(socket);
      socket.send(JSON.stringify({ ready: true }));
    });
  });

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const cut = (): void => sockets.forEach((socket) => socket.terminate());
  return {
    address,
    link() {
      const code = randomUUID();
      codes.add(code);
      return `${address}#code=${code}`;
    },
    store,
    host: clientOf(router),
    plan: (changes) => (plan = { ...plan, ...changes }),
    down() {
      reachable = false;
      cut();
    },
    up: () => (reachable = true),
    restart() {
      tokens.clear();
      cut();
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// `node test/e2e/serve-fake.ts [PORT]`: look at the window without a host.
if (import.meta.main) {
  await buildRenderer();
  const shell = await serveFake(Number(process.argv[2] ?? 0));
  shell.plan({ paceMs: 150 });
  console.log(shell.link());
}
