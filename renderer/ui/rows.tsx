import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { toneInk, type Tone } from "./tone.ts";

/** A list whose rows are set apart by lines; stands in a flush card. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col border-t border-line">
      {children}
    </ul>
  );
}

/** From the row that has the focus to the next one, or to the first. False: there is none. */
export function focusRow(list: HTMLElement | null, step: number): boolean {
  const links = [...(list?.querySelectorAll<HTMLElement>(":scope > li > div:first-child > a") ?? [])];
  const next = links[links.findIndex((link) => link === document.activeElement) + step];
  next?.focus();
  return next !== undefined;
}

/** A row that leads somewhere. The title is the link's name; its whole area can be clicked. */
export function LinkRow({
  href,
  title,
  detail,
  end,
  actions,
  below,
  place,
}: {
  href: string;
  title: string;
  detail: ReactNode;
  end?: ReactNode;
  actions?: ReactNode;
  /** Under all of it, over the whole width. */
  below?: ReactNode;
  /** Where it stands in a list of which only a part is drawn. */
  place?: { index: number; of: number } | undefined;
}) {
  return (
    <li
      {...(place && { "aria-posinset": place.index + 1, "aria-setsize": place.of })}
      className="relative flex min-h-16 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-3 last:border-b-0 hover:bg-hover"
    >
      <div className="flex min-w-48 flex-1 flex-col gap-0.5">
        <a
          href={href}
          className="rounded-small text-body font-semibold text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {title}
        </a>
        <div className="text-small text-ink-soft">{detail}</div>
      </div>
      {end}
      {actions !== undefined && <div className="relative">{actions}</div>}
      <span className="rtl:-scale-x-100">
        <Icon of={ChevronRight} size="small" tone="neutral" />
      </span>
      {below && <div className="basis-full text-small text-ink-soft">{below}</div>}
    </li>
  );
}

/** Rows of one kind under a heading of their own. */
export function Group({ title, tone, children }: { title: string; tone: Tone; children: ReactNode }) {
  return (
    <div className="flex flex-col border-t border-line">
      <h3 className={classNames("bg-sunken px-5 py-1.5 text-caption font-semibold", toneInk[tone])}>{title}</h3>
      {children}
    </div>
  );
}

/** A row that states something. */
export function Row({
  start,
  title,
  children,
  end,
  below,
}: {
  start?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  end?: ReactNode;
  /** A button under the words, in line with them. */
  below?: ReactNode;
}) {
  return (
    <li className="flex min-h-14 items-start gap-3 border-b border-line px-5 py-3.5 last:border-b-0">
      {start !== undefined && <div className="pt-0.5">{start}</div>}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="text-body font-semibold text-ink">{title}</div>
        {children !== undefined && <div className="flex flex-col gap-1 text-small text-ink-soft">{children}</div>}
        {below && <div className="-ms-2.5">{below}</div>}
      </div>
      {end}
    </li>
  );
}

/** A row about one thing that can be worked with: its tools stand at the end, what they bring stands under it. */
export function ToolRow({
  start,
  title,
  marks,
  tools,
  below,
  children,
}: {
  start: ReactNode;
  title: ReactNode;
  /** Words about its state, beside the title. */
  marks: ReactNode;
  tools?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex min-w-0 flex-col gap-3 border-b border-line px-5 py-3 last:border-b-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        {start}
        <div className="flex min-w-48 flex-1 flex-col gap-0.5">
          <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <span className="text-body font-semibold text-ink wrap-anywhere">{title}</span>
            {marks}
          </div>
          <div className="flex flex-col text-small text-ink-soft">{children}</div>
        </div>
        <div className="ms-auto flex shrink-0 empty:hidden">{tools}</div>
      </div>
      <div className="flex min-w-0 flex-col gap-3 empty:hidden">{below}</div>
    </li>
  );
}
