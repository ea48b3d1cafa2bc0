import { useCallback, useEffect, useState } from "react";
import { problemOf, type Problem } from "../problems/problem.ts";
import type { FarsiteClient } from "./client.ts";
import { useClient } from "./connection-context.tsx";

export type Loaded<T> =
  | { step: "loading"; reload: () => void }
  | { step: "ready"; value: T; reload: () => void }
  | { step: "failed"; problem: Problem; reload: () => void };

type Load<T> = (client: FarsiteClient, signal: AbortSignal) => Promise<T>;

type Outcome<T> = { of: Load<T>; turn: number } & ({ step: "ready"; value: T } | { step: "failed"; problem: Problem });

/**
 * Loads something from the host when it is first needed, when `load` changes and when the line comes back. What was loaded
 * stays in view while it is loaded again. `load` must be stable (a function of the module, or `useCallback`).
 */
export function useLoaded<T>(load: Load<T>): Loaded<T> {
  const client = useClient();
  const [turn, setTurn] = useState(0);
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null);
  const reload = useCallback(() => setTurn((last) => last + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    load(client, abort.signal).then(
      (value) => !abort.signal.aborted && setOutcome({ of: load, turn, step: "ready", value }),
      (error: unknown) =>
        !abort.signal.aborted && setOutcome({ of: load, turn, step: "failed", problem: problemOf(error) }),
    );
    return () => abort.abort();
  }, [client, load, turn]);

  // What an earlier `load` brought belongs to another page.
  if (outcome === null || outcome.of !== load) return { step: "loading", reload };
  return outcome.step === "failed"
    ? { step: "failed", problem: outcome.problem, reload }
    : { step: "ready", value: outcome.value, reload };
}
