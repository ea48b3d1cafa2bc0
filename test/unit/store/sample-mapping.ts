import type { MappingEntry } from "#host/store/mapping-journal.ts";

/** A test mapping as a check notes it before asking the router. */
export const sampleMapping: Omit<MappingEntry, "id" | "createdAt"> = {
  protocol: "pcp",
  gateway: "192.168.178.1",
  gatewayMac: "02:00:5e:00:00:01",
  udn: null,
  controlUrl: null,
  serviceType: null,
  transport: "udp",
  internalClient: "192.168.178.42",
  internalPort: 40_431,
  externalPort: 40_431,
  nonceHex: "00112233445566778899aabb",
  description: null,
  lifetimeSeconds: 120,
};
