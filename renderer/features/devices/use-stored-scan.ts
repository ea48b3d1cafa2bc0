import { useCallback, useEffect, useMemo } from "react";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded, type Loaded } from "../../connection/use-loaded.ts";
import { useKeptView } from "../../navigation/kept-view.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { searchedNetworks } from "./confirmed-plan.ts";
import { foundIn } from "./found-devices.ts";
import type { ShownScan } from "./shown-scan.ts";
import { useSiteSide } from "./use-site-side.ts";

/** Only the last one that was looked at: a scan of a large site is some megabytes. */
type Last = { record: ScanRecord | null; siteName: string | null };
const none: Last = { record: null, siteName: null };

/** A scan of the archive. It never changes, so the way from its list to a device and back loads nothing again. */
export function useStoredScan(siteId: string, scanId: string): Loaded<ShownScan> {
  const [last, keep] = useKeptView<Last>("stored-scan", none);
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal): Promise<Last> => {
      const [record, site] = await Promise.all([
        client.scan.get({ siteId, scanId }, { signal }),
        client.sites.get({ siteId }, { signal }),
      ]);
      return { record, siteName: site.name };
    },
    [siteId, scanId],
  );
  const loaded = useLoaded(load);
  const read = loaded.step === "ready" ? loaded.value : null;
  useEffect(() => {
    if (read !== null) keep(read);
  }, [read, keep]);
  const side = useSiteSide(siteId, scanId);
  const { record, siteName } = last.record?.scanId === scanId ? last : (read ?? none);
  const shown = useMemo<ShownScan | null>(
    () =>
      record && {
        key: scanId,
        isLive: false,
        found: foundIn(record.devices),
        running: false,
        record,
        networks: searchedNetworks(record.circumstances, record.request),
        siteId,
        siteName,
        side,
        hrefOfDevice: (deviceId) => hrefOf({ page: "scanned-device", siteId, scanId, deviceId }),
      },
    [siteId, scanId, record, siteName, side],
  );
  if (shown !== null) return { step: "ready", value: shown, reload: loaded.reload };
  return loaded.step === "failed" ? loaded : { step: "loading", reload: loaded.reload };
}
