import { TriangleAlert } from "lucide-react";
import { assertNever } from "#core/never.ts";
import type { StepField } from "#core/walk/step-view.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { CheckList } from "../../ui/check-list.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Inline, Narrow } from "../../ui/layout.tsx";
import { RadioList } from "../../ui/radio-list.tsx";
import { Text } from "../../ui/text.tsx";
import { TickField } from "../../ui/tick-field.tsx";
import { asText, valueOf, type Draft, type FieldValue } from "./field-values.ts";

/** The machines' own limits. */
const MAX_LINE_LENGTH = 500;
const MAX_TEXT_LENGTH = 2_000;

type StepFieldsProps = {
  fields: readonly StepField[];
  draft: Draft;
  /** Fields that are needed and were left empty. */
  missing: ReadonlySet<string>;
  onChange: (name: string, value: FieldValue) => void;
};

/** The questions of a step. */
export function StepFields({ fields, draft, missing, onChange }: StepFieldsProps) {
  return fields.map((field) => (
    // Where to look for the field that is missing.
    <div key={field.name} data-field={field.name}>
      <Field
        field={field}
        value={valueOf(field, draft)}
        isMissing={missing.has(field.name)}
        onChange={(value) => onChange(field.name, value)}
      />
    </div>
  ));
}

type FieldProps = {
  field: StepField;
  value: FieldValue;
  isMissing: boolean;
  onChange: (value: FieldValue) => void;
};

function Field({ field, value, isMissing, onChange }: FieldProps) {
  const { t, say } = useText();
  const label = say(field.label);
  const hint = field.hint === null ? {} : { hint: say(field.hint) };
  const error = isMissing ? t(`ui.walk.missing.${field.kind}`) : null;
  switch (field.kind) {
    case "text":
      return (
        <TextField
          label={label}
          {...hint}
          error={error}
          value={asText(value)}
          onChange={onChange}
          maxLength={MAX_LINE_LENGTH}
        />
      );
    case "long-text":
      return (
        <TextArea
          label={label}
          {...hint}
          error={error}
          value={asText(value)}
          onChange={onChange}
          maxLength={MAX_TEXT_LENGTH}
        />
      );
    case "number":
      return (
        <Narrow>
          <TextField label={label} {...hint} error={error} value={asText(value)} onChange={onChange} maxLength={20} />
        </Narrow>
      );
    case "date":
      return (
        <Narrow>
          <DateField label={label} {...hint} error={error} value={asText(value)} onChange={onChange} />
        </Narrow>
      );
    case "confirm":
      return <TickField label={label} {...hint} error={error} checked={value === true} onChange={onChange} />;
    case "choice":
      return (
        <RadioList
          label={label}
          {...hint}
          error={error}
          items={optionsOf(field).map(({ option, isOff }) => ({
            value: option.value,
            label: say(option.label),
            ...hintOf(option),
            disabled: isOff,
            mark: option.isRisky === true && <RiskMark />,
          }))}
          value={typeof value === "string" ? value : null}
          onChange={onChange}
        />
      );
    case "choices":
      return (
        <CheckList
          label={label}
          {...hint}
          error={error}
          items={optionsOf(field).map(({ option, isOff }) => ({
            value: option.value,
            label: say(option.label),
            ...hintOf(option),
            disabled: isOff,
          }))}
          chosen={new Set(Array.isArray(value) ? value : [])}
          onChange={(chosen) => onChange([...chosen])}
        />
      );
    default:
      return assertNever(field.kind);
  }
}

type Option = NonNullable<StepField["options"]>[number];

const optionsOf = ({ options = [] }: StepField) =>
  options.map((option) => ({ option, isOff: option.notPossible !== null && option.notPossible !== undefined }));

/** What it means; where it can't be chosen, why not. */
function hintOf(option: Option) {
  const hasHint = option.hint !== null || option.notPossible != null;
  return hasHint ? { hint: <OptionHint option={option} /> } : {};
}

function OptionHint({ option: { hint, notPossible } }: { option: Option }) {
  const { say } = useText();
  return (
    <Inline gap="tight">
      {hint !== null && <span>{say(hint)}</span>}
      {notPossible != null && (
        <Text as="span" size="caption" tone="caution">
          {say(notPossible)}
        </Text>
      )}
    </Inline>
  );
}

function RiskMark() {
  const { t } = useText();
  return (
    <Badge tone="caution" icon={TriangleAlert}>
      {t("ui.walk.risky")}
    </Badge>
  );
}
