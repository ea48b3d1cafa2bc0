import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import type { BrowserServer } from "../../../main/serve/browser-server.ts";
import { newToken, originOf, startTestServer } from "./serve-fixture.ts";

function openSocket(server: BrowserServer, path = "/rpc", options: ClientOptions = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { origin: originOf(server), ...options });
  onTestFinished(() => socket.terminate());
  return socket;
}

/** The HTTP status with which an upgrade was refused. */
async function refusal(socket: WebSocket): Promise<number> {
  socket.on("error", () => {});
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
  return response.statusCode;
}

const closing = async (socket: WebSocket): Promise<number> => ((await once(socket, "close")) as [number])[0];

describe("an upgrade", () => {
  it.each([
    ["without an Origin", "/rpc", { origin: undefined }],
    ["from a foreign origin", "/rpc", { origin: "http://evil.example" }],
    ["from a sandboxed frame", "/rpc", { origin: "null" }],
    ["from another scheme", "/rpc", { origin: "https://127.0.0.1" }],
    ["under a rebound name", "/rpc", { headers: { host: "evil.example" } }],
    ["on another path", "/", {}],
    ["on a longer path", "/rpc/x", {}],
    ["with a query", "/rpc?token=x", {}],
  ] as [string, string, ClientOptions][])("%s is refused", async (_name, path, options) => {
    const server = await startTestServer();
    expect(await refusal(openSocket(server, path, options))).toBe(403);
  });

  it("from localhost's own name is refused: another name is another origin", async () => {
    const server = await startTestServer();
    expect(await refusal(openSocket(server, "/rpc", { origin: `http://localhost:${server.port}` }))).toBe(403);
  });
});

async function admitted(server: BrowserServer, token: string): Promise<WebSocket> {
  const socket = openSocket(server);
  await once(socket, "open");
  socket.send(JSON.stringify({ token }));
  await once(socket, "message");
  return socket;
}

describe("a socket", () => {
  it("is admitted by its token, and speaks the contract then", async () => {
    const server = await startTestServer();
    const token = await newToken(server);
    const socket = openSocket(server);
    await once(socket, "open");
    socket.send(JSON.stringify({ token }));
    const [ready] = (await once(socket, "message")) as [Buffer];
    expect(JSON.parse(ready.toString())).toEqual({ ready: true });
    socket.send(JSON.stringify({ i: "1", p: { u: "/settings/get", b: {} } }));
    const [answer] = (await once(socket, "message")) as [Buffer];
    expect(answer.toString()).toContain("stunServers");
  });

  it.each(["garbage", "{}", "null", "[]", '{"i":"1"}', '{"i":"1","p":{"u":7}}', Buffer.from([1, 2, 3])])(
    "that says %s instead of the contract is closed, and nobody else with it",
    async (message) => {
      const server = await startTestServer();
      const token = await newToken(server);
      const neighbour = await admitted(server, token);
      const socket = await admitted(server, token);
      socket.send(message);
      expect(await closing(socket)).toBe(1007);
      neighbour.send(JSON.stringify({ i: "1", p: { u: "/settings/get", b: {} } }));
      const [answer] = (await once(neighbour, "message")) as [Buffer];
      expect(answer.toString()).toContain("stunServers");
    },
  );

  it.each([
    ["a wrong token", JSON.stringify({ token: "x".repeat(43) })],
    ["no token", JSON.stringify({})],
    ["a token of another type", JSON.stringify({ token: 7 })],
    ["no JSON", "hello"],
    ["an empty message", ""],
    ["a call before the token", JSON.stringify({ i: "1", p: { u: "/settings/get", b: {} } })],
  ])("is closed with 4401 for %s", async (_name, message) => {
    const server = await startTestServer();
    const socket = openSocket(server);
    await once(socket, "open");
    const answered = vi.fn<() => void>();
    socket.on("message", answered);
    socket.send(message);
    expect(await closing(socket)).toBe(4401);
    expect(answered).not.toHaveBeenCalled();
  });

  it("is closed with 4401 for a token in a binary message", async () => {
    const server = await startTestServer();
    const token = await newToken(server);
    const socket = openSocket(server);
    await once(socket, "open");
    socket.send(Buffer.from(JSON.stringify({ token })));
    expect(await closing(socket)).toBe(4401);
  });

  it("is closed with 4401 when no token comes in time", async () => {
    const server = await startTestServer({ authenticateMs: 60 });
    const socket = openSocket(server);
    await once(socket, "open");
    expect(await closing(socket)).toBe(4401);
  });

  it("is not closed later when the token came in time", async () => {
    const server = await startTestServer({ authenticateMs: 60 });
    const socket = await admitted(server, await newToken(server));
    await sleep(150);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it.each([
    ["no JSON", "hello"],
    ["null", "null"],
    ["a list", "[]"],
    ["a number", "7"],
    ["no request", JSON.stringify({ i: "1" })],
    ["a request without a path", JSON.stringify({ i: "1", p: {} })],
    ["a path that is none", JSON.stringify({ i: "1", p: { u: 7 } })],
    ["an unknown kind", JSON.stringify({ i: "1", t: 99, p: {} })],
    ["binary noise", Buffer.from([0xff, 0x00, 0xfe, 0x01])],
    ["prototype names", JSON.stringify({ i: "1", p: { u: "/__proto__/constructor" } })],
    ["an item for a stream that is not there", JSON.stringify({ i: "9", t: 3, p: { e: "message", d: 1 } })],
  ])("that is admitted and sends %s harms nobody", async (_name, message) => {
    const quiet = [
      vi.spyOn(console, "error").mockReturnValue(),
      vi.spyOn(process.stderr, "write").mockReturnValue(true),
    ];
    onTestFinished(() => quiet.forEach((spy) => spy.mockRestore()));
    const server = await startTestServer();
    const token = await newToken(server);
    const bad = await admitted(server, token);
    const good = await admitted(server, token);
    bad.send(message);
    await sleep(20);
    good.send(JSON.stringify({ i: "1", p: { u: "/settings/get", b: {} } }));
    const [answer] = (await once(good, "message")) as [Buffer];
    expect(answer.toString()).toContain("stunServers");
  });
});
