import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { connectSsh, type SshServer } from "#host/relay/ssh-connect.ts";
import { generateSshKeyPair } from "#host/relay/ssh-keys.ts";
import { SshNotConnected, type SshConnect } from "#host/relay/ssh-socket.ts";
import { SSH_TIMES, type SshTimes } from "#host/relay/ssh-times.ts";
import { createBadLine } from "../../fakes/bad-line.ts";
import { closedPort, LOOPBACK, tcpOn } from "../../fakes/loopback.ts";
import { createSshServer, type FakeSshServer } from "../../fakes/ssh-server.ts";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const key = generateSshKeyPair();
/** As long as a busy machine needs, as short as a test may take. */
const times: SshTimes = {
  ...SSH_TIMES,
  connectMs: 400,
  greetingMs: 300,
  handshakeMs: 3_000,
  nextPortMs: 50,
  answerMs: 2_000,
};

async function server(options?: Parameters<typeof createSshServer>[0]): Promise<FakeSshServer> {
  const fake = await createSshServer(options);
  closing.push(() => fake.close());
  return fake;
}
/** A port where something says a few bytes and then does as told. */
async function speaker(onConnection: (socket: Socket) => void): Promise<number> {
  const fake = await tcpOn(LOOPBACK, onConnection);
  closing.push(() => fake.close());
  return fake.port;
}
const loginAt = (fake: FakeSshServer, change: Partial<SshServer> = {}): SshServer => ({
  host: LOOPBACK,
  ports: [fake.port],
  user: "relay",
  privateKey: fake.userKey.privateKey,
  acceptedHostKeys: [fake.hostKey.fingerprint],
  ...change,
});
const unknown = (ports: number[]): SshServer => ({
  host: LOOPBACK,
  ports,
  user: "relay",
  privateKey: key.privateKey,
  acceptedHostKeys: [],
});
const faultOf = async (
  login: SshServer,
  change: { times?: SshTimes; connect?: SshConnect; signal?: AbortSignal } = {},
) => {
  const outcome = await connectSsh(login, { times, ...change });
  if (outcome.kind === "open") outcome.line.close();
  return outcome.kind === "open" ? "open" : outcome.fault;
};

