import type { Inspection, InspectionRequest } from "#core/lan/inspection.ts";

export type InspectOptions = {
  signal: AbortSignal | undefined;
  now: () => Date;
  randomBytes: (length: number) => Uint8Array;
  /** SHA-256 of the certificates that the device was seen with, by port. */
  pinnedFingerprints: ReadonlyMap<number, string>;
  /** Routers of the site, where they are known. */
  routers: readonly string[];
};

/** Asks one device with the login that a person typed for it. Never throws for what the device or the network does. */
export async function inspectDevice(_request: InspectionRequest, _options: InspectOptions): Promise<Inspection> {
  return { state: "failed", why: "not-supported", detail: null };
}
