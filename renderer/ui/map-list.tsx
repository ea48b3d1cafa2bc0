import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { BoxLook } from "./map-drawing.tsx";
import type { MapPart } from "./map-layout.ts";
import { Code } from "./text.tsx";
import { toneInk } from "./tone.ts";

export type MapListItem = MapPart & {
  look: BoxLook;
  /** What can be done at this box. */
  advice: string | null;
  /** Leads to what the box was seen in. */
  action?: ReactNode;
};

/** The map for reading: every box with its addresses, where a call ends, and what is to be done where. */
export function MapList({ label, items }: { label: string; items: readonly MapListItem[] }) {
  return (
    <div className="@container">
      <ol aria-label={label} className="grid grid-cols-1 gap-x-6 gap-y-3 @3xl:grid-cols-2">
        {items.map((item) => (
          <li key={item.key} className="flex min-w-0 break-inside-avoid items-start gap-2.5">
            <span className="pt-0.5">
              <Icon of={item.look.icon} size="small" tone={item.seen ? item.look.tone : "neutral"} />
            </span>
            <div className="flex min-w-0 flex-1 flex-col gap-0.5 text-small">
              <div className="flex flex-wrap items-center gap-x-2">
                <span className={classNames("font-semibold", item.seen ? "text-ink" : "text-ink-faint")}>
                  {item.title}
                </span>
                {item.note !== null && <span className="text-ink-soft">{item.note}</span>}
              </div>
              {item.addresses.length > 0 && (
                <div className="flex flex-wrap gap-x-4 text-ink-soft">
                  {item.addresses.map((address) => (
                    <span key={address.label}>
                      {address.label !== null && <span className="text-ink-faint">{address.label} </span>}
                      {address.known ? <Code>{address.text}</Code> : address.text}
                    </span>
                  ))}
                </div>
              )}
              {(item.stop ?? item.passed) !== null && (
                <span className={classNames("font-semibold", toneInk[item.look.callTone])}>
                  {item.stop ?? item.passed}
                </span>
              )}
              {item.advice !== null && <span className="text-pretty text-ink">{item.advice}</span>}
              {item.action && <span className="-ms-2.5">{item.action}</span>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
