import type { SurveyAnswer } from "#core/survey/survey-sections.ts";
import { useText } from "../../../i18n/language.tsx";
import { BigChoice } from "../../../ui/big-field.tsx";
import { Stack } from "../../../ui/layout.tsx";
import { Heading } from "../../../ui/text.tsx";
import { ConflictMark } from "../../../survey/conflict-mark.tsx";
import { useEditing } from "../../../survey/edits-context.tsx";
import type { FieldSpec } from "../../../survey/field-specs.ts";
import { setAt } from "../../../survey/field-value.ts";
import { SurveyField } from "../../../survey/survey-field.tsx";

const MAX_ANSWER_LENGTH = 5_000;

const named = { field: "value", label: "ui.survey.field.answer" } as const;
const specOf: Record<"text" | "number" | "date", FieldSpec> = {
  text: { ...named, kind: "lines", maxLength: MAX_ANSWER_LENGTH },
  number: { ...named, kind: "number", unit: "ui.survey.unit.none" },
  date: { ...named, kind: "date" },
};

/** The firm's own questions, by the sections that its template gives them. */
export function QuestionsPart() {
  const { document } = useEditing();
  const sections = [...new Set(document.answers.map(({ section }) => section))];
  return (
    <Stack gap="section">
      {sections.map((section) => (
        <Stack key={section} gap="large">
          {section.trim() !== "" && (
            <Heading level={3} size="label">
              {section}
            </Heading>
          )}
          {document.answers
            .filter((answer) => answer.section === section)
            .map((answer) => (
              <Question key={answer.id} answer={answer} />
            ))}
        </Stack>
      ))}
    </Stack>
  );
}

function Question({ answer }: { answer: SurveyAnswer }) {
  const { t } = useText();
  const { edits } = useEditing();
  const { id, label, kind, value } = answer;
  const place = { list: "answers" as const, id, field: "value" };
  if (kind !== "yes-no" && kind !== "choice")
    return <SurveyField spec={specOf[kind]} place={place} value={value} label={label} />;
  const options =
    kind === "yes-no"
      ? [
          { value: "true", label: t("ui.survey.value.yes") },
          { value: "false", label: t("ui.survey.value.no") },
        ]
      : (answer.choices ?? []).map((choice) => ({ value: choice, label: choice }));
  const put = (next: unknown): void => void edits.edit([setAt(place, next)], "now");
  return (
    <BigChoice
      label={label}
      aside={<ConflictMark path={["answers", id, "value"]} />}
      options={options}
      value={value == null ? null : `${value}`}
      clearLabel={t("ui.survey.clear", { what: label })}
      unknown={{
        isSaid: value === null,
        label: t("ui.survey.dontKnow"),
        name: t("ui.survey.dontKnowWhat", { what: label }),
        onChange: (isSaid) => put(isSaid ? null : undefined),
      }}
      onChange={(next) => put(next === null ? undefined : kind === "yes-no" ? next === "true" : next)}
    />
  );
}
