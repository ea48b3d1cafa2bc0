import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advise } from "#core/advice/advise.ts";
import { adviceSchema, type Advice, type RouteAdvice } from "#core/advice/advice.ts";
import type { RouteId } from "#core/advice/route-id.ts";
import { message, verdictKindSchema, type VerdictKind } from "#core/nat/diagnosis.ts";
import { wishesSectionSchema, type WishesSection } from "#core/survey/survey-sections.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { recordOf, resultOf } from "../proof/proof-fixture.ts";
import { siteOf } from "./site-of.ts";

/** Routes on which somebody outside has to get in over IPv4. */
const INWARD: readonly RouteId[] = ["port-forward", "wireguard-router", "router-vpn"];

/** What each verdict leaves open for a call from outside, before any test of it. */
const GETS_IN: Record<VerdictKind, readonly RouteAdvice["works"]["answer"][]> = {
  public: ["after"],
  "double-nat": ["after"],
  firewalled: ["after"],
  cgnat: ["no"],
  "shared-address": ["no"],
  nat64: ["no"],
  offline: ["unknown"],
  unknown: ["unknown"],
};

const WISHES: readonly WishesSection[] = [
  {},
  { watchers: "owner" },
  { watchers: "owner", cloud: "no", ownServer: "no" },
  { watchers: "staff", viewerClient: "yes", ownServer: "yes" },
  { watchers: "third-party", streams: 4, viewers: 2 },
  { watchers: "third-party", viewerClient: "no", cloud: "no", ownServer: "willing" },
  { watchers: "public", streams: 1, viewers: 50, cloud: "yes" },
  { routerAccess: "no" },
  { routerAccess: "provider-only" },
  { routerAccess: "yes", cloud: "end-to-end" },
  { maintainer: "nobody" },
  { maintainer: "customer", supportYears: 1 },
  { budgetMonthly: 0, budgetCurrency: "EUR" },
  { budgetMonthly: 50, budgetCurrency: "USD", streams: 8, viewers: 3, streamMbps: 4 },
  { mobileCoverage: "good", ownServer: "yes" },
  { mobileCoverage: "none" },
  { viewersIpv6: "all", routerAccess: "yes" },
  { viewersIpv6: "no" },
  { viewerClient: "no", cloud: "no", ownServer: "no", routerAccess: "no" },
  { watchers: null, viewers: null, streams: null, cloud: null },
];

const cases = verdictKindSchema.options.flatMap((kind) =>
  (["untested", "blocked", "proven"] as const).flatMap((inbound) =>
    WISHES.map((wishes, index) => ({ kind, inbound, wishes, index })),
  ),
);

const routeIn = ({ routes }: Advice, id: RouteId): RouteAdvice => {
  const found = routes.find(({ route }) => route === id);
  if (found === undefined) throw new Error(`${id} is missing`);
  return found;
};

