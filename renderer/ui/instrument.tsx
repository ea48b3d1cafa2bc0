import { StatusDot } from "./badge.tsx";
import { ProgressLine } from "./meter.tsx";

/** Shows work that is going on: what exactly, and how far it is. */
export function Instrument({ label, count }: { label: string; count?: string }) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="flex min-w-0 items-center gap-2.5 text-body text-ink">
          <StatusDot tone="accent" live />
          <span className="min-w-0">{label}</span>
        </span>
        {count !== undefined && <span className="text-small text-ink-soft tabular-nums">{count}</span>}
      </div>
      <ProgressLine label={label} />
    </div>
  );
}
