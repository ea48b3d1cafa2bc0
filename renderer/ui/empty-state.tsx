import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** Nothing here yet, why, and what to do about it. */
export function EmptyState({
  icon,
  title,
  action,
  children,
}: {
  icon: LucideIcon;
  title: string;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-4 rounded-card border border-dashed border-line px-6 py-12 text-center">
      <span className="grid size-14 place-items-center rounded-round bg-sunken">
        <Icon of={icon} size="large" tone="neutral" />
      </span>
      <p className="text-lead font-semibold text-ink">{title}</p>
      {children !== undefined && <div className="max-w-[48ch] text-body text-pretty text-ink-soft">{children}</div>}
      {action}
    </div>
  );
}
