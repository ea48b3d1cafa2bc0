import { CalendarClock, Hourglass } from "lucide-react";
import type { Walk } from "#core/walk/walk.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { now } from "../../survey/now.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkRow, Rows } from "../../ui/rows.tsx";

/** The walk-throughs that somebody has begun, and the way back into each. Stands in a flush card. */
export function OpenWalks({ siteId, walks }: { siteId: string; walks: readonly Walk[] }) {
  const { t, dateTime } = useText();
  return (
    <Rows label={t("ui.routes.walks.list")}>
      {walks.map((walk) => (
        <LinkRow
          key={walk.id}
          href={hrefOf({ page: "walk", siteId, walkId: walk.id })}
          title={t("ui.routes.walks.goOnWith", { walk: t(`surveyChoice.walks.kind.${walk.kind}`) })}
          detail={t("ui.routes.walks.lastStep", { when: dateTime(walk.updatedAt) })}
          end={walk.waiting && <WaitingBadge waiting={walk.waiting} />}
        />
      ))}
    </Rows>
  );
}

/** For whom a walk-through waits, since when, and whether what was promised is overdue. */
export function WaitingBadge({ waiting }: { waiting: NonNullable<Walk["waiting"]> }) {
  const { t, date } = useText();
  const { until, since } = waiting;
  const isOverdue = until !== null && until < now().slice(0, 10);
  const words = t(`ui.routes.walks.waiting.${waiting.for}`, { since: date(since) });
  const promise =
    until === null ? [] : [t(isOverdue ? "ui.routes.walks.overdue" : "ui.routes.walks.promised", { day: date(until) })];
  return (
    <Badge tone={isOverdue ? "caution" : "info"} icon={isOverdue ? CalendarClock : Hourglass}>
      {[words, ...promise].join(", ")}
    </Badge>
  );
}
