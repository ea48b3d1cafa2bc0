import { assertNever } from "../never.ts";
import { origin } from "./origin.ts";
import type { Works } from "./advice.ts";
import { after, allOf, findingReason, reason, technique, verdictReason, wishReason, works } from "./reasons.ts";
import type { SiteFacts } from "./site-facts.ts";

/** Routes on which somebody outside calls the site: what the line is decides. */

/** Whether a call from outside gets in over IPv4, whoever opens the port. */
export function inwardOverIpv4(facts: SiteFacts): Works {
  const { check } = facts;
  if (check === null) return works.unknown([after("check")], ...verdictReason(facts));
  const because = verdictReason(facts);
  // What was proven from outside needs no reasoning.
  if (facts.proven !== null) return works.yes(reason("reached-from-outside", "proof"));
  if (check.inbound === "proven") return works.yes(reason("came-in", "check", { ids: check.ids }));
  switch (check.kind) {
    case "public":
      return check.inbound === "blocked"
        ? works.unknown([after("find-filter")], ...because, ...findingReason(facts, "opened-and-not-reached"))
        : works.after([after("prove")], ...because);
    case "double-nat":
      return works.after([after("fix-double-nat"), after("prove")], ...because);
    case "firewalled":
      return works.after([after("provider-opens")], ...because);
    case "cgnat":
      return works.no(...because);
    case "shared-address":
      return ownPorts(facts);
    case "nat64":
      return works.no(...because);
    case "offline":
      return works.unknown([after("online")], ...because);
    case "unknown":
      return works.unknown(settle(facts), ...because);
    default:
      return assertNever(check.kind);
  }
}

const settle = ({ check }: SiteFacts) => {
  const by = check?.diagnosis.verdict.settledBy;
  return by ? [by] : [after("check")];
};

/** MAP-E and lw4o6 leave some ports, DS-Lite none. */
function ownPorts(facts: SiteFacts): Works {
  const ports = facts.check?.diagnosis.usablePorts ?? null;
  if (ports === null || ports.length === 0) return works.no(...verdictReason(facts));
  const example = `${ports[0]?.from}-${ports[0]?.to}`;
  return works.after([after("own-ports", { example }), after("prove")], ...verdictReason(facts));
}

/** Whether the router may be touched. */
export function routerMayBeTouched({ wishes }: SiteFacts): Works | null {
  switch (wishes.routerAccess) {
    case "no":
      return works.no(wishReason("router-closed"));
    case "provider-only":
      return works.after([after("provider-sets-router")], wishReason("router-providers"));
    case "yes":
    case null:
    case undefined:
      return null;
    default:
      return assertNever(wishes.routerAccess);
  }
}

function deviceIsReady({ targets, wasSearched }: SiteFacts): Works | null {
  if (targets.length === 0) {
    return wasSearched
      ? works.after([after("device-found")], reason("no-device", "devices"))
      : works.after([after("search")], reason("not-searched", "devices"));
  }
  const lost = targets.find(({ risks }) => risks.has("no-gateway") || risks.has("gateway-elsewhere"));
  return lost === undefined
    ? null
    : works.after(
        [after("gateway", { device: lost.name })],
        reason("no-gateway", "devices", { args: { device: lost.name } }),
      );
}

export const portForward = (facts: SiteFacts): Works =>
  allOf(inwardOverIpv4(facts), routerMayBeTouched(facts), deviceIsReady(facts));

/** A VPN that the site's router answers itself: one port of its own, and the VPN has to be in the router. */
export function onTheRouter(facts: SiteFacts, kinds: readonly string[]): Works {
  const { router } = facts;
  const speaks: Works =
    router?.vpn === undefined
      ? works.unknown(
          [after("router-vpn")],
          reason(router === null ? "router-unknown" : "router-vpn-unknown", "knowledge"),
        )
      : router.vpn.servers.some((one) => kinds.includes(one))
        ? works.yes(
            reason("router-speaks", "knowledge", {
              args: { router: router.family },
              origin: origin(router, router.vpn),
            }),
          )
        : works.no(
            reason("router-speaks-not", "knowledge", {
              args: { router: router.family },
              origin: origin(router, router.vpn),
            }),
          );
  return allOf(inwardOverIpv4(facts), routerMayBeTouched(facts), speaks);
}

