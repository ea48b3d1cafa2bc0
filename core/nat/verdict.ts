import { addressScope, isIpv4, type AddressScope } from "../net/ip-address.ts";
import { message, type Verdict } from "./diagnosis.ts";
import { because } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { beyondTheRouter } from "./verdict-beyond.ts";
import {
  inboundEvidence,
  ownerSilent,
  ownership,
  publicSeen,
  SETTLE_FROM_OUTSIDE,
  SETTLE_READ_WAN,
  unknown,
  verdict,
  wanDiffers,
} from "./verdict-parts.ts";
import type { WanClaim } from "./wan-facts.ts";

/**
 * Facts -> verdict. The order of the rules is the order of trust: what spoils every later answer first (a VPN), then what
 * needs no further reasoning (nothing answers), then addresses. Whatever is left over is "unknown", never a guess.
 */
export function decideVerdict(facts: Facts): Verdict {
  if (facts.tunnelRoute) return throughTunnel(facts.tunnelRoute.value, facts.tunnelRoute.ids);
  if (facts.hasDefaultRoute?.value === false) return withoutRoute(facts, facts.hasDefaultRoute.ids);
  const ipv6Only = onlyIpv6(facts);
  if (ipv6Only) return ipv6Only;
  if (facts.loginPage && facts.outside?.value !== "answered") return behindLoginPage(facts.loginPage);
  if (facts.outside?.value === "silent") return nothingOutside(facts);
  if (facts.outside === null && facts.wan === null) return nothingAsked();
  if (facts.inboundByRouter.value === "proven" && facts.inboundTarget !== null)
    return cameIn(facts, facts.inboundTarget);
  if (facts.publicAddresses.length > 1) {
    const several = severalAddresses(facts);
    if (several) return several;
  }
  if (facts.publicAddress && facts.laptopAddresses.includes(facts.publicAddress.value)) return laptopIsPublic(facts);
  if (facts.routerless) return withoutRouter(facts.routerless.value, facts.routerless.ids);
  const shared = sharedAddress(facts);
  if (shared) return shared;
  if (facts.wanContradiction) return routerContradictsItself(facts);
  return byAddresses(facts);
}

function byAddresses(facts: Facts): Verdict {
  const { wan } = facts;
  const address = facts.publicAddress?.value;
  if (wan?.scope === "private" || wan?.scope === "shared" || facts.owner?.value.who === "further-out")
    return beyondTheRouter(facts);
  if (wan === null) return withoutWan(facts);
  if (!address)
    return unknown(message("verdict.unknown.no-outside-view", { wan: wan.address }), {
      for: [because("wan-reported", { wan: wan.address }, [wan.id])],
      settledBy: message("settle.add-servers"),
    });
  if (wan.address === address) return wanIsPublicAddress(facts, wan);
  if (facts.owner)
    return publicUnlessRefused(facts, 0.75, message("verdict.public.other-uplink", { address, wan: wan.address }), {
      for: [ownership(facts), publicSeen(facts)],
      against: [wanDiffers(facts, wan)],
    });
  return unknown(message("verdict.unknown.wan-differs", { address, wan: wan.address }), {
    for: [wanDiffers(facts, wan)],
    against: [ownerSilent(facts)],
    settledBy: SETTLE_READ_WAN,
  });
}

function throughTunnel(adapter: string, ids: string[]): Verdict {
  return unknown(message("verdict.unknown.vpn", { adapter }), {
    against: [because("tunnel", { adapter }, ids)],
    settledBy: message("settle.switch-vpn-off", { adapter }),
  });
}

function withoutRoute(facts: Facts, ids: string[]): Verdict {
  const evidence = because("no-default-route", {}, ids);
  const address = facts.wiredAddresses.find((a) => isIpv4(a) && OF_A_NETWORK.has(addressScope(a)));
  // Left on a fixed address after work on a camera: in the network, and still without a way out.
  if (address !== undefined)
    return verdict("offline", 0.99, message("verdict.offline.no-gateway", { address }), {
      for: [evidence],
      settledBy: message("settle.use-dhcp"),
    });
  return verdict("offline", 0.99, message("verdict.offline.no-route"), {
    for: [evidence],
    settledBy: message("settle.plug-in"),
  });
}