describe("logging in", () => {
  it("tells the server's key in words that OpenSSH uses, and closes without a trace", async () => {
    const fake = await server();
    const outcome = await connectSsh(loginAt(fake), { times });
    if (outcome.kind !== "open") throw new Error(outcome.fault.kind);
    expect(outcome.line).toMatchObject({
      port: fake.port,
      hostKey: fake.hostKey.fingerprint,
      hostPublicKey: fake.hostKey.publicKey,
      software: "OpenSSH_9.2p1 fake",
    });
    expect(await outcome.line.ping(2_000)).toBeGreaterThan(0);
    outcome.line.close();
    outcome.line.close();
    expect(await outcome.line.closed).toEqual({ kind: "stopped" });
    await expect.poll(() => fake.connections.size).toBe(0);
    expect(await outcome.line.ping(100)).toBeNull();
    expect(await outcome.line.exec({ command: "true" })).toEqual({ kind: "lost" });
    expect(await outcome.line.forwardOut({ host: LOOPBACK, port: 9 })).toEqual({ kind: "failed", why: "lost" });
    expect(await outcome.line.forwardIn(LOOPBACK, 9)).toEqual({ kind: "failed", fault: "lost" });
  });

  it("never sends its key to a server that nobody accepted", async () => {
    const fake = await server();
    const { fingerprint } = fake.hostKey;
    expect(await faultOf(loginAt(fake, { acceptedHostKeys: [] }))).toEqual({
      kind: "new-host-key",
      fingerprint,
      keyType: "ssh-ed25519",
    });
    expect(await faultOf(loginAt(fake, { acceptedHostKeys: [key.fingerprint] }))).toEqual({
      kind: "host-key-changed",
      fingerprint,
      keyType: "ssh-ed25519",
    });
    expect(fake.logins).toBe(0);
    await expect.poll(() => fake.connections.size).toBe(0);
  });

  it("names a key that is not known there, or can't be read", async () => {
    const fake = await server();
    expect(await faultOf(loginAt(fake, { privateKey: key.privateKey }))).toEqual({ kind: "authentication-refused" });
    for (const privateKey of ["", "nonsense", fake.userKey.publicKey])
      expect(await faultOf(loginAt(fake, { privateKey }))).toEqual({ kind: "private-key-unreadable" });
  });

  it("goes on to the next port, beside one that says nothing", async () => {
    const fake = await server();
    const mute = await speaker(() => undefined);
    const outcome = await connectSsh(loginAt(fake, { ports: [mute, fake.port] }), { times });
    expect(outcome).toMatchObject({ kind: "open", line: { port: fake.port } });
    if (outcome.kind === "open") outcome.line.close();
    const web = await speaker((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n")),
    );
    const second = await connectSsh(loginAt(fake, { ports: [web, fake.port] }), { times });
    expect(second.failed).toMatchObject([{ port: web, fault: { kind: "not-ssh", speaks: "http", said: "nginx" } }]);
    if (second.kind === "open") second.line.close();
  });

  it("asks no second port when the first one settled it", async () => {
    const fake = await server();
    let calls = 0;
    const other = await speaker(() => (calls += 1));
    await faultOf(loginAt(fake, { ports: [fake.port, other], privateKey: key.privateKey }), {
      times: { ...times, nextPortMs: 2_000 },
    });
    expect(calls).toBe(0);
  });
});

describe("what else answers", () => {
  it.each([
    ["TLS", (socket: Socket) => socket.write(Buffer.from("1503010002022a", "hex")), { kind: "not-ssh", speaks: "tls" }],
    [
      "a portal",
      (socket: Socket) => socket.end("HTTP/1.1 302 Found\r\nLocation: http://portal.example/login\r\n\r\n"),
      { kind: "captive-portal", location: "http://portal.example/login" },
    ],
    ["a filter", (socket: Socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"), { kind: "captive-portal" }],
    ["SSH 1", (socket: Socket) => socket.write("SSH-1.5-Cisco-1.25\r\n"), { kind: "not-ssh", speaks: "ssh-1" }],
    [
      "mail",
      (socket: Socket) => socket.end("220 mail.example ESMTP\r\n"),
      { kind: "not-ssh", speaks: "other", said: "220 mail.example ESMTP" },
    ],
    ["a ban", (socket: Socket) => socket.end(), { kind: "closed-early", said: null }],
    ["a ban with a reset", (socket: Socket) => socket.resetAndDestroy(), { kind: "closed-early" }],
    [
      "sshd that is full",
      (socket: Socket) => socket.end("Exceeded MaxStartups\r\n"),
      { kind: "closed-early", said: "Exceeded MaxStartups" },
    ],
    ["sshd that punishes", (socket: Socket) => socket.end("Not allowed at this time\r\n"), { kind: "closed-early" }],
    ["nothing", () => undefined, { kind: "silent" }],
    ["half a greeting", (socket: Socket) => socket.write("SSH-2.0-Open"), { kind: "not-ssh", speaks: "other" }],
    [
      "a greeting without SSH behind it",
      (socket: Socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n"),
      { kind: "stalled" },
    ],
    [
      "garbage",
      (socket: Socket) => socket.end(Buffer.concat([Buffer.from([0x80]), randomBytes(4_000)])),
      { kind: "not-ssh", speaks: "other" },
    ],
    [
      "garbage behind a greeting",
      (socket: Socket) => socket.end(Buffer.concat([Buffer.from("SSH-2.0-x\r\n"), Buffer.alloc(64, 0xff)])),
      { kind: "broken-off" },
    ],
  ])("%s", async (_name, say, fault) => {
    const port = await speaker((socket) => void say(socket));
    expect(await faultOf(unknown([port]), { times: { ...times, handshakeMs: 400 } })).toMatchObject(fault);
  });

  it("stops listening to a greeting that never ends", async () => {
    let sent = 0;
    const port = await speaker((socket) => {
      const pour = (): void => {
        while (!socket.destroyed && socket.write("a".repeat(1_000) + "\r\n")) sent += 1_002;
        sent += 1_002;
      };
      socket.on("drain", pour);
      pour();
    });
    expect(await faultOf(unknown([port]), { times: { ...times, greetingMs: 5_000 } })).toMatchObject({
      kind: "not-ssh",
      speaks: "other",
    });
    expect(sent).toBeLessThan(8_000_000);
  });

  it("stops waiting for a greeting that drips", async () => {
    const port = await speaker((socket) => {
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await faultOf(unknown([port]))).toMatchObject({ kind: "not-ssh" });
  });
});

describe("what does not answer", () => {
  const fails =
    (error: Error): SshConnect =>
    () =>
      Promise.reject(error);
  const systemError = (code: string): Error => Object.assign(new Error(code), { code });

  it.each([
    ["ENOTFOUND", "name-not-found"],
    ["EAI_AGAIN", "name-unanswered"],
    ["ENETUNREACH", "no-route"],
    ["ETIMEDOUT", "unreachable"],
    ["EHOSTUNREACH", "unreachable"],
    ["ECONNREFUSED", "refused"],
    ["ESOMETHING", "unreachable"],
  ])("%s", async (code, kind) => {
    expect(await faultOf(unknown([22]), { connect: fails(systemError(code)) })).toEqual({ kind });
  });

  it("takes the address that got furthest", async () => {
    const both = new AggregateError([systemError("ENETUNREACH"), systemError("ECONNREFUSED")]);
    expect(await faultOf(unknown([22]), { connect: fails(both) })).toEqual({ kind: "refused" });
    expect(await faultOf(unknown([await closedPort()]))).toEqual({ kind: "refused" });
  });

  it("is given up in time, and when it is told to", async () => {
    const never: SshConnect = (_where, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new SshNotConnected({ kind: "unreachable" })), { once: true });
      });
    const outcome = await connectSsh(unknown([22, 443]), { times, connect: never });
    expect(outcome).toMatchObject({
      kind: "failed",
      fault: { kind: "unreachable" },
      failed: [{ port: 22 }, { port: 443 }],
    });
    const stop = new AbortController();
    const stopped = faultOf(unknown([22, 443]), { connect: never, signal: stop.signal });
    stop.abort();
    expect(await stopped).toEqual({ kind: "stopped" });
    expect(await faultOf(unknown([22]), { connect: never, signal: AbortSignal.abort() })).toEqual({ kind: "stopped" });
  });
});

describe("a line that stands", () => {
  it("is noticed to be dead by its silence", async () => {
    const fake = await server();
    const wire = await createBadLine(fake.port);
    closing.push(() => wire.close());
    const outcome = await connectSsh(loginAt(fake, { ports: [wire.port] }), {
      times: { ...times, keepaliveMs: 60, keepaliveCount: 2 },
    });
    if (outcome.kind !== "open") throw new Error(outcome.fault.kind);
    wire.stall();
    expect(await outcome.line.closed).toEqual({ kind: "lost", by: "silence" });
  });

  it("says that the server closed it", async () => {
    const fake = await server();
    const outcome = await connectSsh(loginAt(fake), { times });
    if (outcome.kind !== "open") throw new Error(outcome.fault.kind);
    const opening = outcome.line.forwardOut({ host: LOOPBACK, port: 9 });
    expect(await opening).toMatchObject({ kind: "open" });
    for (const connection of fake.connections) connection.end();
    expect(await outcome.line.closed).toMatchObject({ kind: "lost" });
  });
});
