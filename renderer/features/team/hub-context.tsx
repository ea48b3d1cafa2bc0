import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { HubStatus, SyncEvent } from "#core/contract/team-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useClient } from "../../connection/connection-context.tsx";
import { useLoaded, type Loaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { problemOf, type Problem } from "../../problems/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";

type Progress = Extract<SyncEvent, { type: "progress" }>;
type Result = Extract<SyncEvent, { type: "finished" }>;

export type SyncRun =
  | { step: "idle" }
  | { step: "running"; progress: Progress | null }
  | { step: "finished"; result: Result }
  | { step: "failed"; problem: Problem };

type Hub = { status: Loaded<HubLook>; run: SyncRun; start: () => void; stop: () => void };

const HubContext = createContext<Hub | null>(null);

/** How the exchange stood at that time. */
type HubLook = HubStatus & { lookedAtMs: number };

const loadStatus = async (client: FarsiteClient, signal: AbortSignal): Promise<HubLook> => ({
  ...(await client.hub.status(undefined, { signal })),
  lookedAtMs: Date.now(),
});

/** The frame's sign may be a minute late. */
const LOOK_EVERY_MS = 60_000;

/** The exchange with the firm's server: it goes on while other pages are looked at. */
export function HubProvider({ children }: { children: ReactNode }) {
  const { t } = useText();
  const client = useClient();
  const announce = useAnnounce();
  const status = useLoaded(loadStatus);
  const [run, setRun] = useState<SyncRun>({ step: "idle" });
  const abort = useRef<AbortController | null>(null);
  const { reload } = status;

  useEffect(() => {
    const timer = setInterval(reload, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  // What runs ends with the window.
  useEffect(() => () => abort.current?.abort(), []);

  const start = useCallback(() => {
    if (abort.current !== null) return;
    const stopper = new AbortController();
    abort.current = stopper;
    setRun({ step: "running", progress: null });
    const exchange = async (): Promise<void> => {
      try {
        const result = await follow(client, stopper.signal, (progress) => setRun({ step: "running", progress }));
        setRun(result === null ? { step: "idle" } : { step: "finished", result });
        if (result !== null) announce(t("ui.team.resultTitle"));
      } catch (error) {
        if (stopper.signal.aborted) return setRun({ step: "idle" });
        const problem = problemOf(error);
        setRun({ step: "failed", problem });
        announce(t(`error.${problem.code}.title`, problem.args));
      }
    };
    void exchange().finally(() => {
      abort.current = null;
      reload();
    });
  }, [client, announce, t, reload]);
  const stop = useCallback(() => abort.current?.abort(), []);

  const value = useMemo(() => ({ status, run, start, stop }), [status, run, start, stop]);
  return <HubContext value={value}>{children}</HubContext>;
}

/** What the exchange came to; null: it was stopped. */
async function follow(
  client: FarsiteClient,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Result | null> {
  for await (const event of await client.hub.sync(undefined, { signal })) {
    if (event.type === "finished") return event;
    if (!signal.aborted) onProgress(event);
  }
  return null;
}

export function useHub(): Hub {
  const hub = useContext(HubContext);
  if (hub === null) throw new Error("useHub outside of HubProvider");
  return hub;
}
