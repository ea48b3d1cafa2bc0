import type { Ref } from "react";
import type { Advice } from "#core/advice/advice.ts";
import type { RouteChoice, RouteId } from "#core/advice/route-id.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { EntryList } from "../../ui/entry-list.tsx";
import { FocusTarget } from "../../ui/step-layout.tsx";
import type { Evidence } from "./reason-list.tsx";
import { RouteEntry } from "./route-entry.tsx";

type VariantsCardProps = {
  /** Takes the focus when another choice is looked at. */
  ref: Ref<HTMLDivElement>;
  advice: Advice;
  choice: RouteChoice;
  evidence: Evidence;
  open: readonly RouteId[];
  onOpenChange: (route: RouteId, isOpen: boolean) => void;
  onChoose: (route: RouteId) => void;
};

/** What there is within one of the four choices. */
export function VariantsCard({ ref, advice, choice, evidence, open, onOpenChange, onChoose }: VariantsCardProps) {
  const { t } = useText();
  const title = t("ui.routes.variants", { choice: t(`routeChoice.${choice}.name`) });
  return (
    <FocusTarget ref={ref}>
      <Card title={title} hint={t("ui.routes.variantsHint")}>
        <EntryList label={title}>
          {advice.routes
            .filter((route) => route.choice === choice)
            .map((route) => (
              <RouteEntry
                key={route.route}
                advice={advice}
                route={route}
                evidence={evidence}
                isOpen={open.includes(route.route)}
                onOpenChange={(isOpen) => onOpenChange(route.route, isOpen)}
                onChoose={() => onChoose(route.route)}
              />
            ))}
        </EntryList>
      </Card>
    </FocusTarget>
  );
}
