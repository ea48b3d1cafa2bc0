import { Field as BaseField } from "@base-ui/react/field";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Toggle } from "@base-ui/react/toggle";
import { Check, CircleQuestionMark, X } from "lucide-react";
import { useId, type KeyboardEvent, type ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/**
 * Fields for work with gloves on a touch screen: everything to press is 48 px and more. Each can also say that nobody knows.
 * What is sticky at the window's lower edge must not cover the field that has the focus (WCAG 2.4.11).
 */
const clear = "scroll-mb-32 scroll-mt-24";

const control = classNames(
  clear,
  "min-h-12 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3.5 py-2.5 text-body text-ink placeholder:text-ink-faint data-invalid:border-critical",
);

/** "Don't know": what it is called for this field, and whether it is said. */
export type Unknown = { isSaid: boolean; label: string; name: string; onChange: (isSaid: boolean) => void };

type Common = {
  label: string;
  hint?: ReactNode;
  /** At the end of the label's line: two versions, and the like. */
  aside?: ReactNode;
  unknown?: Unknown | undefined;
};

export type BigTextFieldProps = Common & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  error?: string | null;
  kind?: "text" | "lines" | "number" | "phone" | "email" | "date" | "technical";
  /** Behind the field: "Mbit/s". */
  unit?: string | undefined;
  maxLength?: number | undefined;
  placeholder?: string | undefined;
  onEnter?: () => void;
};

const inputOf = {
  text: {},
  lines: {},
  number: { inputMode: "decimal" },
  phone: { type: "tel", inputMode: "tel" },
  email: { inputMode: "email", autoCapitalize: "off", autoCorrect: "off", spellCheck: false },
  date: { type: "date" },
  technical: { autoCapitalize: "off", autoCorrect: "off", spellCheck: false, dir: "ltr" },
} as const;

export function BigTextField({
  label,
  hint,
  aside,
  unknown,
  value,
  onChange,
  onBlur,
  error = null,
  kind = "text",
  unit,
  maxLength,
  placeholder,
  onEnter,
}: BigTextFieldProps) {
  return (
    <BaseField.Root invalid={error !== null} className="flex w-full min-w-0 flex-col gap-1.5">
      <Head aside={aside}>
        <BaseField.Label className="text-small font-semibold text-ink">{label}</BaseField.Label>
      </Head>
      <div className="flex min-w-0 items-start gap-2">
        <div className="flex min-w-0 flex-1 items-center gap-2">
          <BaseField.Control
            {...inputOf[kind]}
            {...(kind === "lines" && { render: <textarea rows={3} /> })}
            value={value}
            onValueChange={onChange}
            onBlur={onBlur}
            maxLength={maxLength}
            placeholder={placeholder}
            autoComplete="off"
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key === "Enter" && onEnter) {
                event.preventDefault();
                onEnter();
              }
            }}
            className={classNames(
              control,
              kind === "technical" && "font-mono",
              kind === "lines" && "min-h-24 field-sizing-content",
            )}
          />
          {unit !== undefined && <span className="shrink-0 text-small text-ink-soft">{unit}</span>}
        </div>
        {unknown && <UnknownToggle {...unknown} />}
      </div>
      {hint !== undefined && (
        <BaseField.Description className="text-caption text-ink-faint">{hint}</BaseField.Description>
      )}
      <BaseField.Error match={error !== null} className="text-small font-semibold text-critical">
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}

function Head({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-4">
      {children}
      {aside}
    </div>
  );
}

function UnknownToggle({ isSaid, label, name, onChange }: Unknown) {
  return (
    <Toggle
      pressed={isSaid}
      onPressedChange={onChange}
      aria-label={name}
      className={classNames(
        clear,
        "inline-flex min-h-12 min-w-12 shrink-0 items-center justify-center gap-2 rounded-control border border-line bg-surface px-3 text-small font-semibold text-ink-soft select-none hover:bg-hover hover:text-ink data-pressed:border-line-strong data-pressed:bg-sunken data-pressed:text-ink",
      )}
    >
      <Icon of={isSaid ? Check : CircleQuestionMark} size="small" />
      <span className="max-[34rem]:sr-only">{label}</span>
    </Toggle>
  );
}

export type BigOption<V extends string> = { value: V; label: string };

const UNKNOWN = "\u0000unknown";

/** One of a few, all in view. What was chosen can be taken back. */
export function BigChoice<V extends string>({
  label,
  hint,
  aside,
  unknown,
  options,
  value,
  onChange,
  clearLabel,
}: Common & {
  options: readonly BigOption<V>[];
  value: V | null;
  onChange: (value: V | null) => void;
  clearLabel: string;
}) {
  const labelId = useId();
  const chosen = unknown?.isSaid ? UNKNOWN : value;
  return (
    <div className="flex w-full min-w-0 flex-col gap-1.5">
      <Head aside={aside}>
        <span id={labelId} className="text-small font-semibold text-ink">
          {label}
        </span>
      </Head>
      <div className="flex min-w-0 items-start gap-2">
        <RadioGroup
          aria-labelledby={labelId}
          value={chosen}
          onValueChange={(next) => {
            const option = options.find((one) => one.value === next);
            if (option) onChange(option.value);
            else unknown?.onChange(true);
          }}
          className="flex min-w-0 flex-1 flex-wrap gap-2"
        >
          {options.map((option) => (
            <BigRadio key={option.value} value={option.value} label={option.label} />
          ))}
          {unknown && <BigRadio value={UNKNOWN} label={unknown.label} isQuiet />}
        </RadioGroup>
        {chosen !== null && (
          <IconButton
            icon={X}
            size="large"
            label={clearLabel}
            onClick={() => (unknown?.isSaid ? unknown.onChange(false) : onChange(null))}
          />
        )}
      </div>
      {hint !== undefined && <p className="text-caption text-ink-faint">{hint}</p>}
    </div>
  );
}

function BigRadio({ value, label, isQuiet = false }: { value: string; label: string; isQuiet?: boolean }) {
  return (
    <Radio.Root
      value={value}
      className={classNames(
        clear,
        "group inline-flex min-h-12 max-w-full cursor-pointer items-center gap-2.5 rounded-control border bg-surface px-3.5 py-2 text-small font-semibold select-none hover:bg-hover data-checked:border-accent data-checked:bg-accent-soft data-checked:text-accent-ink",
        isQuiet ? "border-dashed border-line-strong text-ink-soft" : "border-line-strong text-ink",
      )}
    >
      {/* As wide without the tick as with it: nothing moves under the finger. */}
      <span className="grid size-5 shrink-0 place-items-center rounded-round border border-line-strong group-data-checked:border-accent group-data-checked:bg-accent group-data-checked:text-on-accent">
        <Radio.Indicator>
          <Icon of={Check} size="small" />
        </Radio.Indicator>
      </span>
      <span className="min-w-0 wrap-anywhere">{label}</span>
    </Radio.Root>
  );
}
