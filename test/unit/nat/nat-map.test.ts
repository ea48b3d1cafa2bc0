import { describe, expect, it } from "vitest";
import type { Diagnosis, Layer, VerdictKind } from "#core/nat/diagnosis.ts";
import { natMap, type NatMap } from "#core/nat/nat-map.ts";
import { ipv6Line, mapParagraph, mapWords } from "#core/nat/nat-map-text.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

const layer = (kind: Layer["kind"], owner: Layer["owner"], rest: Partial<Layer> = {}): Layer => ({
  kind,
  owner,
  address: null,
  insideAddress: null,
  name: null,
  translates: null,
  observationIds: [],
  ...rest,
});

const LAPTOP = layer("laptop", "installer", { address: "192.168.1.23", translates: false });
const ROUTER = layer("router", "customer", {
  insideAddress: "192.168.1.1",
  address: "100.72.14.9",
  name: "Speedbox 7",
  translates: true,
  observationIds: ["upnp/description"],
});
const SECOND = layer("second-router", "customer", { insideAddress: "192.168.0.1", translates: true });
const CARRIER = layer("carrier-nat", "carrier", { address: "192.31.196.77", translates: true });
const SHARING = layer("shared-address", "carrier", { address: "192.31.196.77", translates: true });
const NAT64 = layer("nat64", "carrier", { translates: true });
const SOMEBODYS = layer("unidentified-nat", "unknown", { translates: true });
const VPN = layer("vpn", "installer", { address: "10.8.0.2" });
const INTERNET = layer("internet", "nobody", { translates: false });

function mapOf(
  kind: VerdictKind,
  layers: Layer[],
  inbound: Diagnosis["inbound"] = "untested",
): { map: NatMap; kinds: string[]; stop: [string, string] | null; advice: Record<string, string> } {
  const verdict = { kind, confidence: 1, sentence: { key: "x", args: {} }, for: [], against: [], settledBy: null };
  const map = natMap({ layers, verdict, inbound });
  const stopped = map.boxes.filter((box) => box.stop !== null);
  expect(stopped.length).toBeLessThanOrEqual(1);
  const [at] = stopped;
  return {
    map,
    kinds: map.boxes.map((box) => box.kind),
    stop: at?.stop ? [at.kind, at.stop.key] : null,
    advice: Object.fromEntries(map.boxes.flatMap((box) => (box.advice ? [[box.kind, box.advice.key]] : []))),
  };
}