/** Scopes of addresses that a network gives, or a person sets; link-local ones a laptop gives itself. */
const OF_A_NETWORK: ReadonlySet<AddressScope> = new Set<AddressScope>(["private", "public", "shared"]);

function onlyIpv6(facts: Facts): Verdict | null {
  const without = facts.onlyIpv6Route ?? facts.clat;
  if (!without) return null;
  const stranded = facts.clat ? undefined : facts.wiredAddresses.find(isIpv4);
  if (stranded !== undefined)
    // Left on a fixed address after work on a camera, or DHCP failed: IPv6 comes by itself and hides it.
    return unknown(message("verdict.unknown.ipv4-without-router", { address: stranded }), {
      for: [because("only-ipv6-route", {}, without.ids)],
      settledBy: message("settle.use-dhcp"),
    });
  const noIpv4 = facts.onlyIpv6Route
    ? because("only-ipv6-route", {}, facts.onlyIpv6Route.ids)
    : because("clat", { adapter: facts.clat?.value ?? "" }, facts.clat?.ids ?? []);
  if (facts.nat64)
    return verdict("nat64", 0.97, message("verdict.nat64.translated", { prefix: facts.nat64.value }), {
      for: [noIpv4, because("nat64-prefix", { prefix: facts.nat64.value }, facts.nat64.ids), publicSeen(facts)],
    });
  if (facts.outside?.value === "answered")
    return verdict("nat64", facts.clat ? 0.9 : 0.75, message("verdict.nat64.only-ipv6"), {
      for: [noIpv4],
      settledBy: message("settle.ask-provider-ipv4"),
    });
  // IPv6 alone, and nobody answers: a line that is down, like any other.
  return null;
}

function behindLoginPage({ isCertain, ids }: NonNullable<Facts["loginPage"]>): Verdict {
  // A page that is not the way to another one may be a company's web filter as well.
  return verdict(
    "offline",
    isCertain ? 0.9 : 0.6,
    message(`verdict.offline.${isCertain ? "login-page" : "filter-page"}`),
    {
      for: [because("login-page", {}, ids)],
      settledBy: message("settle.log-in"),
    },
  );
}

function nothingOutside(facts: Facts): Verdict {
  const asked = facts.outside?.ids ?? [];
  const nobody = because("nobody-outside", { count: asked.length }, asked);
  const reported = facts.wan ? because("wan-reported", { wan: facts.wan.address }, [facts.wan.id]) : null;
  if (facts.onlyNamesFailed) {
    const names = because("names-failed", {}, facts.onlyNamesFailed.ids);
    if (facts.passedRouter)
      return unknown(message("verdict.unknown.names-failed"), {
        for: [names, because("passed-router", { hop: facts.passedRouter.value }, facts.passedRouter.ids)],
        against: [reported],
        settledBy: message("settle.mend-names"),
      });
  }
  if (facts.lineDown)
    return verdict("offline", 0.95, message("verdict.offline.line-down"), {
      for: [because("line-down", {}, facts.lineDown.ids), nobody],
      settledBy: message("settle.line-light"),
    });
  // The router may go on reporting the address of a line that is dead, so its word does not make the line alive.
  // One server may be down by itself, and names may fail on a line that is well.
  const sure = asked.length >= 2 && facts.onlyNamesFailed === null;
  return verdict("offline", sure ? 0.9 : 0.6, message("verdict.offline.silent"), {
    for: [nobody],
    against: [reported],
    settledBy: message("settle.line-light"),
  });
}

function nothingAsked(): Verdict {
  return unknown(message("verdict.unknown.nothing-asked"), { settledBy: message("settle.add-servers") });
}

