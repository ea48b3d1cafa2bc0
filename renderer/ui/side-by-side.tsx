import type { ReactNode } from "react";

/** Versions of the same thing to choose from, beside each other where there is room. */
export function SideBySide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,15rem),1fr))] gap-3">
      {children}
    </ul>
  );
}

function Side({
  title,
  detail,
  action,
  children,
}: {
  title: string;
  detail: string;
  action: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex min-w-0 flex-col gap-3 rounded-card border border-line-strong bg-surface p-4">
      <div className="flex min-w-0 flex-1 flex-col gap-2 wrap-anywhere whitespace-pre-line">{children}</div>
      <div className="flex flex-col gap-0.5">
        <span className="text-small font-semibold text-ink-soft">{title}</span>
        <span className="text-caption text-ink-faint">{detail}</span>
      </div>
      <div>{action}</div>
    </li>
  );
}
SideBySide.Side = Side;
