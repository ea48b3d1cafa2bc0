import { useCallback, useEffect, useState } from "react";
import { problemOf, type Problem } from "../problems/problem.ts";
import type { FarsiteClient } from "./client.ts";
import { useClient } from "./connection-context.tsx";

export type Loaded<T> =
  | { step: "loading"; reload: () => void }
  | { step: "ready"; value: T; reload: () => void }
  | { step: "failed"; problem: Problem; reload: () => void };

/**
 * Loads something from the host when it is first needed, when `load` changes and when the line comes back. What was loaded
 * stays in view while it is loaded again. `load` must be stable (`useCallback`).
 */
export function useLoaded<T>(load: (client: FarsiteClient, signal: AbortSignal) => Promise<T>): Loaded<T> {
  const client = useClient();
  const [turn, setTurn] = useState(0);
  const [result, setResult] = useState<{ of: typeof load; value?: T; problem?: Problem } | null>(null);
  const reload = useCallback(() => setTurn((last) => last + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    load(client, abort.signal).then(
      (value) => !abort.signal.aborted && setResult({ of: load, value }),
      (error: unknown) => !abort.signal.aborted && setResult({ of: load, problem: problemOf(error) }),
    );
    return () => abort.abort();
  }, [client, load, turn]);

  // What an earlier `load` brought belongs to another page.
  if (result === null || result.of !== load) return { step: "loading", reload };
  if (result.problem !== undefined) return { step: "failed", problem: result.problem, reload };
  return { step: "ready", value: result.value as T, reload };
}
