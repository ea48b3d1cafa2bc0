import { Field as BaseField } from "@base-ui/react/field";
import { Eye, EyeOff } from "lucide-react";
import { useState, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";

const control =
  "min-h-11 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 py-2 text-body text-ink placeholder:text-ink-faint data-invalid:border-critical";

type FieldProps = {
  label: string;
  /** For a field in a list whose heading names it: the label is read out but not shown. */
  labelUnseen?: boolean;
  hint?: ReactNode;
  error?: string | null;
  value: string;
  onChange: (value: string) => void;
  /** Addresses and names of machines: set in the code face, never corrected or capitalised. */
  technical?: boolean;
  autoComplete?: string;
  maxLength?: number;
  ref?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  placeholder?: string;
};

function FieldFrame({
  label,
  labelUnseen = false,
  hint,
  error = null,
  children,
}: Pick<FieldProps, "label" | "labelUnseen" | "hint" | "error"> & { children: ReactNode }) {
  return (
    <BaseField.Root invalid={error !== null} className="flex w-full min-w-0 flex-col gap-1.5">
      <BaseField.Label className={labelUnseen ? "sr-only" : "text-small font-semibold text-ink"}>
        {label}
      </BaseField.Label>
      {children}
      {hint !== undefined && (
        <BaseField.Description className="text-caption text-ink-faint">{hint}</BaseField.Description>
      )}
      <BaseField.Error match={error !== null} className="text-small font-semibold text-critical">
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}

export function TextField({
  value,
  onChange,
  technical = false,
  label,
  labelUnseen,
  hint,
  error,
  ...rest
}: FieldProps) {
  return (
    <FieldFrame label={label} labelUnseen={labelUnseen ?? false} hint={hint} error={error ?? null}>
      <BaseField.Control
        {...rest}
        value={value}
        onValueChange={onChange}
        spellCheck={technical ? false : undefined}
        autoCapitalize={technical ? "off" : undefined}
        autoCorrect={technical ? "off" : undefined}
        dir={technical ? "ltr" : undefined}
        className={classNames(control, technical && "font-mono")}
      />
    </FieldFrame>
  );
}

/** A password, hidden until asked for. */
export function PasswordField({
  value,
  onChange,
  label,
  hint,
  error,
  revealLabel,
  hideLabel,
  ...rest
}: Omit<FieldProps, "technical" | "labelUnseen"> & { revealLabel: string; hideLabel: string }) {
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame label={label} hint={hint} error={error ?? null}>
      <div className="flex items-center gap-1">
        <BaseField.Control
          {...rest}
          type={shown ? "text" : "password"}
          value={value}
          onValueChange={onChange}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          dir="ltr"
          className={classNames(control, "font-mono")}
        />
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? hideLabel : revealLabel}
          onClick={() => setShown(!shown)}
        />
      </div>
    </FieldFrame>
  );
}

/** Text of several lines. */
export function TextArea({ value, onChange, label, hint, error, maxLength, rows = 3, ref }: TextAreaProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error ?? null}>
      <BaseField.Control
        render={<textarea ref={ref} rows={rows} />}
        value={value}
        onValueChange={onChange}
        maxLength={maxLength}
        className={control}
      />
    </FieldFrame>
  );
}

type TextAreaProps = Pick<FieldProps, "value" | "onChange" | "label" | "hint" | "error" | "maxLength"> & {
  rows?: number;
  ref?: Ref<HTMLTextAreaElement>;
};
