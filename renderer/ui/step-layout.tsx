import { Check, Minus, type LucideIcon } from "lucide-react";
import { useEffect, useRef, type ReactNode, type Ref } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

type StepState = "done" | "current" | "to-do" | "skipped";

type ListedStep = {
  key: string;
  title: string;
  state: StepState;
  /** Its state in a word, for who can't see the mark. */
  stateWord: string;
  /** What came of it. */
  outcome: string | null;
};

const marks: Partial<Record<StepState, LucideIcon>> = { done: Check, skipped: Minus };

const markLooks: Record<StepState, string> = {
  done: "border-positive-line bg-positive-soft text-positive",
  current: "border-accent bg-accent text-on-accent forced-color-adjust-none",
  "to-do": "border-line bg-surface text-ink-faint",
  skipped: "border-line bg-sunken text-ink-faint",
};

/** Work in steps, one at a time: their list at the side (on top where there is no room), the current one beside it. */
export function StepLayout({ list, children }: { list: ReactNode; children: ReactNode }) {
  return (
    <div className="@container">
      <div className="grid grid-cols-1 items-start gap-5 @2xl:grid-cols-[12.5rem_minmax(0,1fr)] @5xl:grid-cols-[17rem_minmax(0,1fr)]">
        {list}
        <div className="flex min-w-0 flex-col gap-5">{children}</div>
      </div>
    </div>
  );
}

/** All steps, and where one is. They are told, not pressed: the way back undoes what was done, so it is a button of its own. */
export function StepList({ label, steps }: { label: string; steps: readonly ListedStep[] }) {
  const list = useRef<HTMLOListElement>(null);
  const current = steps.find(({ state }) => state === "current")?.key;
  useEffect(() => {
    // In a low or narrow window the list scrolls by itself.
    const step = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (!step || !list.current) return;
    const [outer, inner] = [list.current.getBoundingClientRect(), step.getBoundingClientRect()];
    list.current.scrollBy(
      Math.min(0, inner.x - outer.x) + Math.max(0, inner.right - outer.right),
      Math.min(0, inner.y - outer.y) + Math.max(0, inner.bottom - outer.bottom),
    );
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another one is current, so another place is looked at
  }, [current]);
  return (
    <ol
      ref={list}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be scrollable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="flex gap-1 overflow-auto rounded-card border border-line bg-surface p-1.5 shadow-low print:hidden @2xl:sticky @2xl:top-4 @2xl:max-h-[calc(100dvh-2rem)] @2xl:flex-col"
    >
      {steps.map(({ key, title, state, stateWord, outcome }, index) => {
        const mark = marks[state];
        return (
          <li
            key={key}
            aria-current={state === "current" ? "step" : undefined}
            className={classNames(
              "relative flex min-h-11 shrink-0 items-center gap-2.5 rounded-control px-2 py-1",
              state === "current" && "bg-accent-soft",
            )}
          >
            <span
              aria-hidden
              className={classNames(
                "grid size-7 shrink-0 place-items-center rounded-round border text-caption font-semibold tabular-nums",
                markLooks[state],
              )}
            >
              {mark ? <Icon of={mark} size="small" /> : index + 1}
            </span>
            <span className="flex min-w-0 flex-col">
              <span
                className={classNames(
                  "text-small whitespace-nowrap @2xl:whitespace-normal",
                  state === "current" ? "font-semibold text-accent-ink" : "text-ink-soft",
                )}
              >
                {title}
                <span className="sr-only"> {stateWord}</span>
              </span>
              {outcome !== null && (
                <span className="hidden text-caption text-ink-faint wrap-anywhere @2xl:inline">{outcome}</span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Takes the focus when its step begins. */
export function StepHeading({ ref, children }: { ref: Ref<HTMLHeadingElement>; children: ReactNode }) {
  return (
    <h2
      ref={ref}
      tabIndex={-1}
      className="scroll-mt-24 text-heading font-semibold tracking-tight text-balance text-ink outline-none"
    >
      {children}
    </h2>
  );
}

/**
 * What can be done with the step, in view however long it is; `apart` is what leads away from it. In a low window it stays at the
 * end, where it hides nothing.
 */
export function StepBar({ above, apart, children }: { above?: ReactNode; apart: ReactNode; children: ReactNode }) {
  return (
    <div className="bottom-0 z-10 -mx-1 flex min-w-0 flex-col gap-2 border-t border-line bg-canvas px-1 py-3 print:hidden [@media(min-height:42rem)]:sticky">
      {above}
      <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-wrap gap-2 empty:hidden">{children}</div>
        <div className="ms-auto flex flex-wrap gap-1 empty:hidden">{apart}</div>
      </div>
    </div>
  );
}

/** Takes the focus by itself: something that must not be missed. */
export function FocusTarget({
  ref,
  label,
  children,
}: {
  ref: Ref<HTMLDivElement>;
  label?: string;
  children: ReactNode;
}) {
  return (
    <div
      ref={ref}
      tabIndex={-1}
      {...(label !== undefined && { role: "group", "aria-label": label })}
      className="scroll-mt-24 scroll-mb-32 rounded-card"
    >
      {children}
    </div>
  );
}
