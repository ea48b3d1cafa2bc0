import { ArrowDown, ArrowUp, type LucideIcon } from "lucide-react";
import type { KeyboardEvent, ReactNode, Ref } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { Tone } from "./tone.ts";

/** The same for every row, so that columns line up without being laid out together: a row out of view costs nothing. */
const COLUMNS = "@2xl:grid-cols-[minmax(0,6fr)_minmax(8.75rem,3fr)_minmax(0,2.5fr)_minmax(7.75rem,4fr)]";

export type GridColumn = {
  label: string;
  sorted: "ascending" | "descending" | null;
  onSort: () => void;
  /** What the button does, to who can't see the arrow. */
  sortLabel: string;
};

type GridListProps = {
  label: string;
  /** Three; the first is wide and takes two lines. */
  columns: readonly GridColumn[];
  /** All rows that there are, also those that are not drawn. */
  rowCount: number;
  onKeyDown: (event: KeyboardEvent) => void;
  ref?: Ref<HTMLDivElement>;
  children: ReactNode;
};

/**
 * A long list with columns, one row per thing, each of which leads somewhere: arrow keys move between the rows, Tab leaves. Too
 * narrow for columns, a row becomes a few lines. (ARIA Authoring Practices, grid.)
 */
export function GridList({ label, columns, rowCount, onKeyDown, ref, children }: GridListProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the row's link has the focus (roving tabindex)
    <div
      ref={ref}
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      onKeyDown={onKeyDown}
      className="@container flex min-w-0 flex-col border-t border-line"
    >
      <div
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        className={classNames(
          "flex flex-wrap gap-x-2 border-b border-line bg-sunken px-5 py-1 print:hidden @2xl:grid @2xl:gap-x-4",
          COLUMNS,
        )}
      >
        {columns.map((column) => (
          <div key={column.label} role="columnheader" aria-sort={column.sorted ?? "none"} tabIndex={-1}>
            <button
              type="button"
              aria-label={column.sortLabel}
              onClick={column.onSort}
              className="-ms-2 inline-flex min-h-8 items-center gap-1 rounded-small px-2 text-caption font-semibold text-ink-soft hover:bg-hover hover:text-ink"
            >
              {column.label}
              {column.sorted && <Icon of={column.sorted === "ascending" ? ArrowUp : ArrowDown} size="small" />}
            </button>
          </div>
        ))}
      </div>
      {children}
    </div>
  );
}

type GridRowProps = {
  index: number;
  /** Finds the row again, for the keyboard. */
  id: string;
  href: string;
  /** The keyboard comes in here. */
  isTabStop: boolean;
  icon: LucideIcon;
  tone: Tone;
  title: ReactNode;
  detail: ReactNode;
  marks: ReactNode;
  second: ReactNode;
  secondDetail: ReactNode;
  third: ReactNode;
  end: ReactNode;
  endDetail: ReactNode;
};

/** What is longer is read whole on its own page. */
const cell =
  "line-clamp-3 min-w-0 text-small text-ink-soft wrap-anywhere empty:hidden @2xl:empty:[display:-webkit-box]";

/** Rows out of view are neither laid out nor painted until they come near. */
export function GridRow(props: GridRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={props.index + 2}
      data-row={props.id}
      tabIndex={-1}
      className={classNames(
        "relative flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-5 py-2.5 [contain-intrinsic-block-size:auto_3.75rem] [content-visibility:auto] last:border-b-0 hover:bg-hover @2xl:grid",
        COLUMNS,
      )}
    >
      <div role="gridcell" tabIndex={-1} className="flex min-w-0 basis-full items-start gap-3">
        <span className="pt-0.5">
          <Icon of={props.icon} tone={props.tone} />
        </span>
        <div className="flex min-w-0 flex-1 flex-col gap-0.5">
          <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            <a
              href={props.href}
              tabIndex={props.isTabStop ? 0 : -1}
              className="min-w-0 rounded-small text-small font-semibold text-ink wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              <bdi className="line-clamp-3">{props.title}</bdi>
            </a>
            {props.marks}
          </div>
          <div className="line-clamp-2 text-caption text-ink-faint wrap-anywhere">{props.detail}</div>
        </div>
      </div>
      <div role="gridcell" tabIndex={-1} className={classNames(cell, "ps-8 @2xl:ps-0")}>
        {props.second}
        <div className="text-caption text-ink-faint empty:hidden">{props.secondDetail}</div>
      </div>
      <div role="gridcell" tabIndex={-1} className={cell}>
        {props.third}
      </div>
      <div role="gridcell" tabIndex={-1} className="min-w-0 ps-8 @2xl:ps-0">
        {props.end}
        <div className="mt-1 line-clamp-2 text-caption text-ink-soft empty:hidden">{props.endDetail}</div>
      </div>
    </div>
  );
}

/** Puts the focus on a row's link. False: the row is not drawn. */
export function focusGridRow(grid: HTMLElement | null, id: string): boolean {
  const link = grid?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] a`);
  link?.focus({ preventScroll: true });
  link?.closest("[role=row]")?.scrollIntoView({ block: "nearest" });
  return link != null;
}

/** The row that has the focus, by its id. */
export const focusedGridRow = (): string | null =>
  document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? null;
