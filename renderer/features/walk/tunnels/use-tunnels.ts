import { useCallback, useEffect, useState } from "react";
import type { TunnelState } from "#core/contract/tunnel-calls.ts";
import { standingTunnels } from "#core/tunnel/tunnel.ts";
import { useClient } from "../../../connection/connection-context.tsx";
import type { Loaded } from "../../../connection/use-loaded.ts";
import { useSiteChanges } from "../../../host-state/watch-context.tsx";
import { problemOf, type Problem } from "../../../problems/problem.ts";

type Known = { of: string } & ({ step: "ready"; value: readonly TunnelState[] } | { step: "failed"; problem: Problem });

/** A site's standing tunnels as they are at this moment: read anew when the survey changes, and told of what this laptop holds open. */
export function useTunnels(siteId: string): Loaded<readonly TunnelState[]> {
  const client = useClient();
  const [turn, setTurn] = useState(0);
  const [known, setKnown] = useState<Known | null>(null);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  useSiteChanges(siteId, reload);

  useEffect(() => {
    const abort = new AbortController();
    void (async () => {
      try {
        // The first answer comes at once.
        for await (const states of await client.tunnels.watch({ siteId }, { signal: abort.signal })) {
          if (abort.signal.aborted) return;
          setKnown({ of: siteId, step: "ready", value: states.filter(isStanding) });
        }
      } catch (error) {
        if (abort.signal.aborted) return;
        // What is in view stays: the line may only be gone for a moment, and comes back with another client.
        setKnown((last) =>
          last?.of === siteId && last.step === "ready"
            ? last
            : { of: siteId, step: "failed", problem: problemOf(error) },
        );
      }
    })();
    return () => abort.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `turn` asks anew
  }, [client, siteId, turn]);

  if (known === null || known.of !== siteId) return { step: "loading", reload };
  return known.step === "failed"
    ? { step: "failed", problem: known.problem, reload }
    : { step: "ready", value: known.value, reload };
}

const isStanding = ({ tunnel }: TunnelState): boolean => standingTunnels([tunnel]).length > 0;
