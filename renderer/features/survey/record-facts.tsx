import type { CheckRecord } from "#core/survey/check-record.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Code } from "../../ui/text.tsx";

/** The figures of a check that the verdict's sentence leaves out. */
export function RecordFacts({ record }: { record: CheckRecord }) {
  const { t, dateTime, duration } = useText();
  const { publicAddress, wanAddress, gateway } = record.diagnosis;
  const address = (value: string | null) => value && <Code>{value}</Code>;
  return (
    <Card title={t("ui.record.facts")}>
      <KeyValues
        items={[
          { name: t("ui.record.publicAddress"), value: address(publicAddress) },
          { name: t("ui.record.wanAddress"), value: address(wanAddress) },
          { name: t("ui.record.gateway"), value: address(gateway) },
          { name: t("ui.record.started"), value: dateTime(record.startedAt) },
          { name: t("ui.record.duration"), value: duration(record.durationMs) },
          { name: t("ui.record.version"), value: record.farsiteVersion },
        ]}
      />
    </Card>
  );
}
