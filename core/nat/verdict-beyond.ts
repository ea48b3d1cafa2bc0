import { inPrefix } from "../net/ip-address.ts";
import { boxOwner, type BoxOwner } from "./box-owner.ts";
import { message, type Evidence, type Message, type Verdict } from "./diagnosis.ts";
import { because } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { OuterBox } from "./path-facts.ts";
import {
  inboundEvidence,
  ownerDistance,
  ownership,
  publicSeen,
  SETTLE_READ_WAN,
  unknown,
  verdict,
  wanDiffers,
} from "./verdict-parts.ts";

/**
 * Something beyond the router translates: the router's own address is private or shared, or a box further out answers for
 * the public one. Whose box is it? A customer's second router can be fixed on site, a carrier's cannot.
 */
export function beyondTheRouter(facts: Facts): Verdict {
  const { wan, owner } = facts;
  if (wan && (wan.scope === "private" || wan.scope === "shared") && owner?.value.who === "router")
    return contradictedByPing(facts);
  if (wan?.scope === "shared") return wanShared(facts);
  const tunnel = routerTunnel(facts);
  if (tunnel) return tunnel;
  const chain = judgeBoxes(facts);
  const carrier = chain.find((link) => link.owner.who === "carrier");
  if (carrier) return carrierBox(facts, chain, carrier);
  const last = chain.at(-1);
  if (last && lastOwnsPublic(facts, last) && chain.every((link) => link.owner.who === "customer"))
    return secondRouter(facts, chain, last);
  const claimed = last?.box.claims;
  if (last && claimed && last.owner.who === "customer" && inPrefix(claimed.value, "100.64.0.0/10"))
    return behindTwo(facts, chain, last, claimed.value, claimed.ids);
  return publicLooking(facts) ?? undecided(facts, chain);
}

type Link = { box: OuterBox; owner: BoxOwner };

function judgeBoxes(facts: Facts): Link[] {
  const steps = facts.ownerSteps?.value ?? null;
  return facts.boxes.map((box) => {
    const place = steps === null ? "unknown" : box.ttl === steps ? "last" : "beyond";
    return { box, owner: boxOwner(box, place) };
  });
}

/** The chain is closed: this box has the public address, by its own word or because the ping ended there. */
function lastOwnsPublic(facts: Facts, { box }: Link): boolean {
  if (box.claims) return facts.publicAddresses.some((a) => a.value === box.claims?.value);
  return facts.ownerSteps?.value === box.ttl;
}

const evidenceOf = (chain: readonly Link[]): Evidence[] => chain.flatMap((link) => link.owner.evidence);

const wanEvidence = ({ wan }: Facts): Evidence | null => {
  if (!wan || wan.scope === "public") return null;
  const key = wan.scope === "shared" ? "wan-shared" : "wan-private";
  return because(key, { wan: wan.address }, [wan.id]);
};

function contradictedByPing(facts: Facts): Verdict {
  const wan = facts.wan?.address ?? "";
  const key = facts.wan?.scope === "shared" ? "shared-but-owned" : "private-wan";
  return unknown(message(`verdict.unknown.${key}`, { wan }), {
    for: [wanEvidence(facts), wanDiffers(facts, facts.wan)],
    against: [ownership(facts)],
    settledBy: SETTLE_READ_WAN,
  });
}

function wanShared(facts: Facts): Verdict {
  const wan = facts.wan?.address ?? "";
  return verdict("cgnat", facts.owner ? 0.99 : 0.97, message("verdict.cgnat.shared-range", { wan }), {
    for: [wanEvidence(facts), wanDiffers(facts, facts.wan), ownership(facts), inboundEvidence(facts)],
  });
}

/** Only with the proof that the router does not have the public address: carriers number public lines privately, too. */
function carrierBox(facts: Facts, chain: readonly Link[], carrier: Link): Verdict {
  const { box, owner } = carrier;
  const hop = box.address;
  const address = facts.publicAddresses.map((a) => a.value).join(", ");
  const reasons = {
    for: [
      ...owner.evidence,
      wanEvidence(facts),
      ownership(facts),
      ownerDistance(facts),
      wanDiffers(facts, facts.wan),
      inboundEvidence(facts),
    ],
    against: [facts.wan ? null : because("no-wan", {}, [])],
  };
  if (facts.owner === null && facts.wan === null) return undecided(facts, chain);
  if (box.scope === "shared")
    return verdict("cgnat", 0.96, message("verdict.cgnat.shared-hop", { hop, address }), {
      ...reasons,
      settledBy: facts.wan ? null : SETTLE_READ_WAN,
    });
  // A step further than the box itself: its NAT stands apart from it, as carriers build it.
  const apart = facts.ownerSteps !== null && facts.ownerSteps.value > box.ttl ? 0.05 : 0;
  return verdict("cgnat", Math.min(0.95, owner.sure + apart), message("verdict.cgnat.carrier-box", { hop, address }), {
    ...reasons,
    settledBy: message("settle.find-box", { hop }),
  });
}

