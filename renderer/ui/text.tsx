import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { toneInk, type Tone } from "./tone.ts";

const headingSizes = {
  display: "text-display font-semibold tracking-tight",
  verdict: "text-verdict font-semibold tracking-tight",
  heading: "text-heading font-semibold tracking-tight",
  title: "text-title font-semibold",
  label: "text-body font-semibold",
  caption: "text-caption font-semibold",
} as const;

type HeadingProps = {
  level: 1 | 2 | 3 | 4;
  size?: keyof typeof headingSizes;
  id?: string;
  children: ReactNode;
};

/** Level is the outline, size is the look. */
export function Heading({ level, size, id, children }: HeadingProps) {
  const Tag = `h${level}` as const;
  const look = headingSizes[size ?? (level === 1 ? "heading" : level === 2 ? "title" : "label")];
  return (
    <Tag
      id={id}
      className={classNames("text-ink", size === "verdict" ? "text-pretty" : "text-balance", look)}
      tabIndex={level === 1 ? -1 : undefined}
    >
      {children}
    </Tag>
  );
}

const textSizes = { lead: "text-lead", body: "text-body", small: "text-small", caption: "text-caption" } as const;

type TextProps = {
  size?: keyof typeof textSizes;
  tone?: "ink" | "soft" | "faint" | Tone;
  weight?: "regular" | "strong";
  /** A line of its own, or a part of a line. */
  as?: "p" | "span";
  measure?: boolean;
  /** Line ends in it are the writer's own. */
  lines?: boolean;
  id?: string;
  children: ReactNode;
};

export function Text({
  size = "body",
  tone = "ink",
  weight = "regular",
  as = "p",
  measure,
  lines,
  id,
  children,
}: TextProps) {
  const Tag = as;
  const ink =
    tone === "ink"
      ? "text-ink"
      : tone === "soft"
        ? "text-ink-soft"
        : tone === "faint"
          ? "text-ink-faint"
          : toneInk[tone];
  return (
    <Tag
      id={id}
      className={classNames(
        textSizes[size],
        ink,
        weight === "strong" && "font-semibold",
        as === "p" && "text-pretty",
        measure && "max-w-[65ch]",
        lines && "wrap-anywhere whitespace-pre-line",
      )}
    >
      {children}
    </Tag>
  );
}

/** Addresses, file names, keys: what is compared letter by letter. Copied as it is, whatever the reading direction. */
export function Code({ children }: { children: ReactNode }) {
  return (
    <bdi dir="ltr" className="font-mono text-[0.9375em] wrap-anywhere tabular-nums">
      {children}
    </bdi>
  );
}

/** Raw detail, wrapped rather than scrolled sideways. */
export function CodeBlock({ label, children }: { label: string; children: string }) {
  return (
    <pre
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be scrollable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      dir="ltr"
      className="max-h-80 overflow-auto rounded-small border border-line bg-sunken p-3 font-mono text-caption wrap-anywhere whitespace-pre-wrap text-ink-soft"
    >
      {children}
    </pre>
  );
}
