import { Switch } from "@base-ui/react/switch";
import { useId, type ReactNode } from "react";

type SwitchFieldProps = { label: string; hint?: ReactNode; checked: boolean; onChange: (checked: boolean) => void };

export function SwitchField({ label, hint, checked, onChange }: SwitchFieldProps) {
  const hintId = useId();
  const labelId = useId();
  return (
    <div className="flex min-w-0 items-start gap-3">
      <Switch.Root
        aria-labelledby={labelId}
        aria-describedby={hint === undefined ? undefined : hintId}
        checked={checked}
        onCheckedChange={onChange}
        className="mt-0.5 flex h-7 w-12 shrink-0 items-center rounded-round border border-line-strong bg-sunken p-0.5 transition-colors duration-150 data-checked:border-accent data-checked:bg-accent"
      >
        <Switch.Thumb className="size-5 rounded-round bg-line-strong transition-transform duration-150 data-checked:translate-x-5 data-checked:bg-on-accent rtl:data-checked:-translate-x-5" />
      </Switch.Root>
      <div className="flex min-w-0 flex-col gap-0.5">
        <span id={labelId} className="text-body font-semibold text-ink">
          {label}
        </span>
        {hint !== undefined && (
          <span id={hintId} className="text-small text-ink-soft">
            {hint}
          </span>
        )}
      </div>
    </div>
  );
}
