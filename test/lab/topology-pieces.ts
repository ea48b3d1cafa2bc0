import type { Access, Layer, MappingDaemon, NatBehaviour, Truth } from "./topology.ts";

/** What the catalogue's sites are put together from. */

export const portRestricted: NatBehaviour = {
  mapping: "endpoint-independent",
  filtering: "address-and-port-dependent",
};
export const fullCone: NatBehaviour = { mapping: "endpoint-independent", filtering: "endpoint-independent" };
export const symmetric: NatBehaviour = {
  mapping: "address-and-port-dependent",
  filtering: "address-and-port-dependent",
};

export const allProtocols: MappingDaemon = {
  upnp: true,
  natpmpAndPcp: true,
  secureMode: false,
  claimedExternalAddress: null,
  behindPrivateAddress: "refuses",
};
export const mapsAnyway: MappingDaemon = { ...allProtocols, behindPrivateAddress: "maps" };

export function homeRouter(changes: Partial<Layer> = {}): Layer {
  return {
    host: "home",
    owner: "customer",
    inside: "192.168.1.1/24",
    outside: "25.0.113.2/24",
    nat: portRestricted,
    mappingDaemon: allProtocols,
    filters: [],
    ...changes,
  };
}

/** The provider's modem in router mode, or a router somebody added: on site, so it can be changed. */
export function secondRouter(changes: Partial<Layer> = {}): Layer {
  return homeRouter({ host: "outer", inside: "192.168.0.1/24", outside: "25.0.113.5/24", ...changes });
}

export function carrierNat(inside: Layer["inside"], changes: Partial<Layer> = {}): Layer {
  return {
    host: "cgn",
    owner: "carrier",
    inside,
    outside: "25.0.113.9/24",
    nat: portRestricted,
    mappingDaemon: null,
    filters: [],
    ...changes,
  };
}

export const connected: Access = { state: "connected", dropsInbound: false };

export const bothGranted = { upnp: "granted", natpmp: "granted" } as const;
export const noAnswers = { upnp: "no-answer", natpmp: "no-answer" } as const;

export const publicTruth: Truth = {
  kind: "public",
  publicAddress: "25.0.113.2",
  addressOwner: "home",
  stockMappings: bothGranted,
  inbound: "untested",
};
export const carrierTruth: Truth = {
  kind: "cgnat",
  publicAddress: "25.0.113.9",
  addressOwner: "cgn",
  // miniupnpd refuses to map while its own outside address is private or shared.
  stockMappings: { upnp: "refused", natpmp: "refused" },
  inbound: "untested",
};
export const doubleNatTruth: Truth = {
  kind: "double-nat",
  publicAddress: "25.0.113.5",
  addressOwner: "outer",
  stockMappings: { upnp: "refused", natpmp: "refused" },
  inbound: "untested",
};
export const offlineTruth: Truth = {
  kind: "offline",
  publicAddress: null,
  addressOwner: null,
  stockMappings: noAnswers,
  inbound: "untested",
};
