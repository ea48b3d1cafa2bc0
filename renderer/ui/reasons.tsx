import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { Tone } from "./tone.ts";

export type Reason = {
  key: string;
  icon: LucideIcon;
  tone: Tone;
  text: string;
  /** Who says so, under the sentence. */
  detail?: ReactNode;
  action?: ReactNode;
};

/** Short sentences with a mark each; what there is behind a sentence is at its end. */
export function Reasons({ label, items }: { label?: string; items: readonly Reason[] }) {
  return (
    <ul aria-label={label} className="flex flex-col">
      {items.map((item) => (
        <li key={item.key} className="flex items-start gap-2.5 py-1">
          <span className="pt-0.5">
            <Icon of={item.icon} size="small" tone={item.tone} />
          </span>
          <span className="flex min-w-0 flex-1 flex-col text-small text-pretty text-ink">
            {item.text}
            {item.detail && <span className="text-caption text-ink-faint wrap-anywhere">{item.detail}</span>}
          </span>
          {item.action && <span className="-my-1 -me-2.5 shrink-0">{item.action}</span>}
        </li>
      ))}
    </ul>
  );
}
