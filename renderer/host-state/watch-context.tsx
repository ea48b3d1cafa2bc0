import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from "react";
import type { FarsiteClient } from "../connection/client.ts";
import { useClient } from "../connection/connection-context.tsx";

/** Null: too many sites to name, or nobody watched for a while. */
type Listener = (siteIds: readonly string[] | null) => void;

/** A host that could not tell (busy, damaged) is asked again; a lost line brings a new client instead. */
const AGAIN_MS = 5_000;

const WatchContext = createContext<{ listen: (listener: Listener) => () => void } | null>(null);

/** Follows what this and other windows write, once for all pages. */
export function WatchProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const listeners = useRef(new Set<Listener>());
  useEffect(() => {
    const abort = new AbortController();
    void follow(client, abort.signal, (siteIds) => {
      for (const listener of listeners.current) listener(siteIds);
    });
    return () => abort.abort();
  }, [client]);
  const value = useMemo(
    () => ({
      listen(listener: Listener) {
        listeners.current.add(listener);
        return () => void listeners.current.delete(listener);
      },
    }),
    [],
  );
  return <WatchContext value={value}>{children}</WatchContext>;
}

async function follow(client: FarsiteClient, signal: AbortSignal, tell: Listener): Promise<void> {
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      for await (const event of await client.sites.watch(undefined, { signal })) {
        if (event.type === "changed") tell(event.siteIds);
        else if (!isFirst) tell(null);
      }
    } catch {
      // Watching is a comfort: a host that is in trouble says so where something is asked of it.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS);
      signal.addEventListener("abort", resolve);
    });
  }
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
