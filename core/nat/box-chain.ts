import { boxOwner, type BoxOwner } from "./box-owner.ts";
import type { Facts } from "./facts.ts";
import type { OuterBox } from "./path-facts.ts";

/** A box on the way out, and whose it is. */
export type Link = { box: OuterBox; owner: BoxOwner };

/** The boxes between the router and the one that has the public address, that one included. */
export function boxChain(facts: Facts): Link[] {
  const steps = facts.ownerSteps?.value ?? null;
  const wan = facts.wan?.scope === "private" ? facts.wan.address : null;
  const chain = facts.boxes.map((box): Link => {
    const place = steps === null ? "unknown" : box.ttl === steps ? "last" : "beyond";
    return { box, owner: boxOwner(box, { place, wan, onRadio: facts.onWifi !== null }) };
  });
  const end = chain.findIndex(({ box }) => claimsPublic(facts, box));
  return end === -1 ? chain : chain.slice(0, end + 1);
}

/** By its own word the box has the address that the internet sees. */
export const claimsPublic = (facts: Facts, box: OuterBox): boolean =>
  box.claims !== null && facts.publicAddresses.some((a) => a.value === box.claims?.value);

/**
 * That the router does not have the public address says something about the box right behind it only. A box further out
 * needs a ping that came back from it or beyond, or another address claimed by the box before it.
 */
export function isProvenBeyond(facts: Facts, chain: readonly Link[], { box }: Link): boolean {
  if (box.ttl === 2) return true;
  if (facts.ownerSteps !== null) return facts.ownerSteps.value >= box.ttl;
  const before = chain.find((link) => link.box.ttl === box.ttl - 1)?.box;
  return before !== undefined && before.claims !== null && !claimsPublic(facts, before);
}