/** Null where it makes no difference: a carrier's pool of addresses is a carrier's, whichever of them was seen. */
function severalAddresses(facts: Facts): Verdict | null {
  const addresses = facts.publicAddresses.map((a) => a.value).join(", ");
  const ids = facts.publicAddresses.flatMap((a) => a.ids);
  const differ = because("sources-disagree", { addresses }, ids);
  if (facts.wan?.scope === "shared" || facts.owner?.value.who === "further-out") return null;
  if (facts.owner?.value.who === "router")
    return verdict("public", 0.85, message("verdict.public.several-lines", { addresses }), {
      for: [ownership(facts), differ],
      settledBy: SETTLE_FROM_OUTSIDE,
    });
  return unknown(message("verdict.unknown.addresses-disagree", { addresses }), {
    against: [differ],
    settledBy: message("settle.one-uplink"),
  });
}

function laptopIsPublic(facts: Facts): Verdict {
  const address = facts.publicAddress?.value ?? "";
  return publicUnlessRefused(facts, 0.95, message("verdict.public.laptop", { address }), {
    for: [because("laptop-has-public", { address }, facts.publicAddress?.ids ?? [])],
  });
}

function withoutRouter(adapter: string, ids: string[]): Verdict {
  return unknown(message("verdict.unknown.no-router", { adapter }), {
    against: [because("no-router", { adapter }, ids)],
    settledBy: message("settle.leave-adapter", { adapter }),
  });
}

/** A connection from outside that came in through the router's own opening: nothing beyond it can be in the way. */
function cameIn(facts: Facts, address: string): Verdict {
  const isShared = facts.mapRule !== null || facts.portSet?.value === "restricted";
  if (isShared) return sharedAddress(facts) ?? withoutWan(facts);
  return verdict("public", 0.99, message("verdict.public.proven", { address }), {
    for: [inboundEvidence(facts), ownership(facts), publicSeen(facts)],
    against: [wanDiffers(facts, facts.wan)],
  });
}

/** Several customers behind one address, told apart by ports or by tunnels: what can be said without the router's word. */
function sharedAddress(facts: Facts): Verdict | null {
  const { mapRule, tunnelEnd, portSet } = facts;
  const address = facts.publicAddress?.value;
  const viaTunnel = tunnelEnd ?? tunnelHop(facts);
  if (viaTunnel)
    return verdict("shared-address", 0.95, message("verdict.shared-address.ds-lite"), {
      for: [because("tunnel-end", { address: viaTunnel.value }, viaTunnel.ids), publicSeen(facts)],
    });
  if (address === undefined) return null;
  if (mapRule) {
    const { operator, ranges } = mapRule.value;
    const ports = ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0);
    return verdict("shared-address", 0.96, message("verdict.shared-address.map-e", { address, ports }), {
      for: [because("map-rule", { operator, address, ports }, mapRule.ids), portSetEvidence(facts)],
    });
  }
  // Behind a second router or a carrier's NAT the ports are theirs, and say nothing about sharing by ports.
  const isOurs = facts.owner?.value.who === "router" || facts.wan?.address === address;
  if (portSet?.value !== "restricted" || !isOurs || facts.owner?.value.who === "further-out") return null;
  return verdict("shared-address", 0.8, message("verdict.shared-address.port-set", { address }), {
    for: [portSetEvidence(facts), ownership(facts)],
    settledBy: message("settle.ask-provider-ipv4"),
  });
}

function tunnelHop(facts: Facts): { value: string; ids: string[] } | null {
  const box = facts.boxes.find((b) => b.scope === "reserved" && b.ttl === 2);
  return box ? { value: box.address, ids: box.hopIds } : null;
}

const portSetEvidence = (facts: Facts) =>
  facts.portSet?.value === "restricted" ? because("port-set", {}, facts.portSet.ids) : null;

function routerContradictsItself(facts: Facts): Verdict {
  const addresses = facts.wanContradiction?.value.join(", ") ?? "";
  return unknown(message("verdict.unknown.router-contradicts", { addresses }), {
    for: [ownership(facts)],
    against: [because("wan-contradiction", { addresses }, facts.wanContradiction?.ids ?? [])],
    settledBy: SETTLE_READ_WAN,
  });
}

