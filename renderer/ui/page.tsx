import { useEffect, useRef, type ReactNode } from "react";
import { ArrowLeft } from "lucide-react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { Heading } from "./text.tsx";

type PageProps = {
  title: string;
  lead?: ReactNode;
  /** Where this page hangs below. */
  back?: { href: string; label: string } | undefined;
  actions?: ReactNode;
  /** `reading`: one column of text and forms. `wide`: instruments. */
  width?: "reading" | "wide";
  /** Changes when what can be done on the page changes; focus that was on a button that is gone then goes to the heading. */
  step?: string;
  /** The page puts focus and scroll where they were by itself. */
  keepsPlace?: boolean;
  /** For a page that is worked on for long: its head takes one line. */
  isCompact?: boolean;
  children: ReactNode;
};

/** A page of the window: one heading, which takes focus when the page is opened, and what can be done with all of it. */
export function Page({
  title,
  lead,
  back,
  actions,
  width = "wide",
  step,
  keepsPlace = false,
  isCompact = false,
  children,
}: PageProps) {
  const head = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Farsite`;
  }, [title]);
  const isPlaced = useRef(keepsPlace);
  useEffect(() => {
    if (isPlaced.current) return;
    head.current?.querySelector("h1")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  const stepBefore = useRef(step);
  useEffect(() => {
    if (stepBefore.current === step) return;
    stepBefore.current = step;
    if (document.activeElement === document.body) head.current?.querySelector("h1")?.focus({ preventScroll: true });
  }, [step]);
  return (
    <div
      className={classNames(
        "mx-auto flex w-full flex-col",
        isCompact ? "gap-3" : "gap-6",
        width === "reading" ? "max-w-3xl" : "max-w-7xl",
      )}
    >
      <header
        ref={head}
        className={classNames("flex", isCompact ? "flex-wrap items-center gap-x-4 gap-y-1" : "flex-col gap-2")}
      >
        {back && (
          <a
            href={back.href}
            className="-ms-2 inline-flex min-h-10 items-center gap-1.5 self-start rounded-control px-2 text-small font-semibold text-ink-soft hover:bg-hover hover:text-ink"
          >
            <span className="rtl:-scale-x-100">
              <Icon of={ArrowLeft} size="small" />
            </span>
            {back.label}
          </a>
        )}
        <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
            <Heading level={1} size={isCompact ? "title" : "heading"}>
              <bdi>{title}</bdi>
            </Heading>
            {/* A div, since a lead may come to nothing (then it takes no room). */}
            <div className="max-w-[65ch] text-body text-ink-soft empty:hidden">{lead}</div>
          </div>
          {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      </header>
      {children}
    </div>
  );
}

/** Fills the window with one message: starting, link used up, service gone. */
export function FullScreen({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex w-full max-w-md flex-col items-center gap-5 text-center">{children}</div>
    </main>
  );
}
