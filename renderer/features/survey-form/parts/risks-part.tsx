import { useText } from "../../../i18n/language.tsx";
import { Button } from "../../../ui/button.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { useEditing } from "../../../survey/edits-context.tsx";
import { setAt } from "../../../survey/field-value.ts";
import { now } from "../../../survey/now.ts";
import { useListEdits } from "../use-list-edits.ts";
import { AddingLine } from "./adding-line.tsx";
import { FoldedList } from "./folded-list.tsx";

const MAX_RISK_LENGTH = 1_000;

/** Risks that a named person accepted; they stand in the report. */
export function RisksPart({ siteId }: { siteId: string }) {
  const { t, dateTime } = useText();
  const { document, edits } = useEditing();
  const { add } = useListEdits("acceptances");

  function accept(id: string, isAccepted: boolean): void {
    const at = isAccepted ? now() : undefined;
    edits.edit([setAt({ list: "acceptances", id, field: "acceptedAt" }, at)], "now");
  }

  return (
    <Stack>
      <Text tone="soft" measure>
        {t("ui.survey.risk.lead")}
      </Text>
      <FoldedList
        list="acceptances"
        label={t("ui.survey.part.risks")}
        entries={document.acceptances}
        titleOf={({ risk }) => risk}
        detailOf={({ acceptedAt, acceptedBy }) =>
          acceptedAt == null
            ? t("ui.survey.risk.open")
            : t("ui.survey.doneOn", { who: acceptedBy ?? t("ui.survey.value.unknown"), when: dateTime(acceptedAt) })
        }
        empty={t("ui.survey.risk.none")}
        renderAbove={({ id, acceptedAt }) => (
          <Inline>
            <Button size="large" onClick={() => accept(id, acceptedAt == null)}>
              {t(acceptedAt == null ? "ui.survey.risk.acceptNow" : "ui.survey.risk.takeBack")}
            </Button>
          </Inline>
        )}
        renderAdding={(open) => (
          <AddingLine
            keptAs={`adding/${siteId}/risks`}
            label={t("ui.survey.risk.new")}
            hint={t("ui.survey.risk.newHint")}
            addLabel={t("ui.survey.risk.add")}
            maxLength={MAX_RISK_LENGTH}
            onAdd={(risk) => open(add({ risk }))}
          />
        )}
      />
    </Stack>
  );
}
