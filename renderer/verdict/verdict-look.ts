import { CircleCheck, CircleQuestionMark, TriangleAlert, Unplug, type LucideIcon } from "lucide-react";
import type { VerdictKind } from "#core/nat/diagnosis.ts";
import type { Tone } from "../ui/tone.ts";

/** Good, to be worked around, broken, not known: four looks, so that they stay apart at a glance. */
export const verdictLook: Record<VerdictKind, { tone: Tone; icon: LucideIcon }> = {
  public: { tone: "positive", icon: CircleCheck },
  "double-nat": { tone: "caution", icon: TriangleAlert },
  cgnat: { tone: "caution", icon: TriangleAlert },
  "shared-address": { tone: "caution", icon: TriangleAlert },
  nat64: { tone: "caution", icon: TriangleAlert },
  firewalled: { tone: "caution", icon: TriangleAlert },
  offline: { tone: "critical", icon: Unplug },
  unknown: { tone: "info", icon: CircleQuestionMark },
};
