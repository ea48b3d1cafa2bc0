import { useCallback, useEffect, useRef, useState } from "react";
import type { WalkView } from "#core/contract/route-calls.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import { useClient } from "../../connection/connection-context.tsx";
import { useAction } from "../../connection/use-action.ts";
import { useSiteChanges } from "../../host-state/watch-context.tsx";
import { problemOf, type Problem } from "../../problems/problem.ts";

/** What the last answer brought, which decides where the focus goes; counted, since the same may come twice. */
export type Arrival = { readonly turn: number; readonly what: "step" | "same" | "refused" };

export type WalkState =
  | { step: "loading" }
  | { step: "failed"; problem: Problem }
  | { step: "ready"; value: WalkView; refused: Message | null };

export type Walking = {
  state: WalkState;
  /** The event that is being carried out. */
  sending: string | null;
  /** Why the last one could not be sent, or not be finished. */
  problem: Problem | null;
  arrival: Arrival;
  send: (type: string, values: Record<string, unknown>, options?: SendOptions) => void;
  /** Reads it anew: what it rests on has changed. */
  reload: () => void;
};

type SendOptions = {
  /** Focus stays where it is as long as the step does: the answer is shown there. */
  staysThere?: boolean;
  /** The walk has taken the event; not called when it was refused. */
  onTaken?: () => void;
};

/** One walk-through of a site: as the host has it, and what the person does next. */
export function useWalk(siteId: string, walkId: string): Walking {
  const client = useClient();
  const action = useAction();
  const [state, setState] = useState<WalkState>({ step: "loading" });
  const [sending, setSending] = useState<string | null>(null);
  const [arrival, setArrival] = useState<Arrival>({ turn: 0, what: "same" });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  /** Counts what the host is asked for: an older answer must not replace a newer one. */
  const asked = useRef(0);

  useEffect(() => {
    const abort = new AbortController();
    const mine = ++asked.current;
    const isLatest = (): boolean => !abort.signal.aborted && mine === asked.current;
    client.walks.get({ siteId, walkId }, { signal: abort.signal }).then(
      (value) => isLatest() && setState({ step: "ready", value, refused: null }),
      (error: unknown) =>
        isLatest() &&
        // What is in view stays: the line may only be gone for a moment.
        setState((last) => (last.step === "ready" ? last : { step: "failed", problem: problemOf(error) })),
    );
    return () => abort.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `turn` asks anew
  }, [client, siteId, walkId, turn]);

  useSiteChanges(siteId, () => {
    // While an event is carried out, its own writing is what changes; the answer brings it.
    if (!action.pending) reload();
  });

  function send(type: string, values: Record<string, unknown>, options: SendOptions = {}): void {
    if (action.pending || state.step !== "ready") return;
    const before = state.value.walk.state.step;
    setSending(type);
    action.run(async (line) => {
      const mine = ++asked.current;
      try {
        const { refused, ...value } = await line.walks.send({ siteId, walkId, event: { type, values } });
        if (mine === asked.current) setState({ step: "ready", value: { ...value, refused }, refused });
        const hasMoved = value.walk.state.step !== before;
        const what = refused !== null ? "refused" : hasMoved ? "step" : "same";
        if (what !== "same" || options.staysThere !== true) setArrival((last) => ({ turn: last.turn + 1, what }));
        if (refused === null) options.onTaken?.();
      } catch (error) {
        // The host may have kept a part of it: what it knows now is what is shown.
        reload();
        throw error;
      } finally {
        setSending(null);
      }
    });
  }

  return { state, sending, problem: action.problem, arrival, send, reload };
}