/** Name, verdict, layers, inbound; what is drawn, where a call stops, and what is to be done where. */
const CASES: [
  string,
  VerdictKind,
  Layer[],
  Diagnosis["inbound"],
  { kinds: string[]; stop: [string, string] | null; advice: Record<string, string> },
][] = [
  [
    "a public address, nothing tested",
    "public",
    [LAPTOP, ROUTER, INTERNET],
    "untested",
    {
      kinds: ["devices", "laptop", "router", "internet"],
      stop: ["router", "map.stop.until-forwarded"],
      advice: { router: "map.advice.forward-here" },
    },
  ],
  [
    "a call that got in",
    "public",
    [LAPTOP, ROUTER, INTERNET],
    "proven",
    {
      kinds: ["devices", "laptop", "router", "internet"],
      stop: null,
      advice: { router: "map.advice.forward-here" },
    },
  ],
  [
    "a call that did not get in",
    "public",
    [LAPTOP, ROUTER, INTERNET],
    "blocked",
    {
      kinds: ["devices", "laptop", "router", "internet"],
      stop: ["router", "map.stop.tested"],
      advice: { router: "map.advice.forward-here" },
    },
  ],
  [
    "a filtering provider",
    "firewalled",
    [LAPTOP, ROUTER, INTERNET],
    "blocked",
    {
      kinds: ["devices", "laptop", "router", "internet"],
      stop: ["router", "map.stop.filtered"],
      advice: { router: "map.advice.forward-here" },
    },
  ],
  [
    "two routers",
    "double-nat",
    [LAPTOP, ROUTER, SECOND, INTERNET],
    "untested",
    {
      kinds: ["devices", "laptop", "router", "second-router", "internet"],
      stop: ["second-router", "map.stop.until-forwarded"],
      advice: { router: "map.advice.forward-here-too", "second-router": "map.advice.second-router" },
    },
  ],
  [
    "a carrier behind two routers",
    "cgnat",
    [LAPTOP, ROUTER, SECOND, CARRIER, INTERNET],
    "untested",
    {
      kinds: ["devices", "laptop", "router", "second-router", "carrier-nat", "internet"],
      stop: ["carrier-nat", "map.stop.for-good"],
      advice: {
        router: "map.advice.forward-is-useless",
        "second-router": "map.advice.forward-is-useless",
        "carrier-nat": "map.advice.carrier",
      },
    },
  ],
  [
    "ports that are shared",
    "shared-address",
    [LAPTOP, ROUTER, SHARING, INTERNET],
    "untested",
    {
      kinds: ["devices", "laptop", "router", "shared-address", "internet"],
      stop: ["shared-address", "map.stop.some-ports"],
      advice: { router: "map.advice.forward-own-ports", "shared-address": "map.advice.shared-address" },
    },
  ],
  [
    "a line without IPv4",
    "nat64",
    [LAPTOP, ROUTER, NAT64, INTERNET],
    "untested",
    {
      kinds: ["devices", "laptop", "router", "nat64", "internet"],
      stop: ["nat64", "map.stop.for-good"],
      advice: { router: "map.advice.forward-is-useless", nat64: "map.advice.nat64" },
    },
  ],
  [
    "a box that may be anybody's",
    "unknown",
    [LAPTOP, ROUTER, SOMEBODYS, INTERNET],
    "untested",
    {
      kinds: ["devices", "laptop", "router", "unidentified-nat", "internet"],
      stop: ["unidentified-nat", "map.stop.until-forwarded"],
      advice: { "unidentified-nat": "map.advice.find-out" },
    },
  ],
  [
    "a router that does not tell",
    "unknown",
    [LAPTOP, { ...ROUTER, address: null, translates: null }, INTERNET],
    "untested",
    { kinds: ["devices", "laptop", "router", "gap", "internet"], stop: null, advice: {} },
  ],
  [
    "a VPN in the way",
    "unknown",
    [LAPTOP, VPN, { ...ROUTER, translates: null }, INTERNET],
    "untested",
    {
      kinds: ["devices", "laptop", "vpn", "router", "gap", "internet"],
      stop: null,
      advice: { vpn: "map.advice.vpn" },
    },
  ],
  [
    "a dead line",
    "offline",
    [LAPTOP, ROUTER],
    "untested",
    { kinds: ["devices", "laptop", "router", "internet"], stop: null, advice: {} },
  ],
  ["no network", "offline", [LAPTOP], "untested", { kinds: ["devices", "laptop", "internet"], stop: null, advice: {} }],
  [
    "a laptop with a public address",
    "public",
    [LAPTOP, INTERNET],
    "untested",
    { kinds: ["devices", "laptop", "internet"], stop: null, advice: {} },
  ],
];

