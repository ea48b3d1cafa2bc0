import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** Pictures beside each other, as many in a line as fit. `few`: a handful in a card. */
export function PhotoGrid({ label, few = false, children }: { label: string; few?: boolean; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className={classNames(
        "grid gap-3 empty:hidden",
        few
          ? "grid-cols-[repeat(auto-fill,minmax(min(100%,7rem),1fr))]"
          : "grid-cols-[repeat(auto-fill,minmax(min(100%,11rem),1fr))]",
      )}
    >
      {children}
    </ul>
  );
}

/** A picture that opens large. Its name is read out; what is shown of it is `title` and `detail`. */
export function PhotoTile({
  href,
  name,
  place,
  title,
  detail,
  picture,
}: {
  href: string;
  name: string;
  /** By this it is found again when the large one is closed. */
  place?: string;
  title?: ReactNode;
  detail?: ReactNode;
  /** Only there while the tile is in view or near it. */
  picture: ReactNode;
}) {
  const tile = useRef<HTMLLIElement>(null);
  const isNear = useIsNear(tile);
  return (
    <li ref={tile} className="flex min-w-0 flex-col">
      <a
        href={href}
        id={place}
        aria-label={name}
        className="group flex min-w-0 flex-col gap-1.5 rounded-control hover:text-accent-ink"
      >
        <span className="relative block aspect-4/3 overflow-hidden rounded-control border border-line bg-sunken group-hover:border-line-strong">
          {isNear && picture}
        </span>
        {title !== undefined && (
          <span aria-hidden className="flex min-w-0 flex-col px-0.5 pb-1">
            <span className="line-clamp-2 text-small font-semibold wrap-anywhere text-ink empty:hidden">{title}</span>
            <span className="text-caption text-ink-soft">{detail}</span>
          </span>
        )}
      </a>
    </li>
  );
}

/** A place where a picture belongs that nobody has taken yet, with the ways to take it. */
export function PhotoGap({
  icon,
  title,
  detail,
  children,
}: {
  icon: LucideIcon;
  title: string;
  detail: string;
  children: ReactNode;
}) {
  return (
    <li className="flex min-w-0 flex-col justify-between gap-3 rounded-control border border-dashed border-line-strong p-3">
      <span className="flex min-w-0 items-start gap-2.5">
        <Icon of={icon} tone="neutral" />
        <span className="flex min-w-0 flex-col">
          <span className="text-small font-semibold wrap-anywhere text-ink">{title}</span>
          <span className="text-caption text-ink-soft">{detail}</span>
        </span>
      </span>
      {/* Below each other, so that their icons stand in one line; their own padding reaches into the tile's. */}
      <span className="-mx-2 flex flex-col items-start">{children}</span>
    </li>
  );
}

/** In the place of a picture: why there is none. */
export function PictureAbsent({ icon, children }: { icon: LucideIcon; children?: ReactNode }) {
  return (
    <span className="absolute inset-0 flex flex-col items-center justify-center gap-1.5 p-3 text-center text-caption text-pretty text-ink-soft">
      <Icon of={icon} tone="neutral" />
      <span className="empty:hidden">{children}</span>
    </span>
  );
}

/** A small picture at the start of a row. */
export function PictureThumb({ children }: { children: ReactNode }) {
  return (
    <span className="relative block size-14 shrink-0 overflow-hidden rounded-small border border-line bg-sunken">
      {children}
    </span>
  );
}

/** About a screen ahead and behind: a picture is there when it comes into view, and is let go when it is far away. */
const NEAR = "800px";

function useIsNear(element: { current: HTMLElement | null }): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setIsNear(entries.at(-1)?.isIntersecting === true), {
      rootMargin: NEAR,
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isNear;
}
