import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { StoreStatus } from "#core/contract/team-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded, type Loaded } from "../../connection/use-loaded.ts";

type Store = {
  status: Loaded<StoreStatus>;
  /** The person has read that changes were put back. */
  isHealSeen: boolean;
  dismissHeal: () => void;
};

const StoreContext = createContext<Store | null>(null);

const loadStatus = (client: FarsiteClient, signal: AbortSignal) => client.store.status(undefined, { signal });

/** A look over the file after a crash takes seconds; damage that a write finds is told within a minute. */
const CHECKING_AGAIN_MS = 2_000;
const LOOK_EVERY_MS = 60_000;

/** Whether the file that holds the surveys is sound, for every page. */
export function StoreProvider({ children }: { children: ReactNode }) {
  const status = useLoaded(loadStatus);
  const [isHealSeen, setIsHealSeen] = useState(false);
  const isChecking = status.step === "ready" && status.value.state === "checking";
  const { reload } = status;
  useEffect(() => {
    const timer = setInterval(reload, isChecking ? CHECKING_AGAIN_MS : LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [reload, isChecking]);
  const value = useMemo(() => ({ status, isHealSeen, dismissHeal: () => setIsHealSeen(true) }), [status, isHealSeen]);
  return <StoreContext value={value}>{children}</StoreContext>;
}

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === null) throw new Error("useStore outside of StoreProvider");
  return store;
}
