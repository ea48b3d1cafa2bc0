import { CalendarClock, Hourglass } from "lucide-react";
import type { WaitingSite } from "#core/contract/route-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useSiteChanges } from "../../host-state/watch-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { now } from "../../survey/now.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { LinkRow, Rows } from "../../ui/rows.tsx";

/** More would push the list of sites out of view. */
const MAX_SHOWN = 3;

const loadWaiting = (client: FarsiteClient, signal: AbortSignal) => client.walks.waiting(undefined, { signal });

/** The worklist: sites that wait for the provider or the customer. Nothing where none does. */
export function WaitingCard({ onShowAll }: { onShowAll: () => void }) {
  const { t } = useText();
  const waiting = useLoaded(loadWaiting);
  useSiteChanges(null, waiting.reload);
  if (waiting.step === "failed") return <ProblemBanner problem={waiting.problem} onRetry={waiting.reload} />;
  if (waiting.step === "loading" || waiting.value.length === 0) return null;
  const shown = byUrgency(waiting.value).slice(0, MAX_SHOWN);
  return (
    <Card title={t("ui.routes.waiting.title")} hint={t("ui.routes.waiting.hint")} flush>
      <Rows label={t("ui.routes.waiting.list")}>
        {shown.map((one) => (
          <WaitingRow key={`${one.siteId}/${one.walkId}`} waiting={one} />
        ))}
      </Rows>
      {waiting.value.length > shown.length && (
        <Inset below>
          <Inline>
            <Button onClick={onShowAll}>{t("ui.routes.waiting.all", { count: waiting.value.length })}</Button>
          </Inline>
        </Inset>
      )}
    </Card>
  );
}

const isOverdue = ({ until }: WaitingSite): boolean => until !== null && until < now().slice(0, 10);

/** Broken promises first; otherwise as the host has them, the longest first. */
const byUrgency = (all: readonly WaitingSite[]): WaitingSite[] =>
  all.toSorted((a, b) => Number(isOverdue(b)) - Number(isOverdue(a)));

function WaitingRow({ waiting }: { waiting: WaitingSite }) {
  const { t, date } = useText();
  const { siteId, siteName, walkId, kind, waitingFor, provider, since, until } = waiting;
  const overdue = isOverdue(waiting);
  return (
    <LinkRow
      href={hrefOf({ page: "walk", siteId, walkId })}
      title={siteName}
      detail={[
        t(`surveyChoice.walks.kind.${kind}`),
        t(`ui.walk.waiting.${waitingFor}`),
        waitingFor === "provider" ? provider : null,
        t("ui.routes.waiting.since", { day: date(since) }),
      ]
        .filter(Boolean)
        .join(" · ")}
      end={
        until !== null && (
          <Badge tone={overdue ? "caution" : "info"} icon={overdue ? CalendarClock : Hourglass}>
            {t(overdue ? "ui.routes.walks.overdue" : "ui.routes.walks.promised", { day: date(until) })}
          </Badge>
        )
      }
    />
  );
}