function secondRouter(facts: Facts, chain: readonly Link[], last: Link): Verdict {
  const sure = Math.min(...chain.map((link) => link.owner.sure));
  const closes = last.box.claims
    ? because("box-claims", { hop: last.box.address, address: last.box.claims.value }, last.box.claims.ids)
    : null;
  const name = last.box.upnp?.value.name ?? last.box.page?.value.title ?? null;
  const hop = last.box.address;
  const count = chain.length + 1;
  const sentence: Message =
    chain.length > 1
      ? message("verdict.double-nat.several", { hop, routers: count })
      : name === null
        ? message("verdict.double-nat.second", { hop })
        : message("verdict.double-nat.named", { hop, name });
  return verdict("double-nat", closes ? Math.max(sure, 0.97) : sure, sentence, {
    for: [...evidenceOf(chain), closes, wanEvidence(facts), ownership(facts), ownerDistance(facts), publicSeen(facts)],
    settledBy: closes ? null : message("settle.find-box", { hop }),
  });
}

function behindTwo(facts: Facts, chain: readonly Link[], last: Link, wan: string, ids: string[]): Verdict {
  return verdict("cgnat", 0.96, message("verdict.cgnat.behind-second", { hop: last.box.address, wan }), {
    for: [because("box-shared-claim", { hop: last.box.address, wan }, ids), ...evidenceOf(chain), ownership(facts)],
  });
}

/**
 * Some carriers number their customers from ranges that look public and belong to somebody else. The router then shows
 * such an address, and the box right behind it, in the same range, answers for another one.
 */
function publicLooking(facts: Facts): Verdict | null {
  const { wan, owner, publicAddress } = facts;
  const hop = facts.hops.find((h) => h.ttl === 2);
  if (owner?.value.who !== "further-out" || !publicAddress) return null;
  const reasons = {
    for: [ownership(facts), ownerDistance(facts), wanDiffers(facts, wan)],
    against: [wan ? null : because("no-wan", {}, [])],
    settledBy: SETTLE_READ_WAN,
  };
  const address = publicAddress.value;
  if (wan?.scope === "public" && wan.address !== address) {
    if (hop && inPrefix(hop.value, `${wan.address}/16`))
      return verdict("cgnat", 0.88, message("verdict.cgnat.public-looking", { wan: wan.address, address }), reasons);
    return null;
  }
  // A box on site with a public address inside does not translate; one that does is the carrier's.
  if (hop?.scope === "public" && facts.ownerSteps !== null && facts.ownerSteps.value >= 2)
    return verdict("cgnat", 0.8, message("verdict.cgnat.public-looking-hop", { hop: hop.value, address }), {
      ...reasons,
      for: [because("hop-public", { hop: hop.value }, hop.ids), ...reasons.for],
    });
  return null;
}

/**
 * The router has a public address and sends the traffic through a tunnel all the same: the far end has the address that is
 * seen, one step on, in a private network that is not the line's.
 */
function routerTunnel(facts: Facts): Verdict | null {
  const { wan, owner, publicAddress } = facts;
  const hop = facts.hops.find((h) => h.ttl === 2);
  const isTunnel =
    wan?.scope === "public" &&
    publicAddress !== null &&
    wan.address !== publicAddress.value &&
    owner?.value.who === "further-out" &&
    hop?.scope === "private" &&
    facts.ownerSteps?.value === 2;
  if (!isTunnel) return null;
  return unknown(message("verdict.unknown.router-tunnel", { wan: wan.address, address: publicAddress.value }), {
    for: [
      ownership(facts),
      ownerDistance(facts),
      wanDiffers(facts, wan),
      because("hop-private", { hop: hop.value }, hop.ids),
    ],
    settledBy: message("settle.router-tunnel"),
  });
}

function undecided(facts: Facts, chain: readonly Link[]): Verdict {
  const { wan, publicAddress } = facts;
  const [first] = chain;
  const address = publicAddress?.value;
  const reasons = {
    for: [
      wanEvidence(facts),
      wanDiffers(facts, wan),
      ownership(facts),
      ownerDistance(facts),
      ...evidenceOf(chain),
      wan ? null : publicSeen(facts),
    ],
    against: [wan ? null : because("no-wan", {}, [])],
  };
  const findBox = first ? message("settle.find-box", { hop: first.box.address }) : null;
  if (wan?.scope === "private")
    return unknown(message("verdict.unknown.private-wan", { wan: wan.address }), {
      ...reasons,
      settledBy: findBox ?? message("settle.find-second-router", { wan: wan.address }),
    });
  if (wan && wan.address === address)
    return unknown(message("verdict.unknown.false-claim", { wan: wan.address }), {
      ...reasons,
      settledBy: findBox ?? SETTLE_READ_WAN,
    });
  if (wan && address !== undefined)
    return unknown(message("verdict.unknown.wan-differs", { address, wan: wan.address }), {
      ...reasons,
      settledBy: SETTLE_READ_WAN,
    });
  return unknown(message("verdict.unknown.further-out", { address: address ?? "" }), {
    ...reasons,
    settledBy: findBox ?? SETTLE_READ_WAN,
  });
}
