import { useEffect, useRef, useState } from "react";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import { useClient } from "../../connection/connection-context.tsx";
import { problemOf } from "../../problems/problem.ts";
import { phoneAfter, visitsOf, type PhoneState } from "./phone-state.ts";

type PhoneTest = { forwardId: string | null; byHandPort: number | null; carrier: string | null };

/** A test with a telephone. Leaving the page ends it, and the host takes back what it opened. */
export function usePhoneTest(siteId: string, onEvent: (event: PhoneEvent) => void) {
  const client = useClient();
  const [state, setState] = useState<PhoneState>({ step: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  async function follow(test: PhoneTest, signal: AbortSignal): Promise<void> {
    try {
      for await (const event of await client.proof.phone({ siteId, ...test }, { signal })) {
        if (signal.aborted) return;
        setState((last) => phoneAfter(last, event));
        onEvent(event);
        if (event.type === "finished" || event.type === "failed") return;
      }
      if (!signal.aborted) fail(new Error("the test ended without a result"));
    } catch (error) {
      if (!signal.aborted) fail(error);
    }
  }

  function fail(error: unknown): void {
    setState((last) => ({ step: "broken", problem: problemOf(error), visits: visitsOf(last) }));
  }

  function start(test: PhoneTest): void {
    abort.current?.abort();
    abort.current = new AbortController();
    setState({ step: "starting" });
    void follow(test, abort.current.signal);
  }

  function stop(): void {
    abort.current?.abort();
    setState({ step: "idle" });
  }

  return { state, start, stop };
}
