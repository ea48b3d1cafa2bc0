import { useId, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Heading, Text } from "./text.tsx";
import { toneSolid, type Tone } from "./tone.ts";

type CardProps = {
  /** The heading; a card with one is a region of the page that can be jumped to. */
  title?: string;
  level?: 2 | 3;
  hint?: ReactNode;
  /** Buttons at the end of the heading's line. */
  actions?: ReactNode;
  /** Rows run to the edges. */
  flush?: boolean;
  children?: ReactNode;
};

export function Card({ title, level = 2, hint, actions, flush = false, children }: CardProps) {
  const headingId = useId();
  const head = (title ?? actions) !== undefined && (
    <div
      className={classNames("flex flex-wrap items-start justify-between gap-x-4 gap-y-2", flush && "px-5 pt-4 pb-3")}
    >
      <div className="flex min-w-0 flex-col gap-1">
        {title !== undefined && (
          <Heading level={level} size="label" id={headingId}>
            {title}
          </Heading>
        )}
        {hint !== undefined && (
          <Text size="small" tone="soft" measure>
            {hint}
          </Text>
        )}
      </div>
      {actions}
    </div>
  );
  return (
    <section
      aria-labelledby={title === undefined ? undefined : headingId}
      className={classNames(
        "min-w-0 overflow-hidden rounded-card border border-line bg-surface shadow-low",
        flush ? "flex flex-col" : "flex flex-col gap-4 p-5",
      )}
    >
      {head}
      {children}
    </section>
  );
}

/** The one card a screen is about, with its state as a coloured edge. */
export function LeadCard({ tone, label, children }: { tone: Tone; label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      className="relative min-w-0 overflow-hidden rounded-card border border-line bg-surface shadow-low"
    >
      <div
        aria-hidden
        className={classNames("absolute inset-y-0 start-0 w-1.5 transition-colors duration-300", toneSolid[tone])}
      />
      <div className="flex flex-col gap-5 p-6 ps-8">{children}</div>
    </section>
  );
}

/** A thin line between parts of one card. */
export function Divider() {
  return <hr className="border-line" />;
}
