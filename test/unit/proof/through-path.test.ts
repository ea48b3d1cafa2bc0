import { randomBytes } from "node:crypto";
import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createSecureServer } from "node:tls";
import { afterEach, describe, expect, test, vi } from "vitest";
import { reconnectAnswerSchema, throughAnswerSchema } from "#core/proof/through-answer.ts";
import { askPort } from "#host/proof/ask-port.ts";
import { askThrough, proveReconnect, type ThroughOptions } from "#host/proof/through-path.ts";
import { startFakeStreamCamera, type CameraManners } from "../../fakes/fake-stream-camera.ts";
import { closedPort, LOOPBACK, tcpOn, type TcpFake } from "../../fakes/loopback.ts";
import { routerCertificate } from "../../fakes/router-certificate.ts";

const open: TcpFake[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
const { signal } = new AbortController();
const LOGIN = { userName: "admin", password: "Secret 1" };

const dial = (port: number) => (): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const socket = connectTcp({ host: LOOPBACK, port }, () => resolve(socket));
    socket.once("error", reject);
  });

const through = (port: number, changes: Partial<ThroughOptions> = {}): ThroughOptions => ({
  connect: dial(port),
  use: "rtsp",
  device: { address: "192.168.1.64", port: 554 },
  inside: null,
  login: null,
  streamPath: "/stream1",
  seconds: 0.6,
  wantedMbps: null,
  randomBytes: (length) => randomBytes(length),
  answerMs: 1_500,
  ...changes,
});

async function camera(manners: CameraManners, changes: Partial<ThroughOptions> = {}) {
  const fake = await startFakeStreamCamera(manners);
  open.push(fake);
  return throughAnswerSchema.parse(await askThrough(through(fake.port, changes), signal));
}

