import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import { readRecording } from "#core/survey/recording.ts";
import { checkEventSchema } from "#core/contract/contract.ts";
import { ALL_PROBES } from "#host/check/run-check.ts";
import { FAKE_EXTERNAL_ADDRESS } from "../../fakes/fake-gateway.ts";
import { FAKE_MAC } from "../../fakes/fake-environment.ts";
import { LOOPBACK, secondHost } from "../../fakes/loopback.ts";
import { prepared } from "./at-once.ts";
import { checkFakeSite, type FakeSiteOptions } from "./fake-check.ts";

type Case = [name: string, site: FakeSiteOptions, verdict: string, sentence: string];

const SHARED = "100.83.12.9";
const CARRIER = "192.175.48.20";
const NO_PROTOCOL = { mappingPortClosed: true, search: "silent" } as const;

const CASES: Case[] = [
  ["a public line, all protocols", { site: { ownAddressPing: "router" } }, "public", "verdict.public.confirmed"],
  ["a public line, no ping program", { site: { ownAddressPing: "missing" } }, "public", "verdict.public.confirmed"],
  [
    "a public line, no protocol",
    { gateway: NO_PROTOCOL, site: { ownAddressPing: "router", secondHop: "100.64.0.1" } },
    "public",
    "verdict.public.owned",
  ],
  [
    "a carrier's NAT",
    { gateway: { externalAddress: SHARED }, publicAddress: CARRIER, site: { ownAddressPing: "further-out" } },
    "cgnat",
    "verdict.cgnat.shared-range",
  ],
  [
    "a carrier's NAT, no protocol",
    { gateway: NO_PROTOCOL, publicAddress: CARRIER, site: { ownAddressPing: "further-out", secondHop: "100.64.0.1" } },
    "cgnat",
    "verdict.cgnat.shared-hop",
  ],
  [
    "a carrier's NAT and a router that claims the public address",
    { gateway: { externalAddress: CARRIER }, publicAddress: CARRIER, site: { ownAddressPing: "further-out" } },
    "unknown",
    "verdict.unknown.false-claim",
  ],
  [
    "a private WAN address",
    { gateway: { externalAddress: "10.74.12.3" }, publicAddress: CARRIER, site: { ownAddressPing: "further-out" } },
    "unknown",
    "verdict.unknown.private-wan",
  ],
  [
    "a dead line",
    { gateway: NO_PROTOCOL, stun: ["silent", "silent"], whoami: [], site: { ownAddressPing: "router" } },
    "offline",
    "verdict.offline.silent",
  ],
  ["no network", { gateway: null }, "offline", "verdict.offline.no-route"],
  ["nothing configured", { gateway: NO_PROTOCOL, stun: [], whoami: [] }, "unknown", "verdict.unknown.nothing-asked"],
  [
    "a laptop with the public address itself",
    { gateway: NO_PROTOCOL, site: { laptopAddress: FAKE_EXTERNAL_ADDRESS, ownAddressPing: "router" } },
    "public",
    "verdict.public.laptop",
  ],
  [
    "no journal to write to",
    { journal: "full-on-begin", site: { ownAddressPing: "router" } },
    "public",
    "verdict.public.confirmed",
  ],
];

const result = prepared(CASES, ([, site]) => checkFakeSite(site));

describe.each(CASES.map((one) => [one[0], one] as const))("a check of %s", (_name, one) => {
  const [, , verdict, sentence] = one;

  it("reaches the verdict", () => {
    const { diagnosis } = result(one).record;
    expect([diagnosis.verdict.kind, diagnosis.verdict.sentence.key]).toEqual([verdict, sentence]);
  });

  it("asks each question once and has one answer for each", () => {
    const { events, record } = result(one);
    const asked = events.filter((event) => event.type === "asking").map((event) => event.id);
    const observed = events.filter((event) => event.type === "observed").map((event) => event.observation.id);
    expect(new Set(asked).size).toBe(asked.length);
    expect(observed.toSorted()).toEqual(asked.toSorted());
    expect(record.observations.map((o) => o.id)).toEqual(observed);
  });

  it("reports in order: planned, questions and answers, the last diagnosis, finished", () => {
    const { events, record } = result(one);
    expect(events[0]?.type).toBe("planned");
    expect(events.at(-2)).toEqual({ type: "diagnosed", diagnosis: record.diagnosis });
    expect(events.at(-1)).toEqual({ type: "finished", record });
    const asked = new Set<string>();
    const answeredUnasked = events.filter((event) => {
      if (event.type === "asking") asked.add(event.id);
      return event.type === "observed" && !asked.has(event.observation.id);
    });
    expect(answeredUnasked).toEqual([]);
  });

  it("gives events and a record that fit the contract, and replays to the same diagnosis", () => {
    const { events, record } = result(one);
    expect(events.flatMap((event) => checkEventSchema.safeParse(event).error?.issues ?? [])).toEqual([]);
    const stored = checkRecordSchema.parse(JSON.parse(JSON.stringify(record)));
    expect(diagnose(readRecording(stored))).toEqual(record.diagnosis);
    expect(record.cancelled).toBe(false);
  });

  it("leaves nothing in the router and nothing in the journal", () => {
    expect(result(one).left).toMatchObject({ entries: 0, journal: 0 });
  });
});

/** The way, and boxes on it, are asked once an outside server has answered; the others need a vantage, and records of sites. */
const NEEDS_MORE: ReadonlySet<string> = new Set(["path", "outer-box", "vantage", "other-sites"]);

