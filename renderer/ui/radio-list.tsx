import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId, type ReactNode } from "react";

type RadioItem<V extends string> = {
  value: V;
  label: string;
  hint?: ReactNode;
  /** A word about it, at the end of its line. */
  mark?: ReactNode;
  disabled?: boolean;
};

type RadioListProps<V extends string> = {
  label: string;
  hint?: string | undefined;
  items: readonly RadioItem<V>[];
  /** Null: none is chosen. */
  value: V | null;
  onChange: (value: V) => void;
  error?: string | null;
};

/** One of a few things, each with what it means; a whole row can be pressed, arrow keys move between them. */
export function RadioList<V extends string>({ label, hint, items, value, onChange, error = null }: RadioListProps<V>) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span id={`${id}-label`} className="text-small font-semibold text-ink">
        {label}
      </span>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="text-caption text-ink-faint">
          {hint}
        </span>
      )}
      <RadioGroup<V | null>
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        onValueChange={(next) => next !== null && onChange(next)}
        className="flex max-h-96 flex-col overflow-y-auto rounded-control border border-line"
      >
        {items.map((item) => (
          <Item key={item.value} {...item} />
        ))}
      </RadioGroup>
      {error !== null && <span className="text-small font-semibold text-critical">{error}</span>}
    </div>
  );
}

function Item<V extends string>({ value, label, hint, mark, disabled = false }: RadioItem<V>) {
  const hintId = useId();
  return (
    <label className="flex min-h-12 cursor-pointer items-center gap-3 border-b border-line px-3 py-2 last:border-b-0 hover:bg-hover has-data-checked:bg-accent-soft has-data-disabled:cursor-not-allowed has-data-disabled:bg-sunken">
      <Radio.Root
        value={value}
        disabled={disabled}
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : hintId}
        className="grid size-6 shrink-0 place-items-center rounded-round border border-line-strong bg-surface data-checked:border-accent data-disabled:opacity-55"
      >
        <Radio.Indicator className="size-3 rounded-round bg-accent" />
      </Radio.Root>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-body text-ink wrap-anywhere">{label}</span>
        {hint !== undefined && (
          <span id={hintId} className="text-caption text-ink-soft">
            {hint}
          </span>
        )}
      </span>
      {mark}
    </label>
  );
}
