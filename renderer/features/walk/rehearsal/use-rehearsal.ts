import { useEffect, useRef, useState } from "react";
import type { RehearsalNews, RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import { useClient } from "../../../connection/connection-context.tsx";
import { problemOf } from "../../../problems/problem.ts";
import { begun, rehearsalAfter, type RehearsalState } from "./rehearsal-state.ts";

/** One rehearsal at a time. Leaving the page ends it, and the host takes back what it opened. */
export function useRehearsal(onEvent: (event: RehearsalNews) => void) {
  const client = useClient();
  const [state, setState] = useState<RehearsalState>({ step: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  async function follow(request: RehearsalRequest, given: string | null, signal: AbortSignal): Promise<void> {
    let unsaid = given;
    try {
      for await (const event of await client.rehearsal.start(request, { signal })) {
        if (signal.aborted) return;
        setState((last) => rehearsalAfter(last, event));
        onEvent(event);
        if (event.type === "waiting" && event.for === "text" && unsaid !== null) {
          // Typed before it began.
          await client.rehearsal.give({ text: unsaid }, { signal });
          unsaid = null;
        }
      }
      if (!signal.aborted) setState((last) => (last.step === "running" ? broken(new Error("no result")) : last));
    } catch (error) {
      if (!signal.aborted) setState(broken(error));
    }
  }

  return {
    state,
    /** `given`: the other screen's text, where it is known already. */
    start: (request: RehearsalRequest, given: string | null): void => {
      abort.current?.abort();
      abort.current = new AbortController();
      setState({ step: "running", running: begun(request.role) });
      void follow(request, given, abort.current.signal);
    },
    give: (text: string | null): void => {
      client.rehearsal.give({ text }).catch((error: unknown) => setState(broken(error)));
    },
    stop: (): void => {
      abort.current?.abort();
      setState({ step: "idle" });
    },
  };
}

const broken = (error: unknown): RehearsalState => ({ step: "broken", problem: problemOf(error) });
