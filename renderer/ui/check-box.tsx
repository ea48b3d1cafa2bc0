import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { Icon } from "./icon.tsx";

/** The box alone; the row around it is what is pressed. */
export function CheckBox({
  label,
  checked,
  disabled = false,
  onChange,
  describedBy,
}: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  describedBy?: string | undefined;
}) {
  return (
    <Checkbox.Root
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      aria-label={label}
      aria-describedby={describedBy}
      className="grid size-6 shrink-0 place-items-center rounded-small border border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-55"
    >
      <Checkbox.Indicator className="text-on-accent">
        <Icon of={Check} size="small" />
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
