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

/** A past check, as it was. */
export function RecordPage({ siteId, checkId }: { siteId: string; checkId: string }) {
  const { t, dateTime } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.sites.get({ siteId }, { signal }),
    [siteId],
  );
  const site = useLoaded(load);
  const toSite = hrefOf({ page: "site", siteId });
  if (site.step !== "ready")
    return (
      <Page title={t("ui.check.done")} back={{ href: toSite, label: t("ui.site.back") }}>
        <LoadedView loaded={site}>{() => null}</LoadedView>
      </Page>
    );
  const back = { href: toSite, label: t("ui.record.back", { site: site.value.name }) };
  const record = site.value.records.find((candidate) => candidate.checkId === checkId);
  if (record === undefined)
    return (
      <Page title={t("ui.check.done")} back={back}>
        <EmptyState icon={FileQuestionMark} title={t("ui.record.notFoundTitle")}>
          {t("ui.record.notFoundText")}
        </EmptyState>
      </Page>
    );
  return (
    <Page
      title={t("ui.site.checkOf", { when: dateTime(record.startedAt) })}
      lead={site.value.name}
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
