import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import type { Option } from "./select.tsx";

type SegmentedControlProps<V extends string> = {
  label: string;
  options: readonly Option<V>[];
  value: V;
  onChange: (value: V) => void;
};

/** Two to four choices, all in view; arrow keys move between them. */
export function SegmentedControl<V extends string>({ label, options, value, onChange }: SegmentedControlProps<V>) {
  const labelId = useId();
  return (
    <div className="flex min-w-0 flex-col items-start gap-1.5">
      <span id={labelId} className="text-small font-semibold text-ink">
        {label}
      </span>
      <RadioGroup
        aria-labelledby={labelId}
        value={value}
        onValueChange={(next) => onChange(next)}
        className="inline-flex max-w-full flex-wrap gap-1 rounded-control border border-line bg-sunken p-1"
      >
        {options.map((option) => (
          <label
            key={option.value}
            className="relative inline-flex min-h-10 cursor-pointer items-center rounded-small px-4 text-small font-semibold text-ink-soft select-none hover:text-ink has-data-checked:bg-raised has-data-checked:text-ink has-data-checked:shadow-low has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-1 has-[:focus-visible]:outline-focus"
          >
            <Radio.Root value={option.value} className="absolute inset-0 rounded-small outline-none" />
            {option.label}
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}
