import { connect, type Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { authorization } from "#core/vantage/signing.ts";
import { DIAL_BACK_PATH, VIEW_PATH } from "#core/vantage/vantage-protocol.ts";
import { usualLimits } from "../../../main/vantage/limits.ts";
import { LOOPBACK, secondHost } from "../../fakes/loopback.ts";
import { askVantage, hmacOf, newNonce, VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

/** Limits that a test may use up. */
const generous = {
  ...usualLimits,
  newConnectionsPerCaller: { burst: 1e6, perSecond: 1e6 },
  requestsPerCaller: { burst: 1e6, perSecond: 1e6 },
  requestsPerToken: { burst: 1e6, perSecond: 1e6 },
  dialsPerCaller: { burst: 1e6, perSecond: 1e6 },
  strangerRequestsPerCaller: { burst: 1e6, perSecond: 1e6 },
};

const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom("127.0.0.2", "::1", "::ffff:10.0.0.1", "169.254.169.254", "localhost", "0x7f.1", "2130706433"),
);

/** Everything a caller can say about addresses. */
const lies = fc.record({
  headers: fc.dictionary(
    fc.constantFrom("host", "client-ip", "cf-connecting-ip", "true-client-ip", "x-client-ip", "x-farsite", "origin"),
    address,
    { maxKeys: 4 },
  ),
  proxy: fc.option(fc.tuple(fc.constantFrom("x-forwarded-for", "forwarded", "via", "x-real-ip"), address), { freq: 1 }),
  body: fc.oneof(
    // Those that get as far as dialling.
    fc.constant({}),
    fc.dictionary(fc.constantFrom("address", "target", "host", "ip", "to", "from", "localAddress"), address),
    fc.object({ maxDepth: 2 }),
  ),
  query: fc.option(address, { freq: 1 }),
});

const open = (port: number): Socket => {
  const socket = connect(port, LOOPBACK);
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
};

const closed = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    socket.on("close", () => resolve(text));
  });

describe("a vantage never dials any address but its caller's", () => {
  it("whatever headers, bodies and paths say", async () => {
    const { port, dialled } = await vantageOnLoopback({ limits: generous, dials: () => "silent" });
    await fc.assert(
      fc.asyncProperty(lies, async ({ headers, proxy, body, query }) => {
        await askVantage(port, {
          path: query === null ? DIAL_BACK_PATH : `${DIAL_BACK_PATH}?address=${encodeURIComponent(query)}`,
          headers: { ...headers, ...(proxy && { [proxy[0]]: proxy[1] }) },
          body: JSON.stringify({ ...body, transport: "tcp", port: 4711, nonce: newNonce(), patienceMs: 500 }),
        });
      }),
      { numRuns: 400 },
    );
    expect(dialled.length).toBeGreaterThan(0);
    expect(new Set(dialled.map((target) => `${target.address} ${target.port}`))).toEqual(new Set(["127.0.0.1 4711"]));
  }, 60_000);

  it("refuses what came through a proxy, whose address it would take for the caller's", async () => {
    const { port, dialled } = await vantageOnLoopback({ dials: () => "silent" });
    for (const name of ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"]) {
      const answer = await askVantage(port, { path: VIEW_PATH, headers: { [name]: "198.41.0.4" } });
      expect(answer).toEqual({ statusCode: 403, signed: true, body: { error: "behind-proxy" } });
    }
    expect(dialled).toEqual([]);
  });

  it("dials the address that the connection comes from, and from the one it was made to", async () => {
    const caller = await secondHost();
    const { port, dialled } = await vantageOnLoopback({ dials: () => "silent" });
    const body = JSON.stringify({ transport: "udp", port: 500, nonce: newNonce(), patienceMs: 500 });
    const answer = await askVantage(port, { path: DIAL_BACK_PATH, body, localAddress: caller });
    expect(answer.body).toEqual({ address: caller, saw: "silent" });
    expect(dialled).toMatchObject([{ address: caller, from: LOOPBACK, port: 500 }]);
  });

  it("does not dial loopback when it was told to listen everywhere", async () => {
    const { port, dialled } = await vantageOnLoopback({
      listen: [{ address: "0.0.0.0", port: 0 }],
      dials: () => "silent",
    });
    const body = JSON.stringify({ transport: "tcp", port: 22, nonce: newNonce(), patienceMs: 500 });
    const answer = await askVantage(port, { path: DIAL_BACK_PATH, body });
    expect(answer).toEqual({ statusCode: 403, signed: true, body: { error: "caller-not-public" } });
    expect(dialled).toEqual([]);
  });
});

