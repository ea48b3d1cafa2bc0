import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

type KeptViews = {
  all: ReadonlyMap<string, unknown>;
  change: (key: string, next: (last: unknown) => unknown) => void;
};

const KeptViewsContext = createContext<KeptViews | null>(null);

/** Keeps how a page was looked at (filters, place) while another one is, so that the way back leads to the same view. */
export function KeptViewsProvider({ children }: { children: ReactNode }) {
  const [all, setAll] = useState<ReadonlyMap<string, unknown>>(new Map());
  const change = useCallback<KeptViews["change"]>(
    (key, next) => setAll((last) => new Map(last).set(key, next(last.get(key)))),
    [],
  );
  const value = useMemo(() => ({ all, change }), [all, change]);
  return <KeptViewsContext value={value}>{children}</KeptViewsContext>;
}

/**
 * State that outlives the page it belongs to, until the window closes. One key always holds one type. `initial` must be stable.
 */
export function useKeptView<T extends object>(key: string, initial: T): [T, (changes: Partial<T>) => void] {
  const views = useContext(KeptViewsContext);
  if (views === null) throw new Error("useKeptView outside of KeptViewsProvider");
  const { all, change } = views;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is under a key was put there by its own user
  const from = useCallback((kept: unknown): T => (kept as T | undefined) ?? initial, [initial]);
  const keep = useCallback(
    (changes: Partial<T>) => change(key, (last) => ({ ...from(last), ...changes })),
    [change, key, from],
  );
  return [from(all.get(key)), keep];
}