describe("the NAT map", () => {
  it.each(CASES)("draws %s", (_name, kind, layers, inbound, expected) => {
    const { kinds, stop, advice } = mapOf(kind, layers, inbound);
    expect({ kinds, stop, advice }).toEqual(expected);
  });

  it("marks the outermost box as passed once a call was seen to come in, and bars nothing then", () => {
    const passed = (inbound: Diagnosis["inbound"]) =>
      mapOf("public", [LAPTOP, ROUTER, INTERNET], inbound).map.boxes.flatMap((box) => (box.passed ? [box.kind] : []));
    expect([passed("proven"), passed("untested"), passed("blocked")]).toEqual([["router"], [], []]);
  });

  it("draws as an outline what nobody saw: the cameras, a gap, an internet that was not reached", () => {
    const unseen = (map: NatMap): string[] => map.boxes.filter((box) => !box.seen).map((box) => box.kind);
    expect(unseen(mapOf("public", [LAPTOP, ROUTER, INTERNET]).map)).toEqual(["devices"]);
    expect(unseen(mapOf("offline", [LAPTOP, ROUTER]).map)).toEqual(["devices", "internet"]);
    expect(unseen(mapOf("unknown", [LAPTOP, ROUTER, INTERNET]).map)).toEqual(["devices", "gap"]);
  });

  it("joins the cameras to the site's own router, past the laptop and its VPN", () => {
    const { map } = mapOf("unknown", [LAPTOP, VPN, ROUTER, INTERNET]);
    expect(map.links.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "devices router-2",
      "laptop-0 vpn-1",
      "vpn-1 router-2",
      "router-2 gap",
      "gap internet-3",
    ]);
    expect(map.links.map((link) => link.known)).toEqual([false, true, true, false, false]);
    expect(mapOf("offline", [LAPTOP]).map.links).toEqual([{ from: "laptop-0", to: "internet", known: false }]);
  });

  it("says which address of a box nobody told, and whose ground it stands on", () => {
    const [, , router, carrier, internet] = mapOf("cgnat", [LAPTOP, ROUTER, CARRIER, INTERNET]).map.boxes;
    expect(router?.addresses).toEqual([
      { side: "inside", address: "192.168.1.1" },
      { side: "outside", address: "100.72.14.9" },
    ]);
    expect(router?.observationIds).toEqual(["upnp/description"]);
    expect(carrier?.addresses[0]).toEqual({ side: "inside", address: null });
    expect([router?.zone, carrier?.zone, internet?.zone]).toEqual(["site", "provider", "outside"]);
    expect(mapOf("unknown", [LAPTOP, ROUTER, SOMEBODYS]).map.boxes[3]?.zone).toBe("unknown");
  });
});

describe("the NAT map in words", () => {
  const say = createTranslate("en");

  it("is one paragraph from the cameras outwards", () => {
    const { map } = mapOf("cgnat", [LAPTOP, ROUTER, CARRIER, INTERNET]);
    expect(mapParagraph(mapWords(map, say))).toBe(
      "Recorder and cameras (not looked for yet; supposed in this network) → " +
        "This laptop (yours): 192.168.1.23 → " +
        "Router (Speedbox 7, the customer's): inside 192.168.1.1, outside 100.72.14.9 → " +
        "Provider's shared NAT (the provider's): inside not known, outside 192.31.196.77. A call from outside ends here → " +
        "Internet",
    );
  });

  it("has a line for IPv6 once something is known of it", () => {
    expect(ipv6Line({ state: "unknown", address: null, inbound: "untested" })).toBeNull();
    const line = ipv6Line({ state: "native", address: "2600::1", inbound: "blocked" });
    expect(line && say(line)).toBe("IPv6: yes, 2600::1, but calls from outside are kept out.");
  });

  const leaves = (tree: object, prefix: string): string[] =>
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === "string" ? [`${prefix}.${name}`] : leaves(value as object, `${prefix}.${name}`),
    );

  it.each(["en", "de"] as const)("says every text of its own in %s, and none that does not exist", (locale) => {
    const i18n = createI18n(locale);
    const states = ["none", "local-only", "native", "translated"] as const;
    const results = ["proven", "blocked", "untested"] as const;
    const lines = states.flatMap((state) =>
      results.map((inbound) => ipv6Line({ state, address: "2600::1", inbound })?.key ?? ""),
    );
    const said = new Set([
      ...lines,
      ...CASES.flatMap(([, kind, layers, inbound]) =>
        mapOf(kind, layers, inbound).map.boxes.flatMap((box) =>
          [box.title, box.owner, box.stop, box.passed, box.advice].flatMap((message) => message?.key ?? []),
        ),
      ),
    ]);
    for (const key of said) expect(i18n.exists(key, { lngs: [locale], fallbackLng: [] }), key).toBe(true);
    // Names of sides and zones, and why a box is an outline, are words around the map, not messages of it.
    const around = /^map\.(title|side|zone|not)/;
    expect(leaves(en.map, "map").filter((key) => !said.has(key) && !around.test(key))).toEqual([]);
  });
});
