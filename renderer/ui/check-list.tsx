import { useId, type ReactNode } from "react";
import { CheckBox } from "./check-box.tsx";

type CheckListProps<V extends string> = {
  label: string;
  hint?: string | undefined;
  items: readonly { value: V; label: string; hint?: ReactNode; disabled?: boolean }[];
  chosen: ReadonlySet<V>;
  onChange: (chosen: ReadonlySet<V>) => void;
  error?: string | null;
};

/** Any number of a few things; a whole row can be pressed. */
export function CheckList<V extends string>({ label, hint, items, chosen, onChange, error = null }: CheckListProps<V>) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex min-w-0 flex-col gap-1.5">
      <span id={id} className="text-small font-semibold text-ink">
        {label}
      </span>
      {hint !== undefined && <span className="text-caption text-ink-faint">{hint}</span>}
      <div className="flex max-h-64 flex-col overflow-y-auto rounded-control border border-line">
        {items.map((item) => (
          <Item
            key={item.value}
            {...item}
            checked={chosen.has(item.value)}
            onChange={(checked) => {
              const next = new Set(chosen);
              if (checked) next.add(item.value);
              else next.delete(item.value);
              onChange(next);
            }}
          />
        ))}
      </div>
      {error !== null && <span className="text-small font-semibold text-critical">{error}</span>}
    </div>
  );
}

function Item({
  label,
  hint,
  disabled = false,
  checked,
  onChange,
}: {
  label: string;
  hint?: ReactNode;
  disabled?: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const hintId = useId();
  return (
    <label className="flex min-h-12 cursor-pointer items-center gap-3 border-b border-line px-3 py-2 last:border-b-0 hover:bg-hover has-data-disabled:cursor-not-allowed has-data-disabled:bg-sunken">
      <CheckBox
        label={label}
        checked={checked}
        disabled={disabled}
        onChange={onChange}
        describedBy={hint === undefined ? undefined : hintId}
      />
      <span className="flex min-w-0 flex-col">
        <span className="text-body text-ink wrap-anywhere">{label}</span>
        {hint !== undefined && (
          <span id={hintId} className="text-caption text-ink-soft">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
