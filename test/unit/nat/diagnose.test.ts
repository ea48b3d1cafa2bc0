import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressScope } from "#core/net/ip-address.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import { diagnosisSchema, verdictKindSchema } from "#core/nat/diagnosis.ts";
import { observationsOf, type Observation } from "#core/nat/observation.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import * as site from "./site-observations.ts";
import { GATEWAY, LAPTOP, OTHER_PUBLIC, PRIVATE_WAN, PUBLIC, SHARED } from "./site-observations.ts";

const ADDRESSES = [PUBLIC, OTHER_PUBLIC, SHARED, PRIVATE_WAN, "192.168.0.10", "0.0.0.0", "100.100.100.100"];
const BOX = "192.168.0.1";
const SERVERS = ["a.example:1", "bb.example:2"];

const tunnel = site.adapter("wg0", "10.8.0.2", "tunnel");
const wire = site.adapter("Ethernet", LAPTOP);

/** For each question everything that may come of it. */
const POSSIBLE: Observation[] = [
  site.laptop(),
  site.laptop([wire, tunnel]),
  site.laptop([site.adapter("Ethernet", PUBLIC)]),
  site.routes(),
  site.routes([]),
  site.routes([site.route(null, "wg0")]),
  site.routes([site.route(null, "Ethernet")]),
  site.routes([site.route(GATEWAY), site.route("192.168.1.1", "Wi-Fi", 90)]),
  site.routes([site.route(GATEWAY)], { address: "10.8.0.2", interfaceName: "wg0" }),
  ...ADDRESSES.flatMap((address) => [
    site.upnpAddress(address),
    site.upnpAddress(address, "192.168.178.2"),
    site.natPmpAddress(address),
    site.pcpMapping({ externalAddress: address }),
    site.pcpMapping({ ...site.refusal("NO_RESOURCES"), externalAddress: address }),
    ...SERVERS.map((server) => site.stun(address, { server })),
    site.whoami(address),
    site.ping("echo", address),
    site.ping("expired", address),
    site.hop(address),
  ]),
  site.natPmpMapping({ removed: false }),
  site.upnpGateway(),
  site.upnpMapping(),
  site.pcpAnnounce("UNSUPP_VERSION", 1),
  site.hop("100.64.0.1"),
  site.hop("198.41.0.4", "echo"),
  site.hop("25.200.5.1"),
  site.hop("192.0.0.1"),
  site.upnpAddress("192.0.0.2"),
  site.upnpAddress("25.200.5.2"),
  ...[PUBLIC, OTHER_PUBLIC].flatMap((target) => [
    site.pingAt(2, "echo", target, target),
    site.pingAt(2, "expired", "10.74.0.1", target),
    site.pingAt(3, "echo", target, target),
  ]),
  ...[BOX, "192.168.2.1"].flatMap((box) => [
    site.hopAt(box === BOX ? 2 : 3, box),
    ...(["refused", "silent", "open"] as const).flatMap((state) => site.boxPorts(box, state)),
    site.page(box),
    site.boxUpnp(box),
    ...[PUBLIC, SHARED, PRIVATE_WAN].map((address) => site.boxAddress(box, address)),
    site.boxNatPmp(box),
    site.boxPcp(box),
    site.boxMapping(box),
    site.distance(box, 0.8),
    site.distance(box, 12),
  ]),
  site.distance(GATEWAY, 0.5),
  ...[PUBLIC, SHARED, PRIVATE_WAN].map(site.typed),
  ...(["upnp", "outer-box", "none"] as const).flatMap((openedBy) => [
    site.inboundTest(true, { openedBy }),
    site.inboundTest(false, { openedBy }),
  ]),
  site.firewall("on"),
  site.routes([site.ipv6Route]),
  site.nat64(),
  site.loginPage(),
  site.lineStatus("Disconnected"),
  ...SERVERS.map((server) => site.stunSilent(server)),
  site.whoamiSilent(),
  site.whoamiSilent(undefined, { outcome: "failed", trouble: "error-answer", answeredBy: "198.41.0.5" }),
];

const byQuestion = Map.groupBy(POSSIBLE, (o) => o.id);

/** One answer, or none, to every question. */
const aSite: fc.Arbitrary<Observation[]> = fc
  .tuple(...[...byQuestion.values()].map((answers) => fc.option(fc.constantFrom(...answers), { freq: 3 })))
  .map((answers) => answers.filter((o): o is Observation => o !== null));

