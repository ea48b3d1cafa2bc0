import type { ReactNode } from "react";

/** A few columns of facts; too wide for the window, it scrolls by itself, also by keyboard. Stands in a flush card. */
export function Table({
  label,
  head,
  rows,
}: {
  label: string;
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be scrollable by keyboard (WCAG 2.1.1)
    <div role="group" aria-label={label} tabIndex={0} className="overflow-x-auto border-t border-line">
      <table className="w-full text-start text-small">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line">
            {head.map((title) => (
              <th
                key={title}
                scope="col"
                className="px-3 py-2 text-start text-caption font-semibold text-ink-faint first:ps-5 last:pe-5"
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-b border-line last:border-b-0">
              {cells.map((cell, index) => (
                <td key={head[index]} className="px-3 py-2.5 align-top text-ink first:ps-5 last:pe-5">
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
