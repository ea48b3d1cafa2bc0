import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpExchange } from "#host/net/http-exchange.ts";
import { lookupIpv4, splitHostPort } from "#host/net/name-lookup.ts";
import { delayedSignal, timeoutSignal } from "#host/net/timeout-signal.ts";
import { hexDump, udpExchange } from "#host/net/udp-exchange.ts";
import { localAddressTowards } from "#host/system/local-address.ts";
import { pingArguments } from "#host/system/limited-ping.ts";
import { closeUdp, LOOPBACK, tcpOn, udpOn } from "../../fakes/loopback.ts";

/** Without leave to broadcast, no system connects a socket to it: as good as a network that is gone, and nothing is sent. */
const NOWHERE = "255.255.255.255";

const never = new AbortController().signal;

const question = (port: number, rest: Partial<Parameters<typeof udpExchange<string>>[0]> = {}) => ({
  address: LOOPBACK,
  port,
  payload: () => Buffer.from("?"),
  accept: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
  retransmitAtMs: [0, 30, 60],
  timeoutMs: 400,
  signal: never,
  ...rest,
});

describe("a question over UDP", () => {
  it("to a network that is gone fails as a trouble, not as an uncaught error", async () => {
    await expect(udpExchange(question(9, { address: NOWHERE }))).rejects.toMatchObject({ name: "ProbeTrouble" });
  });

  it("ends at once when it was cancelled before, and later when it is cancelled then", async () => {
    const server = await udpOn();
    onTestFinished(() => closeUdp(server));
    const { port } = server.address();
    await expect(udpExchange(question(port, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      outcome: "silent",
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const startedMs = performance.now();
    await expect(udpExchange(question(port, { timeoutMs: 60_000, signal: controller.signal }))).rejects.toMatchObject({
      outcome: "silent",
    });
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it("is repeated until the answer comes, and takes the answer after garbage", async () => {
    const server = await udpOn();
    onTestFinished(() => closeUdp(server));
    let asked = 0;
    server.on("message", (_bytes, from) => {
      asked += 1;
      if (asked === 3) for (const answer of ["garbage", "other", "right"]) server.send(answer, from.port, from.address);
    });
    const { value } = await udpExchange(
      question(server.address().port, {
        accept: (bytes) => {
          const text = Buffer.from(bytes).toString();
          if (text === "garbage") throw new Error("garbage");
          return text === "right" ? text : undefined;
        },
      }),
    );
    expect([value, asked]).toEqual(["right", 3]);
  });

  it("says what was wrong when only garbage comes, with the bytes", async () => {
    const server = await udpOn();
    onTestFinished(() => closeUdp(server));
    server.on("message", (_bytes, from) => server.send("xyz", from.port, from.address));
    const garbage = question(server.address().port, {
      accept: () => {
        throw new Error("no such version");
      },
    });
    await expect(udpExchange(garbage)).rejects.toMatchObject({
      trouble: "malformed",
      message: "no such version",
      raw: "78 79 7a",
      answeredBy: LOOPBACK,
    });
  });
});

async function answering(respond: (connection: Socket) => Promise<void>): Promise<number> {
  const server = await tcpOn(LOOPBACK, (connection) => {
    connection.once("data", () => void respond(connection));
  });
  onTestFinished(() => server.close());
  return server.port;
}

const get = async (port: number, rest: { maxBytes?: number; timeoutMs?: number } = {}): Promise<string> => {
  const bytes = await httpExchange({
    address: LOOPBACK,
    port,
    request: "GET / HTTP/1.1\r\n\r\n",
    maxBytes: 10_000,
    timeoutMs: 2_000,
    signal: never,
    ...rest,
  });
  return Buffer.from(bytes).toString("latin1");
};

describe("a question over HTTP", () => {
  const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  it("ends with the declared length, though the connection stays open", async () => {
    const port = await answering(async (c) => void c.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"));
    expect(await get(port)).toMatch(/body$/);
  });

  it("takes what comes behind a length that is too short", async () => {
    const port = await answering(async (c) => void c.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbody"));
    expect(await get(port)).toMatch(/body$/);
  });

  it("ends with the last chunk, however the pieces are cut", async () => {
    const whole = `${CHUNKED}5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\n\r\n`;
    for (const size of [1, 2, 3, 7, whole.length]) {
      const port = await answering(async (connection) => {
        for (let at = 0; at < whole.length; at += size) {
          connection.write(whole.slice(at, at + size));
          await sleep(0);
        }
      });
      expect(await get(port)).toBe(whole);
    }
  });

  it("does not take a text inside a chunk for the last chunk", async () => {
    const inner = "a0\r\n\r\n";
    const port = await answering(async (connection) => {
      connection.write(`${CHUNKED}6\r\n${inner}`);
      await sleep(60);
      connection.write("\r\n4\r\nmore\r\n0\r\n\r\n");
    });
    expect(await get(port)).toContain("more");
  });

  it("gives up chunks that are none when the time is up, not before and not never", async () => {
    const port = await answering(async (c) => void c.write(`${CHUNKED}${"z".repeat(500)}`));
    await expect(get(port, { timeoutMs: 800 })).rejects.toMatchObject({ trouble: "timed-out" });
  });

  it("takes no more bytes than it may", async () => {
    const port = await answering(async (c) => void c.write(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(2_000)}`));
    await expect(get(port, { maxBytes: 1_000 })).rejects.toMatchObject({ trouble: "too-big", answeredBy: LOOPBACK });
  });

  it("returns nothing where nothing came before the end", async () => {
    const port = await answering(async (c) => void c.end());
    expect(await get(port)).toBe("");
  });
});

describe("signals", () => {
  it("fire after their time, or with their parent, and not once they are ended", async () => {
    const parent = new AbortController();
    const soon = timeoutSignal(20);
    const withParent = timeoutSignal(60_000, parent.signal);
    const delayed = delayedSignal(parent.signal, 30);
    const ended = timeoutSignal(10);
    ended.end();
    parent.abort();
    expect([withParent.signal.aborted, delayed.signal.aborted]).toEqual([true, false]);
    await sleep(120);
    expect([soon.signal.aborted, delayed.signal.aborted, ended.signal.aborted]).toEqual([true, true, false]);
    withParent.end();
    expect(timeoutSignal(60_000, AbortSignal.abort()).signal.aborted).toBe(true);
  });

  it("that are delayed and ended in time never fire", async () => {
    const delayed = delayedSignal(AbortSignal.abort(), 10);
    delayed.end();
    await sleep(40);
    expect(delayed.signal.aborted).toBe(false);
  });
});

describe("addresses", () => {
  it("this computer leaves from are told without sending anything", async () => {
    expect(await localAddressTowards(LOOPBACK)).toBe(LOOPBACK);
    expect(await localAddressTowards(NOWHERE)).toBeNull();
  });

  it("need no lookup when they are literal", async () => {
    expect(await lookupIpv4("192.0.2.7", never)).toEqual(["192.0.2.7"]);
    expect(await lookupIpv4("[2001:db8::1]", never)).toEqual([]);
    expect(await lookupIpv4("localhost", never)).toEqual([LOOPBACK]);
    await expect(lookupIpv4("a.example", AbortSignal.abort())).rejects.toMatchObject({ code: "ECANCELLED" });
  });

  it("are split from their port", () => {
    expect(splitHostPort("stun.example:3478")).toEqual({ host: "stun.example", port: 3_478 });
    expect(splitHostPort("[2001:db8::1]:3478")).toEqual({ host: "2001:db8::1", port: 3_478 });
  });
});

describe("the detail of an answer", () => {
  it("is cut, and says how long it was", () => {
    expect(hexDump(Uint8Array.of(0, 255, 16))).toBe("00 ff 10");
    expect(hexDump(new Uint8Array(2_000))).toMatch(/^(00 ){511}00 … \(2000 bytes\)$/);
  });
});

describe("ping", () => {
  it.each([
    ["linux", ["-n", "-c", "1", "-t", "1", "-W", "1", "192.0.2.7"]],
    ["darwin", ["-n", "-c", "1", "-m", "1", "-W", "650", "192.0.2.7"]],
    ["win32", ["-4", "-n", "1", "-i", "1", "-w", "650", "192.0.2.7"]],
  ] as const)("is asked on %s for one echo with a TTL, without looking up names", (platform, expected) => {
    expect(pingArguments({ target: "192.0.2.7", ttl: 1, timeoutMs: 650 }, platform)).toEqual(expected);
  });
});
