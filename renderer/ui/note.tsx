import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { Tone } from "./tone.ts";

/** A remark within a card: quieter than a banner. */
export function Note({
  icon,
  tone,
  title,
  children,
}: {
  icon: LucideIcon;
  tone: Tone;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex min-w-0 items-start gap-2.5 rounded-control bg-sunken px-3.5 py-3 text-small">
      <span className="pt-0.5">
        <Icon of={icon} size="small" tone={tone} />
      </span>
      <p className="min-w-0 text-pretty text-ink-soft">
        <span className="font-semibold text-ink">{title}</span> {children}
      </p>
    </div>
  );
}
