import { Check, type LucideIcon } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

export type PartLink = {
  href: string;
  label: string;
  icon: LucideIcon;
  isCurrent: boolean;
  /** How far it is, in a word or two. */
  detail: string | null;
  isDone: boolean;
  mark?: ReactNode;
};

/** A long form in parts: their list at the side (on top where there is no room), one part beside it. */
export function PartLayout({ nav, children }: { nav: ReactNode; children: ReactNode }) {
  return (
    <div className="@container">
      <div className="grid grid-cols-1 items-start gap-5 @2xl:grid-cols-[12.5rem_minmax(0,1fr)] @4xl:grid-cols-[15rem_minmax(0,1fr)]">
        {nav}
        <div className="flex min-w-0 flex-col gap-5">{children}</div>
      </div>
    </div>
  );
}

export function PartNav({ label, parts }: { label: string; parts: readonly PartLink[] }) {
  const list = useRef<HTMLUListElement>(null);
  const current = parts.find(({ isCurrent }) => isCurrent)?.href;
  useEffect(() => {
    // In a low or narrow window the list scrolls by itself.
    const link = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (!link || !list.current) return;
    const [outer, inner] = [list.current.getBoundingClientRect(), link.getBoundingClientRect()];
    list.current.scrollBy(
      Math.min(0, inner.x - outer.x) + Math.max(0, inner.right - outer.right),
      Math.min(0, inner.y - outer.y) + Math.max(0, inner.bottom - outer.bottom),
    );
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another one is current, so another place is looked at
  }, [current]);
  return (
    <nav aria-label={label} className="min-w-0 @2xl:sticky @2xl:top-4">
      <ul
        ref={list}
        className="flex gap-1 overflow-auto rounded-card border border-line bg-surface p-1.5 shadow-low @2xl:max-h-[calc(100dvh-8rem)] @2xl:flex-col"
      >
        {parts.map((part) => (
          <li key={part.href} className="shrink-0">
            <a
              href={part.href}
              aria-current={part.isCurrent ? "step" : undefined}
              className={classNames(
                "flex min-h-12 items-center gap-2.5 rounded-control px-2.5 py-1.5 focus-visible:-outline-offset-2",
                part.isCurrent ? "bg-accent-soft text-accent-ink" : "text-ink-soft hover:bg-hover hover:text-ink",
              )}
            >
              <Icon
                of={part.isDone ? Check : part.icon}
                tone={part.isDone && !part.isCurrent ? "positive" : undefined}
              />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="text-small font-semibold whitespace-nowrap @2xl:whitespace-normal">{part.label}</span>
                {part.detail !== null && (
                  <span className={classNames("text-caption", !part.isCurrent && "text-ink-faint")}>{part.detail}</span>
                )}
              </span>
              {part.mark}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Takes the focus when another part is opened. */
export function PartHeading({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2 id={id} tabIndex={-1} className="text-title font-semibold text-ink outline-none">
      {children}
    </h2>
  );
}

/** Stays at the window's lower edge: what was saved, and the way on. */
export function PartBar({ state, children }: { state: ReactNode; children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 -mx-1 flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line bg-canvas px-1 py-3 print:hidden">
      <div className="min-w-0 flex-1 basis-24">{state}</div>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
