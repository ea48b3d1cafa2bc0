import { Toggle } from "@base-ui/react/toggle";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** A switch the size of a word, for narrowing a list down; a tick says that it is on. */
export function Chip({
  icon,
  count,
  pressed,
  onChange,
  children,
}: {
  icon?: LucideIcon;
  count?: number;
  pressed: boolean;
  onChange: () => void;
  children: ReactNode;
}) {
  return (
    <Toggle
      pressed={pressed}
      onPressedChange={onChange}
      className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-round border border-line-strong bg-surface px-3 py-0.5 text-caption font-semibold text-ink-soft select-none hover:bg-hover hover:text-ink data-pressed:border-accent data-pressed:bg-accent-soft data-pressed:text-accent-ink"
    >
      {pressed ? <Icon of={Check} size="small" /> : icon && <Icon of={icon} size="small" />}
      <span className="min-w-0 wrap-anywhere">{children}</span>
      {count !== undefined && <span className="font-normal tabular-nums">{count}</span>}
    </Toggle>
  );
}

/** Chips of all kinds in one line, a gap between the kinds. */
export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className="flex min-w-0 flex-wrap items-center gap-x-5 gap-y-2">
      {children}
    </div>
  );
}

function Kind({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className="flex min-w-0 flex-wrap gap-1.5">
      {children}
    </div>
  );
}
Chips.Kind = Kind;