function evidence(observations: readonly Observation[]) {
  const seen = [
    ...observationsOf(observations, "stun-binding").map((o) => o.data.mappedAddress),
    ...observationsOf(observations, "public-address-https").map((o) => o.data.address),
  ].filter((address) => addressScope(address) === "public");
  const claims = [
    ...observationsOf(observations, "upnp-external-address").filter((o) => o.data.from === GATEWAY),
    ...observationsOf(observations, "natpmp-external-address").filter((o) => o.data.from === GATEWAY),
    ...observationsOf(observations, "wan-address-typed"),
  ].map((o) => o.data.address);
  for (const o of observationsOf(observations, "pcp-mapping"))
    if (o.data.from === GATEWAY) claims.push(o.data.externalAddress);
  const claimedScopes = claims.map((address) => addressScope(address ?? ""));
  const pinged = (reply: "echo" | "expired"): string[] =>
    observationsOf(observations, "own-address-ping")
      .filter((o) => o.data.reply === reply && o.data.ttl === 1)
      .map((o) => o.data.target);
  const own = observationsOf(observations, "interfaces").flatMap((o) => o.data.adapters.flatMap((a) => a.addresses));
  const hops = observationsOf(observations, "path-hop").map((o) => o.data.replier);
  const cameIn = observationsOf(observations, "inbound-test").filter((o) => o.data.openedBy !== "outer-box");
  const said = observations.filter((o) => o.probe === "outer-box");
  const isBeyond = seen.some((address) => pinged("expired").includes(address)) || claimedScopes.includes("private");
  return {
    carrierClaim: claimedScopes.includes("shared"),
    isBeyond,
    carrierSign:
      hops.some((hop) => addressScope(hop) === "shared" || hop === "25.200.5.1" || hop === "192.0.0.1") ||
      observationsOf(said, "box-port").some((o) => o.data.state === "silent") ||
      observationsOf(said, "pcp-announce").length > 0 ||
      observationsOf(said, "upnp-external-address").some((o) => o.data.address === SHARED) ||
      observationsOf(observations, "hop-distance").some((o) => o.data.rttMs === 12),
    customerSign:
      observationsOf(said, "box-port").some((o) => o.data.state !== "silent") ||
      said.some((o) => ["router-page", "upnp-gateway", "natpmp-external-address"].includes(o.data.kind)),
    ownsPublic: seen.some(
      (address) =>
        own.some((a) => a.address === address) ||
        pinged("echo").includes(address) ||
        (claims.includes(address) && !pinged("expired").includes(address)),
    ),
    cameIn: cameIn.some((o) => o.data.arrived),
    keptOut: cameIn.some((o) => !o.data.arrived),
    tunnelEnd: claims.includes("192.0.0.2") || hops.includes("192.0.0.1"),
    ipv6Only: observationsOf(observations, "default-routes").some((o) => o.data.routes.every((r) => r.family === 6)),
    outsideReacted: observations.some((o) => /^(stun|public-address)\//.test(o.id) && o.answeredBy !== null),
    loginPage: observationsOf(observations, "web-page-instead").length > 0,
    hasRoute: observationsOf(observations, "default-routes").every((o) => o.data.routes.length > 0),
  };
}

describe("diagnose", () => {
  it("concludes nothing without the evidence it needs", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(aSite, (observations) => {
        const { verdict, inbound } = diagnose(observations);
        const has = evidence(observations);
        const allowed = {
          cgnat: has.carrierClaim || (has.isBeyond && has.carrierSign),
          "double-nat": has.isBeyond && has.customerSign,
          public: has.ownsPublic || has.cameIn,
          firewalled: has.ownsPublic && has.keptOut && !has.cameIn,
          "shared-address": has.tunnelEnd,
          nat64: has.ipv6Only,
          offline: !has.outsideReacted || !has.hasRoute || has.loginPage,
          unknown: true,
        };
        expect(allowed).toMatchObject({ [verdict.kind]: true });
        expect(inbound === "untested" || observationsOf(observations, "inbound-test").length > 0).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("reaches every verdict it can give in these sites", () => {
    const kinds = new Set(fc.sample(aSite, { numRuns: 2_000, seed: 7 }).map((o) => diagnose(o).verdict.kind));
    expect([...kinds].toSorted()).toEqual(verdictKindSchema.options.toSorted());
  });

  it("says the same in whatever order the answers came", { timeout: 30_000 }, () => {
    const shuffled = aSite.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, mixed]) => {
        expect(canonicalJson(diagnose(mixed))).toBe(canonicalJson(diagnose(list)));
      }),
      { numRuns: 1_000 },
    );
  });

  it("says the same for a forged recording that repeats an id", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(POSSIBLE), (mixed) => {
        const reversed = mixed.toReversed();
        expect(diagnose(mixed)).toEqual(diagnose(reversed));
      }),
      { numRuns: 500 },
    );
  });

  it("changes nothing it was given", () => {
    const frozen = Object.freeze(POSSIBLE.map((o) => Object.freeze(o)));
    expect(() => diagnose(frozen)).not.toThrow();
  });

  it("stays within its own schema, whatever length the network's texts have", () => {
    const long = "x".repeat(200);
    const observations = [
      site.laptop(),
      site.routes(Array.from({ length: 60 }, (_, i) => site.route(`192.168.178.${i + 1}`, `Ethernet ${i}`, i))),
      site.upnpGateway({ manufacturer: long, modelName: `${long.slice(1)}y`, friendlyName: long }),
      ...Array.from({ length: 16 }, (_, i) =>
        site.stunSilent(`${i}.${long}:1`, {
          outcome: "failed",
          trouble: "malformed",
          asked: `${i}.${"x".repeat(490)}`,
        }),
      ),
    ];
    const parsed = diagnosisSchema.safeParse(diagnose(observations));
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(diagnose(observations).findings.map((f) => f.code)).toContain("unusable-answers");
  });
});