describe("a check", () => {
  it("gives the gateway's own answers as they came", () => {
    const [first] = CASES;
    if (!first) throw new Error("no case");
    const { observed, counts } = result(first);
    expect(observed("default-route/gateway-mac")?.data).toMatchObject({
      gateway: LOOPBACK,
      mac: FAKE_MAC,
      maker: "Fake Makers Ltd.",
    });
    expect(observed(`upnp/description/${LOOPBACK}`)?.data).toMatchObject({
      manufacturer: "Nobody",
      modelName: "Gateway 1",
    });
    expect(observed(`upnp/external-address/${LOOPBACK}`)?.data).toMatchObject({ address: FAKE_EXTERNAL_ADDRESS });
    expect(observed("nat-pmp/external-address")?.data).toMatchObject({
      address: FAKE_EXTERNAL_ADDRESS,
      epochSeconds: 4_711,
    });
    expect(observed("pcp/test-mapping")?.data).toMatchObject({ externalAddress: FAKE_EXTERNAL_ADDRESS, removed: true });
    // For the laptop and, where a router takes it, for another device.
    expect(counts?.actions.toSorted()).toEqual([
      "AddPortMapping",
      "AddPortMapping",
      "DeletePortMapping",
      "DeletePortMapping",
      "GetExternalIPAddress",
      "GetGenericPortMappingEntry",
      "GetSpecificPortMappingEntry",
      "GetSpecificPortMappingEntry",
      "GetStatusInfo",
    ]);
  });

  it("makes no test mapping that it cannot note down first, and says so", async () => {
    const { observed, left } = await checkFakeSite({ journal: "full-on-begin" });
    for (const id of ["upnp/test-mapping", "nat-pmp/test-mapping", "pcp/test-mapping"])
      expect(observed(id)).toMatchObject({ outcome: "skipped", trouble: "journal-failed" });
    expect(left.made).toBe(0);
  });

  it("keeps the result when the disk fills up between begin and strike", async () => {
    const { observed, left } = await checkFakeSite({ journal: "full-on-strike" });
    for (const id of ["upnp/test-mapping", "nat-pmp/test-mapping", "pcp/test-mapping"])
      expect(observed(id)?.data).toMatchObject({ granted: true, removed: true });
    // A test mapping by each protocol, and one for another device; PCP refuses that one without an option it knows.
    expect(left).toEqual({ entries: 0, journal: 5, made: 4 });
  });

  it("makes no test mapping when they are switched off", async () => {
    const { observed, left } = await checkFakeSite({ settings: { testMappings: false } });
    for (const id of ["upnp/test-mapping", "nat-pmp/test-mapping", "pcp/test-mapping"])
      expect(observed(id)).toMatchObject({ outcome: "skipped", trouble: "switched-off" });
    expect(left.made).toBe(0);
  });

  it.each(ALL_PROBES)("asks only %s and the way out when told so", async (probe) => {
    const { record, events } = await checkFakeSite({ only: [probe], site: { ownAddressPing: "router" } });
    const probes = new Set(record.observations.map((o) => o.probe));
    expect(probes).toEqual(new Set(["default-route", ...(NEEDS_MORE.has(probe) ? [] : [probe])]));
    expect(events[0]).toMatchObject({ probes: ALL_PROBES.filter((p) => p === "default-route" || p === probe) });
  });

  it("pings only a few addresses, however many lying servers claim to see", async () => {
    const pinged = new Set<string>();
    const claimed = Array.from({ length: 8 }, (_, i) => `192.175.48.${i + 1}`);
    const { record } = await checkFakeSite({
      gateway: NO_PROTOCOL,
      stun: claimed.map(() => "right"),
      seen: claimed,
      whoami: [],
      site: {
        computer: {
          limitedPing: async ({ target }) => {
            pinged.add(target);
            return { reply: { reply: "echo", replier: target }, raw: "" };
          },
        },
      },
    });
    // Three of them, and the server towards which the way is looked at.
    expect([...pinged].filter((address) => claimed.includes(address))).toHaveLength(3);
    expect(pinged.size).toBe(4);
    expect(record.diagnosis.verdict.sentence.key).toBe("verdict.unknown.addresses-disagree");
  });

  it("changes nothing on a box that is not the gateway", async (context) => {
    const other = await secondHost();
    context.skip(other === LOOPBACK, "this system has one loopback address");
    const { observed, left, counts } = await checkFakeSite({ gateway: { search: "other-host" } });
    expect(observed(`upnp/external-address/${other}`)?.outcome).toBe("answered");
    expect(observed(`upnp/test-mapping/${other}`)).toMatchObject({ outcome: "skipped", trouble: "not-our-gateway" });
    expect(counts?.actions).not.toContain("AddPortMapping");
    expect(left.entries).toBe(0);
  });

  it("takes back a verdict it has shown once it is no longer true", async () => {
    const { events } = await checkFakeSite({
      gateway: { externalAddress: CARRIER },
      publicAddress: CARRIER,
      whoami: [],
      site: {
        computer: {
          limitedPing: async ({ target, ttl }) => {
            await new Promise((resolve) => setTimeout(resolve, 300));
            const replier = ttl === 1 ? LOOPBACK : target;
            return { reply: { reply: "expired", replier }, raw: "" };
          },
        },
      },
    });
    const shown = events.filter((event) => event.type === "diagnosed").map((event) => event.diagnosis.verdict.kind);
    expect(shown[0]).toBe("public");
    expect(shown.lastIndexOf("public")).toBeLessThan(shown.indexOf("unknown"));
    expect(shown.filter((kind) => kind === "unknown").length).toBeGreaterThan(1);
  });
});
