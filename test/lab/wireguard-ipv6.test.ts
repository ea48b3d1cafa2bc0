import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newWireGuardKey } from "#core/wireguard/keys.ts";
import { wireGuardProbeSchema, type WireGuardProbe } from "#core/wireguard/probe.ts";
import { ipv6ServerAddress } from "./ipv6-plan.ts";
import { bringUp, type Lab } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { WireGuardHub } from "./wireguard-hub.ts";
import type { ProbeJob } from "./wireguard-process.ts";

/** The handshake probe over IPv6, to a real wireguard-go. */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
const replySchema = z.object({ result: wireGuardProbeSchema });

describe.skipIf(whyNot !== null || !isLong)(`WireGuard over IPv6${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  let lab: Lab;
  let hub: WireGuardHub;
  const known = newWireGuardKey(randomBytes(32));
  const address = ipv6ServerAddress("stun");

  beforeAll(async () => {
    lab = await bringUp(topologyByName("ipv6-firewalled"));
    hub = await WireGuardHub.start(lab, "stun");
    await hub.configure([{ publicKey: known.publicKey, presharedKey: null }]);
  });
  afterAll(() => lab?.down());

  async function probe(host: string, changes: Partial<ProbeJob["options"]> = {}): Promise<WireGuardProbe> {
    const options: ProbeJob["options"] = {
      host,
      ports: [51_820],
      serverPublicKey: hub.keys.publicKey,
      privateKey: known.privateKey,
      presharedKey: null,
      asSite: false,
      clockSkewMs: 0,
      comparison: {
        tcpPorts: [3478],
        stunPortOnHost: 3478,
        stunServers: [`[${ipv6ServerAddress("stund")}]:3478`],
        tcpServers: [],
      },
      ...changes,
    };
    const job = `${JSON.stringify({ id: 1, aheadMs: 0, options } satisfies ProbeJob)}\n`;
    const { stdout } = await lab.run("laptop", ["node", "test/lab/wireguard-process.ts"], { stdin: job });
    return replySchema.parse(JSON.parse(stdout)).result;
  }

  const blocked = async (rule: string, work: () => Promise<void>): Promise<void> => {
    const chain = `chain out { type filter hook forward priority -50; ${rule}; }`;
    expect((await lab.run("home", ["nft", "-f", "-"], { stdin: `table inet block { ${chain}; }\n` })).stderr).toBe("");
    try {
      await work();
    } finally {
      await lab.run("home", ["nft", "delete", "table", "inet", "block"]);
    }
  };

  test("by address, and by a name that has both kinds", async () => {
    const alone = await probe(address);
    expect(alone).toMatchObject({
      outcome: "answers",
      notes: [],
      observed: { ports: [{ address, state: "answered" }] },
    });
    const both = await probe("stun.lab");
    expect(both).toMatchObject({ outcome: "answers", notes: [] });
    expect(both.observed.ports.map(({ state }) => state)).toEqual(["answered", "answered"]);
    expect(await hub.handshakes()).toEqual(new Set([known.publicKey]));
    console.info(`WireGuard over IPv6: ${Math.round(alone.durationMs)} ms`);
  });

  test("one kind of address that leads nowhere is named", async () => {
    await blocked("meta nfproto ipv6 udp dport 51820 drop", async () => {
      expect(await probe("stun.lab")).toMatchObject({ outcome: "answers", notes: ["one-family"] });
    });
  });

  test("blocked UDP, an unknown key and a hub that is not there are told apart as over IPv4", async () => {
    await blocked("meta l4proto udp drop", async () => {
      expect(await probe(address)).toMatchObject({ outcome: "udp-blocked" });
    });
    const { privateKey } = newWireGuardKey(randomBytes(32));
    expect(await probe(address, { privateKey })).toMatchObject({ outcome: "silent-hub-reachable" });
    await hub.stopProgram();
    expect(await probe(address)).toMatchObject({ outcome: "nothing-listens" });
  });
});
