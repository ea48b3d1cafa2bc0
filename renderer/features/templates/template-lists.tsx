import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EntryList, OrderButtons, SortableEntry } from "../../ui/entry-list.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { moved, replaced, without, type TemplateQuestion } from "./template-edits.ts";

const MAX_TEXT_LENGTH = 1_000;
const MAX_LABEL_LENGTH = 300;
const MAX_SECTION_LENGTH = 100;
const MAX_CAPTION_LENGTH = 500;

type Template = SurveyTemplate;
type ListProps = { template: Template; change: (changes: Partial<Template>) => void };

/** A list of a template: entries in an order, which a drag or the buttons change. */
function TemplateList<E extends { id: string }>({
  title,
  hint,
  addLabel,
  entries,
  nameOf,
  onChange,
  fresh,
  children,
}: {
  title: string;
  hint: string;
  addLabel: string;
  entries: readonly E[];
  nameOf: (entry: E) => string;
  onChange: (entries: E[]) => void;
  fresh: () => Omit<E, "id">;
  children: (entry: E, index: number) => ReactNode;
}) {
  const { t } = useText();
  return (
    <Card title={title} hint={hint}>
      <EntryList label={title}>
        {entries.map((entry, index) => {
          const what = nameOf(entry).trim() === "" ? t("ui.templates.numbered", { number: index + 1 }) : nameOf(entry);
          const move = (to: number) => () => onChange(moved(entries, index, to));
          return (
            <SortableEntry
              key={entry.id}
              index={index}
              onMove={(from, to) => onChange(moved(entries, from, to))}
              aside={
                <OrderButtons
                  upLabel={t("ui.survey.moveUp", { what })}
                  downLabel={t("ui.survey.moveDown", { what })}
                  removeLabel={t("ui.survey.remove", { what })}
                  onUp={index === 0 ? null : move(index - 1)}
                  onDown={index === entries.length - 1 ? null : move(index + 1)}
                  onRemove={() => onChange(without(entries, entry.id))}
                />
              }
            >
              {children(entry, index)}
            </SortableEntry>
          );
        })}
      </EntryList>
      <Inline>
        <Button
          icon={Plus}
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `fresh` leaves out is the id alone
          onClick={() => onChange([...entries, { ...fresh(), id: crypto.randomUUID() } as E])}
        >
          {addLabel}
        </Button>
      </Inline>
    </Card>
  );
}

export function ChecklistEditor({ template, change }: ListProps) {
  const { t } = useText();
  return (
    <TemplateList
      title={t("ui.templates.checklist")}
      hint={t("ui.templates.checklistHint")}
      addLabel={t("ui.templates.addItem")}
      entries={template.checklist}
      nameOf={({ text }) => text}
      onChange={(checklist) => change({ checklist })}
      fresh={() => ({ text: "" })}
    >
      {(item, index) => (
        <TextField
          label={t("ui.templates.itemText", { number: index + 1 })}
          labelUnseen
          value={item.text}
          maxLength={MAX_TEXT_LENGTH}
          onChange={(text) => change({ checklist: replaced(template.checklist, { ...item, text }) })}
        />
      )}
    </TemplateList>
  );
}

const questionKinds = ["text", "number", "yes-no", "choice", "date"] as const;

export function QuestionsEditor({ template, change }: ListProps) {
  const { t } = useText();
  const put = (question: TemplateQuestion): void => change({ questions: replaced(template.questions, question) });
  return (
    <TemplateList<TemplateQuestion>
      title={t("ui.templates.questions")}
      hint={t("ui.templates.questionsHint")}
      addLabel={t("ui.templates.addQuestion")}
      entries={template.questions}
      nameOf={({ label }) => label}
      onChange={(questions) => change({ questions })}
      fresh={() => ({ section: template.questions.at(-1)?.section ?? "", label: "", kind: "text" })}
    >
      {(question) => (
        <>
          <TextField
            label={t("ui.templates.question")}
            value={question.label}
            maxLength={MAX_LABEL_LENGTH}
            onChange={(label) => put({ ...question, label })}
          />
          <Select
            label={t("ui.templates.kind")}
            value={question.kind}
            onChange={(kind) => put({ ...question, kind })}
            options={questionKinds.map((value) => ({ value, label: t(`ui.templates.kinds.${value}`) }))}
          />
          {question.kind === "choice" && (
            <TextArea
              label={t("ui.templates.choices")}
              hint={t("ui.templates.choicesHint")}
              value={(question.choices ?? []).join("\n")}
              onChange={(text) => put({ ...question, choices: text.split("\n") })}
            />
          )}
          <TextField
            label={t("ui.templates.section")}
            hint={t("ui.templates.sectionHint")}
            value={question.section}
            maxLength={MAX_SECTION_LENGTH}
            onChange={(section) => put({ ...question, section })}
          />
        </>
      )}
    </TemplateList>
  );
}

const photoKinds = ["camera", "view", "recorder", "router-label", "cabinet", "document", "other"] as const;

export function PhotosEditor({ template, change }: ListProps) {
  const { t } = useText();
  return (
    <TemplateList<Template["photos"][number]>
      title={t("ui.templates.photos")}
      hint={t("ui.templates.photosHint")}
      addLabel={t("ui.templates.addPhoto")}
      entries={template.photos}
      nameOf={({ caption }) => caption}
      onChange={(photos) => change({ photos })}
      fresh={() => ({ kind: "other", caption: "" })}
    >
      {(photo) => (
        <>
          <TextField
            label={t("ui.templates.photo")}
            value={photo.caption}
            maxLength={MAX_CAPTION_LENGTH}
            onChange={(caption) => change({ photos: replaced(template.photos, { ...photo, caption }) })}
          />
          <Select
            label={t("ui.survey.field.photoKind")}
            value={photo.kind}
            onChange={(kind) => change({ photos: replaced(template.photos, { ...photo, kind }) })}
            options={photoKinds.map((value) => ({ value, label: t(`ui.survey.photoKind.${value}`) }))}
          />
        </>
      )}
    </TemplateList>
  );
}
