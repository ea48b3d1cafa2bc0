import { afterEach, describe, expect, it } from "vitest";
import { natBehaviour } from "#core/nat/nat-behaviour.ts";
import { observationSchema } from "#core/nat/observation.ts";
import { probeNatBehaviour } from "#host/check/probes/nat-behaviour.ts";
import { startFakeNatLine, type FakeNatLine, type NatLineOptions } from "../../fakes/fake-nat-line.ts";
import { startFakeStunServer } from "../../fakes/fake-stun-server.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((fake) => fake.close()));
});

async function line(options: NatLineOptions = {}): Promise<FakeNatLine> {
  const fake = await startFakeNatLine(options);
  open.push(fake);
  return fake;
}

async function probed(...servers: string[]): Promise<ProbeRun> {
  const run = probeRun({ settings: { stunServers: servers } });
  await probeNatBehaviour(run.context);
  for (const o of run.observations) expect(observationSchema.safeParse(o).error?.issues ?? []).toEqual([]);
  expect(run.observations.map((o) => o.id).toSorted()).toEqual(run.asked.map((a) => a.id).toSorted());
  return run;
}

const DEPENDENCES = ["endpoint-independent", "address-dependent", "address-and-port-dependent"] as const;
const PAIRS = DEPENDENCES.flatMap((mapping) => DEPENDENCES.map((filtering) => ({ mapping, filtering })));
const UNTESTED = "nat-behaviour/second-address";

describe.concurrent("a server with two addresses", () => {
  it.each(PAIRS)("shows $mapping mapping and $filtering filtering", async ({ mapping, filtering }) => {
    const fake = await startFakeNatLine({ mapping, filtering });
    const { observations } = await probed(fake.server);
    await fake.close();
    expect(natBehaviour(observations)).toMatchObject({ mapping, filtering });
  });
});

