/** What a colour may mean; a component picks its colours by tone and by nothing else. */
export type Tone = "neutral" | "accent" | "positive" | "caution" | "critical" | "info";

/** Tinted area with matching border and text. */
export const toneArea: Record<Tone, string> = {
  neutral: "bg-sunken border-line text-ink-soft",
  accent: "bg-accent-soft border-accent-soft text-accent-ink",
  positive: "bg-positive-soft border-positive-line text-positive",
  caution: "bg-caution-soft border-caution-line text-caution",
  critical: "bg-critical-soft border-critical-line text-critical",
  info: "bg-info-soft border-info-line text-info",
};

/** Text and icons on a plain surface. */
export const toneInk: Record<Tone, string> = {
  neutral: "text-ink-faint",
  accent: "text-accent-ink",
  positive: "text-positive",
  caution: "text-caution",
  critical: "text-critical",
  info: "text-info",
};

/** Solid marks: meter segments, dots, the edge of a card. */
export const toneSolid: Record<Tone, string> = {
  neutral: "bg-line-strong",
  accent: "bg-accent",
  positive: "bg-positive",
  caution: "bg-caution",
  critical: "bg-critical",
  info: "bg-info",
};
