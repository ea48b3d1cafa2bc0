import { createSocket } from "node:dgram";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPacket, sealPacket } from "#core/vantage/packet.ts";
import { VIEW_PATH } from "#core/vantage/vantage-protocol.ts";
import { KEY_HEADER, NO_PACKET_KEY, packetKeyId } from "#core/vantage/vantage-key.ts";
import { VantageSession } from "#host/vantage/vantage-session.ts";
import { keyIdOf } from "../../../main/vantage/key-ring.ts";
import { fakeEnvironment, patientBudget } from "../../fakes/fake-environment.ts";
import { closedPort, LOOPBACK } from "../../fakes/loopback.ts";
import { askVantage, hmacOf, newNonce, VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const asker = fakeEnvironment(null, {
  computer: { localAddressTowards: async () => LOOPBACK },
  budget: patientBudget,
});
const anna = { name: "Anna", token: "annas-token-0123456789" };
const ben = { name: "Ben", token: "bens-token-0123456789" };

const as = (token: string) => ({ path: VIEW_PATH, token, headers: { [KEY_HEADER]: keyIdOf(token) } });

describe("technicians' tokens", () => {
  it("are each one's own, in the log and the count, beside the one without a name", async () => {
    const { port, log, metrics } = await vantageOnLoopback({ technicians: [anna, ben] });
    for (const token of [anna.token, ben.token, VANTAGE_TOKEN])
      expect(await askVantage(port, as(token))).toMatchObject({ statusCode: 200, signed: true });
    // A laptop of before there were names.
    expect(await askVantage(port, { path: VIEW_PATH })).toMatchObject({ statusCode: 200 });
    expect(log.map((entry) => ("technician" in entry ? entry.technician : null))).toEqual(["Anna", "Ben", null, null]);
    expect(metrics.render()).toContain('requests_total{kind="view",outcome="answered",technician="Anna"} 1\n');
  });

  it("are of no use under another's id, or under none", async () => {
    const { port, log } = await vantageOnLoopback({ technicians: [anna, ben] });
    const annas = { [KEY_HEADER]: keyIdOf(anna.token) };
    expect(await askVantage(port, { path: VIEW_PATH, token: ben.token, headers: annas })).toMatchObject({
      statusCode: 401,
      signed: false,
    });
    expect(await askVantage(port, { path: VIEW_PATH, token: ben.token })).toMatchObject({ statusCode: 401 });
    expect(log).toEqual([]);
  });

  it("stop at once when they are taken out, also on a line that stands", async () => {
    const vantage = await vantageOnLoopback({ token: null, technicians: [anna, ben] });
    const sessionOf = (token: string): VantageSession => {
      const session = new VantageSession({ url: vantage.url, token }, asker, { family: 4 });
      onTestFinished(() => session.close());
      return session;
    };
    const [annas, bens] = [sessionOf(anna.token), sessionOf(ben.token)];
    const signal = new AbortController().signal;
    await Promise.all([annas.view(signal), bens.view(signal)]);
    vantage.setTechnicians([ben]);
    await expect(annas.view(signal)).rejects.toMatchObject({ trouble: "vantage-wrong-token" });
    await bens.view(signal);
    // There is no token without a name here.
    expect(await askVantage(vantage.port, { path: VIEW_PATH })).toMatchObject({ statusCode: 401 });
  });

  it("seal packets, and 0 is the one without a name", async () => {
    const port = await closedPort();
    const vantage = await vantageOnLoopback({ technicians: [anna], ports: [{ transport: "udp", port }] });
    const socket = createSocket("udp4");
    onTestFinished(() => void socket.close());
    const heard: Buffer[] = [];
    socket.on("message", (bytes) => heard.push(bytes));
    const nonce = newNonce();
    const packet = { kind: "echo", nonce } as const;
    const annasKey = packetKeyId(keyIdOf(anna.token));
    socket.send(sealPacket(packet, hmacOf(anna.token), NO_PACKET_KEY), port, LOOPBACK);
    socket.send(sealPacket(packet, hmacOf(VANTAGE_TOKEN), annasKey), port, LOOPBACK);
    socket.send(sealPacket(packet, hmacOf(anna.token), annasKey), port, LOOPBACK);
    socket.send(sealPacket(packet, hmacOf(VANTAGE_TOKEN)), port, LOOPBACK);
    await expect.poll(() => heard.length).toBe(2);
    expect(openPacket(heard[0] ?? Buffer.alloc(0), hmacOf(anna.token))).toEqual({ kind: "echo-answer", nonce });
    expect(openPacket(heard[1] ?? Buffer.alloc(0), hmacOf(VANTAGE_TOKEN))).toEqual({ kind: "echo-answer", nonce });
    expect(vantage.metrics.render()).toContain('datagrams_total{kind="echo",outcome="dropped"} 2\n');
  });
});
