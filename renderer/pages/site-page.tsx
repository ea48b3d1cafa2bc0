import { ArrowLeftRight, CircleMinus, CirclePlus, Pencil, RotateCw, type LucideIcon } from "lucide-react";
import { useCallback, useState } from "react";
import type { Site } from "#core/contract/survey-calls.ts";
import { checkChanges, sayChange, type Change } from "#core/survey/check-changes.ts";
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
import { Reasons } from "../ui/reasons.tsx";
import { LinkRow, Rows } from "../ui/rows.tsx";
import { ExportButton } from "../features/report/export-button.tsx";
import { SiteDevicesCard } from "../features/devices/site-devices-card.tsx";
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
      <Split
        main={<ChecksCard site={site} />}
        side={
          <>
            <SiteDevicesCard site={site} />
            <LoginCard siteId={site.id} />
          </>
        }
      />
      {renaming && <RenameDialog site={site} onClose={() => setRenaming(false)} onRenamed={reload} />}
    </Page>
  );
}

/** More than fits on a row; the record itself tells the rest. */
const MAX_CHANGES = 6;

/** The site's checks, the newest first; each tells what is different from the one before it. */
function ChecksCard({ site }: { site: Site }) {
  const { t } = useText();
  // The store appends, so of two that began at the same time (one made from the other) the later one comes later.
  const inOrder = site.records.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  if (inOrder.length === 0) return <Card title={t("ui.site.checks")} hint={t("ui.site.noChecks")} />;
  return (
    <Card title={t("ui.site.checks")} hint={t("ui.site.checksHint")} flush>
      <Rows label={t("ui.site.checks")}>
        {inOrder
          .map((record, index) => (
            <CheckRow key={record.checkId} siteId={site.id} record={record} before={inOrder[index - 1] ?? null} />
          ))
          .toReversed()}
      </Rows>
    </Card>
  );
}

function CheckRow({ siteId, record, before }: { siteId: string; record: CheckRecord; before: CheckRecord | null }) {
  const { t, dateTime, duration } = useText();
  const isExtended = before?.startedAt === record.startedAt;
  return (
    <LinkRow
      href={hrefOf({ page: "record", siteId, checkId: record.checkId })}
      title={dateTime(record.startedAt)}
      detail={[
        isExtended ? t("ui.site.extended") : t("ui.site.took", { duration: duration(record.durationMs) }),
        record.cancelled ? t("ui.site.cancelled") : null,
      ]
        .filter(Boolean)
        .join(" · ")}
      below={before && <Changes before={before} after={record} />}
      end={<VerdictBadge kind={record.diagnosis.verdict.kind} />}
      actions={<ExportButton siteId={siteId} record={record} look="quiet" />}
    />
  );
}

const changeIcons: Record<Change["sort"], LucideIcon> = { new: CirclePlus, gone: CircleMinus, changed: ArrowLeftRight };

function Changes({ before, after }: { before: CheckRecord; after: CheckRecord }) {
  const { t, say } = useText();
  const changes = checkChanges(before, after);
  if (changes.length === 0) return <p>{t("ui.site.unchanged")}</p>;
  const shown = changes.slice(0, MAX_CHANGES).map((change) => {
    const text = sayChange(change, say);
    return { key: text, icon: changeIcons[change.sort], tone: "neutral" as const, text };
  });
  const more = changes.length - shown.length;
  return (
    <>
      <Reasons label={t("ui.site.changes")} items={shown} />
      {more > 0 && <p>{t("ui.site.moreChanges", { count: more })}</p>}
    </>
  );
}
