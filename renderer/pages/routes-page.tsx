import { Waypoints } from "lucide-react";
import { useCheck } from "../features/survey/check-context.tsx";
import { isUnderWay } from "../features/survey/check-state.ts";
import { ReadConfigButton } from "../features/walk/tunnels/read-config-dialog.tsx";
import { RoutesView } from "../features/routes/routes-view.tsx";
import { useAdvice } from "../features/routes/use-advice.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { EditingProvider, useSurvey } from "../survey/edits-context.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { Text } from "../ui/text.tsx";

/** Which way in from outside fits a site: compared, decided on, begun. */
export function RoutesPage({ siteId }: { siteId: string }) {
  const { t } = useText();
  const { state, edits } = useSurvey(siteId);
  const { advice, problem, reload } = useAdvice(siteId);
  const check = useCheck();
  const siteName = state.step === "ready" ? state.shown.site.name : null;

  function checkNow(): void {
    check.start(siteId);
    goTo({ page: "check" });
  }

  const failure = state.step === "failed" ? state.problem : problem;
  return (
    <Page
      title={siteName === null ? t("ui.routes.title") : t("ui.routes.titleOf", { site: siteName })}
      isCompact
      actions={
        <>
          <ButtonLink icon={Waypoints} href={hrefOf({ page: "rehearsal", siteId })}>
            {t("uiRehearsal.button")}
          </ButtonLink>
          <ReadConfigButton />
        </>
      }
      back={{
        href: hrefOf({ page: "site", siteId }),
        label: siteName === null ? t("ui.survey.back") : t("ui.record.back", { site: siteName }),
      }}
    >
      {failure && (
        <ProblemBanner
          problem={failure}
          onRetry={() => {
            edits.refresh();
            reload();
          }}
        />
      )}
      {!failure && (state.step !== "ready" || advice === null) && (
        <Text tone="faint" size="small">
          {t("ui.common.loading")}
        </Text>
      )}
      {state.step === "ready" && advice !== null && (
        <EditingProvider edits={edits} state={state}>
          <RoutesView
            advice={advice}
            isChecking={isUnderWay(check.state)}
            onCheck={checkNow}
            onChanged={() => {
              edits.refresh();
              reload();
            }}
          />
        </EditingProvider>
      )}
    </Page>
  );
}
