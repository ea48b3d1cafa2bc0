import { useState } from "react";
import type { RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import { useText } from "../../../i18n/language.tsx";
import { Badge } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { EntryList, FoldedEntry } from "../../../ui/entry-list.tsx";
import { Text } from "../../../ui/text.tsx";
import { outcomeTone, RehearsalOutcome } from "./rehearsal-outcome.tsx";

/** What was rehearsed at a site before, the latest first. */
export function EarlierRehearsals({ rehearsals }: { rehearsals: readonly RehearsalRecord[] }) {
  const { t, dateTime } = useText();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Card title={t("uiRehearsal.earlier")} hint={t("uiRehearsal.earlierHint")}>
      {rehearsals.length === 0 && (
        <Text size="small" tone="soft">
          {t("uiRehearsal.nothingYet")}
        </Text>
      )}
      <EntryList label={t("uiRehearsal.earlier")}>
        {rehearsals.toReversed().map((record) => (
          <FoldedEntry
            key={record.id}
            title={dateTime(record.startedAt)}
            detail={record.there.name ?? t("uiRehearsal.someone")}
            isOpen={open === record.id}
            onOpenChange={(isOpen) => setOpen(isOpen ? record.id : null)}
            marks={<Badge tone={outcomeTone(record)}>{t(`rehearsal.outcome.${record.outcome}`)}</Badge>}
          >
            <RehearsalOutcome record={record} />
          </FoldedEntry>
        ))}
      </EntryList>
    </Card>
  );
}
