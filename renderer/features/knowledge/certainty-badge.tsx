import { BookOpen, CircleQuestionMark, Stamp, type LucideIcon } from "lucide-react";
import type { Sourcing } from "#core/knowledge/sourcing.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import type { Tone } from "../../ui/tone.ts";

const looks: Record<Sourcing["confidence"], { tone: Tone; icon: LucideIcon }> = {
  high: { tone: "positive", icon: Stamp },
  medium: { tone: "neutral", icon: BookOpen },
  low: { tone: "caution", icon: CircleQuestionMark },
};

/** How sure a fact is: in a word or two, or as it is said everywhere (`long`). */
export function CertaintyBadge({ sourcing, long = false }: { sourcing: Sourcing; long?: boolean }) {
  const { t } = useText();
  return (
    <Badge {...looks[sourcing.confidence]}>
      {long ? t(`knowledge.certainty.${sourcing.confidence}`) : t(`ui.knowledge.sure.${sourcing.confidence}`)}
    </Badge>
  );
}