describe("a vantage outlives", () => {
  it("bytes that are no HTTP, and goes on answering", async () => {
    const { port, dialled } = await vantageOnLoopback({ limits: generous, dials: () => "silent" });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 600 }), async (bytes) => {
        const socket = open(port);
        const end = closed(socket);
        socket.end(bytes);
        // What looks like the begin of a request is waited for; the other end says that there is no more.
        await end;
      }),
      { numRuns: 60 },
    );
    expect((await askVantage(port, { path: VIEW_PATH })).statusCode).toBe(200);
    expect(dialled).toEqual([]);
  });

  it("a body of a gigabyte, declared or in chunks, and reads none of it", async () => {
    const { port } = await vantageOnLoopback();
    for (const how of ["Content-Length: 1073741824", "Transfer-Encoding: chunked"]) {
      const socket = open(port);
      const end = closed(socket);
      socket.write(`POST ${DIAL_BACK_PATH} HTTP/1.1\r\nHost: x\r\n${how}\r\n\r\n`);
      const part = "x".repeat(65_536);
      const send = (): void => {
        while (socket.writable && !socket.writableNeedDrain)
          socket.write(how.startsWith("T") ? `10000\r\n${part}\r\n` : part);
      };
      socket.on("drain", send);
      send();
      await end;
      expect(socket.bytesWritten).toBeLessThan(16 * 1_048_576);
    }
    expect((await askVantage(port, { path: VIEW_PATH })).statusCode).toBe(200);
  });

  it("requests that come a byte at a time, or never: they are cut off", async () => {
    const { port } = await vantageOnLoopback();
    const silent = open(port);
    const slow = open(port);
    const [silentEnd, slowEnd] = [closed(silent), closed(slow)];
    const text = `POST ${VIEW_PATH} HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(4_000)}`;
    let at = 0;
    const drip = setInterval(() => slow.write(text.charAt(at++)), 100);
    onTestFinished(() => clearInterval(drip));
    await Promise.all([silentEnd, slowEnd]);
    expect((await askVantage(port, { path: VIEW_PATH })).statusCode).toBe(200);
  }, 30_000);

  it("more connections than one caller may have", async () => {
    const limits = { ...usualLimits, connectionsPerCaller: 3 };
    const { port } = await vantageOnLoopback({ limits });
    const held = [1, 2, 3].map(() => open(port));
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    await expect(askVantage(port, { path: VIEW_PATH })).rejects.toMatchObject({ code: "ECONNRESET" });
    for (const socket of held) socket.destroy();
    await expect.poll(() => askVantage(port, { path: VIEW_PATH }).catch(() => null)).toMatchObject({ statusCode: 200 });
  });

  it("requests cut off in the middle of their body", async () => {
    const { port, dialled } = await vantageOnLoopback({ dials: () => "silent" });
    const body = JSON.stringify({ transport: "tcp", port: 22, nonce: newNonce(), patienceMs: 500 });
    const signed = { method: "POST", path: DIAL_BACK_PATH, body, timeMs: Date.now(), nonce: newNonce() };
    const header = authorization(signed, hmacOf(VANTAGE_TOKEN));
    for (let length = 0; length < body.length; length += 10) {
      const socket = open(port);
      const end = closed(socket);
      socket.end(
        `POST ${DIAL_BACK_PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: ${header}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, length)}`,
      );
      await end;
    }
    expect(dialled).toEqual([]);
    expect((await askVantage(port, { path: VIEW_PATH })).statusCode).toBe(200);
  });
});
