import type { ReactNode } from "react";

/** Pairs of a name and a value; `null` values are left out. */
export function KeyValues({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid items-baseline grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-small">
      {items
        .filter((item) => item.value !== null)
        .map((item) => (
          <div key={item.name} className="contents">
            <dt className="text-ink-faint">{item.name}</dt>
            <dd className="min-w-0 text-ink">{item.value}</dd>
          </div>
        ))}
    </dl>
  );
}
