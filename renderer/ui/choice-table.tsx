import type { ReactNode } from "react";
import { CheckBox } from "./check-box.tsx";

type ChoiceRow = {
  key: string;
  name: string;
  /** After the name, as many as there are heads less one. */
  cells: readonly ReactNode[];
  /** Nothing to choose: the row only tells. */
  disabled?: boolean;
};

/** Things to choose from, with a few facts in columns; many of them scroll by themselves. */
export function ChoiceTable({
  label,
  head,
  rows,
  chosen,
  onChange,
}: {
  label: string;
  head: readonly string[];
  rows: readonly ChoiceRow[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  function toggle(key: string, isChosen: boolean): void {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    onChange(next);
  }
  return (
    <div
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be scrollable by keyboard (WCAG 2.1.1), where no box in it is
      tabIndex={rows.every(({ disabled }) => disabled) ? 0 : undefined}
      className="max-h-[50dvh] overflow-auto rounded-control border border-line"
    >
      <table className="w-full text-start text-small">
        <caption className="sr-only">{label}</caption>
        <thead className="sticky top-0 z-1 bg-sunken">
          <tr>
            {head.map((title) => (
              <th
                key={title}
                scope="col"
                className="px-3 py-2 text-start text-caption font-semibold text-ink-soft first:ps-12"
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells, disabled = false }) => (
            <tr key={key} className="border-t border-line">
              <th scope="row" className="p-0 text-start font-semibold text-ink">
                <label className="flex min-h-12 cursor-pointer items-center gap-3 px-3 py-2 has-data-disabled:cursor-default">
                  <CheckBox
                    label={name}
                    checked={chosen.has(key)}
                    disabled={disabled}
                    onChange={(isChosen) => toggle(key, isChosen)}
                  />
                  <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
                </label>
              </th>
              {cells.map((cell, index) => (
                <td key={head[index + 1]} className="px-3 py-2 text-ink-soft tabular-nums">
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