describe("advice", () => {
  test.each(cases)("$kind, inbound $inbound, wishes $index", ({ kind, inbound, wishes }) => {
    const advice = advise(siteOf(kind, wishes, { diagnosis: { inbound, usablePorts: null } }));
    adviceSchema.parse(advice);
    const { recommended, routes } = advice;

    expect(new Set(routes.map(({ route }) => route)).size).toBe(16);
    const answers = INWARD.map((route) => routeIn(advice, route).works.answer);
    const wasProven = inbound === "proven";
    // Nothing else than a test from outside makes a yes of it; and a carrier's NAT leaves no way at all.
    expect(answers.filter((answer) => answer === "yes" && !wasProven)).toEqual([]);
    const possible = kind === "public" && inbound === "blocked" ? ["unknown"] : GETS_IN[kind];
    const forward = routeIn(advice, "port-forward").works.answer;
    const closed = wishes.routerAccess === "no" && !possible.includes("no");
    expect([...(closed ? ["no"] : possible), ...(wasProven ? ["yes", "after", "no"] : [])]).toContain(forward);
    // What is recommended works, or works after what is said beside it; and stands first.
    const best = recommended === null ? null : routeIn(advice, recommended);
    expect(["yes", "after", null]).toContain(best?.works.answer ?? null);
    expect(best === null || best.works.answer === "yes" || best.works.after.length > 0).toBe(true);
    // What does not work stands last.
    const firstNo = routes.findIndex(({ works }) => works.answer === "no");
    expect(firstNo === -1 || routes.slice(firstNo).every(({ works }) => works.answer === "no")).toBe(true);
  });

  test("every answer but a yes says why, and every reason where it comes from", () => {
    const advices = cases.map(({ kind, wishes }) => advise(siteOf(kind, wishes)));
    const works = advices.flatMap(({ routes }) => routes.map((route) => route.works));
    expect(works.filter(({ reasons }) => reasons.length === 0)).toEqual([]);
    expect(
      works.filter(({ answer, after }) => (answer === "after" || answer === "unknown") && after.length === 0),
    ).toEqual([]);
    const reasons = works.flatMap((one) => one.reasons);
    expect(
      reasons.filter(
        ({ source, origin, key }) => source === "knowledge" && origin === null && !key.includes("unknown"),
      ),
    ).toEqual([]);
    // A verdict as a reason names the answers it rests on.
    const ofVerdict = reasons.filter(({ key }) => key.startsWith("verdict."));
    expect(ofVerdict.length).toBeGreaterThan(100);
    expect(ofVerdict.filter(({ observationIds }) => observationIds.length === 0)).toEqual([]);
  });

  test.each(["en", "de"] as const)("everything is said in words (%s)", (locale) => {
    const say = createTranslate(locale);
    const said = cases.flatMap(({ kind, wishes }) => {
      const { routes, next, openQuestions } = advise(siteOf(kind, wishes));
      return [
        say(next),
        ...openQuestions.map(({ why }) => say(why)),
        ...routes.flatMap(({ works, pros, cons, facets, needs, cost }) =>
          [
            ...works.reasons,
            ...works.after,
            ...pros,
            ...cons,
            ...Object.values(facets).map(({ says }) => says),
            ...needs,
            ...cost.lines.map(({ what }) => what),
            ...cost.unknown,
          ].map(say),
        ),
      ];
    });
    expect([...new Set(said)].filter((text) => /^[a-z-]+(\.[a-zA-Z0-9-]+)+$|\{\{|\$t\(/.test(text))).toEqual([]);
  });

  test("of what fits alike the cheaper comes first, whatever it is called", () => {
    const site = siteOf("cgnat");
    const dear = {
      ...site.knowledge,
      prices: site.knowledge.prices.map((one) => ({
        ...one,
        currency: "USD",
        amount: one.route === "netbird" ? 99 : one.route === "zerotier" ? 1 : 50,
      })),
    };
    const { routes } = advise({ ...site, knowledge: dear });
    const meshes = routes
      .map(({ route }) => route)
      .filter((route) => ["tailscale", "zerotier", "netbird"].includes(route));
    expect(meshes).toEqual(["zerotier", "tailscale", "netbird"]);
  });

  test("a site that was never checked is to be checked, and nothing that depends on the line is a yes", () => {
    const advice = advise(siteOf(null));
    expect(advice.next.key).toBe("advice.next.check");
    const inward = [...INWARD, "public-ip", "fix-double-nat", "ipv6-direct"] as const;
    expect(inward.map((route) => routeIn(advice, route).works.answer)).toEqual(inward.map(() => "unknown"));
  });

  const cgnat = siteOf("cgnat");
  const checkedAt = Date.parse(cgnat.check?.startedAt ?? "");
  const address = cgnat.check?.diagnosis.publicAddress ?? null;
  const proofAt = (days: number, more: Parameters<typeof recordOf>[0] = {}): ProofRecord =>
    recordOf({ startedAt: new Date(checkedAt + days * 86_400_000).toISOString(), publicAddress: address, ...more });
  test.each<[string, ProofRecord, string]>([
    ["the day before the check, at the same address", proofAt(-1), "yes"],
    ["after the check, at another address", proofAt(1, { publicAddress: "81.2.69.142" }), "yes"],
    ["before the check found another address", proofAt(-1, { publicAddress: "81.2.69.142" }), "no"],
    ["long before the check", proofAt(-40), "no"],
    ["over IPv6", proofAt(1, { results: [resultOf({ address: "2001:db8::64" })] }), "no"],
    [
      "by a hairpin that calls itself a proof",
      proofAt(1, { origin: { kind: "hairpin", address: "81.2.69.142" } }),
      "no",
    ],
  ])("a forward that was reached %s", (_when, proof, answer) => {
    const advice = advise({ ...cgnat, proofs: [proof] });
    // What is left to do is to find a device.
    expect(routeIn(advice, "port-forward").works.answer).toBe(answer === "yes" ? "after" : "no");
  });

  describe("a tunnel that a device spoke through", () => {
    const tunnel: Tunnel = {
      id: "t",
      kind: "wireguard",
      serverId: "hub",
      peers: [],
      published: [],
      madeAt: new Date(checkedAt - 60 * 86_400_000).toISOString(),
    };
    const through = (days: number, more: Partial<ProofResult> = {}): ProofRecord =>
      proofAt(days, {
        origin: { kind: "server", host: "hub.example.com", address: null },
        results: [resultOf({ forwardId: null, tunnelId: "t", ...more })],
      });
    const answerOf = (proofs: ProofRecord[], site = cgnat, tunnels = [tunnel]) =>
      routeIn(advise({ ...site, document: { ...site.document, tunnels }, proofs }), "wireguard-hub").works;

    test("makes its route a plain yes, and no other, and nothing of what gets in by itself", () => {
      const advice = advise({ ...cgnat, document: { ...cgnat.document, tunnels: [tunnel] }, proofs: [through(1)] });
      expect(routeIn(advice, "wireguard-hub").works).toMatchObject({
        answer: "yes",
        reasons: [{ key: "advice.reason.tunnel-proven" }],
      });
      expect(routeIn(advice, "port-forward").works.answer).toBe("no");
      expect(routeIn(advice, "own-relay").works).toEqual(routeIn(advise({ ...cgnat, proofs: [] }), "own-relay").works);
    });

    test.each<[string, ProofRecord[], Tunnel]>([
      ["too long ago", [through(-40)], tunnel],
      [
        "before it was made anew",
        [through(1)],
        { ...tunnel, madeAt: new Date(checkedAt + 2 * 86_400_000).toISOString() },
      ],
      ["and it was removed since", [through(1)], { ...tunnel, removedAt: new Date(checkedAt).toISOString() }],
      ["by connecting only", [through(1, { outcome: "connected", strength: "none" })], tunnel],
      ["as another device", [through(1, { sameDevice: "no" })], tunnel],
      ["and the latest test heard nothing", [through(2, { outcome: "silent", strength: "none" }), through(1)], tunnel],
    ])("%s: no plain yes by that", (_why, proofs, its) => {
      expect(answerOf(proofs, cgnat, [its]).reasons.map(({ key }) => key)).not.toContain("advice.reason.tunnel-proven");
    });

    test("and a later check found UDP shut: no plain yes by that", () => {
      const blocked = { code: "udp-blocked", title: message("x"), whatToDo: null, observationIds: [] };
      const shut = siteOf("cgnat", {}, { diagnosis: { findings: [{ ...blocked, severity: "problem" }] } });
      expect(answerOf([through(-1)], shut).reasons.map(({ key }) => key)).not.toContain("advice.reason.tunnel-proven");
      expect(answerOf([through(1)], shut).answer).toBe("yes");
    });
  });

  test("a shared address with ports of its own allows a forward on those only", () => {
    const advice = advise(
      siteOf("shared-address", {}, { diagnosis: { inbound: "untested", usablePorts: [{ from: 4_096, to: 4_111 }] } }),
    );
    const { works } = routeIn(advice, "port-forward");
    expect(works.answer).toBe("after");
    expect(works.after.map(({ args }) => args["example"])).toContain("4096-4111");
  });

  test("only questions that nobody has answered are open", () => {
    const answers = wishesSectionSchema.parse({
      watchers: "owner",
      viewers: 1,
      streams: 2,
      viewerClient: "yes",
      viewersIpv6: "no",
      budgetMonthly: 10,
      budgetCurrency: "EUR",
      maintainer: "installer",
      routerAccess: "yes",
      cloud: "yes",
      ownServer: "yes",
      mobileCoverage: "good",
      supportYears: 5,
    });
    const { openQuestions } = advise(siteOf("cgnat", answers));
    expect(openQuestions.map(({ field }) => field).toSorted()).toEqual(["provider", "uploadMbps"]);
    // "Nobody knows" is an answer too.
    const fields = advise(siteOf("cgnat", { ownServer: null })).openQuestions.map(({ field }) => field);
    expect(fields).not.toContain("ownServer");
    expect(fields).toContain("watchers");
  });

  test("a question is asked only when one of its answers changes what is recommended", () => {
    const { openQuestions, recommended } = advise(siteOf("cgnat"));
    expect(openQuestions.map(({ field }) => field)).toContain("cloud");
    expect(advise(siteOf("cgnat", { cloud: "no", ownServer: "yes" })).recommended).not.toBe(recommended);
  });

  test("whatever is wished, no money is added up across currencies, and a score stays within its bounds", () => {
    const wishes = fc.record(
      {
        watchers: fc.constantFrom("owner", "staff", "third-party", "public"),
        streams: fc.integer({ min: 0, max: 200 }),
        viewers: fc.integer({ min: 0, max: 200 }),
        budgetMonthly: fc.integer({ min: 0, max: 500 }),
        budgetCurrency: fc.constantFrom("EUR", "USD", "GBP"),
        cloud: fc.constantFrom("yes", "end-to-end", "no"),
        ownServer: fc.constantFrom("yes", "willing", "no"),
        maintainer: fc.constantFrom("installer", "customer", "nobody"),
      } as const,
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...verdictKindSchema.options), wishes, (kind, wanted) => {
        for (const { score, cost } of advise(siteOf(kind, wishesSectionSchema.parse(wanted))).routes) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          const currencies = new Set(cost.lines.map(({ currency }) => currency));
          expect(currencies.size > 1 && cost.monthly !== null).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });
});
