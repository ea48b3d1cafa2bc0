import { describe, expect, it } from "vitest";
import type { Diagnosis, Finding } from "#core/nat/diagnosis.ts";
import type { Observation, ObservationOf } from "#core/nat/observation.ts";
import { checkChanges, sayChange } from "#core/survey/check-changes.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { settledRecord } from "#core/survey/extended-record.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import { cgnatRecord, offlineRecord, publicRecord } from "../../fakes/sample-records.ts";

const say = createTranslate("en");

const sentences = (before: CheckRecord, after: CheckRecord): string[] =>
  checkChanges(before, after).map((change) => sayChange(change, say));

const withDiagnosis = (change: Partial<Diagnosis>): CheckRecord => ({
  ...publicRecord,
  diagnosis: { ...publicRecord.diagnosis, ...change },
});

const nat = publicRecord.diagnosis.nat;
const { mappings } = publicRecord.diagnosis;
const native: Diagnosis["ipv6"] = { state: "native", address: "2600::1", inbound: "untested" };
const FINDING: Finding = {
  code: "x",
  severity: "warning",
  title: { key: "finding.udp-blocked.title", args: {} },
  whatToDo: null,
  observationIds: [],
};

type Entry = ObservationOf<"upnp-mapping-table">["data"]["entries"][number];
const entry = (externalPort: number, rest: Partial<Entry> = {}): Entry => ({
  remoteHost: "",
  externalPort,
  transport: "tcp",
  internalClient: "192.168.178.50",
  internalPort: externalPort,
  enabled: true,
  description: "NVR",
  leaseSeconds: 0,
  ...rest,
});

function withPorts(entries: Entry[], complete = true): CheckRecord {
  const [first] = publicRecord.observations;
  if (!first) throw new Error("the sample has no observations");
  const table: Observation = {
    ...first,
    id: "upnp/mapping-table",
    probe: "upnp",
    data: { kind: "upnp-mapping-table", from: "192.168.178.1", entries, complete },
  };
  return { ...publicRecord, observations: [...publicRecord.observations, table] };
}

const ROUTER = publicRecord.diagnosis.layers.find((layer) => layer.kind === "router");
if (!ROUTER) throw new Error("the sample has no router");
const laptopAnd = (...layers: Diagnosis["layers"]): CheckRecord => withDiagnosis({ layers });

