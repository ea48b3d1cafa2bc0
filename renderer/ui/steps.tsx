import type { ReactNode } from "react";

/** What to do one after another. */
export function Steps({ items }: { items: readonly ReactNode[] }) {
  return (
    <ol className="flex flex-col gap-4">
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the steps of one dialog never change places
        <li key={index} className="flex min-w-0 items-start gap-3">
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-round bg-accent-soft text-small font-semibold text-accent-ink"
          >
            {index + 1}
          </span>
          <div className="min-w-0 flex-1 pt-0.5">{item}</div>
        </li>
      ))}
    </ol>
  );
}
