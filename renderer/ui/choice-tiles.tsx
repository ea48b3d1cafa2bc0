import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** A few plain choices to weigh, beside each other where there is room. */
export function ChoiceTiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="@container">
      <ul aria-label={label} className="grid grid-cols-1 items-stretch gap-4 @2xl:grid-cols-2 @min-[62rem]:grid-cols-4">
        {children}
      </ul>
    </div>
  );
}

/** One of them, large enough to be read over somebody's shoulder; what is alike stands in one line with the others'. */
export function ChoiceTile({
  icon,
  title,
  lead,
  mark,
  isMarked,
  isShown,
  action,
  children,
}: {
  icon: LucideIcon;
  title: string;
  lead: string;
  mark?: ReactNode;
  /** It stands out from the others. */
  isMarked: boolean;
  /** The page shows more of it below. */
  isShown: boolean;
  action: ReactNode;
  children: ReactNode;
}) {
  return (
    <li
      aria-current={isShown || undefined}
      className={classNames(
        "row-span-4 grid min-w-0 grid-rows-subgrid gap-3 rounded-card border bg-surface p-5",
        isMarked ? "border-accent shadow-high outline-1 -outline-offset-2 outline-accent" : "border-line shadow-low",
      )}
    >
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex min-w-0 flex-wrap items-center justify-between gap-2">
          <span
            className={classNames(
              "grid size-11 shrink-0 place-items-center rounded-control",
              isShown ? "bg-accent text-on-accent forced-color-adjust-none" : "bg-accent-soft text-accent-ink",
            )}
          >
            <Icon of={icon} />
          </span>
          {mark}
        </div>
        <h2 className="text-title font-semibold wrap-anywhere text-ink">{title}</h2>
      </div>
      <p className="text-small text-pretty text-ink-soft">{lead}</p>
      <div className="flex min-w-0 flex-col gap-3">{children}</div>
      <div className="flex flex-wrap items-end gap-2">{action}</div>
    </li>
  );
}
