import { standingForwards, type Forward } from "../forward/forward.ts";
import type { ProofRecord } from "../proof/proof-record.ts";
import type { WalkContext } from "./machine.ts";

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
  const way = outside.find(({ result }) => result.target === "laptop" && result.strength === "proof");
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

/** Forwards that stand and that somebody outside came in by. */
export function provenForwards({ document, proofs }: WalkContext): { forward: Forward; at: string }[] {
  return standingForwards(document.forwards).flatMap((forward) => {
    const { standing, tested } = forwardProof({ id: forward.id, since: forward.openedAt }, proofs);
    return standing === "proven" && tested !== null ? [{ forward, at: tested.result.at }] : [];
  });
}
