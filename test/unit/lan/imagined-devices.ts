import type { Sourced } from "#core/lan/device.ts";
import type { PlainDevice, RiskContext } from "#core/lan/device-findings.ts";
import type { Certificate, DeviceRole, OpenPort } from "#core/lan/sighting.ts";

/** Devices as a scan would put them together, with only what a case is about. */

export const said = <T>(value: T): Sourced<T> => ({ value, source: "sadp", confidence: 0.9, otherwise: [] });

export const at = (
  address: string,
  more: Partial<PlainDevice["addresses"][number]> = {},
): PlainDevice["addresses"][number] => ({
  address,
  interfaceName: "eth0",
  mac: null,
  inOwnNetwork: true,
  seen: true,
  ...more,
});

export function device(role: DeviceRole, more: Partial<PlainDevice> = {}): PlainDevice {
  const addresses = more.addresses ?? [at("192.168.1.50")];
  return {
    id: `address:${addresses[0]?.address}`,
    keys: [`address:${addresses[0]?.address}`],
    brand: null,
    model: null,
    firmware: null,
    serialNumber: null,
    name: null,
    role: said(role),
    macs: [],
    maker: null,
    addresses,
    ports: [],
    links: [],
    network: null,
    activated: null,
    channels: null,
    clockOffsetSeconds: null,
    certificates: [],
    sources: ["sadp"],
    ...more,
  };
}

export const tcp = (port: number, service: string | null = null): OpenPort => ({ transport: "tcp", port, service });

export const certificate = (more: Partial<Certificate> = {}): Certificate => ({
  port: 443,
  fingerprint: "aa",
  subject: "CN=camera",
  issuer: "CN=camera",
  selfSigned: true,
  validFrom: "2024-01-01T00:00:00Z",
  validTo: "2034-01-01T00:00:00Z",
  ...more,
});

export const NOW = "2026-11-21T12:00:00Z";

export const context = (more: Partial<RiskContext> = {}): RiskContext => ({
  now: NOW,
  kev: { asOf: "2025-08-25", entries: [] },
  forwards: [],
  before: [],
  openWithoutLogin: new Map(),
  ...more,
});
