import { EarlierRehearsals } from "../features/walk/rehearsal/earlier-rehearsals.tsx";
import { RehearsalCard } from "../features/walk/rehearsal/rehearsal-card.tsx";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { useSurvey } from "../survey/edits-context.tsx";
import { Page } from "../ui/page.tsx";
import { Text } from "../ui/text.tsx";

/** A site's rehearsals of a direct connection: another one, and those that were. */
export function RehearsalPage({ siteId }: { siteId: string }) {
  const { t } = useText();
  const { state, edits } = useSurvey(siteId);
  const name = state.step === "ready" ? state.shown.site.name : null;
  return (
    <Page
      title={name === null ? t("uiRehearsal.title") : t("uiRehearsal.titleOf", { site: name })}
      width="reading"
      back={{
        href: hrefOf({ page: "site", siteId }),
        label: name === null ? t("ui.survey.back") : t("ui.record.back", { site: name }),
      }}
    >
      {state.step === "failed" && <ProblemBanner problem={state.problem} onRetry={edits.refresh} />}
      {state.step === "loading" && (
        <Text tone="faint" size="small">
          {t("ui.common.loading")}
        </Text>
      )}
      {state.step === "ready" && (
        <>
          <RehearsalCard siteId={siteId} siteName={state.shown.site.name} onKept={edits.refresh} />
          <EarlierRehearsals rehearsals={state.shown.rehearsals} />
        </>
      )}
    </Page>
  );
}

/** The other end of a colleague's rehearsal: nothing of it is kept here. */
export function RehearsePage() {
  const { t } = useText();
  return (
    <Page
      title={t("uiRehearsal.rowTitle")}
      width="reading"
      back={{ href: hrefOf({ page: "settings" }), label: t("ui.settings.title") }}
    >
      <RehearsalCard siteId={null} siteName={null} />
    </Page>
  );
}
