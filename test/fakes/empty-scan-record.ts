import { randomUUID } from "node:crypto";
import { SCAN_RECORD_VERSION, type ScanRecord } from "#core/lan/scan-record.ts";

/** A search that found nothing, as it is stored; another one each time. */
export const emptyScanRecord = (): ScanRecord => ({
  format: "farsite-scan",
  version: SCAN_RECORD_VERSION,
  scanId: randomUUID(),
  startedAt: "2026-11-20T09:00:00.000Z",
  durationMs: 5_000,
  farsiteVersion: "0.0.0",
  cancelled: false,
  request: { ranges: [], sweep: false, byHand: [] },
  circumstances: {
    adapters: [],
    firewalls: [],
    refusedSends: [],
    gateways: [],
    vpnHoldsDefaultRoute: false,
    addressesSwept: 0,
    addressesAlive: 0,
    portsTried: 0,
    sightingsDropped: 0,
    unfinished: [],
  },
  sightings: [],
  devices: [],
  findings: [],
});
