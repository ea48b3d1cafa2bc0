import { createContext, useContext, useMemo, useReducer, useRef, useState, type ReactNode } from "react";
import { useClient } from "../../connection/connection-context.tsx";
import type { Confirmed } from "./confirmed-plan.ts";
import { followScan } from "./follow-scan.ts";
import { idleScan, reduceScan, type ScanState } from "./scan-state.ts";
import { useScanAnnouncements } from "./use-scan-announcements.ts";

type Scan = {
  state: ScanState;
  /** The site that the next scan belongs to; null: a new one. */
  target: string | null;
  aim: (siteId: string | null) => void;
  /** For as long as the window is open. */
  confirmed: Confirmed | null;
  start: (confirmed: Confirmed) => void;
  /** What was found by then is kept. */
  stop: () => void;
  /** Tries once more to keep a scan that could not be saved. Throws what the host threw. */
  saveAgain: () => Promise<void>;
  /** Back to the ranges, for this site; null: a new one. */
  prepare: (siteId: string | null) => void;
};

const ScanContext = createContext<Scan | null>(null);

/** The window's search for devices: it goes on while the person looks at other pages. */
export function useScan(): Scan {
  const scan = useContext(ScanContext);
  if (scan === null) throw new Error("useScan outside of ScanProvider");
  return scan;
}

export function ScanProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [state, dispatch] = useReducer(reduceScan, idleScan);
  const [target, aim] = useState<string | null>(null);
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null);
  const runs = useRef(0);
  const abort = useRef<AbortController | null>(null);
  useScanAnnouncements(state);

  const value = useMemo<Scan>(
    () => ({
      state,
      target,
      aim,
      confirmed,
      start(what) {
        abort.current?.abort();
        abort.current = new AbortController();
        const run = ++runs.current;
        // Once more is once more at the same site, also where the first search has made it.
        const siteId = state.step === "saved" ? state.siteId : target;
        setConfirmed(what);
        dispatch({ type: "start", run, siteId });
        void followScan(client, { ...what.request, siteId }, run, abort.current.signal, dispatch);
      },
      stop() {
        const leave = (): void => {
          dispatch({ type: "cancel" });
          abort.current?.abort();
        };
        // Told to stop, the host still hands over what it found; only a scan that has not begun is left.
        if (state.step === "running") client.scan.stop({ scanId: state.seen.scanId }).catch(leave);
        else leave();
      },
      async saveAgain() {
        if (state.step !== "not-saved") return;
        const { run, siteId, record } = state;
        const saved = await client.scan.saveAgain({ scanId: record.scanId, siteId });
        dispatch({ type: "kept", run, siteId: saved.siteId, siteName: saved.siteName });
      },
      prepare(siteId) {
        aim(siteId);
        dispatch({ type: "reset" });
      },
    }),
    [client, state, target, confirmed],
  );
  return <ScanContext value={value}>{children}</ScanContext>;
}
