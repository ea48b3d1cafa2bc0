import type { Verdict } from "./diagnosis.ts";

export type ConfidenceWord = "certain" | "high" | "medium" | "low" | "none";

/** Confidence (0-1) as one of five words under `confidence.` in `core/text`. */
export function confidenceWord(confidence: number): ConfidenceWord {
  if (confidence >= 0.95) return "certain";
  if (confidence >= 0.8) return "high";
  if (confidence >= 0.6) return "medium";
  return confidence > 0 ? "low" : "none";
}

const METER_STEPS: Record<ConfidenceWord, number> = { certain: 5, high: 4, medium: 3, low: 1, none: 0 };

/** How many of a meter's five segments say the same as the word; none where there is no verdict to be sure of. */
export function confidenceSteps(verdict: Verdict): number {
  return verdict.kind === "unknown" ? 0 : METER_STEPS[confidenceWord(verdict.confidence)];
}
