import { useEffect, useRef } from "react";

/** Loads again when `turn` has changed; what was loaded stays in view meanwhile. */
export function useReloadOn(turn: string, reload: () => void): void {
  const before = useRef(turn);
  useEffect(() => {
    if (before.current === turn) return;
    before.current = turn;
    reload();
  }, [turn, reload]);
}
