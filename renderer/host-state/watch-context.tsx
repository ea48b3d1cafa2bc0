import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from "react";
import { useClient } from "../connection/connection-context.tsx";
import { followChanges, type ChangeListener } from "./follow-changes.ts";

const WatchContext = createContext<{ listen: (listener: ChangeListener) => () => void } | null>(null);

/** Follows what this and other windows write, once for all pages. */
export function WatchProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const listeners = useRef(new Set<ChangeListener>());
  const hadLine = useRef(false);
  useEffect(() => {
    const abort = new AbortController();
    const tell: ChangeListener = (siteIds) => {
      for (const listener of listeners.current) listener(siteIds);
    };
    void followChanges(client, abort.signal, tell, hadLine.current);
    hadLine.current = true;
    return () => abort.abort();
  }, [client]);
  const value = useMemo(
    () => ({
      listen(listener: ChangeListener) {
        listeners.current.add(listener);
        return () => void listeners.current.delete(listener);
      },
    }),
    [],
  );
  return <WatchContext value={value}>{children}</WatchContext>;
}

/** Calls back when one of these sites (null: any) was changed by whomever. */
export function useSiteChanges(siteId: string | null, onChanged: () => void): void {
  const watch = useContext(WatchContext);
  const latest = useRef(onChanged);
  useEffect(() => {
    latest.current = onChanged;
  });
  useEffect(
    () =>
      watch?.listen((siteIds) => {
        if (siteId === null || siteIds === null || siteIds.includes(siteId)) latest.current();
      }),
    [watch, siteId],
  );
}
