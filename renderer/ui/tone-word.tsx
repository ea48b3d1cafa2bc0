import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { toneInk, type Tone } from "./tone.ts";

/** A word about a state within running text; the icon and the word carry it. Stands on the line of the words beside it. */
export function ToneWord({ tone, icon, children }: { tone: Tone; icon: LucideIcon; children: ReactNode }) {
  return (
    <span className={classNames("inline-flex items-baseline gap-1.5 font-semibold", toneInk[tone])}>
      <span className="self-center">
        <Icon of={icon} size="small" />
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </span>
  );
}
