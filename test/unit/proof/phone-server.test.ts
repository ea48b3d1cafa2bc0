import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { startPhoneServer, type PhoneCall } from "#host/proof/phone-server.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";

const PATH = `/${"0123456789abcdef".repeat(2)}`;

async function server() {
  const calls: PhoneCall[] = [];
  const running = await startPhoneServer({
    address: LOOPBACK,
    port: 0,
    path: PATH,
    onCall: (call) => {
      calls.push(call);
      return "<p>the page</p>";
    },
  });
  onTestFinished(() => running.close());
  return { ...running, calls };
}

type Got = { status: number; body: string; headers: Record<string, unknown> };

const get = (
  port: number,
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) =>
  new Promise<Got>((resolve, reject) => {
    const asked = request({ host: LOOPBACK, port, path, method, headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    asked.on("error", reject).end();
  });

/** A bare connection; `closed` settles when the other side ends it. */
function open(port: number, text = ""): { socket: Socket; closed: Promise<void> } {
  const socket = connect(port, LOOPBACK, () => text !== "" && socket.write(text));
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  socket.resume();
  return { socket, closed: new Promise((resolve) => socket.once("close", () => resolve())) };
}

describe("the telephone's page", () => {
  test("is there under its path alone, and may load nothing", async () => {
    const { port, calls } = await server();
    const page = await get(port, `${PATH}?fbclid=x`);
    expect(page).toMatchObject({ status: 200, body: "<p>the page</p>" });
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*';/);
    expect(page.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      connection: "close",
    });
    expect(calls).toEqual([{ from: LOOPBACK, isPage: true, userAgent: null }]);
  });

  test("gives everything else the same empty answer", async () => {
    const { port, calls } = await server();
    const others = [
      "/",
      `${PATH}0`,
      PATH.slice(0, -1),
      `/${"f".repeat(32)}`,
      `${PATH}/`,
      "/../etc/passwd",
      `/%30${PATH.slice(2)}`,
      `/${"a".repeat(3_000)}`,
    ];
    const answers = await Promise.all(others.map((path) => get(port, path)));
    const posted = await get(port, PATH, { method: "POST" });
    const shapes = [...answers, posted].map(({ status, body, headers: { date: _date, ...headers } }) => ({
      status,
      body,
      headers,
    }));
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
    expect(shapes[0]).toMatchObject({ status: 404, body: "" });
    // Typed without the path, or with an old code: that is worth telling. Guesses of other kinds are not.
    expect(calls.map(({ isPage }) => isPage)).toEqual([false, false]);
  });

  test("is not swayed by headers, and shows none of them", async () => {
    const { port, calls } = await server();
    const headers = { host: "evil.example", "x-forwarded-for": "109.41.2.3", "user-agent": "<script>" };
    const page = await get(port, PATH, { headers });
    expect(page.body).not.toContain("script");
    expect(JSON.stringify(page.headers)).not.toContain("evil");
    expect(calls[0]?.from).toBe(LOOPBACK);
  });

  test("is not counted as seen by a program that only looks", async () => {
    const { port, calls } = await server();
    expect(await get(port, PATH, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
    expect(calls).toEqual([]);
  });

  test("hangs up on what is no HTTP, on floods of headers, and takes one request from each connection", async () => {
    const { port, calls } = await server();
    await open(port, "\x16\x03\x01\x02\x00garbage\r\n\r\n").closed;
    await open(port, `GET ${PATH} HTTP/1.1\r\n${`x: ${"y".repeat(900)}\r\n`.repeat(20)}\r\n`).closed;
    const twice = `GET ${PATH} HTTP/1.1\r\nHost: x\r\n\r\n`;
    await open(port, twice + twice).closed;
    expect(calls.filter(({ isPage }) => isPage)).toHaveLength(1);
  });

  test("stays reachable for others while one holds connections and says nothing", async () => {
    const { port } = await server();
    const held = Array.from({ length: 20 }, () => open(port, `GET ${PATH} HTTP/1.1\r\n`));
    await Promise.all(held.slice(0, 14).map(({ closed }) => closed));
    expect(await get(port, PATH)).toMatchObject({ status: 200 });
  });

  test("ends a request that does not come to its end", async () => {
    const { port } = await server();
    const slow = open(port, `GET ${PATH} HTTP/1.1\r\n`);
    const drip = setInterval(() => slow.socket.write("x: y\r\n"), 400);
    const ended = await Promise.race([slow.closed.then(() => "ended"), sleep(12_000, "still open")]);
    clearInterval(drip);
    expect(ended).toBe("ended");
  });

  test("is gone when it is closed, whoever is connected", async () => {
    const running = await server();
    const idle = open(running.port);
    await new Promise((resolve) => idle.socket.once("connect", resolve));
    await running.close();
    await idle.closed;
    await expect(get(running.port, PATH)).rejects.toThrow("ECONNREFUSED");
  });
});
