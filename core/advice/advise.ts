import { productsFor } from "../knowledge/lookup.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { Advice, AdviceReason, RouteAdvice, Works } from "./advice.ts";
import { leastMonthly, routeCost } from "./cost.ts";
import { facetsOf, needsOf } from "./facets.ts";
import { openQuestions } from "./open-questions.ts";
import { allOf } from "./reasons.ts";
import { choiceOf, routeIdSchema, type RouteId } from "./route-id.ts";
import { scoreOf } from "./score.ts";
import { siteFacts, type AdviceInput, type SiteFacts } from "./site-facts.ts";
import { fixDoubleNat, ipv6Direct, onTheRouter, portForward, publicIp } from "./works-inward.ts";
import {
  hostedRelay,
  mesh,
  mobileLine,
  mobileTunnel,
  ownRelay,
  provenTunnel,
  remoteSupport,
  vendorCloud,
  viewersMayInstall,
  wireguardHub,
} from "./works-outward.ts";

/** Below this a route is the best of a bad lot, and nothing is recommended. */
const WORTH_RECOMMENDING = 35;
const MOST_REASONS = 8;

/**
 * Every route compared for one site: what works there, with the evidence, what it is like, what it costs, and in which order it fits.
 * Pure: the same survey gives the same advice. What the check shows not to work is never recommended; what nobody knows neither.
 */
export function advise(input: AdviceInput): Advice {
  const facts = siteFacts(input);
  const routes = rankedRoutes(facts);
  const recommended = recommendedAmong(routes);
  return {
    verdict: facts.check?.kind ?? null,
    checkedAt: input.check?.startedAt ?? null,
    routes,
    recommended,
    alike: alikeOf(routes, recommended),
    next: nextStep(facts, recommended, routes),
    openQuestions: openQuestions(facts, (changed) => recommendedAmong(rankedRoutes(changed))),
    chosen: chosenIn(input, recommended),
  };
}

function rankedRoutes(facts: SiteFacts): RouteAdvice[] {
  return routeIdSchema.options.map((route) => routeAdvice(route, facts)).toSorted(byFit);
}

const isNo = ({ works }: RouteAdvice): number => (works.answer === "no" ? 1 : 0);
/** Of what fits alike the cheaper comes first, and then the alphabet decides: nothing is put first for its name or its maker. */
const byFit = (a: RouteAdvice, b: RouteAdvice): number =>
  isNo(a) - isNo(b) || b.score - a.score || byPrice(a, b) || (a.route < b.route ? -1 : 1);

function byPrice(a: RouteAdvice, b: RouteAdvice): number {
  const [one, other] = [leastMonthly(a.cost), leastMonthly(b.cost)];
  const isComparable = one !== null && other !== null && a.cost.currency === b.cost.currency;
  return isComparable ? one - other : 0;
}

function recommendedAmong(routes: readonly RouteAdvice[]): RouteId | null {
  const best = routes.find(({ works }) => works.answer === "yes" || works.answer === "after");
  return best === undefined || best.score < WORTH_RECOMMENDING ? null : best.route;
}

/** A difference of so few points is none. */
const ALIKE_POINTS = 2;

function alikeOf(routes: readonly RouteAdvice[], recommended: RouteId | null): RouteId[] {
  const best = routes.find(({ route }) => route === recommended);
  if (best === undefined) return [];
  return routes
    .filter(({ route, choice, works, score }) => {
      const isLike = choice === best.choice && works.answer === best.works.answer;
      return route !== recommended && isLike && best.score - score <= ALIKE_POINTS;
    })
    .map(({ route }) => route);
}

function routeAdvice(route: RouteId, facts: SiteFacts): RouteAdvice {
  const works = worksAt(route, facts);
  const facets = facetsOf(route, facts);
  const cost = routeCost(route, facts);
  const { score, points } = scoreOf(route, facts, { works, facets, cost });
  const reasons = (sign: 1 | -1): AdviceReason[] =>
    points
      .filter((one) => Math.sign(one.points) === sign)
      .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
      .map((one) => one.reason)
      .slice(0, MOST_REASONS);
  return {
    route,
    choice: choiceOf(route),
    works,
    score,
    pros: reasons(1),
    cons: reasons(-1),
    facets,
    cost,
    needs: needsOf(route, facts),
    walk: walkOf(route),
    products: productsFor(facts.knowledge, route).map(({ id, name }) => ({ id, name })),
  };
}

function worksAt(route: RouteId, facts: SiteFacts): Works {
  if (facts.provenTunnels.has(route)) return provenTunnel();
  switch (route) {
    case "public-ip":
      return publicIp(facts);
    case "port-forward":
      return portForward(facts);
    case "fix-double-nat":
      return fixDoubleNat(facts);
    case "ipv6-direct":
      return ipv6Direct(facts);
    case "mobile-line":
      return mobileLine(facts);
    case "mobile-tunnel":
      return mobileTunnel(facts);
    case "vendor-cloud":
      return vendorCloud(facts);
    case "remote-support":
      return remoteSupport(facts);
    case "hosted-relay":
      return hostedRelay(facts);
    case "own-relay":
      return ownRelay(facts);
    case "wireguard-hub":
      return wireguardHub(facts);
    case "wireguard-router":
      return allOf(onTheRouter(facts, ["wireguard"]), viewersMayInstall(facts));
    case "tailscale":
    case "zerotier":
    case "netbird":
      return mesh(facts, route);
    case "router-vpn":
      return allOf(onTheRouter(facts, ["openvpn", "ipsec", "l2tp"]), viewersMayInstall(facts));
    default:
      return assertNever(route);
  }
}

function walkOf(route: RouteId): RouteAdvice["walk"] {
  switch (route) {
    case "public-ip":
    case "port-forward":
    case "fix-double-nat":
    case "ipv6-direct":
    case "mobile-line":
    case "vendor-cloud":
    case "own-relay":
    case "hosted-relay":
    case "router-vpn":
    case "wireguard-hub":
    case "wireguard-router":
      return route;
    case "tailscale":
    case "zerotier":
    case "netbird":
      return "mesh-vpn";
    default:
      return null;
  }
}

function nextStep(facts: SiteFacts, recommended: RouteId | null, routes: readonly RouteAdvice[]): Message {
  const { check } = facts;
  if (check === null) return message("advice.next.check");
  if (check.kind === "unknown") return message("advice.next.settle");
  if (check.kind === "offline") return message("advice.next.offline");
  if (recommended === null) return message("advice.next.nothing");
  const answer = routes.find(({ route }) => route === recommended)?.works.answer === "after" ? "after" : "do";
  return message(`advice.next.${answer}`, { route: recommended });
}

function chosenIn({ document }: AdviceInput, recommendedNow: RouteId | null): Advice["chosen"] {
  const { route, variant = null, reason = null, decidedBy = null, decidedAt = null, recommended } = document.route;
  if (route === undefined || route === null) return null;
  // Decided on by hand in the survey: held against what is recommended now.
  const against = recommended === undefined ? recommendedNow : recommended;
  return { route, variant, reason, by: decidedBy, at: decidedAt, isOverride: against !== null && against !== route };
}
