import { useOwnName } from "../../../host-state/use-laptops.ts";
import { useText } from "../../../i18n/language.tsx";
import { BigChoice } from "../../../ui/big-field.tsx";
import { EntryList, PlainEntry } from "../../../ui/entry-list.tsx";
import { Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { ConflictMark } from "../../../survey/conflict-mark.tsx";
import { useEditing } from "../../../survey/edits-context.tsx";
import { setAt } from "../../../survey/field-value.ts";
import { now } from "../../../survey/now.ts";
import { UseTemplate } from "../use-template.tsx";
import { useListEdits } from "../use-list-edits.ts";
import { AddingLine } from "./adding-line.tsx";
import { FoldedList } from "./folded-list.tsx";

const MAX_TEXT_LENGTH = 1_000;

type ItemState = "open" | "done" | "not-applicable";

/** When, and by whom. */
function useDoneLine(): (entry: { doneAt?: string | null | undefined; doneBy?: string | null | undefined }) => string {
  const { t, dateTime } = useText();
  return ({ doneAt, doneBy }) => {
    if (doneAt == null) return doneBy ?? "";
    return doneBy == null ? dateTime(doneAt) : t("ui.survey.doneOn", { who: doneBy, when: dateTime(doneAt) });
  };
}

/** What has to be looked at on every job: open, done, or nothing to do here. */
export function ChecklistItems() {
  const { t } = useText();
  const { document, edits } = useEditing();
  const ownName = useOwnName();
  const doneLine = useDoneLine();

  function decide(id: string, state: ItemState): void {
    const at = (field: string, value: unknown) => setAt({ list: "checklist", id, field }, value);
    const isDecided = state !== "open";
    edits.edit(
      [
        at("state", state),
        at("doneAt", isDecided ? now() : undefined),
        at("doneBy", isDecided ? (ownName ?? undefined) : undefined),
      ],
      "now",
    );
  }

  return (
    <EntryList label={t("ui.survey.part.checklist")}>
      {document.checklist.map((item) => (
        <PlainEntry key={item.id} tone={item.state === "open" ? "plain" : "quiet"}>
          <BigChoice
            label={item.text}
            aside={<ConflictMark path={["checklist", item.id]} />}
            options={(["done", "not-applicable"] as const).map((value) => ({
              value,
              label: t(`ui.survey.itemState.${value}`),
            }))}
            value={item.state === "open" ? null : item.state}
            clearLabel={t("ui.survey.openAgain", { what: item.text })}
            onChange={(next) => decide(item.id, next ?? "open")}
          />
          {item.state !== "open" && doneLine(item) !== "" && (
            <Text size="small" tone="soft">
              {doneLine(item)}
            </Text>
          )}
        </PlainEntry>
      ))}
    </EntryList>
  );
}

export function ChecklistPart({ siteId }: { siteId: string }) {
  const { t } = useText();
  const { document } = useEditing();
  const { add } = useListEdits("checklist");
  return (
    <Stack>
      {document.checklist.length === 0 && (
        <Text tone="soft" measure>
          {t("ui.survey.item.none")}
        </Text>
      )}
      <ChecklistItems />
      <AddingLine
        keptAs={`adding/${siteId}/checklist`}
        label={t("ui.survey.item.new")}
        addLabel={t("ui.survey.item.add")}
        maxLength={MAX_TEXT_LENGTH}
        onAdd={(text) => void add({ text, state: "open" })}
      />
      <UseTemplate />
    </Stack>
  );
}

/** What was, or is to be, done on site, in its order. */
export function StepsPart({ siteId }: { siteId: string }) {
  const { t } = useText();
  const { document, edits } = useEditing();
  const { add } = useListEdits("steps");
  const ownName = useOwnName();
  const doneLine = useDoneLine();

  function decide(id: string, isDone: boolean): void {
    const at = (field: string, value: unknown) => setAt({ list: "steps", id, field }, value);
    edits.edit(
      [at("doneAt", isDone ? now() : undefined), at("doneBy", isDone ? (ownName ?? undefined) : undefined)],
      "now",
    );
  }

  return (
    <FoldedList
      list="steps"
      label={t("ui.survey.part.steps")}
      entries={document.steps}
      titleOf={({ text }) => text}
      detailOf={(step) => (step.doneAt == null ? t("ui.survey.itemState.open") : doneLine(step))}
      empty={t("ui.survey.step.none")}
      renderAbove={(step) => (
        <BigChoice
          label={t("ui.survey.field.itemState")}
          options={[{ value: "done", label: t("ui.survey.itemState.done") }]}
          value={step.doneAt == null ? null : "done"}
          clearLabel={t("ui.survey.openAgain", { what: step.text })}
          onChange={(next) => decide(step.id, next !== null)}
        />
      )}
      renderAdding={() => (
        <AddingLine
          keptAs={`adding/${siteId}/steps`}
          label={t("ui.survey.step.new")}
          addLabel={t("ui.survey.step.add")}
          maxLength={MAX_TEXT_LENGTH}
          onAdd={(text) => void add({ text })}
        />
      )}
    />
  );
}