/** What the later check is, what the earlier one was, and the one sentence about it. */
const ONE_CHANGE: [string, CheckRecord, CheckRecord, string][] = [
  ["inbound proven", publicRecord, withDiagnosis({ inbound: "proven" }), "A call from outside gets in now."],
  [
    "inbound blocked",
    withDiagnosis({ inbound: "proven" }),
    withDiagnosis({ inbound: "blocked" }),
    "A call from outside does not get in.",
  ],
  [
    "public address",
    publicRecord,
    withDiagnosis({ publicAddress: "192.175.48.20" }),
    "Another public address: 192.175.48.20, before 192.31.196.77.",
  ],
  [
    "WAN address",
    withDiagnosis({ wanAddress: null }),
    publicRecord,
    "The router's internet address is known now: 192.31.196.77.",
  ],
  [
    "WAN address lost",
    publicRecord,
    withDiagnosis({ wanAddress: null }),
    "The router's internet address is not known this time (before 192.31.196.77).",
  ],
  [
    "another WAN address",
    withDiagnosis({ wanAddress: "10.0.0.2" }),
    publicRecord,
    "The router has another internet address: 192.31.196.77, before 10.0.0.2.",
  ],
  [
    "gateway",
    publicRecord,
    withDiagnosis({ gateway: "192.168.0.1" }),
    "The way out goes through another router: 192.168.0.1, before 192.168.178.1.",
  ],
  ["gateway found", withDiagnosis({ gateway: null }), publicRecord, "A router is the way out now: 192.168.178.1."],
  [
    "gateway lost",
    publicRecord,
    withDiagnosis({ gateway: null }),
    "No router was found this time (before 192.168.178.1).",
  ],
  [
    "public address lost",
    publicRecord,
    withDiagnosis({ publicAddress: null }),
    "The public address is not known this time (before 192.31.196.77).",
  ],
  [
    "public address found",
    withDiagnosis({ publicAddress: null }),
    publicRecord,
    "The public address is known now: 192.31.196.77.",
  ],
  [
    "router",
    laptopAnd(ROUTER),
    laptopAnd({ ...ROUTER, name: "Speedport" }),
    "Another router: Speedport, before AVM FRITZ!Box 7590.",
  ],
  [
    "second router",
    laptopAnd(ROUTER),
    laptopAnd(ROUTER, { ...ROUTER, kind: "second-router" }),
    "New on the way out: Second router.",
  ],
  [
    "second router gone",
    laptopAnd(ROUTER, { ...ROUTER, kind: "second-router" }),
    laptopAnd(ROUTER),
    "No longer on the way out: Second router.",
  ],
  [
    "finding",
    withDiagnosis({ findings: [] }),
    withDiagnosis({ findings: [FINDING] }),
    "New: UDP does not get out of this network",
  ],
  [
    "finding gone",
    withDiagnosis({ findings: [FINDING] }),
    withDiagnosis({ findings: [] }),
    "Gone: UDP does not get out of this network",
  ],
  [
    "protocol refused",
    publicRecord,
    withDiagnosis({ mappings: { ...mappings, upnp: { ...mappings.upnp, result: "refused" } } }),
    "The router refuses to open ports by UPnP now.",
  ],
  [
    "protocol silent",
    publicRecord,
    withDiagnosis({ mappings: { ...mappings, pcp: { ...mappings.pcp, result: "silent" } } }),
    "The router no longer answers PCP.",
  ],
  [
    "protocol granted",
    publicRecord,
    withDiagnosis({ mappings: { ...mappings, natpmp: { ...mappings.natpmp, result: "granted" } } }),
    "The router opens ports by NAT-PMP now.",
  ],
  [
    "mapping behaviour",
    withDiagnosis({ nat: { ...nat, mapping: "endpoint-independent" } }),
    withDiagnosis({ nat: { ...nat, mapping: "address-and-port-dependent" } }),
    "Outgoing port: “another one for every address and port”, before “the same for every destination”.",
  ],
  [
    "filtering",
    withDiagnosis({ nat: { ...nat, filtering: "endpoint-dependent" } }),
    withDiagnosis({ nat: { ...nat, filtering: "address-dependent" } }),
    "Who may send back: “only addresses that were written to”, before “only who was written to”.",
  ],
  [
    "hairpin",
    withDiagnosis({ nat: { ...nat, hairpin: "no" } }),
    withDiagnosis({ nat: { ...nat, hairpin: "yes" } }),
    "Calls from inside to the site's own public address come back in now.",
  ],
  [
    "hairpin gone",
    withDiagnosis({ nat: { ...nat, hairpin: "yes" } }),
    withDiagnosis({ nat: { ...nat, hairpin: "no" } }),
    "Calls from inside to the site's own public address no longer come back in.",
  ],
  [
    "IPv6",
    withDiagnosis({ ipv6: { ...native, state: "none", address: null } }),
    withDiagnosis({ ipv6: native }),
    "The line has IPv6 now.",
  ],
  [
    "no IPv6",
    withDiagnosis({ ipv6: native }),
    withDiagnosis({ ipv6: { ...native, state: "none" } }),
    "The line has no IPv6 any more.",
  ],
  [
    "IPv6 inside only",
    withDiagnosis({ ipv6: native }),
    withDiagnosis({ ipv6: { ...native, state: "local-only" } }),
    "IPv6 no longer gets out to the internet.",
  ],
  [
    "IPv6 translated",
    withDiagnosis({ ipv6: native }),
    withDiagnosis({ ipv6: { ...native, state: "translated" } }),
    "IPv6 is translated now.",
  ],
  [
    "a port opened",
    withPorts([]),
    withPorts([entry(8_000)]),
    "Port TCP 8000 is open in the router now, to 192.168.178.50.",
  ],
  [
    "a port closed",
    withPorts([entry(8_000)]),
    withPorts([entry(8_000, { enabled: false })]),
    "Port TCP 8000 to 192.168.178.50 is no longer open in the router.",
  ],
  [
    "many ports",
    withPorts([]),
    withPorts(Array.from({ length: 20 }, (_, index) => entry(9_000 + index))),
    "20 ports in the router's list changed.",
  ],
];

