import { addressScope, inPrefix } from "../net/ip-address.ts";
import { boxChain, claimsPublic, isProvenBeyond, type Link } from "./box-chain.ts";
import { message, type Evidence, type Message, type Verdict } from "./diagnosis.ts";
import { because } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { outerBoxName } from "./path-facts.ts";
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
  // A public address of the router's own that is not the seen one: another line or a tunnel, or a range that looks public.
  if (wan?.scope === "public" && wan.address !== facts.publicAddress?.value)
    return publicLooking(facts) ?? undecided(facts, []);
  const chain = boxChain(facts);
  const carrier = chain.find((link) => link.owner.who === "carrier" && isProvenBeyond(facts, chain, link));
  if (carrier) return carrierBox(facts, chain, carrier);
  const last = chain.at(-1);
  if (last && lastOwnsPublic(facts, last) && chain.every((link) => link.owner.who === "customer"))
    return secondRouter(facts, chain, last);
  const claimed = last?.box.claims;
  if (last && claimed && last.owner.who === "customer" && addressScope(claimed.value) === "shared")
    return behindTwo(facts, chain, last, claimed.value, claimed.ids);
  return publicLooking(facts) ?? undecided(facts, chain);
}

/** The chain is closed: this box has the public address, by its own word or because the ping ended there. */
function lastOwnsPublic(facts: Facts, { box }: Link): boolean {
  if (box.claims) return claimsPublic(facts, box);
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
  const reasons = {
    for: [wanEvidence(facts), wanDiffers(facts, facts.wan), ownership(facts), inboundEvidence(facts)],
    // Some providers map one public address to one customer and leave the line's own as it is.
    settledBy: message("settle.ask-one-to-one"),
  };
  const opened = openedByProvider(facts, reasons);
  if (opened) return opened;
  // NAT-PMP answers carry nothing that ties them to the question: anybody on the network could have sent it.
  const isLoneWord = facts.wan?.protocol === "nat-pmp" && facts.wanSaidBy.length < 2;
  const sure = facts.owner ? 0.99 : isLoneWord ? 0.85 : 0.97;
  return verdict("cgnat", sure, message("verdict.cgnat.shared-range", { wan }), reasons);
}

/** Behind a carrier's NAT all the same, but its own box opened the way (PCP), and a connection came in through it. */
function openedByProvider(facts: Facts, reasons: Parameters<typeof verdict>[3]): Verdict | null {
  if (facts.inboundByOuterBox.value !== "proven") return null;
  const evidence = because("inbound-by-outer-box", {}, facts.inboundByOuterBox.ids);
  return verdict("cgnat", 0.97, message("verdict.cgnat.opened-by-provider"), {
    ...reasons,
    for: [...(reasons.for ?? []), evidence],
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
  const opened = openedByProvider(facts, reasons);
  if (opened) return opened;
  // The router's word is the very thing in doubt when it claims the public address.
  const isSaid = facts.wan?.scope === "private" || facts.wan?.scope === "shared";
  if (box.scope === "shared")
    return verdict("cgnat", 0.96, message("verdict.cgnat.shared-hop", { hop, address }), {
      ...reasons,
      settledBy: isSaid ? null : SETTLE_READ_WAN,
    });
  // Without the router's own address it may be a company's line to its head office as well, or a VPN on the router.
  if (!isSaid)
    return verdict("cgnat", Math.min(0.65, owner.sure), message("verdict.cgnat.carrier-box-likely", { hop, address }), {
      ...reasons,
      settledBy: SETTLE_READ_WAN,
    });
  // A step further than the box itself: its NAT stands apart from it, as carriers build it.
  const apart = facts.ownerSteps !== null && facts.ownerSteps.value > box.ttl ? 0.05 : 0;
  return verdict("cgnat", Math.min(0.95, owner.sure + apart), message("verdict.cgnat.carrier-box", { hop, address }), {
    ...reasons,
    settledBy: message("settle.find-other-box"),
  });
}

function secondRouter(facts: Facts, chain: readonly Link[], last: Link): Verdict {
  const sure = Math.min(...chain.map((link) => link.owner.sure));
  const closes = last.box.claims
    ? because("box-claims", { hop: last.box.address, address: last.box.claims.value }, last.box.claims.ids)
    : null;
  const name = outerBoxName(last.box);
  const hop = last.box.address;
  const sentence = doubleNatSentence(facts, chain, hop, name);
  return verdict("double-nat", closes ? Math.max(sure, 0.97) : sure, sentence, {
    for: [...evidenceOf(chain), closes, wanEvidence(facts), ownership(facts), ownerDistance(facts), publicSeen(facts)],
    settledBy: closes ? null : message("settle.find-box", { hop }),
  });
}

function doubleNatSentence(facts: Facts, chain: readonly Link[], hop: string, name: string | null): Message {
  // A switch or a plain router as the laptop's gateway passes on and translates nothing; then only the last box counts.
  if (facts.routerTranslates?.value !== true)
    return message("verdict.double-nat.perhaps-routed", { hop: name === null ? hop : `${name} (${hop})` });
  if (chain.length > 1) return message("verdict.double-nat.several", { hop, routers: chain.length + 1 });
  return name === null
    ? message("verdict.double-nat.second", { hop })
    : message("verdict.double-nat.named", { hop, name });
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
  if (owner?.value.who !== "further-out" || !publicAddress || facts.ownerSteps === null) return null;
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
  // A second box on site may say "time exceeded" under its own public address.
  if (hop?.scope === "public" && hop.value !== address && facts.ownerSteps.value >= 2)
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
