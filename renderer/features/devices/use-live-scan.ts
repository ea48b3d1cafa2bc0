import { useMemo } from "react";
import { hrefOf } from "../../navigation/route.ts";
import { useScan } from "./scan-context.tsx";
import { isScanning, seenOf } from "./scan-state.ts";
import type { ShownScan } from "./shown-scan.ts";
import { useSiteSide } from "./use-site-side.ts";

const NONE: readonly string[] = [];
const hrefOfDevice = (deviceId: string): string => hrefOf({ page: "device", deviceId });

/** This window's scan as the pages show it; null before it has begun to tell. */
export function useLiveScan(): ShownScan | null {
  const { state, confirmed } = useScan();
  const seen = seenOf(state);
  const siteId = state.step === "idle" ? null : state.siteId;
  const side = useSiteSide(siteId, seen?.scanId ?? null);
  return useMemo(() => {
    if (seen === null) return null;
    const saved = state.step === "saved" ? state : null;
    return {
      key: seen.scanId,
      isLive: true,
      found: seen.found,
      running: isScanning(state),
      record: "record" in state ? state.record : null,
      networks: confirmed?.networks ?? NONE,
      siteId: saved?.siteId ?? null,
      siteName: saved?.siteName ?? null,
      side,
      hrefOfDevice,
    };
  }, [state, seen, confirmed, side]);
}
