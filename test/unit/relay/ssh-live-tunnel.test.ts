import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import { connectDevice, type ConnectDevice } from "#host/relay/device-connection.ts";
import { LiveTunnels } from "#host/relay/ssh-live-tunnels.ts";
import { generateSshKeyPair } from "#host/relay/ssh-keys.ts";
import { SSH_TIMES } from "#host/relay/ssh-times.ts";
import { createBadLine } from "../../fakes/bad-line.ts";
import { closedPort, LOOPBACK, tcpOn } from "../../fakes/loopback.ts";
import { createSshServer } from "../../fakes/ssh-server.ts";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const times = { ...SSH_TIMES, keepaliveMs: 80, nextPortMs: 50, answerMs: 2_000, connectMs: 1_000 };

/** The fake devices live on loopback, where no device of a site is. */
const toLoopback: ConnectDevice = async ({ port }) => {
  const socket = connect({ host: LOOPBACK, port, allowHalfOpen: true });
  return new Promise((resolve) => {
    socket.once("connect", () => resolve({ kind: "open", socket }));
    socket.once("error", () => resolve({ kind: "failed", why: "refused" }));
  });
};

async function site({ onDevice = (socket: Socket): void => void socket.pipe(socket) } = {}) {
  const fake = await createSshServer();
  const wire = await createBadLine(fake.port);
  const device = await tcpOn(LOOPBACK, onDevice);
  const tunnels = new LiveTunnels({ times, connectDevice: toLoopback, retakeMs: 30_000 });
  closing.push(
    () => fake.close(),
    wire.close,
    device.close,
    () => tunnels.stop(),
  );
  const serverPort = await closedPort();
  const open = (
    change: { acceptedHostKeys?: string[]; privateKey?: string; tunnelId?: string; ports?: number[] } = {},
  ) =>
    tunnels.open({
      tunnelId: change.tunnelId ?? "bakery",
      server: {
        host: LOOPBACK,
        ports: change.ports ?? [wire.port],
        user: "relay",
        privateKey: change.privateKey ?? fake.userKey.privateKey,
        acceptedHostKeys: change.acceptedHostKeys ?? [fake.hostKey.fingerprint],
      },
      published: [{ id: "rtsp", address: "192.168.1.64", port: device.port, serverPort, listen: "server" }],
    });
  return { fake, wire, device, tunnels, serverPort, open };
}

const portOf = (status: LiveTunnelStatus | undefined) => status?.ports[0];

async function said(port: number, words: string): Promise<string> {
  const socket = connect({ port, host: LOOPBACK, allowHalfOpen: true });
  socket.end(words);
  let heard = "";
  for await (const chunk of socket) heard += String(chunk);
  return heard;
}

