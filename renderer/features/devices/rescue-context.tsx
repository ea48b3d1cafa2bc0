import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Rescue } from "#core/contract/contract.ts";
import { useClient } from "../../connection/connection-context.tsx";
import { useAppInfo } from "../../host-state/app-info-context.tsx";

type Rescues = {
  /** Second addresses of the laptop that stand right now. */
  standing: readonly Rescue[];
  setStanding: (standing: readonly Rescue[]) => void;
};

const RescueContext = createContext<Rescues | null>(null);

export function useRescues(): Rescues {
  const rescues = useContext(RescueContext);
  if (rescues === null) throw new Error("useRescues outside of RescueProvider");
  return rescues;
}

/** Linux takes a second address away after an hour, whatever becomes of Farsite (`core/system/second-address.ts`). */
export const useEndsByItself = (): boolean => useAppInfo().platform === "linux";

/** Knows which second addresses stand, also those that another window has set. */
export function RescueProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [standing, setStanding] = useState<readonly Rescue[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    client.rescue.list(undefined, { signal: abort.signal }).then(
      (list) => !abort.signal.aborted && setStanding(list),
      // Whoever sets one is told what goes wrong; here it is only about what stood before.
      () => undefined,
    );
    return () => abort.abort();
  }, [client]);
  const value = useMemo(() => ({ standing, setStanding }), [standing]);
  return <RescueContext value={value}>{children}</RescueContext>;
}
