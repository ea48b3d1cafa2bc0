import { useCallback, useEffect, useMemo } from "react";
import type { Site } from "#core/contract/survey-calls.ts";
import type { Device } from "#core/lan/device.ts";
import type { DeviceNote } from "#core/lan/scan-record.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useKeptView } from "../../navigation/kept-view.tsx";
import type { Problem } from "../../problems/problem.ts";

type Known = {
  notes: readonly DeviceNote[];
  /** The devices of the scan before, and when that was. */
  before: { startedAt: string; devices: readonly Device[] } | null;
};

/** What a site knows besides one scan: the person's names and notes, and the scan before. */
export type SiteSide = Known & {
  setNotes: (notes: readonly DeviceNote[]) => void;
  /** Why it could not be read. */
  problem: Problem | null;
};

const nothing: Known = { notes: [], before: null };

/** Read anew whenever a page of the scan is opened; what was last known is shown until then. `siteId` null: not saved yet. */
export function useSiteSide(siteId: string | null, scanId: string | null): SiteSide {
  const [known, keep] = useKeptView<Known>(`site-side/${siteId}/${scanId}`, nothing);
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal): Promise<Known> => {
      if (siteId === null) return nothing;
      const site = await client.sites.get({ siteId }, { signal });
      const beforeId = scanBefore(site, scanId);
      if (beforeId === null) return { notes: site.deviceNotes, before: null };
      const { startedAt, devices } = await client.scan.get({ siteId, scanId: beforeId }, { signal });
      return { notes: site.deviceNotes, before: { startedAt, devices } };
    },
    [siteId, scanId],
  );
  const loaded = useLoaded(load);
  const read = loaded.step === "ready" ? loaded.value : null;
  const problem = loaded.step === "failed" ? loaded.problem : null;
  useEffect(() => {
    if (read !== null) keep(read);
  }, [read, keep]);
  return useMemo(() => ({ ...known, setNotes: (notes) => keep({ notes }), problem }), [known, keep, problem]);
}

/** The scan that this one is compared with: the one before it, or the last one while it is not kept yet. */
export function scanBefore({ scans }: Pick<Site, "scans">, scanId: string | null): string | null {
  const index = scans.findIndex((scan) => scan.scanId === scanId);
  if (index === -1) return scans.at(-1)?.scanId ?? null;
  return scans[index - 1]?.scanId ?? null;
}