describe("a filter", () => {
  const id = (server: string, asked = "other-address-and-port"): string => `nat-behaviour/${server}/filter/${asked}`;

  it("is seen in silence, and what got in by whom it came from", async () => {
    const { server } = await line({ filtering: "address-dependent" });
    const run = await probed(server);
    expect(run.observed(id(server))).toMatchObject({ outcome: "silent", trouble: null, data: { answeredFrom: null } });
    const [, port] = run.observed(`nat-behaviour/${server}/other-port`)?.asked?.split(":") ?? [];
    expect(run.observed(id(server, "other-port"))).toMatchObject({
      outcome: "answered",
      data: { kind: "stun-filtering", answeredFrom: `127.0.0.1:${port}` },
    });
  });

  it("is tested from ports of its own", async () => {
    const { server } = await line({ filtering: "address-and-port-dependent" });
    const { observations } = await probed(server);
    const ports = observations.flatMap((o) =>
      o.data.kind === "stun-filtering" || (o.data.kind === "stun-binding" && o.data.serverAddress === server)
        ? [o.data.localPort]
        : [],
    );
    expect(ports).toHaveLength(9);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it.each([
    ["ignores the request to answer from elsewhere", { change: "ignores" }, "failed", "change-ignored"],
    ["says it answered from elsewhere than it did", { change: "claims-other" }, "failed", "change-ignored"],
    ["refuses to answer from elsewhere", { change: "refuses" }, "failed", "error-answer"],
  ] as const)("is not made out of a server that %s", async (_name, options, outcome, trouble) => {
    const { server } = await line(options);
    const run = await probed(server);
    expect(run.observed(id(server))).toMatchObject({ outcome, trouble, data: { kind: "no-answer" } });
    expect(natBehaviour(run.observations)).toMatchObject({ mapping: "endpoint-independent", filtering: "unknown" });
  });

  it("is not made out of a second address that is dead", async () => {
    const { server } = await line({ secondAddressIsDead: true, filtering: "address-and-port-dependent" });
    const { observations } = await probed(server);
    expect(natBehaviour(observations).filtering).toBe("unknown");
  });

  it("is not made out of a check that was cancelled", async () => {
    const { server } = await line({ filtering: "address-and-port-dependent" });
    const run = probeRun({ settings: { stunServers: [server] } });
    const ended = probeNatBehaviour(run.context);
    while (!run.asked.some((a) => a.id === id(server))) await new Promise((resolve) => setTimeout(resolve, 5));
    run.cancel();
    await ended;
    expect(run.observed(id(server))).toMatchObject({ outcome: "skipped", trouble: "cancelled" });
    expect(natBehaviour(run.observations).filtering).toBe("unknown");
  });
});

describe("a second address", () => {
  it.each([
    ["none", null],
    ["one in a LAN", { address: "192.168.1.1", port: 3479 }],
    ["one of somebody else, by a server of this computer", { address: "198.41.0.4", port: 3479 }],
    ["a group", { address: "239.255.255.250", port: 1900 }],
  ])("%s: the test is impossible and nothing is sent there", async (_name, otherAddress) => {
    const { server } = await line({ otherAddress });
    const run = await probed(server);
    expect(run.observed(UNTESTED)).toMatchObject({ outcome: "skipped", trouble: "no-second-address" });
    expect(run.observations.some((o) => o.id.includes("other-") || o.id.includes("/filter/"))).toBe(false);
    expect(natBehaviour(run.observations)).toMatchObject({ mapping: "unknown", filtering: "unknown" });
  });

  it("is not needed to see that two servers are shown the same port", async () => {
    const servers = await Promise.all([line({ otherAddress: null }), startFakeStunServer("right", "192.31.196.77")]);
    open.push(servers[1]);
    const { observations } = await probed(...servers.map((fake) => fake.server));
    // Both have the address of this computer: told apart by their ports only, they leave the addresses open.
    expect(natBehaviour(observations).mapping).toBe("unknown");
    expect(observations.filter((o) => o.data.kind === "stun-binding")).toHaveLength(8);
  });

  it("is asked of two servers, not of more", async () => {
    const lines = await Promise.all([line(), line(), line()]);
    const { observations } = await probed(...lines.map((fake) => fake.server));
    expect(observations.filter((o) => o.data.kind === "stun-filtering")).toHaveLength(4);
  });
});

describe("without a usable answer", () => {
  it("says that nothing could be tested", async () => {
    const silent = await startFakeStunServer("silent", "192.31.196.77");
    open.push(silent);
    const run = probeRun({
      settings: { stunServers: [silent.server] },
      context: { outsideSignal: AbortSignal.timeout(200) },
    });
    await probeNatBehaviour(run.context);
    expect(run.observed(UNTESTED)).toMatchObject({ outcome: "skipped", trouble: "no-stun-answer" });
  });

  it("asks nobody where no network leads out", async () => {
    const fake = await line();
    const run = probeRun({
      settings: { stunServers: [fake.server] },
      site: { computer: { localAddressTowards: async () => null } },
    });
    await probeNatBehaviour(run.context);
    expect(run.observations.map((o) => [o.outcome, o.trouble])).toEqual([["skipped", "no-gateway"]]);
    expect(fake.asked()).toBe(0);
  });
});

describe("ports", () => {
  it("are taken from all over the range", async () => {
    const { server } = await line();
    const run = await probed(server);
    const ports = [1, 2, 3, 4, 5, 6].map((n) => {
      const data = run.observed(`nat-behaviour/port-${n}`)?.data;
      return data?.kind === "stun-binding" ? data.localPort : 0;
    });
    for (const [index, port] of ports.entries()) {
      expect(port).toBeGreaterThanOrEqual(1_024 + index * 10_752);
      expect(port).toBeLessThan(1_024 + (index + 1) * 10_752);
    }
    expect(natBehaviour(run.observations)).toMatchObject({ portPreservation: "yes" });
  });

  it("that come out changed are no preservation", async () => {
    const { server } = await line({ keepsPorts: false });
    const { observations } = await probed(server);
    const nat = natBehaviour(observations);
    expect(nat.portPreservation).toBe("no");
    expect(nat.portsSeen.length).toBeGreaterThanOrEqual(7);
  });
});

describe("hairpinning", () => {
  // Linux gives all of 127.0.0.0/8 to this computer: what is sent to another address of it comes back to the same port.
  it("is seen when what was sent to the outside port comes in", async () => {
    const { server } = await line({ mappedAddress: "127.0.0.3" });
    const run = await probed(server);
    expect(run.observed("nat-behaviour/hairpin")).toMatchObject({ outcome: "answered", data: { arrived: true } });
    expect(natBehaviour(run.observations).hairpin).toBe("yes");
  });

  it("is not, when nothing does", async () => {
    const { server } = await line({ mappedAddress: "127.0.0.3", keepsPorts: false });
    const run = await probed(server);
    expect(run.observed("nat-behaviour/hairpin")).toMatchObject({ outcome: "silent", data: { arrived: false } });
    expect(natBehaviour(run.observations).hairpin).toBe("no");
  });

  it.each([
    ["nobody translates", "127.0.0.1"],
    ["a server names an address that it can't have seen", "192.31.196.77"],
    ["a server names an address of the LAN", "192.168.1.1"],
  ])("is not asked for where %s", async (_name, mappedAddress) => {
    const { server } = await line({ mappedAddress });
    const run = await probed(server);
    expect(run.observed("nat-behaviour/hairpin")).toBeUndefined();
  });
});
