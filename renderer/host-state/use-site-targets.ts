import { useCallback, useState } from "react";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded, type Loaded } from "../connection/use-loaded.ts";

/** More than anybody looks through; the list of sites finds the others. */
const LATEST = 30;

/**
 * The sites that a result may go to: those that were changed last, and the one that is chosen already, wherever it stands.
 * `chosenId` null: none is.
 */
export function useSiteTargets(chosenId: string | null): Loaded<readonly SiteSummary[]> {
  // What is chosen later is chosen from this list.
  const [firstId] = useState(chosenId);
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal): Promise<readonly SiteSummary[]> => {
      const { sites } = await client.sites.find(
        { text: "", status: "all", onlyConflicts: false, sort: "recent", offset: 0, limit: LATEST },
        { signal },
      );
      if (firstId === null || sites.some(({ id }) => id === firstId)) return sites;
      return [await client.sites.get({ siteId: firstId }, { signal }), ...sites];
    },
    [firstId],
  );
  return useLoaded(load);
}