export function fixDoubleNat(facts: SiteFacts): Works {
  const kind = facts.check?.kind;
  if (facts.check === null) return works.unknown([after("check")], ...verdictReason(facts));
  if (kind === "unknown") return works.unknown(settle(facts), ...verdictReason(facts));
  if (kind !== "double-nat") return works.no(technique("no-second-router"));
  return allOf(works.yes(...verdictReason(facts)), routerMayBeTouched(facts));
}

/** A public IPv4 address of the site's own, from the provider. */
export function publicIp(facts: SiteFacts): Works {
  const { check, provider } = facts;
  if (check === null) return works.unknown([after("check")], ...verdictReason(facts));
  switch (check.kind) {
    case "public":
      return works.yes(reason("is-public", "check", { ids: check.ids }));
    case "firewalled":
      return works.after([after("provider-opens")], ...verdictReason(facts));
    case "double-nat":
      return works.after([after("fix-double-nat")], ...verdictReason(facts));
    case "offline":
      return works.unknown([after("online")], ...verdictReason(facts));
    case "unknown":
      return works.unknown(settle(facts), ...verdictReason(facts));
    case "cgnat":
    case "shared-address":
    case "nat64": {
      const [product] = provider?.publicAddress ?? [];
      const offers =
        provider === null || product === undefined
          ? reason(provider === null ? "provider-unknown" : "provider-product-unknown", "knowledge", {
              args: { provider: provider?.name ?? "" },
            })
          : reason("provider-sells", "knowledge", {
              args: { provider: provider.name, product: product.name },
              origin: origin(provider, product),
            });
      return works.after([after("provider-gives-address")], ...verdictReason(facts), offers);
    }
    default:
      return assertNever(check.kind);
  }
}

/** Straight over IPv6: the line, the router, the recorder and everybody who watches need it. */
export function ipv6Direct(facts: SiteFacts): Works {
  return allOf(ipv6Line(facts), ipv6Device(facts), ipv6Viewers(facts), routerMayBeTouched(facts));
}

function ipv6Line(facts: SiteFacts): Works {
  const { check } = facts;
  if (check === null) return works.unknown([after("check")], ...verdictReason(facts));
  const { state, inbound } = check.diagnosis.ipv6;
  switch (state) {
    case "none":
    case "local-only":
      return works.no(reason("ipv6-none", "check"));
    case "translated":
      return works.no(reason("ipv6-translated", "check"));
    case "unknown":
      return works.unknown([after("check-ipv6")], reason("ipv6-unknown", "check"));
    case "native":
      return inbound === "proven"
        ? works.yes(reason("ipv6-came-in", "check"))
        : works.after([after("pinhole"), after("prove")], reason("ipv6-native", "check"));
    default:
      return assertNever(state);
  }
}

function ipv6Device({ targets, wasSearched }: SiteFacts): Works {
  if (targets.length === 0)
    return works.unknown([after(wasSearched ? "device-found" : "search")], reason("no-device", "devices"));
  const ready = targets.find(({ ipv6 }) => ipv6 !== null);
  return ready === undefined
    ? works.after([after("device-ipv6")], reason("device-no-ipv6", "devices"))
    : works.yes(reason("device-ipv6", "devices", { args: { device: ready.name, address: ready.ipv6 ?? "" } }));
}

function ipv6Viewers({ wishes }: SiteFacts): Works {
  switch (wishes.viewersIpv6) {
    case "all":
      return works.yes(wishReason("viewers-ipv6"));
    case "some":
    case "no":
      return works.no(wishReason("viewers-no-ipv6"));
    case null:
    case undefined:
      return works.unknown([after("ask-viewers-ipv6")], wishReason("viewers-ipv6-unknown"));
    default:
      return assertNever(wishes.viewersIpv6);
  }
}
