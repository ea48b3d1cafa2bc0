import { message, type Evidence, type Message, type Verdict, type VerdictKind } from "./diagnosis.ts";
import { because } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { WanClaim } from "./wan-facts.ts";

/** What the rules of the verdict are put together from. */

export const SETTLE_READ_WAN = message("settle.read-wan-address");
export const SETTLE_FROM_OUTSIDE = message("settle.test-from-outside");

type Reasons = { for?: (Evidence | null)[]; against?: (Evidence | null)[]; settledBy?: Message | null };

export function verdict(kind: VerdictKind, confidence: number, sentence: Message, reasons: Reasons): Verdict {
  const kept = (list: (Evidence | null)[] = []): Evidence[] => list.filter((e): e is Evidence => e !== null);
  return {
    kind,
    confidence: Math.round(confidence * 100) / 100,
    sentence,
    for: kept(reasons.for),
    against: kept(reasons.against),
    settledBy: reasons.settledBy ?? null,
  };
}

export const unknown = (sentence: Message, reasons: Reasons): Verdict => verdict("unknown", 0, sentence, reasons);

/** What the one ping said (docs/architecture.md). */
export function ownership(facts: Facts): Evidence | null {
  if (!facts.owner) return null;
  const { who, replier, by } = facts.owner.value;
  const address = facts.publicAddresses.map((a) => a.value).join(", ");
  const routers = by === "answer" ? "router-owns" : "router-owns-silently";
  return because(who === "router" ? routers : "further-out-owns", { address, replier }, facts.owner.ids);
}

export function ownerSilent(facts: Facts): Evidence | null {
  return facts.owner === null && facts.ownerAsked.length > 0 ? because("ping-silent", {}, facts.ownerAsked) : null;
}

/** How far away the box is that has the public address; said only where it is not the router. */
export function ownerDistance(facts: Facts): Evidence | null {
  if (!facts.ownerSteps || facts.ownerSteps.value < 2) return null;
  return because("owner-steps", { count: facts.ownerSteps.value - 1 }, facts.ownerSteps.ids);
}

export function publicSeen(facts: Facts): Evidence | null {
  if (!facts.publicAddress) return null;
  const { value, ids, servers } = facts.publicAddress;
  return because("public-seen", { address: value, count: servers }, ids);
}

export function wanDiffers(facts: Facts, wan: WanClaim | null): Evidence | null {
  if (!wan || !facts.publicAddress || facts.publicAddress.value === wan.address) return null;
  return because("wan-differs", { wan: wan.address, address: facts.publicAddress.value }, [
    wan.id,
    ...facts.publicAddress.ids,
  ]);
}

/** What a test from outside found of the way that the router itself had opened. */
export function inboundEvidence(facts: Facts): Evidence | null {
  const { value, ids } = facts.inboundByRouter;
  if (value === "proven") return because("inbound-proven", {}, ids);
  return value === "blocked" ? because("inbound-blocked", {}, ids) : null;
}
