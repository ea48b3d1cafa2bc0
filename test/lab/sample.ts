import { topologies, topologyByName } from "./topologies.ts";
import type { Topology } from "./topology.ts";

/** A dozen as unlike each other as possible: for every run of the tests. */
const sample = [
  "public-all+vantage",
  "public-none",
  "public-firewalled+vantage",
  "cgnat-10",
  "false-public-address",
  "double-nat-10-bare",
  "udp-blocked",
  "captive-portal",
  "offline",
  "vpn-laptop",
  "nat64-only",
  "map-e",
] as const;

/** All of them in the long run (`npm run verify`). */
export const testedTopologies: readonly Topology[] =
  process.env["FARSITE_LONG"] === "1" ? topologies : sample.map(topologyByName);
