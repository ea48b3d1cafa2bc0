import { useState } from "react";
import type { CustodyEntry } from "#core/survey/survey-sections.ts";
import type { Loaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { Text } from "../../ui/text.tsx";

/** The latest of years of entries; the rest is one click away. */
const SHOWN_AT_FIRST = 12;

/** Who got what, when. */
export function LedgerCard({ ledger }: { ledger: Loaded<CustodyEntry[]> }) {
  const { t } = useText();
  return (
    <Card title={t("ui.passwords.ledger")} hint={t("ui.passwords.ledgerHint")} flush>
      {ledger.step === "ready" && ledger.value.length > 0 ? (
        <Entries entries={ledger.value} />
      ) : (
        <Inset>
          <LoadedView loaded={ledger}>
            {() => (
              <Text size="small" tone="soft">
                {t("ui.passwords.ledgerNone")}
              </Text>
            )}
          </LoadedView>
        </Inset>
      )}
    </Card>
  );
}

function Entries({ entries }: { entries: readonly CustodyEntry[] }) {
  const { t, dateTime } = useText();
  const [showsAll, setShowsAll] = useState(false);
  const newestFirst = entries.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const shown = showsAll ? newestFirst : newestFirst.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <Table
        label={t("ui.passwords.ledger")}
        head={[
          t("ui.passwords.ledgerWhen"),
          t("ui.passwords.ledgerWhich"),
          t("ui.passwords.ledgerWhat"),
          t("ui.passwords.ledgerBy"),
        ]}
        rows={shown.map((entry) => ({
          key: entry.id,
          cells: [
            dateTime(entry.at),
            <bdi key="which">{entry.label}</bdi>,
            t(`ui.passwords.event.${entry.event}`, { to: entry.to ?? t("ui.passwords.somebody") }),
            <bdi key="by">{entry.by}</bdi>,
          ],
        }))}
      />
      {!showsAll && newestFirst.length > shown.length && (
        <Inset below>
          <Inline>
            <Button onClick={() => setShowsAll(true)}>
              {t("ui.passwords.ledgerAll", { count: newestFirst.length })}
            </Button>
          </Inline>
        </Inset>
      )}
    </>
  );
}