describe("a camera through a path", () => {
  test("answers, plays and is counted, over the end of its sequence numbers", async () => {
    const answer = await camera({}, { wantedMbps: 0.1 });
    expect(answer).toMatchObject({
      answer: { protocol: "rtsp", says: "FakeCam/1.0" },
      sameDevice: "unknown",
      trouble: null,
      stream: { codec: "H264", lostPackets: 0 },
      remark: { key: "through.stream.enough" },
    });
    expect(answer.rttMs).toHaveLength(5);
    // 1,000 bytes every 10 ms, as far as the timers of a busy machine keep up.
    expect(answer.stream?.mbps).toBeGreaterThan(0.1);
    expect(answer.stream?.mbps).toBeLessThan(1.2);
  });

  test.each(["Basic", "Digest"] as const)("takes a login by %s", async (scheme) => {
    const login = { ...LOGIN, scheme };
    expect(await camera({ login }, { login: LOGIN })).toMatchObject({ trouble: null, stream: { codec: "H264" } });
    expect(await camera({ login })).toMatchObject({
      trouble: null,
      stream: null,
      remark: { key: "through.stream.needs-login" },
    });
    expect(await camera({ login }, { login: { ...LOGIN, password: "x" } })).toMatchObject({
      stream: null,
      trouble: { key: "through.trouble.wrong-login" },
    });
    // Where somebody else's relay could be asking.
    expect(await camera({ login }, { login: LOGIN, mayTellPassword: false })).toMatchObject(
      scheme === "Digest"
        ? { trouble: null, stream: { codec: "H264" } }
        : { trouble: null, stream: null, remark: { key: "through.stream.needs-login" } },
    );
  });

  test.each<[string, CameraManners, Partial<ThroughOptions>, object]>([
    ["loses packets", { losesEvery: 5 }, {}, { remark: { key: "through.stream.lossy" } }],
    ["falls behind", { slowness: 0.5 }, { seconds: 2.6 }, { remark: { key: "through.stream.too-slow" } }],
    [
      "sends less than is wanted",
      {},
      { wantedMbps: 50 },
      { remark: { key: "through.together.smaller" }, stream: { copies: 6 } },
    ],
    ["has no such stream", { noStream: true }, {}, { remark: { key: "through.stream.no-such-path" }, stream: null }],
    [
      "is not to be played",
      {},
      { seconds: 0 },
      { remark: { key: "through.stream.not-played" }, stream: null, trouble: null },
    ],
    ["hangs up after each answer", { hangsUp: true }, {}, { remark: { key: "through.stream.hung-up" }, trouble: null }],
    ["floods with no RTSP", { floods: true }, {}, { stream: null }],
    [
      "is a web server",
      { says: "HTTP/1.0 200 OK\r\n\r\n<title>Router</title>" },
      {},
      { trouble: { key: "through.trouble.no-rtsp" } },
    ],
    ["is no RTSP at all", { says: "SSH-2.0-OpenSSH_9.2\r\n" }, {}, { trouble: { key: "through.trouble.no-rtsp" } }],
  ])("that %s is told", async (_, manners, changes, expected) => {
    expect(await camera(manners, changes)).toMatchObject(expected);
  });

  test("whose full packets are lost is suspected of its MTU: the description never comes", async () => {
    expect(await camera({ swallowsBytes: 250 })).toMatchObject({
      answer: { protocol: "rtsp" },
      trouble: { key: "through.trouble.mtu-describe" },
    });
  }, 15_000);

  test("whose full packets are lost is suspected of its MTU: no picture comes", async () => {
    expect(await camera({ swallowsBytes: 900 })).toMatchObject({ trouble: { key: "through.trouble.mtu-stream" } });
  }, 15_000);

  test("that swallowed a large answer once, and not the next time, comes and goes", async () => {
    const manners: CameraManners = { swallowsBytes: 250 };
    const whileDown = setTimeout(() => delete manners.swallowsBytes, 1_000);
    expect(await camera(manners)).toMatchObject({ trouble: { key: "through.trouble.comes-and-goes" } });
    clearTimeout(whileDown);
  }, 15_000);

  test("that can't be reached at first and can a moment later, comes and goes", async () => {
    const fake = await startFakeStreamCamera();
    open.push(fake);
    let tries = 0;
    const connect = () => ((tries += 1) === 1 ? Promise.reject(new Error("down")) : dial(fake.port)());
    const answer = await askThrough(through(fake.port, { connect, looksAgain: 2 }), signal);
    expect(answer).toMatchObject({ connectMs: null, trouble: { key: "through.trouble.comes-and-goes" } });
    const dead = { connect: () => Promise.reject(new Error("down")), looksAgain: 1 };
    expect((await askThrough(through(fake.port, dead), signal)).trouble?.key).toBe("through.trouble.no-way");
  }, 15_000);

  test("is the same device as inside, or another one", async () => {
    const [here, other] = [
      await startFakeStreamCamera(),
      await startFakeStreamCamera({ says: "HTTP/1.0 200 OK\r\n\r\n" }),
    ];
    open.push(here, other);
    const inside = (port: number) => askPort({ address: LOOPBACK, port, hello: "rtsp", timeoutMs: 2_000 }, signal);
    const ask = async (port: number) =>
      askThrough(through(here.port, { inside: await inside(port), seconds: 0 }), signal);
    expect(await ask(here.port)).toMatchObject({ sameDevice: "yes", trouble: null });
    expect(await ask(other.port)).toMatchObject({ sameDevice: "no", trouble: { key: "through.trouble.stranger" } });
  });
});

