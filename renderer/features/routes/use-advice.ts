import { useCallback, useEffect, useRef, useState } from "react";
import type { Advice } from "#core/advice/advice.ts";
import { useClient } from "../../connection/connection-context.tsx";
import { useSiteChanges } from "../../host-state/watch-context.tsx";
import { problemOf, type Problem } from "../../problems/problem.ts";

type AdviceState = {
  /** The last that was had. */
  advice: Advice | null;
  /** Why a newer one could not be had. */
  problem: Problem | null;
  reload: () => void;
};

/** What is advised for a site; follows whatever is written about it. What was shown stays in view until there is something newer. */
export function useAdvice(siteId: string): AdviceState {
  const client = useClient();
  const [state, setState] = useState<Omit<AdviceState, "reload">>({ advice: null, problem: null });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  const shownOf = useRef(siteId);

  useEffect(() => {
    const abort = new AbortController();
    if (shownOf.current !== siteId) setState({ advice: null, problem: null });
    shownOf.current = siteId;
    client.advice.get({ siteId }, { signal: abort.signal }).then(
      (advice) => !abort.signal.aborted && setState({ advice, problem: null }),
      (error: unknown) =>
        !abort.signal.aborted && setState((last) => ({ advice: last.advice, problem: problemOf(error) })),
    );
    return () => abort.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `turn` asks anew
  }, [client, siteId, turn]);

  useSiteChanges(siteId, reload);
  return { ...state, reload };
}
