import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const gaps = {
  none: "gap-0",
  tight: "gap-1",
  small: "gap-2",
  medium: "gap-4",
  large: "gap-6",
  section: "gap-10",
} as const;
type Gap = keyof typeof gaps;

/** Things below each other. */
export function Stack({
  gap = "medium",
  align = "stretch",
  children,
}: {
  gap?: Gap;
  align?: "stretch" | "start" | "center";
  children: ReactNode;
}) {
  const alignment = { stretch: "items-stretch", start: "items-start", center: "items-center text-center" }[align];
  return <div className={classNames("flex min-w-0 flex-col", gaps[gap], alignment)}>{children}</div>;
}

/** Things beside each other, wrapping when the window is narrow or the text is zoomed. */
export function Inline({
  gap = "small",
  justify = "start",
  align = "center",
  children,
}: {
  gap?: Gap;
  justify?: "start" | "between" | "end" | "center";
  align?: "center" | "start" | "end";
  children: ReactNode;
}) {
  const justification = { start: "", between: "justify-between", end: "justify-end", center: "justify-center" }[
    justify
  ];
  const alignment = { center: "items-center", start: "items-start", end: "items-end" }[align];
  return <div className={classNames("flex min-w-0 flex-wrap", gaps[gap], alignment, justification)}>{children}</div>;
}

/**
 * Main matter and a companion: side by side where the page is wide enough (`early`: where both are made of short lines), otherwise
 * below each other.
 */
export function Split({ main, side, early = false }: { main: ReactNode; side: ReactNode; early?: boolean }) {
  return (
    <div className="@container">
      <div
        className={classNames(
          "grid grid-cols-1 items-start gap-6",
          early ? "@4xl:grid-cols-[minmax(0,11fr)_minmax(0,9fr)]" : "@5xl:grid-cols-[minmax(0,11fr)_minmax(0,9fr)]",
        )}
      >
        <div className="flex min-w-0 flex-col gap-6 empty:hidden">{main}</div>
        <div className="flex min-w-0 flex-col gap-6 empty:hidden">{side}</div>
      </div>
    </div>
  );
}

/**
 * Gives the content of a flush card the card's own margins; `below` sets it apart from the rows above, `above` is for a card without
 * a heading.
 */
export function Inset({
  below = false,
  above = false,
  children,
}: {
  below?: boolean;
  above?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={classNames(
        "flex min-w-0 flex-col gap-4 px-5 pb-4",
        above && "pt-4",
        below && "border-t border-line pt-4",
      )}
    >
      {children}
    </div>
  );
}

/** A few fields and buttons above a list: the first takes the room that is left. */
export function Toolbar({ main, children }: { main: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1 basis-64">{main}</div>
      {children}
    </div>
  );
}

/** Keeps a field from growing wider than what is typed into it. */
export function Narrow({ children }: { children: ReactNode }) {
  return <div className="w-full max-w-72 min-w-0">{children}</div>;
}

/** Two fields that belong together, side by side where there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return (
    <div className="@container">
      <div className="grid grid-cols-1 items-start gap-4 @lg:grid-cols-2">{children}</div>
    </div>
  );
}
