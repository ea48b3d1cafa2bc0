import { CircleAlert, CircleDashed, CircleX, ShieldCheck, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ForwardState } from "#core/contract/route-calls.ts";
import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import { assertNever } from "#core/never.ts";
import type { Key } from "../../i18n/language.tsx";
import type { Tone } from "../../ui/tone.ts";

/** What a result comes to. Only `proven`, `through` (a tunnel) and `way` are a proof; the colour of success belongs to them alone. */
export type ProofWord =
  | "proven"
  | "through"
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
  if (strength === "proof" && origin !== "hairpin") {
    if (target === "laptop") return "way";
    return origin === "server" || origin === "vpn" ? "through" : "proven";
  }
  if (strength !== "none" && outcome === "answered") return "weak";
  return outcome;
}

export function proofLook(word: ProofWord | "was-proven"): { icon: LucideIcon; tone: Tone; state: Key } {
  switch (word) {
    case "proven":
    case "through":
    case "way":
      return { icon: ShieldCheck, tone: "positive", state: "ui.walk.proof.state.proven" };
    case "was-proven":
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
export function proofSentence(word: ProofWord | "was-proven"): Key {
  if (word === "through") return "uiTunnels.proof.through";
  if (word === "way") return "ui.walk.proof.wayProven";
  return word === "was-proven" ? "ui.walk.proof.wasProven" : `proof.outcome.${word}`;
}

/** How a port is called in a list. */
export const portName = ({ transport, port }: { transport: string; port: number }): string =>
  `${transport.toUpperCase()} ${port}`;

/** The same from what a list tells of a forward's last test; one that holds no longer is no proof. */
export function standingWord({
  outcome,
  strength,
  isProven,
  stale,
}: NonNullable<ForwardState["lastProof"]>): ProofWord | "was-proven" {
  if (strength === "proof" && stale !== null) return "was-proven";
  if (isProven) return "proven";
  // Not the device itself, so the laptop stood in for it.
  if (strength === "proof" && outcome === "answered") return "way";
  return strength === "weak" && outcome === "answered" ? "weak" : outcome;
}
