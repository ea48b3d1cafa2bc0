export type ConfidenceWord = "certain" | "high" | "medium" | "low" | "none";

/** Confidence (0-1) as one of five words under `confidence.` in `core/text`. */
export function confidenceWord(confidence: number): ConfidenceWord {
  if (confidence >= 0.95) return "certain";
  if (confidence >= 0.8) return "high";
  if (confidence >= 0.6) return "medium";
  return confidence > 0 ? "low" : "none";
}
