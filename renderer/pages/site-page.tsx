import { Pencil, RotateCw } from "lucide-react";
import { useCallback, useState } from "react";
import type { Site } from "#core/contract/contract.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Split } from "../ui/layout.tsx";
import { Page } from "../ui/page.tsx";
import { LinkRow, Rows } from "../ui/rows.tsx";
import { ExportButton } from "../features/report/export-button.tsx";
import { useCheck } from "../features/survey/check-context.tsx";
import { isUnderWay } from "../features/survey/check-state.ts";
import { VerdictBadge } from "../verdict/verdict-badge.tsx";
import { LoginCard } from "../features/vault/login-card.tsx";
import { RenameDialog } from "../features/sites/rename-dialog.tsx";

/** One customer's site: its checks, its router's login, its reports. */
export function SitePage({ siteId }: { siteId: string }) {
  const { t } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.sites.get({ siteId }, { signal }),
    [siteId],
  );
  const site = useLoaded(load);
  const back = { href: hrefOf({ page: "sites" }), label: t("ui.site.back") };
  if (site.step !== "ready")
    return (
      <Page title={t("ui.sites.title")} back={back}>
        <LoadedView loaded={site}>{() => null}</LoadedView>
      </Page>
    );
  return <LoadedSite site={site.value} back={back} reload={site.reload} />;
}

function LoadedSite({ site, back, reload }: { site: Site; back: { href: string; label: string }; reload: () => void }) {
  const { t, dateTime } = useText();
  const { state, start } = useCheck();
  const [renaming, setRenaming] = useState(false);

  function checkAgain(): void {
    start(site.id);
    goTo({ page: "check" });
  }

  return (
    <Page
      title={site.name}
      lead={t("ui.site.updated", { when: dateTime(site.updatedAt) })}
      back={back}
      actions={
        <>
          <Button icon={Pencil} onClick={() => setRenaming(true)}>
            {t("ui.sites.rename")}
          </Button>
          <Button look="primary" icon={RotateCw} disabled={isUnderWay(state)} onClick={checkAgain}>
            {t("ui.site.checkAgain")}
          </Button>
        </>
      }
    >
      <Split main={<ChecksCard site={site} />} side={<LoginCard siteId={site.id} />} />
      {renaming && <RenameDialog site={site} onClose={() => setRenaming(false)} onRenamed={reload} />}
    </Page>
  );
}

const newestFirst = (a: CheckRecord, b: CheckRecord): number => Date.parse(b.startedAt) - Date.parse(a.startedAt);

function ChecksCard({ site }: { site: Site }) {
  const { t, dateTime, duration } = useText();
  return (
    <Card title={t("ui.site.checks")} hint={t("ui.site.checksHint")} flush>
      <Rows label={t("ui.site.checks")}>
        {site.records.toSorted(newestFirst).map((record) => (
          <LinkRow
            key={record.checkId}
            href={hrefOf({ page: "record", siteId: site.id, checkId: record.checkId })}
            title={dateTime(record.startedAt)}
            detail={[
              t("ui.site.took", { duration: duration(record.durationMs) }),
              record.cancelled ? t("ui.site.cancelled") : null,
            ]
              .filter(Boolean)
              .join(" · ")}
            end={<VerdictBadge kind={record.diagnosis.verdict.kind} />}
            actions={<ExportButton siteId={site.id} record={record} look="quiet" />}
          />
        ))}
      </Rows>
    </Card>
  );
}
