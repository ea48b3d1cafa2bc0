import type { LucideIcon } from "lucide-react";
import { useRef, type ReactNode } from "react";
import icon from "../../assets/icon/farsite.svg";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

export type NavItem = { href: string; label: string; icon: LucideIcon; current: boolean; mark?: ReactNode };

type AppFrameProps = {
  nav: readonly NavItem[];
  navLabel: string;
  skipLabel: string;
  /** Stands above every page: the service is gone, and the like. */
  notice?: ReactNode;
  noticeLabel: string;
  footer: ReactNode;
  children: ReactNode;
};

/** The window: navigation at the side where there is room, otherwise on top; the page beside it. */
export function AppFrame({ nav, navLabel, skipLabel, notice, noticeLabel, footer, children }: AppFrameProps) {
  const main = useRef<HTMLElement>(null);
  return (
    <div className="min-h-dvh print:block min-[60rem]:grid min-[60rem]:grid-cols-[14rem_minmax(0,1fr)]">
      <button
        type="button"
        onClick={() => main.current?.focus()}
        className="sr-only focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-30 focus:min-h-10 focus:rounded-control focus:bg-raised focus:px-4 focus:py-2 focus:font-semibold focus:shadow-high"
      >
        {skipLabel}
      </button>
      <header className="print:hidden flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line bg-surface px-4 py-2 min-[60rem]:sticky min-[60rem]:top-0 min-[60rem]:h-dvh min-[60rem]:flex-col min-[60rem]:items-stretch min-[60rem]:gap-6 min-[60rem]:overflow-y-auto min-[60rem]:border-e min-[60rem]:border-b-0 min-[60rem]:px-3 min-[60rem]:py-5">
        <div className="flex items-center gap-2.5 min-[60rem]:px-2">
          <img src={icon} alt="" width={32} height={32} className="size-8" />
          <span className="text-lead font-semibold tracking-tight text-ink">Farsite</span>
        </div>
        <nav aria-label={navLabel}>
          <ul className="flex flex-wrap gap-1 min-[60rem]:flex-col">
            {nav.map((item) => (
              <li key={item.href}>
                <a
                  href={item.href}
                  aria-current={item.current ? "page" : undefined}
                  className={classNames(
                    "flex min-h-11 items-center gap-3 rounded-control px-3 text-small font-semibold",
                    item.current ? "bg-accent-soft text-accent-ink" : "text-ink-soft hover:bg-hover hover:text-ink",
                  )}
                >
                  <Icon of={item.icon} />
                  <span className="flex-1">{item.label}</span>
                  {item.mark}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="hidden min-[60rem]:mt-auto min-[60rem]:block min-[60rem]:px-3">{footer}</div>
      </header>
      <div className="flex min-w-0 flex-col">
        {notice !== undefined && (
          <aside aria-label={noticeLabel} className="px-4 pt-4 min-[60rem]:px-8">
            {notice}
          </aside>
        )}
        <main ref={main} tabIndex={-1} className="flex-1 px-4 py-6 min-[60rem]:px-8 min-[60rem]:py-7">
          {children}
        </main>
        <footer className="border-t border-line px-4 py-4 print:hidden min-[60rem]:hidden">{footer}</footer>
      </div>
    </div>
  );
}
