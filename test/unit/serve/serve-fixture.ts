import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { implement } from "@orpc/server";
import { onTestFinished } from "vitest";
import { contract } from "#core/contract/contract.ts";
import { defaultSettings } from "#core/survey/settings.ts";
import type { HostRouter } from "#host/router.ts";
import {
  startBrowserServer,
  type BrowserServer,
  type BrowserServerOptions,
} from "../../../main/serve/browser-server.ts";

export const OWNER_SECRET = "the-owner's-secret";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-serve-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A host that answers one harmless call. */
const router = {
  settings: { get: implement(contract).settings.get.handler(() => defaultSettings) },
} as unknown as HostRouter;

/** A server over a page of a few files, with a secret beside the page folder that no request may reach. */
export async function startTestServer(options: Partial<BrowserServerOptions> = {}): Promise<BrowserServer> {
  const folder = temporaryFolder();
  const pageFolder = join(folder, "page");
  mkdirSync(join(pageFolder, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.json"), "secret");
  writeFileSync(join(pageFolder, "index.html"), "<!doctype html><title>Farsite</title>");
  writeFileSync(join(pageFolder, "assets", "page.js"), "export {};");
  writeFileSync(join(pageFolder, "unknown.exe"), "no page asks for this");
  const server = await startBrowserServer({ router, pageFolder, ownerSecret: OWNER_SECRET, ...options });
  onTestFinished(() => server.close());
  return server;
}

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

export type Asked = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** One request with exactly these headers, sent as they are. */
export function ask(server: BrowserServer, asked: Asked = {}): Promise<Answer> {
  const { method = "GET", path = "/", headers = {}, body } = asked;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: "127.0.0.1",
        port: server.port,
        method,
        path,
        agent: false,
        headers: { host: `127.0.0.1:${server.port}`, ...headers },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

export const postJson = (
  server: BrowserServer,
  path: string,
  value: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  ask(server, {
    method: "POST",
    path,
    body: JSON.stringify(value),
    headers: { "content-type": "application/json", ...headers },
  });

export const originOf = (server: BrowserServer): string => `http://127.0.0.1:${server.port}`;

export const codeIn = (link: string): string => new URL(link).hash.slice("#code=".length);

export async function newToken(server: BrowserServer): Promise<string> {
  const { body } = await postJson(server, "/session", { code: codeIn(server.newLink()) }, { origin: originOf(server) });
  return (JSON.parse(body) as { token: string }).token;
}

/** Bytes as they are, for requests that no client library would send; what came back until the end of the connection. */
export function askRaw(server: BrowserServer, text: string, options: { reset?: boolean } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => {
      socket.write(text);
      if (options.reset) setImmediate(() => socket.resetAndDestroy());
    });
    let received = "";
    socket.on("data", (chunk) => (received += chunk.toString("latin1")));
    socket.on("error", (error) => (options.reset ? resolve(received) : reject(error)));
    socket.on("close", () => resolve(received));
  });
}
