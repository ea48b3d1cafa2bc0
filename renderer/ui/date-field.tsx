import { Field as BaseField } from "@base-ui/react/field";

/** A day, chosen with the system's own calendar; empty: none. */
export function DateField({
  label,
  hint,
  value,
  min,
  onChange,
  error = null,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | null;
  /** ISO 8601, `2026-11-21`. */
  value: string;
  min?: string;
  onChange: (value: string) => void;
}) {
  return (
    <BaseField.Root invalid={error !== null} className="flex w-full min-w-0 flex-col gap-1.5">
      <BaseField.Label className="text-small font-semibold text-ink">{label}</BaseField.Label>
      <BaseField.Control
        type="date"
        value={value}
        min={min}
        onValueChange={onChange}
        className="min-h-11 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 py-2 text-body text-ink data-invalid:border-critical"
      />
      {hint !== undefined && (
        <BaseField.Description className="text-caption text-ink-faint">{hint}</BaseField.Description>
      )}
      <BaseField.Error match={error !== null} className="text-small font-semibold text-critical">
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}
