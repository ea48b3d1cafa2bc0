import { Check, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** Places to go on from, with how far each is. */
export function TileLinks({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,14rem),1fr))] gap-1.5">
      {children}
    </ul>
  );
}

export function TileLink({
  href,
  icon,
  title,
  state,
  detail,
  isDone,
}: {
  href: string;
  icon: LucideIcon;
  title: string;
  state: string | null;
  /** What is still open, in one line; the rest is where the link leads. */
  detail: string | null;
  isDone: boolean;
}) {
  return (
    <li className="relative flex min-h-14 min-w-0 items-start gap-3 rounded-control px-3 py-2 hover:bg-hover">
      <span
        className={classNames(
          "mt-0.5 grid size-9 shrink-0 place-items-center rounded-control",
          isDone ? "bg-positive-soft" : "bg-sunken",
        )}
      >
        <Icon of={isDone ? Check : icon} tone={isDone ? "positive" : "neutral"} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <a
          href={href}
          className="rounded-small text-small font-semibold text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {title}
        </a>
        <span className="text-caption text-ink-soft empty:hidden">{state}</span>
        <span className="line-clamp-1 text-caption text-ink-faint empty:hidden">{detail}</span>
      </div>
    </li>
  );
}
