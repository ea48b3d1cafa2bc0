import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronDown, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { toneInk, type Tone } from "./tone.ts";

type LogRowProps = {
  id: string;
  icon: LucideIcon;
  tone: Tone;
  /** The work is going on: the icon turns. */
  live?: boolean;
  title: string;
  /** Who was asked, and how. */
  whom: ReactNode;
  /** The answer in a few words; null until there is one. */
  answer: string | null;
  /** The state in a word, never by colour alone. */
  state: string;
  /** How long it took, already written out; null while it runs. */
  duration: string | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
};

/** One entry of an instrument's log: state, what, answer, how long; opens to show everything. */
export function LogRow({
  id,
  icon,
  tone,
  live = false,
  title,
  whom,
  answer,
  state,
  duration,
  open,
  onOpenChange,
  children,
}: LogRowProps) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Collapsible.Root open={open} onOpenChange={onOpenChange}>
        <Collapsible.Trigger
          id={id}
          className="group flex min-h-14 w-full items-start gap-3 px-5 py-3 text-start hover:bg-hover focus-visible:-outline-offset-2"
        >
          <span className="pt-0.5">
            <Icon of={icon} tone={tone} motion={live ? "turn" : "none"} />
          </span>
          <span className="flex min-w-0 flex-1 flex-col gap-0.5">
            <span className="text-small font-semibold text-ink">{title}</span>
            {answer !== null && <span className="text-small text-ink">{answer}</span>}
            <span className="text-caption text-ink-faint">{whom}</span>
          </span>
          <span className="flex shrink-0 flex-col items-end gap-0.5 text-caption">
            <span className={classNames("font-semibold", toneInk[tone])}>{state}</span>
            {duration !== null && <span className="text-ink-faint tabular-nums">{duration}</span>}
          </span>
          <span className="pt-1 transition-transform duration-150 group-data-panel-open:rotate-180">
            <Icon of={ChevronDown} size="small" tone="neutral" />
          </span>
        </Collapsible.Trigger>
        <Collapsible.Panel className="flex flex-col gap-3 px-5 pt-1 pb-4 ps-13">{children}</Collapsible.Panel>
      </Collapsible.Root>
    </li>
  );
}

/** Holds log rows. */
export function Log({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col border-t border-line">
      {children}
    </ul>
  );
}
