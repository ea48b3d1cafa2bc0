import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { toneArea, type Tone } from "./tone.ts";

const icons: Record<Tone, LucideIcon> = {
  neutral: Info,
  accent: Info,
  info: Info,
  positive: CircleCheck,
  caution: TriangleAlert,
  critical: CircleAlert,
};

type BannerProps = {
  tone: Tone;
  title: string;
  icon?: LucideIcon;
  /** Buttons below the text. */
  actions?: ReactNode;
  /** One short thing at the end of the title's line. */
  aside?: ReactNode;
  children?: ReactNode;
};

/** Something the person must know, in place and until it is settled; what to do stands with it. */
export function Banner({ tone, title, icon, actions, aside, children }: BannerProps) {
  return (
    <div
      role="group"
      aria-label={title}
      className={classNames("flex min-w-0 items-start gap-3 rounded-card border p-4", toneArea[tone])}
    >
      <Icon of={icon ?? icons[tone]} />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="min-w-0 text-body font-semibold text-pretty text-ink">{title}</p>
          {aside !== undefined && <div className="-my-2">{aside}</div>}
        </div>
        {children !== undefined && <div className="flex flex-col gap-2 text-small text-ink-soft">{children}</div>}
        {actions !== undefined && <div className="flex flex-wrap gap-2 pt-1">{actions}</div>}
      </div>
    </div>
  );
}