describe("a reverse tunnel", () => {
  it("leads callers at the server to the device, and counts what they say", async () => {
    const { tunnels, serverPort, open } = await site();
    expect(await open()).toMatchObject({ state: { kind: "open" }, ports: [{ state: { kind: "listening" } }] });
    expect(await said(serverPort, "OPTIONS *")).toBe("OPTIONS *");
    await expect
      .poll(() => portOf(tunnels.list()[0]))
      .toMatchObject({
        connections: { open: 0, total: 1, turnedAway: 0, unanswered: 0 },
        bytesIn: 9,
        bytesOut: 9,
      });
    await expect
      .poll(() => tunnels.list()[0]?.state)
      .toMatchObject({ kind: "open", rttMs: expect.any(Number) as number });
  });

  it("carries megabytes both ways at once, each side slower than the other at times", async () => {
    const { serverPort, open } = await site();
    await open();
    const socket = connect({ port: serverPort, host: LOOPBACK, allowHalfOpen: true });
    const block = Buffer.alloc(100_000, 1);
    let heard = 0;
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.length;
      socket.pause();
      setImmediate(() => socket.resume());
    });
    for (let count = 0; count < 80; count += 1) if (!socket.write(block)) await once(socket, "drain");
    socket.end();
    await once(socket, "end");
    expect(heard).toBe(8_000_000);
  });

  it("lets nobody in where the device does not answer, and says so", async () => {
    const { device, tunnels, serverPort, open } = await site();
    await open();
    await device.close();
    expect(await said(serverPort, "hello")).toBe("");
    await expect
      .poll(() => portOf(tunnels.list()[0]))
      .toMatchObject({
        connections: { open: 0, unanswered: 1 },
        deviceTrouble: "refused",
      });
  });

  it("turns away more callers than a device has viewers", async () => {
    const { tunnels, serverPort, open } = await site();
    await open();
    const callers = Array.from({ length: 70 }, () => connect(serverPort, LOOPBACK).on("error", () => undefined));
    await expect
      .poll(() => portOf(tunnels.list()[0])?.connections, { timeout: 8_000 })
      .toMatchObject({ open: 64, turnedAway: 6 });
    for (const caller of callers) caller.destroy();
    await expect.poll(() => portOf(tunnels.list()[0])?.connections.open, { timeout: 8_000 }).toBe(0);
  });

  it("comes back by itself, and takes its port back when the server lets go of it", { timeout: 30_000 }, async () => {
    const { fake, wire, tunnels, serverPort, open } = await site();
    await open();
    const caller = connect(serverPort, LOOPBACK);
    await once(caller, "connect");
    // The site's line got another address: the server still holds the old connection and its port.
    wire.stall();
    await expect.poll(() => tunnels.list()[0]?.state, { timeout: 5_000 }).toMatchObject({ kind: "reconnecting" });
    const [old] = fake.connections;
    wire.mend();
    fake.refusedPorts.add(serverPort);
    await expect.poll(() => portOf(tunnels.list()[0])?.state, { timeout: 8_000 }).toMatchObject({ kind: "retaking" });
    old?.end();
    fake.refusedPorts.clear();
    await expect.poll(() => portOf(tunnels.list()[0])?.state, { timeout: 8_000 }).toEqual({ kind: "listening" });
    expect(tunnels.list()[0]).toMatchObject({ reconnects: 1 });
    expect(await said(serverPort, "again")).toBe("again");
  });

  it("does not come back to a server that became another", { timeout: 20_000 }, async () => {
    const { fake, tunnels, open } = await site();
    await open({ ports: [fake.port] });
    const { port } = fake;
    await fake.close();
    const impostor = await createSshServer({ port, hostKey: generateSshKeyPair() });
    closing.push(() => impostor.close());
    await expect
      .poll(() => tunnels.list()[0]?.state, { timeout: 10_000 })
      .toMatchObject({ kind: "failed", fault: { kind: "host-key-changed" } });
    expect(impostor.logins).toBe(0);
  });

  it("that can't be opened is not tried again", async () => {
    const { fake, tunnels, open } = await site();
    expect(await open({ acceptedHostKeys: [] })).toMatchObject({
      state: { kind: "failed", fault: { kind: "new-host-key" } },
    });
    expect(await open({ privateKey: generateSshKeyPair().privateKey })).toMatchObject({
      state: { kind: "failed", fault: { kind: "authentication-refused" } },
      ports: [{ state: { kind: "waiting" } }],
    });
    expect(await open({ ports: [await closedPort()] })).toMatchObject({
      state: { kind: "failed", fault: { kind: "refused" } },
    });
    expect(tunnels.list()).toHaveLength(1);
    expect(fake.logins).toBe(0);
  });

  it("tells at once which port is taken when it is opened", async () => {
    const { fake, serverPort, open } = await site();
    fake.refusedPorts.add(serverPort);
    expect(portOf(await open())).toMatchObject({ state: { kind: "failed", fault: "taken" } });
  });

  it("closes everything when it is stopped", async () => {
    const { fake, tunnels, serverPort, open } = await site();
    const told: string[] = [];
    tunnels.watch((all) => told.push(all.map(({ state }) => state.kind).join()));
    await open();
    const caller = connect(serverPort, LOOPBACK);
    await once(caller, "connect");
    const closed = once(caller, "close");
    await tunnels.close("bakery");
    await closed;
    await expect.poll(() => fake.connections.size).toBe(0);
    expect(tunnels.list()).toEqual([]);
    expect(told.at(0)).toBe("connecting");
    expect(told).toContain("open");
    expect(told.at(-1)).toBe("");
  });

  it("stands beside others", async () => {
    const { tunnels, open } = await site();
    await open();
    expect(await open({ tunnelId: "butcher" })).toMatchObject({
      ports: [{ state: { kind: "failed", fault: "taken" } }],
    });
    expect(tunnels.list().map(({ tunnelId }) => tunnelId)).toEqual(["bakery", "butcher"]);
  });
});

describe("a connection to a device", () => {
  it("never leads to this laptop", async () => {
    const own = await tcpOn(LOOPBACK, () => undefined);
    closing.push(own.close);
    for (const address of [LOOPBACK, "::1", "0.0.0.0", "224.0.0.1", "localhost"])
      expect(await connectDevice({ address, port: own.port })).toEqual({ kind: "failed", why: "refused" });
  });
});
