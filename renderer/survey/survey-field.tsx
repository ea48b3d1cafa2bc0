import { useEffect, useRef, useState } from "react";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import { useText } from "../i18n/language.tsx";
import { BigChoice, BigTextField, type Unknown } from "../ui/big-field.tsx";
import { ConflictMark } from "./conflict-mark.tsx";
import { useEditing } from "./edits-context.tsx";
import type { FieldSpec } from "./field-specs.ts";
import { pathOf, readField, setAt, textOf, type FieldPlace } from "./field-value.ts";

type SurveyFieldProps = {
  spec: FieldSpec;
  place: FieldPlace;
  value: unknown;
  /** The label, where the survey itself brings it (a firm's own question). */
  label?: string;
  /** Changes that belong to a new value: who decided it, say. */
  also?: (value: unknown) => SurveyChange[];
};

/** One field: a value, nothing, or "don't know". Kept by itself. */
export function SurveyField({ spec, place, value, label, also }: SurveyFieldProps) {
  const { t } = useText();
  const { edits } = useEditing();
  const name = label ?? t(spec.label);

  const put = (next: unknown): SurveyChange[] => [setAt(place, next), ...(also?.(next) ?? [])];

  const unknown: Unknown | undefined = spec.isNeeded
    ? undefined
    : {
        isSaid: value === null,
        label: t("ui.survey.dontKnow"),
        name: t("ui.survey.dontKnowWhat", { what: name }),
        onChange: (isSaid) => {
          edits.type(pathOf(place).join("/"), null);
          edits.edit(put(isSaid ? null : undefined), "now");
        },
      };
  const common = {
    label: name,
    ...(spec.hint !== undefined && { hint: t(spec.hint) }),
    aside: <ConflictMark path={pathOf(place)} />,
    unknown,
  };

  if (spec.kind === "choice")
    return (
      <BigChoice
        {...common}
        options={spec.options.map((option) => ({ value: option.value, label: t(option.label) }))}
        // A survey is open until somebody says otherwise: what has to have a value begins with the first one.
        value={typeof value === "string" ? value : spec.isNeeded ? (spec.options[0]?.value ?? null) : null}
        clearLabel={t("ui.survey.clear", { what: name })}
        onChange={(next) => edits.edit(put(next ?? undefined), "now")}
      />
    );
  return <TypedField spec={spec} place={place} value={value} common={common} put={put} />;
}

type TypedFieldProps = {
  spec: Exclude<FieldSpec, { kind: "choice" }>;
  place: FieldPlace;
  value: unknown;
  common: { label: string; unknown: Unknown | undefined };
  put: (next: unknown) => SurveyChange[];
};

function TypedField({ spec, place, value, common, put }: TypedFieldProps) {
  const { t } = useText();
  const { edits, state } = useEditing();
  const key = pathOf(place).join("/");
  const typed = state.typed[key];
  const [doesNotFit, setDoesNotFit] = useState(false);
  const read = typed === undefined ? null : readField(spec, typed.text);

  function type(text: string): void {
    const next = readField(spec, text);
    const problem = next.ok ? edits.edit(put(next.value), "after-pause") : null;
    setDoesNotFit(problem !== null);
    edits.type(key, { text, isWrong: !next.ok || problem !== null });
  }

  // What is right is in the survey by now; what is not stays in the field, also when this page is left.
  function leave(): void {
    if (typed && !typed.isWrong) edits.type(key, null);
    edits.flush();
  }
  const latestLeave = useRef(leave);
  useEffect(() => {
    latestLeave.current = leave;
  });
  useEffect(() => () => latestLeave.current(), []);

  const error =
    read?.ok === false
      ? t(read.why === "needed" ? "ui.survey.needed" : "ui.survey.notANumber")
      : doesNotFit && typed?.isWrong
        ? t("ui.survey.doesNotFit")
        : null;
  return (
    <BigTextField
      {...common}
      kind={spec.kind === "time" ? "text" : spec.kind}
      value={typed?.text ?? textOf(value)}
      onChange={type}
      onBlur={leave}
      error={error}
      {...(value === null && { placeholder: t("ui.survey.value.unknown") })}
      {...("maxLength" in spec && { maxLength: spec.maxLength })}
      {...(spec.kind === "number" && { unit: t(spec.unit) })}
    />
  );
}
