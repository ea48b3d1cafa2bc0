import { isDeviceAddress } from "#core/net/device-address.ts";
import { identifyDevices, type IdentifiedDevice } from "#core/lan/identify.ts";
import type { Claims, Sighting, SightingSource } from "#core/lan/sighting.ts";

/** A sighting with what a test cares about. */
export function seen(
  source: SightingSource,
  address: string,
  claims: Claims = {},
  more: Partial<Sighting> = {},
): Sighting {
  return { source, address, port: null, interfaceName: "eth0", atMs: 1, claims, raw: null, ...more };
}

/** An entry of the neighbour table. */
export const onWire = (address: string, mac: string, interfaceName = "eth0"): Sighting =>
  seen("neighbour", address, { mac }, { interfaceName });

export const NETWORKS = [
  { address: "192.168.1.20", prefixLength: 24, interfaceName: "eth0" },
  { address: "10.10.0.5", prefixLength: 24, interfaceName: "eth1" },
];

const MAKERS: Readonly<Record<string, string>> = {
  "44:47:cc": "Hangzhou Hikvision Digital Technology Co.,Ltd.",
  "3c:ef:8c": "Zhejiang Dahua Technology Co., Ltd.",
  "b8:27:eb": "Raspberry Pi Foundation",
};

export const identified = (sightings: readonly Sighting[], gateways: string[] = []): IdentifiedDevice[] =>
  identifyDevices(sightings, {
    networks: NETWORKS,
    gateways,
    isDeviceAddress,
    makerOf: (mac) => MAKERS[mac.slice(0, 8)] ?? null,
  });

export const devicesOf = (sightings: readonly Sighting[], gateways: string[] = []): IdentifiedDevice["device"][] =>
  identified(sightings, gateways).map(({ device }) => device);
