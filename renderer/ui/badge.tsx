import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { toneArea, toneSolid, type Tone } from "./tone.ts";

/** A word about a state; the icon and the word carry it, the colour only helps. */
export function Badge({ tone = "neutral", icon, children }: { tone?: Tone; icon?: LucideIcon; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-round border px-2.5 py-0.5 text-caption font-semibold",
        toneArea[tone],
      )}
    >
      {icon && <Icon of={icon} size="small" />}
      <span className="min-w-0">{children}</span>
    </span>
  );
}

/** A dot for a running state; only ever beside its words. */
export function StatusDot({ tone, live = false }: { tone: Tone; live?: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames("inline-block size-2 shrink-0 rounded-round", toneSolid[tone], live && "animate-breathe")}
    />
  );
}
