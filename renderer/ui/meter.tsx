import { classNames } from "./class-names.ts";
import { toneSolid, type Tone } from "./tone.ts";

const SEGMENTS = 5;

/** Where all lines are one colour (paper, forced colours), an empty segment is an outline. */
const empty = "bg-line border-line-strong print:border print:bg-surface forced-colors:border forced-colors:bg-surface";

/** How sure, as five segments beside the words that say it; the words carry it. */
export function ConfidenceMeter({
  label,
  filled,
  tone,
  words,
}: {
  label: string;
  /** How many of the five are filled. */
  filled: number;
  tone: Tone;
  words: string;
}) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2.5 text-small font-semibold text-ink">
      <span aria-hidden className="flex gap-0.5">
        {Array.from({ length: SEGMENTS }, (_, index) => (
          <span
            key={index}
            className={classNames("h-3.5 w-2 rounded-[2px]", index < filled ? toneSolid[tone] : empty)}
          />
        ))}
      </span>
      <span className="min-w-0">
        <span className="font-normal text-ink-soft">{label}:</span> {words}
      </span>
    </span>
  );
}

/** Work of unknown length is going on; `label` says which. */
export function ProgressLine({ label }: { label: string }) {
  return (
    <div role="progressbar" aria-label={label} className="relative h-1 w-full overflow-hidden rounded-round bg-line">
      <div className="absolute inset-y-0 w-[35%] animate-sweep rounded-round bg-accent" />
    </div>
  );
}

/** Work of known length, and how much of it is done. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  return (
    <progress
      aria-label={label}
      value={done}
      max={Math.max(total, 1)}
      className="block h-1.5 w-full appearance-none overflow-hidden rounded-round bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:rounded-round [&::-webkit-progress-value]:bg-accent"
    />
  );
}