describe("what changed between two checks", () => {
  it.each(ONE_CHANGE)("says one sentence: %s", (_name, before, after, sentence) => {
    expect(sentences(before, after)).toEqual([sentence]);
  });

  it("says nothing of two checks that saw the same", () => {
    expect(checkChanges(publicRecord, { ...publicRecord, startedAt: "2026-12-01T08:00:00Z" })).toEqual([]);
  });

  it("puts the verdict before what comes with it", () => {
    const said = sentences(publicRecord, cgnatRecord);
    expect(said[0]).toBe("Verdict: “Carrier-grade NAT”, before “Public address”.");
    expect(said).toContain("New on the way out: Provider's shared NAT.");
    expect(sentences(cgnatRecord, offlineRecord)[0]).toBe("Verdict: “No internet”, before “Carrier-grade NAT”.");
  });

  it("names what the person typed, once", () => {
    const settling = { checkId: publicRecord.checkId, atMs: 9_000, farsiteVersion: "1" };
    const settled = settledRecord(publicRecord, "192.31.196.77", settling);
    expect(sentences(publicRecord, settled)[0]).toBe("You typed the router's internet address: 192.31.196.77.");
    expect(sentences(settled, settled)).toEqual([]);
  });

  it.each([
    ["an untested inbound", withDiagnosis({ inbound: "proven" }), publicRecord],
    [
      "NAT behaviour that was not tested",
      withDiagnosis({ nat: { ...nat, mapping: "endpoint-independent" } }),
      publicRecord,
    ],
    [
      "a protocol that was switched off",
      publicRecord,
      withDiagnosis({ mappings: { ...mappings, upnp: { ...mappings.upnp, result: "switched-off" } } }),
    ],
    ["a list of ports that was cut short", withPorts([entry(80)]), withPorts([], false)],
    [
      "IPv6 that nobody asked about",
      withDiagnosis({ ipv6: native }),
      withDiagnosis({ ipv6: { ...native, state: "unknown" } }),
    ],
  ])("takes no change from %s", (_name, before, after) => {
    expect(sentences(before, after)).toEqual([]);
  });

  const leaves = (tree: object, prefix: string): string[] =>
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === "string"
        ? [`${prefix}.${name.replace(/_(one|other)$/, "")}`]
        : leaves(value as object, `${prefix}.${name}`),
    );

  it.each(["en", "de"] as const)("has every text in %s, and none that nothing says", (locale) => {
    const i18n = createI18n(locale);
    const settled = settledRecord(publicRecord, "10.0.0.9", {
      checkId: publicRecord.checkId,
      atMs: 1,
      farsiteVersion: "1",
    });
    const changes = [
      ...ONE_CHANGE.flatMap(([, before, after]) => checkChanges(before, after)),
      ...checkChanges(publicRecord, cgnatRecord),
      ...checkChanges(publicRecord, settled),
    ];
    const messages = changes.flatMap(({ message, named }) => [message, ...Object.values(named)]);
    for (const { key, args } of messages)
      expect(i18n.exists(key, { lngs: [locale], fallbackLng: [], ...args }), key).toBe(true);
    for (const change of changes) expect(sayChange(change, createTranslate(locale))).not.toMatch(/\{\{|undefined/);
    const said = new Set(messages.map(({ key }) => key));
    expect(leaves(en.change, "change").filter((key) => !said.has(key))).toEqual([]);
  });
});
