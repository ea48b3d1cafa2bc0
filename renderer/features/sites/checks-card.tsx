import { ArrowLeftRight, CircleMinus, CirclePlus, type LucideIcon } from "lucide-react";
import { useCallback, useState, type ReactNode } from "react";
import type { Site } from "#core/contract/survey-calls.ts";
import { checkChanges, sayChange, type Change } from "#core/survey/check-changes.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inset } from "../../ui/layout.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { LinkRow, Rows } from "../../ui/rows.tsx";
import { VerdictBadge } from "../../verdict/verdict-badge.tsx";

/** More than fits on a row; the record itself tells the rest. */
const MAX_CHANGES = 6;
/** Each older check is fetched to tell what changed. */
const OLDER_AT_ONCE = 10;

type Listed = Site["checkList"][number];

/** The site's checks, the newest first; each tells what is different from the one before it. */
export function ChecksCard({ site, renderExport }: { site: Site; renderExport: (check: Listed) => ReactNode }) {
  const { t } = useText();
  const [count, setCount] = useState(() => Math.max(site.records.length, 1));
  // The store appends, so of two that began at the same time (one made from the other) the later one comes later.
  const inOrder = site.checkList.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const records = new Map(site.records.map((record) => [record.checkId, record]));
  if (inOrder.length === 0) return <Card title={t("ui.site.checks")} hint={t("ui.site.noChecks")} />;
  const first = Math.max(0, inOrder.length - Math.max(count, site.records.length));
  return (
    <Card title={t("ui.site.checks")} hint={t("ui.site.checksHint")} flush>
      <Rows label={t("ui.site.checks")}>
        {inOrder
          .map((check, index) => ({ check, before: inOrder[index - 1] ?? null }))
          .slice(first)
          .map(({ check, before }) => (
            <CheckRow
              key={check.checkId}
              siteId={site.id}
              check={check}
              actions={renderExport(check)}
              record={records.get(check.checkId) ?? null}
              before={before}
              recordBefore={before && (records.get(before.checkId) ?? null)}
            />
          ))
          .toReversed()}
      </Rows>
      {first > 0 && (
        <Inset below>
          <div>
            <Button onClick={() => setCount(inOrder.length - first + OLDER_AT_ONCE)}>
              {t("ui.site.olderChecks", { count: first })}
            </Button>
          </div>
        </Inset>
      )}
    </Card>
  );
}

type CheckRowProps = {
  siteId: string;
  check: Listed;
  actions: ReactNode;
  /** Null: it has to be fetched. */
  record: CheckRecord | null;
  before: Listed | null;
  recordBefore: CheckRecord | null;
};

function CheckRow({ siteId, check, actions, record, before, recordBefore }: CheckRowProps) {
  const { t, dateTime, duration } = useText();
  const isExtended = before?.startedAt === check.startedAt;
  return (
    <LinkRow
      href={hrefOf({ page: "record", siteId, checkId: check.checkId })}
      title={dateTime(check.startedAt)}
      detail={[
        isExtended ? t("ui.site.extended") : record && t("ui.site.took", { duration: duration(record.durationMs) }),
        record?.cancelled ? t("ui.site.cancelled") : null,
      ]
        .filter(Boolean)
        .join(" · ")}
      below={
        before &&
        (record && recordBefore ? (
          <Changes before={recordBefore} after={record} />
        ) : (
          <FetchedChanges siteId={siteId} beforeId={before.checkId} afterId={check.checkId} />
        ))
      }
      end={<VerdictBadge kind={check.verdict} />}
      actions={actions}
    />
  );
}

/** Of checks that did not come with the site. */
function FetchedChanges({ siteId, beforeId, afterId }: { siteId: string; beforeId: string; afterId: string }) {
  const { t } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) =>
      Promise.all([beforeId, afterId].map((checkId) => client.checks.get({ siteId, checkId }, { signal }))),
    [siteId, beforeId, afterId],
  );
  const loaded = useLoaded(load);
  if (loaded.step === "loading") return <p>{t("ui.common.loading")}</p>;
  // What a damaged record says about changes is no news here; its own page tells what is wrong.
  const [before, after] = loaded.step === "ready" ? loaded.value : [];
  return before && after ? <Changes before={before} after={after} /> : null;
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
