import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { FoundDevices } from "./found-devices.ts";
import type { SiteSide } from "./use-site-side.ts";

/** A scan as the pages show it, whether it runs, is just over or comes from the archive. */
export type ShownScan = {
  /** Names it among everything that is looked at. */
  key: string;
  /** This window's own scan: it may still run. */
  isLive: boolean;
  found: FoundDevices;
  running: boolean;
  /** Null until it is finished. */
  record: ScanRecord | null;
  /** The networks that were searched. */
  networks: readonly string[];
  /** Null while it is not saved under a site. */
  siteId: string | null;
  siteName: string | null;
  side: SiteSide;
  hrefOfDevice: (deviceId: string) => string;
};
