import type { Access, Layer, MappingDaemon, NatBehaviour, Topology, Truth, WebPage } from "./topology.ts";

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

export const addressRestricted: NatBehaviour = { mapping: "endpoint-independent", filtering: "address-dependent" };
/** One outside port for each address that is written to. */
export const addressSymmetric: NatBehaviour = {
  mapping: "address-dependent",
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

const fritzBox: WebPage = { title: "FRITZ!Box", server: "Webserver" };
export const speedport: WebPage = { title: "Speedport W 724V", server: "Speedport" };
/** Asks for its password before it shows anything; its name is in the realm. */
export const passwordFirst: WebPage = {
  title: "401 Unauthorized",
  server: "Router Webserver",
  realm: "TP-LINK Wireless N Router WR841N",
};

/** What a line of copper or a radio link costs; packets inside the lab take no time otherwise. */
export const accessLine = { lineDelayMs: 2.5 } as const;
/** The same over radio to a mast and from there to the next: 18 ms and more. */
export const radioLine = { lineDelayMs: 9 } as const;

export function homeRouter(changes: Partial<Layer> = {}): Layer {
  return {
    host: "home",
    owner: "customer",
    inside: "192.168.1.1/24",
    outside: "25.0.113.2/24",
    nat: portRestricted,
    mappingDaemon: allProtocols,
    filters: [],
    webPage: fritzBox,
    ...changes,
  };
}

/** The provider's modem in router mode, or a router somebody added: on site, so it can be changed. */
export function secondRouter(changes: Partial<Layer> = {}): Layer {
  const outer: Partial<Layer> = { host: "outer", inside: "192.168.0.1/24", outside: "25.0.113.5/24" };
  return homeRouter({ ...outer, webPage: speedport, ...changes });
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

type SiteChanges = Partial<Omit<Topology, "truth">> & { truth?: Partial<Truth> };

function site(name: string, summary: string, layers: Topology["layers"], truth: Truth, changes: SiteChanges): Topology {
  return {
    name,
    summary,
    laptop: "lan",
    layers,
    access: connected,
    tolerance: null,
    ...changes,
    truth: { ...truth, ...changes.truth },
  };
}

/** A site whose home router has the public address. */
export function publicSite(
  name: string,
  summary: string,
  router: Partial<Layer> = {},
  changes: SiteChanges = {},
): Topology {
  return site(name, summary, [homeRouter(router)], publicTruth, changes);
}

/** A site behind a carrier's NAT; `inside` is the carrier's address in the network where the home router has .2. */
export function carrierSite(
  name: string,
  summary: string,
  inside: Layer["inside"],
  boxes: { home?: Partial<Layer>; carrier?: Partial<Layer> } = {},
  changes: SiteChanges = {},
): Topology {
  const home = homeRouter({ outside: neighbourOf(inside), ...boxes.home });
  return site(name, summary, [home, carrierNat(inside, boxes.carrier)], carrierTruth, changes);
}

/** A site with two routers of its own, the home router behind the outer one. */
export function doubleNatSite(
  name: string,
  summary: string,
  boxes: { home?: Partial<Layer>; outer?: Partial<Layer> } = {},
  changes: SiteChanges = {},
): Topology {
  const outer = secondRouter(boxes.outer);
  const home = homeRouter({ outside: neighbourOf(outer.inside), ...boxes.home });
  return site(name, summary, [home, outer], doubleNatTruth, changes);
}

/** The address of a network that follows its router's .1. */
export function neighbourOf(router: Layer["inside"]): Layer["inside"] {
  return router.replace(/\.1\//, ".2/") as Layer["inside"];
}
