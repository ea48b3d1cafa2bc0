import { useCallback } from "react";
import type { ForwardState } from "#core/contract/route-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded, type Loaded } from "../../connection/use-loaded.ts";
import { useReloadOn } from "./use-reload-on.ts";
import type { ShownResult } from "./proof-rows.tsx";

export type LastProofs = { forwards: readonly ForwardState[]; results: readonly ShownResult[] };

/**
 * These forwards, and the last test of each from outside.
 * @param turn changes when there may be a new one
 */
export function useLastProofs(siteId: string, forwardIds: readonly string[], turn: string): Loaded<LastProofs> {
  // Made anew with every answer of the walk, and mostly the same.
  const ids = forwardIds.join("\n");
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal): Promise<LastProofs> => {
      const wanted = new Set(ids.split("\n"));
      const all = await client.forwards.list({ siteId }, { signal });
      const forwards = all.filter(({ forward }) => wanted.has(forward.id));
      return { forwards, results: await lastResults(client, siteId, forwards, signal) };
    },
    [siteId, ids],
  );
  const loaded = useLoaded(load);
  useReloadOn(turn, loaded.reload);
  return loaded;
}

async function lastResults(
  client: FarsiteClient,
  siteId: string,
  forwards: readonly ForwardState[],
  signal: AbortSignal,
): Promise<ShownResult[]> {
  const proofIds = [...new Set(forwards.flatMap(({ lastProof }) => lastProof?.proofId ?? []))];
  const records = await Promise.all(proofIds.map((proofId) => client.proof.get({ siteId, proofId }, { signal })));
  return forwards.flatMap(({ forward, lastProof }) => {
    const record = records.find(({ proofId }) => proofId === lastProof?.proofId);
    const result = record?.results.find(({ forwardId }) => forwardId === forward.id);
    return record && result ? [{ record, result }] : [];
  });
}
