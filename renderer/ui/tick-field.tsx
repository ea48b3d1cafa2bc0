import { useId } from "react";
import { CheckBox } from "./check-box.tsx";

/** One sentence that the person confirms; the whole row can be pressed. */
export function TickField({
  label,
  hint,
  checked,
  onChange,
  error = null,
}: {
  label: string;
  hint?: string | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
  error?: string | null;
}) {
  const hintId = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label className="flex min-h-12 cursor-pointer items-center gap-3 rounded-control border border-line px-3 py-2 hover:bg-hover">
        <CheckBox
          label={label}
          checked={checked}
          onChange={onChange}
          describedBy={hint === undefined ? undefined : hintId}
        />
        <span className="flex min-w-0 flex-col">
          <span className="text-body text-ink">{label}</span>
          {hint !== undefined && (
            <span id={hintId} className="text-caption text-ink-soft">
              {hint}
            </span>
          )}
        </span>
      </label>
      {error !== null && <span className="text-small font-semibold text-critical">{error}</span>}
    </div>
  );
}
