import type { Topology } from "./topology.ts";
import { bothGranted, noAnswers, offlineTruth, publicSite } from "./topology-pieces.ts";

/** Lines that are down, and networks that let only some things out. */

export const blockedTopologies: readonly Topology[] = [
  publicSite("udp-blocked", "Public address; the router lets no UDP out", { filters: [{ kind: "drop-outbound-udp" }] }),
  publicSite(
    "udp-blocked-but-names",
    "Public address; the router lets no UDP out but questions to a name server outside",
    { filters: [{ kind: "drop-outbound-udp", exceptPorts: [53] }] },
    { nameServer: "internet" },
  ),
  publicSite(
    "names-blocked",
    "Public address; nobody answers questions for names; the firm's own server is known by its address",
    {},
    {
      access: { state: "connected", dropsInbound: false, dropsNames: true },
      vantage: true,
      truth: { inbound: "proven" },
    },
  ),
  publicSite(
    "captive-portal",
    "A guest network: names are answered, every page is the login page, and nothing else gets out",
    { mappingDaemon: null, webPage: null, filters: [{ kind: "captive-portal" }] },
    { truth: offlineTruth },
  ),
  publicSite(
    "offline",
    "The router's cable ends in a dead modem: link and address, nothing behind it",
    {},
    {
      access: { state: "dead-modem", dropsInbound: false },
      truth: { ...offlineTruth, stockMappings: bothGranted },
    },
  ),
  publicSite(
    "no-wan",
    "Nothing is plugged into the router's outside port",
    {},
    {
      access: { state: "no-cable", dropsInbound: false },
      truth: { ...offlineTruth, stockMappings: { upnp: "refused", natpmp: "refused" } },
    },
  ),
  publicSite(
    "no-gateway",
    "The laptop is on the LAN with a fixed address and knows no router",
    {},
    { laptop: "no-gateway", truth: { ...offlineTruth, stockMappings: bothGranted } },
  ),
  publicSite(
    "no-link",
    "The laptop's network cable is not plugged in",
    {},
    { laptop: "unplugged", truth: { ...offlineTruth, stockMappings: noAnswers } },
  ),
];
