import { message, type Evidence, type Message, type Verdict, type VerdictKind } from "./diagnosis.ts";
import { addressScope, isIpv4, type AddressScope } from "../net/ip-address.ts";
import type { Facts, WanClaim } from "./facts.ts";

/**
 * Facts -> verdict. The order of the rules is the order of trust: what spoils every later answer first (a VPN), then what
 * needs no further reasoning (nothing answers), then addresses. Whatever is left over is "unknown", never a guess.
 */
export function decideVerdict(facts: Facts): Verdict {
  if (facts.tunnelRoute) return throughTunnel(facts.tunnelRoute.value, facts.tunnelRoute.ids);
  if (facts.hasDefaultRoute?.value === false) return withoutRoute(facts, facts.hasDefaultRoute.ids);
  if (facts.outside?.value === "silent") return nothingOutside(facts);
  if (facts.outside === null && facts.wan === null) return nothingAsked();
  if (facts.publicAddresses.length > 1 && facts.wan?.scope !== "shared") return outsideDisagrees(facts);
  if (facts.publicAddress && facts.laptopAddresses.includes(facts.publicAddress.value)) return laptopIsPublic(facts);
  if (facts.routerless) return withoutRouter(facts.routerless.value, facts.routerless.ids);
  if (facts.wanContradiction) return routerContradictsItself(facts);
  if (facts.wan === null) return withoutWan(facts);
  switch (facts.wan.scope) {
    case "shared":
      return wanShared(facts, facts.wan);
    case "private":
      return wanPrivate(facts, facts.wan);
    default:
      return wanPublic(facts, facts.wan);
  }
}

const because = (key: string, args: Message["args"], ids: readonly string[]): Evidence => ({
  ...message(`evidence.${key}`, args),
  observationIds: [...ids].toSorted(),
});

const SETTLE_READ_WAN = message("settle.read-wan-address");
const SETTLE_FROM_OUTSIDE = message("settle.test-from-outside");

function verdict(
  kind: VerdictKind,
  confidence: number,
  sentence: Message,
  reasons: { for?: (Evidence | null)[]; against?: (Evidence | null)[]; settledBy?: Message | null },
): Verdict {
  const kept = (list: (Evidence | null)[] = []): Evidence[] => list.filter((e): e is Evidence => e !== null);
  return {
    kind,
    confidence,
    sentence,
    for: kept(reasons.for),
    against: kept(reasons.against),
    settledBy: reasons.settledBy ?? null,
  };
}

const unknown = (sentence: Message, reasons: Parameters<typeof verdict>[3]): Verdict =>
  verdict("unknown", 0, sentence, reasons);

function throughTunnel(adapter: string, ids: string[]): Verdict {
  return unknown(message("verdict.unknown.vpn", { adapter }), {
    against: [because("tunnel", { adapter }, ids)],
    settledBy: message("settle.switch-vpn-off", { adapter }),
  });
}

function withoutRoute(facts: Facts, ids: string[]): Verdict {
  const evidence = because("no-default-route", {}, ids);
  const address = facts.laptopAddresses.find((a) => isIpv4(a) && OF_A_NETWORK.has(addressScope(a)));
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

function nothingOutside(facts: Facts): Verdict {
  const asked = facts.outside?.ids ?? [];
  // The router may go on reporting the address of a line that is dead, so its word does not make the line alive.
  // One server may be down by itself, and names may fail on a line that is well.
  const sure = asked.length >= 2 && !facts.onlyNamesFailed;
  return verdict("offline", sure ? 0.9 : 0.6, message("verdict.offline.silent"), {
    for: [because("nobody-outside", { count: asked.length }, asked)],
    against: [facts.wan ? because("wan-reported", { wan: facts.wan.address }, [facts.wan.id]) : null],
    settledBy: message("settle.line-light"),
  });
}

function nothingAsked(): Verdict {
  return unknown(message("verdict.unknown.nothing-asked"), { settledBy: message("settle.add-servers") });
}

function outsideDisagrees(facts: Facts): Verdict {
  const addresses = facts.publicAddresses.map((a) => a.value).join(", ");
  const ids = facts.publicAddresses.flatMap((a) => a.ids);
  return unknown(message("verdict.unknown.addresses-disagree", { addresses }), {
    against: [because("sources-disagree", { addresses }, ids)],
    settledBy: message("settle.one-uplink"),
  });
}

function laptopIsPublic(facts: Facts): Verdict {
  const address = facts.publicAddress?.value ?? "";
  return verdict("public", 0.95, message("verdict.public.laptop", { address }), {
    for: [because("laptop-has-public", { address }, facts.publicAddress?.ids ?? [])],
    settledBy: SETTLE_FROM_OUTSIDE,
  });
}

function withoutRouter(adapter: string, ids: string[]): Verdict {
  return unknown(message("verdict.unknown.no-router", { adapter }), {
    against: [because("no-router", { adapter }, ids)],
    settledBy: message("settle.leave-adapter", { adapter }),
  });
}

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
  if (facts.owner?.value.who === "router")
    return verdict("public", 0.9, message("verdict.public.owned", { address }), {
      for: [ownership(facts), publicSeen(facts)],
      // The router of a MAP-E line answers too, although it owns only some of the ports (RFC 7597).
      against: [because("shared-not-excluded", {}, [])],
      settledBy: SETTLE_FROM_OUTSIDE,
    });
  if (facts.owner?.value.who === "further-out") return furtherOut(facts, address, noWan);
  return unknown(message("verdict.unknown.router-silent", { address }), {
    for: [publicSeen(facts)],
    against: [noWan, ownerSilent(facts)],
    settledBy: message("settle.compare-wan-address", { address }),
  });
}

