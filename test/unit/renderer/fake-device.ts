import type { Device } from "#core/lan/device.ts";

/** A device of which nothing is known but what is given. */
export function fakeDevice(id: string, given: Partial<Device> = {}, address = "192.168.1.64"): Device {
  return {
    id,
    keys: [id],
    brand: null,
    model: null,
    firmware: null,
    serialNumber: null,
    name: null,
    role: { value: "unknown", source: "neighbour", confidence: 0.1, otherwise: [] },
    macs: [],
    maker: null,
    addresses: [{ address, interfaceName: "eth0", mac: null, inOwnNetwork: true, seen: true }],
    ports: [],
    links: [],
    network: null,
    activated: null,
    channels: null,
    clockOffsetSeconds: null,
    certificates: [],
    findings: [],
    sources: ["neighbour"],
    ...given,
  };
}

export const said = <T>(value: T) => ({ value, source: "http" as const, confidence: 0.9, otherwise: [] });