describe("other protocols", () => {
  test("a page is read, and its title told", async () => {
    const page = await tcpOn(LOOPBACK, (connection) => {
      connection.once("data", () => connection.end("HTTP/1.1 200 OK\r\n\r\n<title>NVR 4</title>"));
    });
    open.push(page);
    expect(await askThrough(through(page.port, { use: "http" }), signal)).toMatchObject({
      answer: { protocol: "http", says: "NVR 4" },
      trouble: null,
      stream: null,
    });
  });

  test("a page that is swallowed while a short answer is not, is suspected of the MTU", async () => {
    const page = await tcpOn(LOOPBACK, (connection) => {
      connection.once("data", (bytes) => {
        if (bytes.toString().startsWith("HEAD")) connection.end("HTTP/1.1 200 OK\r\n\r\n");
      });
    });
    open.push(page);
    const bytes = Buffer.from(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(1_500)}`);
    const inside = { saw: "connected", bytes, certificate: null } as const;
    const answer = await askThrough(through(page.port, { use: "http", inside }), signal);
    expect(answer.trouble?.key).toBe("through.trouble.mtu-page");
  }, 15_000);

  test("a certificate is read through the path, and one that never comes is suspected of the MTU", async () => {
    const secure = createSecureServer(routerCertificate, (connection) => {
      connection.on("error", () => {});
      connection.once("data", () => connection.end("HTTP/1.1 200 OK\r\n\r\n<title>NVR</title>"));
    });
    await new Promise<void>((resolve) => secure.listen(0, LOOPBACK, () => resolve()));
    const { port } = secure.address() as { port: number };
    const heard = await askPort({ address: LOOPBACK, port, hello: "https", timeoutMs: 2_000 }, signal);
    expect(await askThrough(through(port, { use: "https", inside: heard }), signal)).toMatchObject({
      answer: { protocol: "https", says: "NVR" },
      sameDevice: "yes",
    });
    secure.close();
    const swallows = await tcpOn(LOOPBACK, () => {});
    open.push(swallows);
    const answer = await askThrough(through(swallows.port, { use: "https", inside: heard }), signal);
    expect(answer.trouble?.key).toBe("through.trouble.mtu-tls");
  }, 15_000);

  test("a path that does not open, and one that nobody answers through", async () => {
    const shut = await askThrough(through(await closedPort()), signal);
    expect(shut).toMatchObject({ connectMs: null, trouble: { key: "through.trouble.no-way" } });
    const mute = await tcpOn(LOOPBACK, () => {});
    open.push(mute);
    expect((await askThrough(through(mute.port), signal)).trouble?.key).toBe("through.trouble.silent");
    expect((await askThrough(through(mute.port, { use: "tcp" }), signal)).trouble).toBeNull();
  }, 20_000);

  test("a path that does not open in time, whose opener gives up by itself then", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const connect = (within: AbortSignal): Promise<Duplex> =>
        new Promise((_resolve, reject) => {
          within.addEventListener("abort", () => reject(new Error("given up")), { once: true });
        });
      const asked = askThrough(through(0, { connect }), signal);
      await vi.advanceTimersByTimeAsync(8_000);
      expect(await asked).toMatchObject({ connectMs: null, trouble: { key: "through.trouble.no-way-in-time" } });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a path that is cut", () => {
  test("is proven again, with the time that took", async () => {
    const fake = await startFakeStreamCamera();
    open.push(fake);
    let isCutUntilMs = 0;
    const connect = async () => {
      if (performance.now() < isCutUntilMs) throw new Error("down");
      return dial(fake.port)();
    };
    const cut = async (): Promise<void> => void (isCutUntilMs = performance.now() + 700);
    const back = await proveReconnect({ ...through(fake.port), connect, cut, patienceMs: 8_000 }, signal);
    expect(reconnectAnswerSchema.parse(back)).toMatchObject({
      before: true,
      sentence: { key: "through.reconnect.back" },
    });
    expect(back.backAfterMs).toBeGreaterThanOrEqual(700);
    expect(back.tries).toBeGreaterThan(1);
    const forGood = async (): Promise<void> => void (isCutUntilMs = Infinity);
    const gone = await proveReconnect({ ...through(fake.port), connect, cut: forGood, patienceMs: 600 }, signal);
    expect(gone).toMatchObject({ before: true, backAfterMs: null, sentence: { key: "through.reconnect.gone" } });
    const never = await proveReconnect({ ...through(fake.port), connect, cut, patienceMs: 600 }, signal);
    expect(never).toMatchObject({ before: false, tries: 0, sentence: { key: "through.reconnect.not-there" } });
  }, 15_000);
});
