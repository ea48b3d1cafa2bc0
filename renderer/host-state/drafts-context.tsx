import { createContext, useContext, useMemo, useState, type ReactNode } from "react";

type Drafts = {
  all: ReadonlyMap<string, unknown>;
  put: (key: string, draft: unknown) => void;
};

const DraftsContext = createContext<Drafts | null>(null);

function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (drafts === null) throw new Error("useDrafts outside of DraftsProvider");
  return drafts;
}

/** Keeps what was typed and not saved while other pages are looked at; in memory only, never a secret. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [all, setAll] = useState<ReadonlyMap<string, unknown>>(new Map());
  const value = useMemo<Drafts>(
    () => ({
      all,
      put: (key, draft) =>
        setAll((last) => {
          const next = new Map(last);
          if (draft === null) next.delete(key);
          else next.set(key, draft);
          return next;
        }),
    }),
    [all],
  );
  return <DraftsContext value={value}>{children}</DraftsContext>;
}

/** What was typed under `key` and not saved; null: nothing. One key always holds one type. */
export function useDraft<T>(key: string): [draft: T | null, put: (draft: T | null) => void] {
  const { all, put } = useDrafts();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is under a key was put there by its own user
  return [(all.get(key) as T | undefined) ?? null, (draft) => put(key, draft)];
}

/** Whether anything waits to be saved. */
export const useHasDrafts = (): boolean => useDrafts().all.size > 0;
