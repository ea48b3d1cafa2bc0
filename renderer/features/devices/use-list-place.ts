import { useEffect, useRef, type RefObject } from "react";
import { focusedGridRow, focusGridRow } from "../../ui/grid-list.tsx";
import type { ListView } from "./list-view.ts";

/** Brings the person back to where they were in the list, and the search to their fingers: "/" from anywhere on the page. */
export function useListPlace({
  grid,
  search,
  view,
  change,
}: {
  grid: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  view: Pick<ListView, "active" | "scrolledTo">;
  change: (changes: Partial<ListView>) => void;
}): void {
  const start = useRef(view);
  useEffect(() => {
    const { active, scrolledTo } = start.current;
    if (active === null) return;
    window.scrollTo(0, scrolledTo);
    focusGridRow(grid.current, `${active}`);
  }, [grid]);

  useEffect(() => {
    /** Clicked or opened by Enter: what is left behind is remembered on the way out. */
    function onClick(event: MouseEvent): void {
      if (!(event.target instanceof Element) || !grid.current?.contains(event.target)) return;
      const row = focusedGridRow() ?? event.target.closest<HTMLElement>("[data-row]")?.dataset["row"];
      if (row !== undefined) change({ active: Number(row), scrolledTo: window.scrollY });
    }
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (search.current === null) return;
      event.preventDefault();
      search.current.focus();
      search.current.select();
    }
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [grid, search, change]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
