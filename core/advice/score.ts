import type { AdviceReason, Facet, FacetName, RouteCost, Works } from "./advice.ts";
import { reason, technique, wishReason } from "./reasons.ts";
import { choiceOf, type RouteId } from "./route-id.ts";
import type { SiteFacts } from "./site-facts.ts";

/**
 * How well a route fits, as points that each have a reason. Nothing is for or against a product: points come from what the technique
 * is like, from what was said about the site, and from what was found on it.
 */

/** How much a grade counts, by what matters most to somebody who depends on it for years. */
const WEIGHTS: Readonly<Record<FacetName, number>> = {
  exposure: 14,
  bandwidth: 8,
  stableEndpoint: 7,
  privacy: 7,
  setUp: 5,
  keys: 5,
  provider: 3,
  viewerClient: 4,
  routerAccess: 3,
  sharing: 2,
};
const GRADES: Readonly<Record<Facet["grade"], number>> = { good: 1, fair: 0, poor: -1, unknown: -0.25 };

/** What has to be waited for, and what nobody knows yet, weighs against a route that can be set up now. */
const ANSWERS: Readonly<Record<Works["answer"], number>> = { yes: 0, after: -8, unknown: -30, no: -100 };

const MIDDLE = 50;

export interface Points {
  readonly points: number;
  readonly reason: AdviceReason;
}

export function scoreOf(
  route: RouteId,
  facts: SiteFacts,
  { works, facets, cost }: { works: Works; facets: Record<FacetName, Facet>; cost: RouteCost },
): { score: number; points: Points[] } {
  const points = sitePoints(route, facts, { facets, cost });
  const technical = Object.entries(WEIGHTS).reduce(
    (total, [name, weight]) => total + weight * GRADES[gradeOf(facets, name)],
    0,
  );
  const score = MIDDLE + technical + points.reduce((total, one) => total + one.points, 0) + ANSWERS[works.answer];
  return { score: Math.max(0, Math.min(100, Math.round(score))), points };
}

function gradeOf(facets: Record<FacetName, Facet>, name: string): Facet["grade"] {
  const found = Object.entries(facets).find(([facet]) => facet === name);
  return found?.[1].grade ?? "unknown";
}

const OPENS_THE_RECORDER: ReadonlySet<RouteId> = new Set(["port-forward", "ipv6-direct"]);
const FIRM_SERVER: ReadonlySet<RouteId> = new Set(["own-relay", "wireguard-hub", "mobile-tunnel"]);
const GIVES_LINKS: ReadonlySet<RouteId> = new Set(["hosted-relay", "own-relay"]);
/** Devices' findings that make an open port dangerous. */
const DANGEROUS = ["exploited-affected", "exploited-check", "not-activated", "telnet-open", "console-open"] as const;

function sitePoints(
  route: RouteId,
  facts: SiteFacts,
  { facets, cost }: { facets: Record<FacetName, Facet>; cost: RouteCost },
): Points[] {
  const { wishes, targets, check } = facts;
  const list: Points[] = [];
  const add = (when: boolean, points: number, why: () => AdviceReason): void => {
    if (when) list.push({ points, reason: why() });
  };
  const isPrivate = choiceOf(route) === "vpn";
  const dangerous = targets.find(({ risks }) => DANGEROUS.some((code) => risks.has(code)));
  add(OPENS_THE_RECORDER.has(route) && dangerous !== undefined, -45, () =>
    reason("dangerous-device", "devices", { args: { device: dangerous?.name ?? "" } }),
  );
  add(OPENS_THE_RECORDER.has(route) && dangerous === undefined, -6, () => technique("whole-internet-tries"));

  add(GIVES_LINKS.has(route) && wishes.watchers === "third-party", 22, () => wishReason("third-party-link"));
  add(GIVES_LINKS.has(route) && wishes.watchers === "public", 30, () => wishReason("public-link"));
  add(isPrivate && wishes.watchers === "third-party", -18, () => wishReason("third-party-vpn"));
  add(isPrivate && wishes.watchers === "staff", 8, () => wishReason("staff-vpn"));
  add(route === "vendor-cloud" && wishes.watchers === "owner", 8, () => wishReason("owner-app"));

  add(FIRM_SERVER.has(route) && wishes.ownServer === "yes", 10, () => wishReason("has-server"));
  add(FIRM_SERVER.has(route) && wishes.maintainer === "nobody", -24, () => wishReason("nobody-maintains"));
  add(FIRM_SERVER.has(route) && wishes.maintainer === "customer", -10, () => wishReason("customer-maintains"));
  add(FIRM_SERVER.has(route) && typeof wishes.supportYears === "number" && wishes.supportYears < 2, -12, () =>
    wishReason("short-support", { years: wishes.supportYears ?? 0 }),
  );
  add(route === "remote-support", -14, () => technique("support-is-for-work"));
  add(route === "router-vpn", -3, () => technique("older-vpn"));

  const translated = check !== null && ["cgnat", "shared-address", "nat64"].includes(check.kind);
  add(route === "public-ip" && translated, 6, () => technique("mends-the-cause"));
  // Nothing is left to be done about it.
  add(route === "public-ip" && check?.kind === "public", -60, () =>
    reason("is-public", "check", { ids: check?.ids ?? [] }),
  );
  add(route === "fix-double-nat" && check?.kind === "double-nat", 12, () => technique("mends-the-cause"));

  const { budgetMonthly: budget, budgetCurrency } = wishes;
  const isComparable =
    typeof budget === "number" && cost.monthly !== null && (budgetCurrency ?? cost.currency) === cost.currency;
  add(isComparable && (cost.monthly ?? 0) > (budget ?? 0), -20, () =>
    wishReason("over-budget", { cost: cost.monthly ?? 0, budget: budget ?? 0, currency: cost.currency ?? "" }),
  );
  add(facets.bandwidth.grade === "poor", -12, () => ({
    ...facets.bandwidth.says,
    source: "wishes",
    origin: null,
    observationIds: [],
  }));
  return list;
}
