import type { KevCatalogue } from "./kev.ts";
import type { Device, DeviceFinding } from "./device.ts";
import type { ScanCircumstances, ScanRequest } from "./scan-record.ts";

/** A device before anything was judged about it. */
export type PlainDevice = Omit<Device, "findings">;

/** A forward on the router that leads to a device on site. */
export type KnownForward = {
  transport: "tcp" | "udp";
  externalPort: number;
  internalAddress: string;
  internalPort: number;
  /** Whose it is, as the entry says. */
  description: string | null;
};

export type RiskContext = {
  /** ISO 8601: certificates end, and the register of exploited flaws gets old. */
  now: string;
  kev: KevCatalogue;
  /** From the last check of the same site. */
  forwards: readonly KnownForward[];
  /** The same site's devices at the last scan, for certificates that changed. */
  before: readonly PlainDevice[];
  /** What was seen open without a login, by device id. */
  openWithoutLogin: ReadonlyMap<string, readonly ("rtsp" | "snapshot" | "onvif-media")[]>;
};

export type SiteFindingInput = {
  devices: readonly PlainDevice[];
  circumstances: ScanCircumstances;
  request: ScanRequest;
};
