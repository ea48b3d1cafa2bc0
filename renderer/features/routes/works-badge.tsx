import { Award, Equal, CircleCheckBig } from "lucide-react";
import type { Works } from "#core/advice/advice.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { worksLook, type Standing } from "./route-look.ts";

/** Whether a route works at this site, as a word with a mark. */
export function WorksBadge({ answer }: { answer: Works["answer"] }) {
  const { t } = useText();
  const { icon, tone } = worksLook[answer];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`advice.works.${answer}`)}
    </Badge>
  );
}

/** That a route is the recommended one, or as good, or the one that was decided on. */
export function StandingBadge({ standing, isChosen }: { standing: Standing; isChosen: boolean }) {
  const { t } = useText();
  if (isChosen)
    return (
      <Badge tone="accent" icon={CircleCheckBig}>
        {t("ui.routes.decided")}
      </Badge>
    );
  if (standing === null) return null;
  return (
    <Badge tone="accent" icon={standing === "recommended" ? Award : Equal}>
      {t(standing === "recommended" ? "ui.routes.recommended" : "ui.routes.asGood")}
    </Badge>
  );
}
