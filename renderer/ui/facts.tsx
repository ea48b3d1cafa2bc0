import type { LucideIcon } from "lucide-react";
import { Icon } from "./icon.tsx";
import { Code } from "./text.tsx";

type Fact = {
  icon: LucideIcon;
  title: string;
  body: string;
  /** Addresses and the like, below the sentence. */
  list?: readonly string[];
};

/** A few things to know, each with a picture, a name and a sentence. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <ul className="flex flex-col gap-4">
      {items.map((item) => (
        <li key={item.title} className="flex items-start gap-3">
          <span className="grid size-9 shrink-0 place-items-center rounded-control bg-accent-soft">
            <Icon of={item.icon} tone="accent" />
          </span>
          <div className="flex min-w-0 flex-col gap-0.5">
            <span className="text-body font-semibold text-ink">{item.title}</span>
            <span className="text-small text-pretty text-ink-soft">{item.body}</span>
            {item.list && item.list.length > 0 && (
              <ul className="flex flex-wrap gap-x-4 pt-0.5 text-small text-ink">
                {item.list.map((entry) => (
                  <li key={entry}>
                    <Code>{entry}</Code>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
