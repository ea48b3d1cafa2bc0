import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { createRouterClient } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { HostRouter } from "#host/router.ts";
import { guardPort } from "../../main/electron/guarded-port.ts";
import { startBrowserServer } from "../../main/serve/browser-server.ts";
import { clientOverPort, clientOverSocket, type FarsiteClient } from "../../renderer/connection/client.ts";
import { PortLikeElectrons } from "../fakes/electron-port.ts";
import { temporaryFolder } from "./contract-host.ts";

export type Line = {
  client: FarsiteClient;
  /** Cuts the line as a page that is closed does; null where there is none to cut. */
  cut: (() => void) | null;
};

export type Transport = {
  name: string;
  /** One way into the host; each line is a client of its own. */
  open(router: HostRouter): Promise<() => Promise<Line>>;
};

/** The renderer's own clients, over every line that leads to a host. */
export const TRANSPORTS: Transport[] = [
  {
    name: "in one process",
    open: async (router) => async () => ({ client: createRouterClient(router), cut: null }),
  },
  {
    name: "over a message port of the desktop shell",
    open: async (router) => {
      const handler = new RPCHandler(router);
      return async () => {
        const { port1, port2 } = new MessageChannel();
        // As the desktop's host process takes a page's port.
        handler.upgrade(guardPort(new PortLikeElectrons(port1)));
        port1.start();
        onTestFinished(() => port2.close());
        const client = clientOverPort(port2 as unknown as MessagePort, () => {});
        return { client, cut: () => port2.close() };
      };
    },
  },
  {
    name: "over a WebSocket of the browser shell",
    open: async (router) => {
      const server = await openBrowserServer(router);
      return async () => {
        const socket = await authenticatedSocket(server);
        onTestFinished(() => socket.terminate());
        const client = clientOverSocket(socket as unknown as globalThis.WebSocket);
        return { client, cut: () => socket.terminate() };
      };
    },
  },
];

type BrowserServer = Awaited<ReturnType<typeof startBrowserServer>>;

export async function openBrowserServer(router: HostRouter): Promise<BrowserServer> {
  const pageFolder = join(temporaryFolder(), "page");
  mkdirSync(pageFolder);
  writeFileSync(join(pageFolder, "index.html"), "<!doctype html>");
  const server = await startBrowserServer({ router, pageFolder, ownerSecret: null });
  onTestFinished(() => server.close());
  return server;
}

/** What a tab does: its one-time code for a token, the token as first message. */
export async function authenticatedSocket(server: BrowserServer): Promise<WebSocket> {
  const origin = `http://127.0.0.1:${server.port}`;
  const code = new URL(server.newLink()).hash.slice("#code=".length);
  const response = await fetch(`${origin}/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ code }),
  });
  const { token } = (await response.json()) as { token: string };
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, { origin });
  await once(socket, "open");
  socket.binaryType = "arraybuffer";
  socket.send(JSON.stringify({ token }));
  await once(socket, "message");
  return socket;
}
