import type { Forward } from "../forward/forward.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { sameAddress } from "../net/ip-address.ts";
import { reachedFromOutside } from "./from-outside.ts";
import type { ProofOrigin, ProofRecord, ProofResult } from "./proof-record.ts";

/** A proof is no news for longer: lines get new addresses, routers new firmware, and leases run out. */
export const PROOF_STALE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Of two laptops of a firm; one may have the time zone wrong. */
const CLOCKS_APART_DAYS = 1;

/** The last word on one forward. */
export type LatestProof = {
  readonly proofId: string;
  readonly origin: ProofOrigin["kind"];
  readonly result: ProofResult;
  /** Reached from outside beyond doubt, the device itself, and nothing has changed since. */
  readonly isProven: boolean;
  /** Why it says little about today; null: it still holds. */
  readonly stale: Message | null;
};

/**
 * The last test of each of these forwards, by their ids; those that were never tested are left out. What could not be tested says
 * nothing and takes nothing back.
 */
export function latestProofs(
  records: readonly ProofRecord[],
  forwards: readonly Forward[],
  now: { readonly time: string; readonly publicAddress: string | null },
): ReadonlyMap<string, LatestProof> {
  const newestFirst = records.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const found = new Map<string, LatestProof>();
  for (const forward of forwards) {
    const latest = latestOf(forward, newestFirst, now);
    if (latest !== null) found.set(forward.id, latest);
  }
  return found;
}

function latestOf(
  forward: Forward,
  newestFirst: readonly ProofRecord[],
  now: { readonly time: string; readonly publicAddress: string | null },
): LatestProof | null {
  for (const record of newestFirst) {
    const result = record.results.find(
      ({ forwardId, target, outcome }) => forwardId === forward.id && target === "device" && outcome !== "not-tested",
    );
    if (result === undefined) continue;
    // A hairpin takes back no proof from outside: look for one before it.
    if (record.origin.kind === "hairpin") {
      const before = latestOf(forward, newestFirst.slice(newestFirst.indexOf(record) + 1), now);
      if (before !== null) return before;
    }
    const stale = staleReason(forward, record, result, now);
    const isProven = reachedFromOutside(record, result) && stale === null;
    return { proofId: record.proofId, origin: record.origin.kind, result, isProven, stale };
  }
  return null;
}

function staleReason(
  forward: Forward,
  record: ProofRecord,
  result: ProofResult,
  now: { readonly time: string; readonly publicAddress: string | null },
): Message | null {
  const isClosed = forward.closedAt !== null && forward.closedAt !== undefined;
  const isAnother = result.port !== forward.externalPort || result.transport !== forward.transport;
  if (isClosed || isAnother || isOpenedAgain(forward, result)) return message("proof.stale.forward-changed");
  const age = staleByAge(result.at, now.time);
  if (Date.parse(result.at) > Date.parse(now.time) && age !== null) return age;
  const { publicAddress } = record;
  const hasName = forward.hostName !== null && forward.hostName !== undefined;
  // A name follows the address: the forward still leads there.
  if (
    !hasName &&
    publicAddress !== null &&
    now.publicAddress !== null &&
    !sameAddress(publicAddress, now.publicAddress)
  )
    return message("proof.stale.address-changed", { before: publicAddress, now: now.publicAddress });
  return age;
}

/** Why a test of then says little about now, both ISO 8601; null: its age is no reason. */
export function staleByAge(at: string, now: string): Message | null {
  const ageDays = Math.floor((Date.parse(now) - Date.parse(at)) / DAY_MS);
  // By a wrong clock it would count for ever.
  if (ageDays < -CLOCKS_APART_DAYS) return message("proof.stale.in-future");
  return ageDays >= PROOF_STALE_DAYS ? message("proof.stale.old", { count: ageDays }) : null;
}

const isOpenedAgain = (forward: Forward, result: ProofResult): boolean =>
  Date.parse(forward.openedAt) > Date.parse(result.at);

/** Whether two tests of the same forwards came to the same, as somebody who waits for news sees it. */
export function sameResults(a: ProofRecord, b: ProofRecord): boolean {
  const told = ({ results }: ProofRecord): string[] =>
    results
      .map(({ forwardId, target, address, port, outcome, strength, sameDevice }) =>
        JSON.stringify([forwardId, target, address, port, outcome, strength, sameDevice]),
      )
      .toSorted();
  return a.origin.kind === b.origin.kind && JSON.stringify(told(a)) === JSON.stringify(told(b));
}
