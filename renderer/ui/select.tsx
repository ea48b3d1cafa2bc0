import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { Icon } from "./icon.tsx";

export type Option<V extends string> = { value: V; label: string; hint?: string };

type SelectProps<V extends string> = {
  label: string;
  options: readonly Option<V>[];
  value: V;
  onChange: (value: V) => void;
  disabled?: boolean;
};

export function Select<V extends string>({ label, options, value, onChange, disabled = false }: SelectProps<V>) {
  return (
    <BaseSelect.Root
      items={[...options]}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
    >
      <div className="flex w-full min-w-0 flex-col gap-1.5">
        <BaseSelect.Label className="text-small font-semibold text-ink">{label}</BaseSelect.Label>
        <BaseSelect.Trigger className="flex min-h-11 w-full min-w-0 items-center justify-between gap-3 rounded-control border border-line-strong bg-surface px-3 py-2 text-start text-body text-ink select-none hover:bg-hover data-disabled:opacity-55">
          <BaseSelect.Value className="min-w-0 truncate" />
          <BaseSelect.Icon>
            <Icon of={ChevronsUpDown} size="small" tone="neutral" />
          </BaseSelect.Icon>
        </BaseSelect.Trigger>
      </div>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={6} alignItemWithTrigger={false} className="z-10">
          <BaseSelect.Popup className="max-h-[min(24rem,var(--available-height))] w-(--anchor-width) overflow-y-auto rounded-control border border-line bg-raised p-1 shadow-high">
            <BaseSelect.List>
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  className="flex min-h-11 items-center gap-2 rounded-small px-2.5 py-1.5 text-body text-ink outline-none select-none data-highlighted:bg-accent-soft"
                >
                  <span className="flex w-5 shrink-0 justify-center">
                    <BaseSelect.ItemIndicator>
                      <Icon of={Check} size="small" tone="accent" />
                    </BaseSelect.ItemIndicator>
                  </span>
                  <span className="flex min-w-0 flex-1 flex-col">
                    <BaseSelect.ItemText className="truncate">{option.label}</BaseSelect.ItemText>
                    {option.hint !== undefined && <span className="text-caption text-ink-soft">{option.hint}</span>}
                  </span>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
