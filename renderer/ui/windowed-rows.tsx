import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from "react";

/** Rows come and go in bunches, so that scrolling by one row changes nothing. */
const BUNCH = 20;
/** Drawn above and below what is in view: the next arrow key always finds a row. */
const AHEAD_PX = 1_200;
/** Of a row that was never drawn. */
const GUESSED_ROW_PX = 72;

type WindowedRowsProps<T> = {
  label: string;
  list: RefObject<HTMLUListElement | null>;
  items: readonly T[];
  renderRow: (item: T, index: number) => ReactNode;
};

/** `Rows` for thousands: only those near the view are there, the others are room that is left free. */
export function WindowedRows<T>({ label, list, items, renderRow }: WindowedRowsProps<T>) {
  const above = useRef<HTMLLIElement>(null);
  const below = useRef<HTMLLIElement>(null);
  const heights = useRef(new Map<number, number>());
  const [drawn, setDrawn] = useState({ first: 0, last: 1 });
  const bunches = Math.ceil(items.length / BUNCH);
  const [first, last] = [Math.min(drawn.first, Math.max(0, bunches - 1)), Math.min(drawn.last, bunches - 1)];
  const start = first * BUNCH;

  useEffect(() => {
    let frame = 0;
    function look(): void {
      frame = 0;
      if (list.current === null) return;
      const top = list.current.getBoundingClientRect().top;
      const [from, to] = [-AHEAD_PX - top, window.innerHeight + AHEAD_PX - top];
      const next = { first: 0, last: bunches - 1 };
      for (let bunch = 0, at = 0; bunch < bunches; bunch++) {
        const end = at + (heights.current.get(bunch) ?? BUNCH * GUESSED_ROW_PX);
        if (end < from) next.first = bunch + 1;
        if (at > to) {
          next.last = bunch - 1;
          break;
        }
        at = end;
      }
      setDrawn((before) => (before.first === next.first && before.last === next.last ? before : next));
    }
    function soon(): void {
      if (frame === 0) frame = requestAnimationFrame(look);
    }
    function onResize(): void {
      heights.current.clear();
      soon();
    }
    look();
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", onResize);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", soon);
      window.removeEventListener("resize", onResize);
    };
  }, [list, bunches]);

  // What is drawn is measured, so that what is not drawn leaves as much room as it took.
  useLayoutEffect(() => {
    const rows = [...(list.current?.children ?? [])].slice(1, -1);
    for (let bunch = first; bunch <= last; bunch++) {
      const height = rows
        .slice((bunch - first) * BUNCH, (bunch - first + 1) * BUNCH)
        .reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
      heights.current.set(bunch, height);
    }
    function room(from: number, to: number): string {
      let height = 0;
      for (let bunch = from; bunch < to; bunch++) height += heights.current.get(bunch) ?? BUNCH * GUESSED_ROW_PX;
      return `${height}px`;
    }
    above.current?.style.setProperty("height", room(0, first));
    below.current?.style.setProperty("height", room(last + 1, bunches));
  });

  return (
    <ul ref={list} aria-label={label} className="flex flex-col border-t border-line">
      <li ref={above} aria-hidden className="shrink-0" />
      {items.slice(start, (last + 1) * BUNCH).map((item, index) => renderRow(item, start + index))}
      <li ref={below} aria-hidden className="shrink-0" />
    </ul>
  );
}
