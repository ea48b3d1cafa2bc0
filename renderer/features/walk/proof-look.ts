import { CircleAlert, CircleDashed, CircleX, ShieldCheck, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ForwardState } from "#core/contract/route-calls.ts";
import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import { assertNever } from "#core/never.ts";
import type { Key } from "../../i18n/language.tsx";
import type { Tone } from "../../ui/tone.ts";

/** What a result comes to. Only `proven` and `way` are a proof; the colour of success belongs to them alone. */
export type ProofWord =
  | "proven"
  | "way"
  | "weak"
  | "connected"
  | "answered"
  | "stranger"
  | "refused"
  | "silent"
  | "not-tested";

/** @param origin where the test came from: nothing that a router turned around is ever a proof */
export function proofWord(result: ProofResult, origin: ProofRecord["origin"]["kind"]): ProofWord {
  const { outcome, strength, sameDevice, target } = result;
  if (outcome === "not-tested") return "not-tested";
  if (outcome === "stranger" || sameDevice === "no") return "stranger";
  if (strength === "proof" && origin !== "hairpin") return target === "laptop" ? "way" : "proven";
  if (strength !== "none" && outcome === "answered") return "weak";
  return outcome;
}

export function proofLook(word: ProofWord): { icon: LucideIcon; tone: Tone; state: Key } {
  switch (word) {
    case "proven":
    case "way":
      return { icon: ShieldCheck, tone: "positive", state: "ui.walk.proof.state.proven" };
    case "weak":
    case "connected":
    case "answered":
      return { icon: TriangleAlert, tone: "caution", state: "ui.walk.proof.state.weak" };
    case "stranger":
      return { icon: CircleAlert, tone: "critical", state: "ui.walk.proof.state.not" };
    case "refused":
    case "silent":
      return { icon: CircleX, tone: "critical", state: "ui.walk.proof.state.not" };
    case "not-tested":
      return { icon: CircleDashed, tone: "neutral", state: "ui.walk.proof.state.untested" };
    default:
      return assertNever(word);
  }
}

/** The word as a sentence of its own. */
export const proofSentence = (word: ProofWord): Key =>
  word === "way" ? "ui.walk.proof.wayProven" : `proof.outcome.${word}`;

/** How a port is called in a list. */
export const portName = ({ transport, port }: { transport: string; port: number }): string =>
  `${transport.toUpperCase()} ${port}`;

const OUTCOMES: ReadonlySet<string> = new Set<ProofWord>([
  "connected",
  "answered",
  "stranger",
  "refused",
  "silent",
  "not-tested",
]);
const isOutcome = (word: string): word is Exclude<ProofWord, "proven" | "way" | "weak"> => OUTCOMES.has(word);

/** The same from what a list tells of a forward's last test. */
export function standingWord({ outcome, strength }: NonNullable<ForwardState["lastProof"]>): ProofWord {
  if (strength === "proof") return "proven";
  if (strength === "weak" && outcome === "answered") return "weak";
  return isOutcome(outcome) ? outcome : "not-tested";
}
