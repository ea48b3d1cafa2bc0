import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type Column = { key: string; name: string; mark?: ReactNode; isMarked?: boolean };
type Row = { key: string; name: string; cells: readonly ReactNode[] };

/**
 * Things beside each other, one in each column, for reading from a metre away. Too large for the window, it scrolls by itself, its
 * names staying in view; on paper all of it stands there.
 */
export function ComparisonTable({
  label,
  corner,
  columns,
  rows,
}: {
  label: string;
  /** What the first column holds. */
  corner: string;
  columns: readonly Column[];
  rows: readonly Row[];
}) {
  return (
    <div
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be scrollable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="max-h-[85dvh] overflow-auto border-t border-line print:max-h-none print:overflow-visible"
    >
      {/* Lines of cells that stay in view only show where borders are not shared. */}
      <table className="w-full border-separate border-spacing-0 text-start text-body print:text-caption">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky start-0 top-0 z-3 w-36 min-w-36 border-e border-b border-line bg-sunken px-4 py-3 text-start align-bottom text-small font-semibold text-ink-soft sm:w-48 sm:min-w-48 print:static print:w-auto print:min-w-0 print:px-2"
            >
              {corner}
            </th>
            {columns.map(({ key, name, mark, isMarked = false }) => (
              <th
                key={key}
                scope="col"
                className={classNames(
                  "sticky top-0 z-2 min-w-56 border-b border-line px-4 py-3 text-start align-bottom font-semibold print:static print:min-w-0 print:px-2",
                  isMarked ? "bg-accent-soft text-accent-ink" : "bg-sunken text-ink",
                )}
              >
                <span className="flex flex-col items-start gap-1.5">
                  {mark}
                  <span className="wrap-anywhere">{name}</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key} className="group">
              <th
                scope="row"
                className="sticky start-0 z-1 w-36 min-w-36 border-e border-b border-line bg-surface px-4 py-3 text-start align-top text-small font-semibold text-ink group-last:border-b-0 sm:w-48 sm:min-w-48 print:static print:w-auto print:min-w-0 print:px-2"
              >
                {name}
              </th>
              {cells.map((cell, index) => (
                <td
                  key={columns[index]?.key}
                  className="border-b border-line px-4 py-3 align-top text-ink group-last:border-b-0 print:px-2"
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
