import { CircleCheck } from "lucide-react";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { Text } from "../ui/text.tsx";
import { ConflictChoice } from "../survey/conflict-choice.tsx";
import { sayPlace } from "../survey/conflict-words.ts";
import { useSurvey } from "../survey/edits-context.tsx";

/** Everything that two people filled in differently, one after another. */
export function ConflictsPage({ siteId }: { siteId: string }) {
  const text = useText();
  const { t } = text;
  const { state, edits } = useSurvey(siteId);
  const conflicts = state.step === "ready" ? state.shown.conflicts : [];
  return (
    <Page
      title={t("ui.conflicts.title")}
      lead={t("ui.conflicts.lead")}
      width="reading"
      step={`${conflicts.length}`}
      back={{
        href: hrefOf({ page: "site", siteId }),
        label: state.step === "ready" ? t("ui.record.back", { site: state.shown.site.name }) : t("ui.survey.back"),
      }}
    >
      {state.step === "loading" && (
        <Text tone="faint" size="small">
          {t("ui.common.loading")}
        </Text>
      )}
      {state.step === "failed" && <ProblemBanner problem={state.problem} onRetry={edits.refresh} />}
      {state.step === "ready" && conflicts.length === 0 && (
        <EmptyState icon={CircleCheck} title={t("ui.conflicts.none")}>
          {t("ui.conflicts.noneText")}
        </EmptyState>
      )}
      {state.step === "ready" &&
        conflicts.map((conflict) => (
          <Card key={conflict.id} title={sayPlace(conflict.path, state.shown, conflict, text).join(" · ")}>
            <ConflictChoice siteId={siteId} conflict={conflict} onDecided={edits.refresh} />
          </Card>
        ))}
    </Page>
  );
}