function furtherOut(facts: Facts, address: string, against: Evidence): Verdict {
  const hop = facts.secondHop;
  // Both are needed: carriers number their routers from 100.64.0.0/10 on lines with a public address, too. A hop further
  // away says nothing about whose box owns the address.
  if (hop?.scope === "shared")
    return verdict("cgnat", 0.96, message("verdict.cgnat.shared-hop", { hop: hop.value, address }), {
      for: [secondHop(facts), ownership(facts)],
      against: [against],
      settledBy: SETTLE_READ_WAN,
    });
  return unknown(message("verdict.unknown.further-out", { address }), {
    for: [ownership(facts), hop?.scope === "private" ? secondHop(facts) : null, publicSeen(facts)],
    against: [against],
    settledBy: hop?.scope === "private" ? message("settle.find-box", { hop: hop.value }) : SETTLE_READ_WAN,
  });
}

function secondHop(facts: Facts): Evidence | null {
  if (!facts.secondHop) return null;
  const { value, scope, ids } = facts.secondHop;
  return because(scope === "shared" ? "hop-shared" : "hop-private", { hop: value }, ids);
}

function wanShared(facts: Facts, wan: WanClaim): Verdict {
  const evidence = because("wan-shared", { wan: wan.address }, [wan.id]);
  if (facts.owner?.value.who === "router")
    return unknown(message("verdict.unknown.shared-but-owned", { wan: wan.address }), {
      for: [evidence],
      against: [ownership(facts)],
      settledBy: SETTLE_READ_WAN,
    });
  return verdict("cgnat", facts.owner ? 0.99 : 0.97, message("verdict.cgnat.shared-range", { wan: wan.address }), {
    for: [evidence, wanDiffers(facts, wan), ownership(facts)],
  });
}

function wanPrivate(facts: Facts, wan: WanClaim): Verdict {
  // RFC 1918 on the WAN side is a second router or the carrier: telling them apart needs the outer box itself.
  return unknown(message("verdict.unknown.private-wan", { wan: wan.address }), {
    for: [
      because("wan-private", { wan: wan.address }, [wan.id]),
      wanDiffers(facts, wan),
      facts.owner?.value.who === "further-out" ? ownership(facts) : null,
      facts.secondHop?.scope === "private" ? secondHop(facts) : null,
    ],
    against: [facts.owner?.value.who === "router" ? ownership(facts) : null],
    settledBy:
      facts.secondHop?.scope === "private"
        ? message("settle.find-box", { hop: facts.secondHop.value })
        : message("settle.find-second-router", { wan: wan.address }),
  });
}

function wanPublic(facts: Facts, wan: WanClaim): Verdict {
  const address = facts.publicAddress?.value;
  if (!address)
    return unknown(message("verdict.unknown.no-outside-view", { wan: wan.address }), {
      for: [because("wan-reported", { wan: wan.address }, [wan.id])],
      settledBy: message("settle.add-servers"),
    });
  if (wan.address === address) return wanIsPublicAddress(facts, wan);
  if (facts.owner?.value.who === "router")
    return verdict("public", 0.75, message("verdict.public.other-uplink", { address, wan: wan.address }), {
      for: [ownership(facts), publicSeen(facts)],
      against: [wanDiffers(facts, wan)],
      settledBy: SETTLE_FROM_OUTSIDE,
    });
  return unknown(message("verdict.unknown.wan-differs", { address, wan: wan.address }), {
    for: [wanDiffers(facts, wan)],
    against: [facts.owner ? ownership(facts) : ownerSilent(facts)],
    settledBy: SETTLE_READ_WAN,
  });
}

function wanIsPublicAddress(facts: Facts, wan: WanClaim): Verdict {
  const same = because("wan-is-public", { wan: wan.address }, [wan.id, ...(facts.publicAddress?.ids ?? [])]);
  if (facts.owner?.value.who === "further-out")
    return facts.secondHop?.scope === "shared"
      ? furtherOut(facts, wan.address, same)
      : unknown(message("verdict.unknown.false-claim", { wan: wan.address }), {
          for: [same],
          against: [ownership(facts)],
          settledBy: SETTLE_READ_WAN,
        });
  return verdict("public", facts.owner ? 0.97 : 0.85, message("verdict.public.confirmed", { address: wan.address }), {
    for: [same, ownership(facts)],
    against: [facts.owner ? null : ownerSilent(facts)],
    settledBy: SETTLE_FROM_OUTSIDE,
  });
}

function ownership(facts: Facts): Evidence | null {
  if (!facts.owner || !facts.publicAddress) return null;
  const { who, replier } = facts.owner.value;
  return because(
    who === "router" ? "router-owns" : "further-out-owns",
    { address: facts.publicAddress.value, replier },
    facts.owner.ids,
  );
}

function ownerSilent(facts: Facts): Evidence | null {
  return facts.owner === null && facts.ownerAsked.length > 0 ? because("ping-silent", {}, facts.ownerAsked) : null;
}

function publicSeen(facts: Facts): Evidence | null {
  if (!facts.publicAddress) return null;
  const { value, ids } = facts.publicAddress;
  return because("public-seen", { address: value, count: ids.length }, ids);
}

function wanDiffers(facts: Facts, wan: WanClaim): Evidence | null {
  if (!facts.publicAddress || facts.publicAddress.value === wan.address) return null;
  return because("wan-differs", { wan: wan.address, address: facts.publicAddress.value }, [
    wan.id,
    ...facts.publicAddress.ids,
  ]);
}