function withoutWan(facts: Facts): Verdict {
  const address = facts.publicAddress?.value;
  const noWan = because("no-wan", {}, []);
  if (!address)
    return unknown(message("verdict.unknown.no-evidence"), { against: [noWan], settledBy: SETTLE_READ_WAN });
  if (facts.owner) {
    const bySilence = facts.owner.value.by === "silence";
    const sentence = message(`verdict.public.${bySilence ? "owned-silently" : "owned"}`, { address });
    return publicUnlessRefused(facts, bySilence ? 0.8 : facts.portSet ? 0.95 : 0.9, sentence, {
      for: [ownership(facts), publicSeen(facts), anyPort(facts)],
      // The router of a MAP-E line answers too, although it owns only some of the ports (RFC 7597).
      against: [facts.portSet ? null : because("shared-not-excluded", {}, [])],
    });
  }
  return unknown(message("verdict.unknown.router-silent", { address }), {
    for: [publicSeen(facts)],
    against: [noWan, ownerSilent(facts)],
    settledBy: message("settle.compare-wan-address", { address }),
  });
}

const anyPort = (facts: Facts) =>
  facts.portSet?.value === "unrestricted" ? because("any-port", {}, facts.portSet.ids) : null;

function wanIsPublicAddress(facts: Facts, wan: WanClaim): Verdict {
  const key = wan.protocol === "typed" ? "typed-is-public" : "wan-is-public";
  const same = because(key, { wan: wan.address }, [wan.id, ...(facts.publicAddress?.ids ?? [])]);
  const other = facts.owner ? undefined : facts.boxes.find((box) => box.claims?.value === wan.address);
  // Some routers repeat what an outside server told them; two boxes can't have one address.
  if (other?.claims)
    return unknown(message("verdict.unknown.claimed-twice", { wan: wan.address, hop: other.address }), {
      for: [same],
      against: [because("box-claims", { hop: other.address, address: wan.address }, other.claims.ids)],
      settledBy: SETTLE_READ_WAN,
    });
  // A carrier's numbers right behind the router: on public lines, too, but then the ping should have come back.
  const isDoubtful = facts.owner === null && facts.boxes.some((box) => box.scope === "shared");
  const silently = facts.owner?.value.by === "silence" ? 0.92 : 0.97;
  const sure = facts.owner ? silently : isDoubtful ? 0.7 : 0.85;
  return publicUnlessRefused(facts, sure, message("verdict.public.confirmed", { address: wan.address }), {
    for: [same, ownership(facts), anyPort(facts)],
    against: [facts.owner ? null : ownerSilent(facts), isDoubtful ? doubtfulHop(facts) : null],
  });
}

const doubtfulHop = (facts: Facts) => {
  const box = facts.boxes.find((b) => b.scope === "shared");
  return box ? because("hop-shared", { hop: box.address }, box.hopIds) : null;
};

/**
 * `public`, or `firewalled` where the address is the site's own and a test from outside met nothing but silence. Where the
 * router's opening was for another line, or somebody answered, nothing is said about the provider.
 */
function publicUnlessRefused(
  facts: Facts,
  confidence: number,
  sentence: Verdict["sentence"],
  reasons: Pick<Parameters<typeof verdict>[3], "for" | "against">,
): Verdict {
  const address = facts.publicAddress?.value ?? "";
  if (facts.inboundByRouter.value !== "blocked")
    return verdict("public", confidence, sentence, { ...reasons, settledBy: SETTLE_FROM_OUTSIDE });
  const isLaptops = facts.laptopAddresses.includes(address);
  if (!facts.keptOutSilently || !(isLaptops || facts.wan?.address === address))
    return verdict("public", Math.min(confidence, 0.75), sentence, {
      for: reasons.for ?? [],
      against: [inboundEvidence(facts), ...(reasons.against ?? [])],
      settledBy: SETTLE_FROM_OUTSIDE,
    });
  const untold = facts.laptopFirewallUnknown;
  return verdict(
    "firewalled",
    untold ? 0.8 : 0.9,
    message(`verdict.firewalled.${isLaptops ? "laptop" : "outside"}`, { address }),
    {
      for: [inboundEvidence(facts), ...(reasons.for ?? [])],
      against: [untold ? because("laptop-firewall-unknown", {}, untold.ids) : null, ...(reasons.against ?? [])],
      settledBy: message("settle.ask-provider-firewall"),
    },
  );
}
