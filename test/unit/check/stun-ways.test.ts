import { afterEach, describe, expect, it } from "vitest";
import { observationSchema } from "#core/nat/observation.ts";
import type { CheckContext } from "#host/check/check-context.ts";
import { probeStun } from "#host/check/probes/stun.ts";
import type { FakeSite } from "../../fakes/fake-environment.ts";
import { startFakeNatLine } from "../../fakes/fake-nat-line.ts";
import { startFakeStunServer, type FakeStunServer, type StunManners } from "../../fakes/fake-stun-server.ts";
import { IPV6_LOOPBACK, LOOPBACK } from "../../fakes/loopback.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";

/** STUN over IPv4, IPv6 and a NAT64. */

const SEEN = "192.31.196.77";
const SEEN_IPV6 = "2620:4f:8000::77";
/** An IPv4 address that a NAT64 with this prefix would make the IPv6 loopback of. */
const NAT64 = { prefix: "::/96", ipv4: "0.0.0.1" };

const fakes: FakeStunServer[] = [];

afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.close()));
});

async function server(host: string, seen: string, manners: StunManners = "right", port = 0): Promise<FakeStunServer> {
  const fake = await startFakeStunServer(manners, seen, undefined, host, port);
  fakes.push(fake);
  return fake;
}

const portOf = (fake: FakeStunServer): string => fake.server.slice(fake.server.lastIndexOf(":") + 1);

async function asked(servers: string[], site: FakeSite, context: Partial<CheckContext> = {}): Promise<ProbeRun> {
  const run = probeRun({ settings: { stunServers: servers }, site, context });
  await probeStun(run.context);
  for (const o of run.observations) expect(observationSchema.safeParse(o).error?.issues ?? []).toEqual([]);
  return run;
}

const onlyIpv6: FakeSite = {
  ipv6: true,
  computer: { localAddressTowards: async (address) => (address.includes(":") ? IPV6_LOOPBACK : null) },
};

describe("a server with IPv6", () => {
  it("is asked over both, each from one local port", async () => {
    const fake = await server(IPV6_LOOPBACK, SEEN_IPV6);
    await server(LOOPBACK, SEEN, "right", Number(portOf(fake)));
    const name = `both.example:${portOf(fake)}`;
    const told: string[][] = [];
    const run = await asked(
      [name, fake.server],
      { ipv6: true, names: { "both.example": [LOOPBACK, IPV6_LOOPBACK] } },
      { outsideAnswered: (...addresses) => told.push(addresses) },
    );
    const [byName, byAddress] = [run.observed(`stun/${name}/v6`), run.observed(`stun/${fake.server}/v6`)];
    expect(byName).toMatchObject({
      outcome: "answered",
      data: { serverAddress: fake.server, localAddress: IPV6_LOOPBACK, mappedAddress: SEEN_IPV6 },
    });
    const ports = [byName, byAddress].map((o) => o?.data.kind === "stun-binding" && o.data.localPort);
    expect(new Set(ports).size).toBe(1);
    expect(run.observed(`stun/${name}`)).toMatchObject({ data: { localAddress: LOOPBACK, mappedAddress: SEEN } });
    // A literal address has one family.
    expect(run.observed(`stun/${fake.server}`)).toBeUndefined();
    expect(told).toContainEqual([IPV6_LOOPBACK, SEEN_IPV6]);
  });

  it("is not asked over it by a laptop that has none, and that is no row of its own", async () => {
    const fake = await server(LOOPBACK, SEEN);
    const name = `both.example:${portOf(fake)}`;
    const run = await asked([name], { names: { "both.example": [LOOPBACK, IPV6_LOOPBACK] } });
    expect(run.observations.map((o) => [o.id, o.outcome])).toEqual([[`stun/${name}`, "answered"]]);
  });

  it("by its address is skipped by a laptop that has none", async () => {
    const run = await asked(["[::1]:3478"], {});
    expect(run.observations.map((o) => [o.id, o.trouble])).toEqual([["stun/[::1]:3478/v6", "no-gateway"]]);
  });

  it("that answers over IPv4 only is not waited for", async () => {
    const fake = await server(IPV6_LOOPBACK, SEEN_IPV6, "silent");
    const startedMs = performance.now();
    const budget = { ...probeRun().context.budget, outsideSilenceMs: 100, outsideLimitMs: 60_000 };
    const run = await asked([fake.server], { ipv6: true, budget });
    expect(run.observed(`stun/${fake.server}/v6`)).toMatchObject({ outcome: "silent", trouble: "silent" });
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });
});

describe("a server without IPv6", () => {
  it("is asked over IPv4, and has nothing to say over IPv6", async () => {
    const fake = await server(LOOPBACK, SEEN);
    const name = `four.example:${portOf(fake)}`;
    const run = await asked([name], { ipv6: true, names: { "four.example": LOOPBACK } });
    expect(run.observed(`stun/${name}`)).toMatchObject({ outcome: "answered", data: { mappedAddress: SEEN } });
    expect(run.observed(`stun/${name}/v6`)).toMatchObject({ outcome: "skipped", trouble: "no-ipv6-address" });
  });

  it("is asked through the NAT64 where there is no IPv4", async () => {
    const fake = await server(IPV6_LOOPBACK, SEEN);
    const name = `four.example:${portOf(fake)}`;
    // DNS64 makes up the IPv6 address.
    const names = { "four.example": [NAT64.ipv4, IPV6_LOOPBACK] };
    const run = await asked([name], { ...onlyIpv6, names }, { nat64Prefix: Promise.resolve(NAT64.prefix) });
    expect(run.observed(`stun/${name}`)).toMatchObject({
      outcome: "answered",
      data: { serverAddress: `[::1]:${portOf(fake)}`, mappedAddress: SEEN, throughNat64: true },
    });
    expect(run.observed(`stun/${name}/v6`)).toMatchObject({ outcome: "skipped", trouble: "no-ipv6-address" });
  });

  it.each([
    ["there is no NAT64", Promise.resolve(null)],
    ["nobody looked for a NAT64", undefined],
  ])("is out of reach where there is no IPv4 and %s", async (_name, nat64Prefix) => {
    const run = await asked(["127.0.0.1:9"], onlyIpv6, nat64Prefix ? { nat64Prefix } : {});
    expect(run.observations.map((o) => [o.id, o.outcome, o.trouble])).toEqual([
      ["stun/127.0.0.1:9", "skipped", "no-gateway"],
    ]);
  });

  it("is not waited for when nobody tells of the NAT64 in time", async () => {
    const context = { nat64Prefix: new Promise<null>(() => {}), outsideSignal: AbortSignal.timeout(50) };
    const run = await asked(["127.0.0.1:9"], onlyIpv6, context);
    expect(run.observations.map((o) => o.trouble)).toEqual(["no-gateway"]);
  });
});

describe("a server with a second address", () => {
  it("has it recorded, usable or not", async () => {
    const fake = await startFakeNatLine({ otherAddress: { address: "10.0.0.5", port: 3479 } });
    fakes.push(fake);
    const run = await asked([fake.server], {});
    expect(run.observed(`stun/${fake.server}`)?.data).toMatchObject({ otherAddress: "10.0.0.5", otherPort: 3479 });
  });
});
