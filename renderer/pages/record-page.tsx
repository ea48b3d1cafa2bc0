import { FileQuestionMark } from "lucide-react";
import { useCallback } from "react";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ExportButton } from "../features/report/export-button.tsx";
import { RecordResult } from "../features/survey/record-result.tsx";
import { useSurvey } from "../survey/edits-context.tsx";

/** A past check, as it was. */
export function RecordPage({ siteId, checkId }: { siteId: string; checkId: string }) {
  const { t, dateTime } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.checks.get({ siteId, checkId }, { signal }),
    [siteId, checkId],
  );
  const check = useLoaded(load);
  const { state } = useSurvey(siteId);
  const siteName = state.step === "ready" ? state.shown.site.name : null;
  const back = {
    href: hrefOf({ page: "site", siteId }),
    label: siteName === null ? t("ui.survey.back") : t("ui.record.back", { site: siteName }),
  };
  if (check.step === "failed" && check.problem.code === "CHECK_NOT_FOUND")
    return (
      <Page title={t("ui.check.done")} back={back}>
        <EmptyState icon={FileQuestionMark} title={t("ui.record.notFoundTitle")}>
          {t("ui.record.notFoundText")}
        </EmptyState>
      </Page>
    );
  if (check.step !== "ready")
    return (
      <Page title={t("ui.check.done")} back={back}>
        <LoadedView loaded={check}>{() => null}</LoadedView>
      </Page>
    );
  const record = check.value;
  return (
    <Page
      title={t("ui.site.checkOf", { when: dateTime(record.startedAt) })}
      lead={siteName}
      back={back}
      actions={<ExportButton look="primary" siteId={siteId} record={record} />}
    >
      <RecordResult
        record={record}
        kept={{
          siteId,
          onExtended: (extended) => goTo({ page: "record", siteId, checkId: extended.checkId }),
        }}
      />
    </Page>
  );
}
