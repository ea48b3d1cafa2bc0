import { standingForwards, type Forward } from "../forward/forward.ts";
import { sameAddress } from "../net/ip-address.ts";
import { latestProofs, PROOF_STALE_DAYS } from "../proof/latest-proof.ts";
import type { ProofRecord } from "../proof/proof-record.ts";
import type { WalkContext } from "./machine.ts";
import type { Plan } from "./port-forward-plan.ts";

/**
 * What the tests from outside say of a forward. `proven`: the device itself was reached. `way`: the port was reached with the laptop
 * in the device's place. `weak`: only from inside. `stranger`: something else answered. `refused`, `silent`: nothing got in.
 */
export type Standing = "proven" | "way" | "weak" | "stranger" | "refused" | "silent" | "untested";

type Result = ProofRecord["results"][number];
type Tested = { readonly record: ProofRecord; readonly result: Result };

export type ForwardProof = { readonly standing: Standing; readonly tested: Tested | null };

/** @param since when it was opened (ISO 8601): an earlier test says nothing of it */
export function forwardProof(
  { id, since }: { readonly id: string; readonly since: string },
  proofs: readonly ProofRecord[],
): ForwardProof {
  const from = Date.parse(since);
  const tests = proofs
    .filter(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs >= from)
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
    .flatMap((record) => record.results.map((result): Tested => ({ record, result })))
    .filter(({ result }) => result.forwardId === id && result.outcome !== "not-tested");
  // Turned around by the router or not: that a test from inside failed says nothing.
  const outside = tests.filter(({ record }) => record.origin.kind !== "hairpin");
  const device = outside.find(({ result }) => result.target === "device");
  // The laptop that was reached before says nothing of a device that was not reached since.
  const afterIt = device === undefined ? outside : outside.slice(0, outside.indexOf(device));
  const way = afterIt.find(({ result }) => result.target === "laptop" && result.strength === "proof");
  if (device?.result.strength === "proof" && device.result.sameDevice !== "no") return is("proven", device);
  if (device?.result.outcome === "stranger" || device?.result.sameDevice === "no") return is("stranger", device);
  if (way !== undefined) return is("way", way);
  const weak = [...outside, ...tests].find(({ result }) => result.strength === "weak");
  if (weak !== undefined && (device === undefined || device === weak)) return is("weak", weak);
  const failed = device ?? outside[0];
  if (failed === undefined) return { standing: "untested", tested: null };
  return is(failed.result.outcome === "refused" ? "refused" : "silent", failed);
}

const is = (standing: Standing, tested: Tested | undefined): ForwardProof => ({ standing, tested: tested ?? null });

/** Forwards that stand and that somebody outside came in by, and nothing has changed since. */
export function provenForwards({ document, proofs, check, now }: WalkContext): { forward: Forward; at: string }[] {
  const standing = standingForwards(document.forwards);
  const publicAddress = check?.diagnosis.publicAddress ?? null;
  const latest = latestProofs(proofs, standing, { time: now, publicAddress });
  return standing.flatMap((forward) => {
    const last = latest.get(forward.id);
    return last?.isProven === true ? [{ forward, at: last.result.at }] : [];
  });
}

const DAY_MS = 86_400_000;

/** The tests that still say something of the line: neither old, nor of an address that a later check did not find any more. */
export function currentProofs(
  { proofs, check, now }: WalkContext,
  { family, hostName }: Pick<Plan, "family" | "hostName">,
): ProofRecord[] {
  const address = check?.diagnosis.publicAddress ?? null;
  // A name follows the address, and over IPv6 the device has one of its own.
  const isFixed = family === 4 && hostName === null && address !== null;
  return proofs.filter(({ startedAt, publicAddress }) => {
    const isLater = check !== null && Date.parse(startedAt) >= Date.parse(check.startedAt);
    const isMoved = isFixed && !isLater && publicAddress !== null && !sameAddress(publicAddress, address);
    return !isMoved && Date.parse(now) - Date.parse(startedAt) < PROOF_STALE_DAYS * DAY_MS;
  });
}
