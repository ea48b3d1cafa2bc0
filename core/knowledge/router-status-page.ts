import { observationsOf, type Observation } from "../nat/observation.ts";

/** Where a router's own pages show its internet address. Menus are quoted as the router writes them, in English. */
export type RouterStatusPage = {
  family: string;
  /** The menus to go through, in their order. */
  menu: readonly string[];
  /** What the address is called there; null: that is not known. */
  label: string | null;
  /**
   * `high`: the router's own source code or its maker says so. `medium`: several public guides agree. `low`: one guide, or
   * none that could be cited; to be shown as a guess.
   */
  confidence: "high" | "medium" | "low";
  source: string;
  /** When the source was looked at (ISO 8601); menus move with every firmware. */
  seen: string;
};

type Entry = RouterStatusPage & { matches: RegExp };

const SEEN = "2026-11-21";

/** The first that matches counts, so what a router runs stands before who built it. */
const PAGES: readonly Entry[] = [
  {
    family: "OpenWrt",
    matches: /\b(openwrt|luci|lede)\b/i,
    menu: ["Status", "Overview"],
    label: "IPv4 Upstream",
    confidence: "high",
    source: "openwrt/luci, luci-mod-status, view/status/include/30_network.js",
    seen: SEEN,
  },
  {
    family: "pfSense",
    matches: /\bpfsense\b/i,
    menu: ["Status", "Interfaces"],
    label: "IPv4 Address",
    confidence: "high",
    source: "pfsense/pfsense, src/usr/local/www/status_interfaces.php",
    seen: SEEN,
  },
  {
    family: "OPNsense",
    matches: /\bopnsense\b/i,
    menu: ["Interfaces", "Overview"],
    label: "WAN",
    confidence: "medium",
    source: "several public set-up guides for OPNsense",
    seen: SEEN,
  },
  {
    family: "FRITZ!Box",
    matches: /fritz!?\s?box|\bavm\b/i,
    menu: ["Internet", "Online Monitor"],
    label: "IPv4",
    confidence: "medium",
    source: "service.avm.de/help (the menu); several public guides (that the address stands there)",
    seen: SEEN,
  },
  {
    family: "MikroTik",
    matches: /mikrotik|routeros/i,
    menu: ["IP", "Addresses"],
    label: null,
    confidence: "medium",
    source: "several public guides for RouterOS",
    seen: SEEN,
  },
  {
    family: "TP-Link Deco",
    matches: /\bdeco\b/i,
    menu: ["More", "Internet Connection", "IPv4"],
    label: null,
    confidence: "low",
    source: "a public guide for port forwarding with TP-Link",
    seen: SEEN,
  },
  {
    family: "TP-Link",
    matches: /tp-?link|\barcher\b/i,
    menu: ["Advanced", "Status", "Internet"],
    label: null,
    confidence: "medium",
    source: "two public guides for port forwarding with TP-Link",
    seen: SEEN,
  },
  {
    family: "Cisco RV",
    matches: /\bcisco\b|linksys.*\bwrvs?/i,
    menu: ["Status", "WAN/Gateway"],
    label: "IP Address",
    confidence: "medium",
    source: "cisco.com/c/en/us/support/docs/smb/routers (smb1421, for the WRVS4400N)",
    seen: SEEN,
  },
  {
    family: "DrayTek Vigor",
    matches: /draytek|\bvigor\s?\d/i,
    menu: ["Online Status", "Physical Connection"],
    label: null,
    confidence: "medium",
    source: "several public guides for DrayTek",
    seen: SEEN,
  },
  {
    family: "ASUS",
    matches: /\basus(tek|wrt)?\b|\brt-[an][cx]\d/i,
    menu: ["Network Map"],
    label: "WAN IP",
    confidence: "low",
    source: "a public guide for routers without internet",
    seen: SEEN,
  },
  {
    family: "NETGEAR",
    matches: /netgear|nighthawk/i,
    menu: ["ADVANCED"],
    label: "Internet Port",
    confidence: "low",
    source: "a public guide for routers without internet",
    seen: SEEN,
  },
  {
    family: "D-Link",
    matches: /d-link|\bdir-\d/i,
    menu: ["Status", "Device Info"],
    label: null,
    confidence: "low",
    source: "a public guide for routers without internet",
    seen: SEEN,
  },
  {
    family: "Huawei ONT",
    matches: /huawei|echolife|optixstar/i,
    menu: ["Status", "WAN Information"],
    label: null,
    confidence: "low",
    source: "a public guide for fibre routers",
    seen: SEEN,
  },
  {
    family: "ZTE",
    matches: /\bzte\b|\bzx(hn|v)/i,
    menu: ["Status", "Network", "WAN"],
    label: null,
    confidence: "low",
    source: "a public guide for fibre routers",
    seen: SEEN,
  },
];

/**
 * The status page of the router at `gateway`, by what it said about itself (UPnP description, web page) and by the maker of
 * its network port. Null when nothing is known about such a router.
 */
export function routerStatusPage(observations: readonly Observation[], gateway: string): RouterStatusPage | null {
  const said = [
    ...observationsOf(observations, "upnp-gateway").flatMap(({ data }) =>
      data.from === gateway ? [data.manufacturer, data.modelName, data.friendlyName] : [],
    ),
    ...observationsOf(observations, "router-page").flatMap(({ data }) =>
      data.from === gateway ? [data.title, data.server, data.realm] : [],
    ),
  ];
  // Who made the network port may have made the router only: asked last, and only when the router did not tell more.
  const maker = observationsOf(observations, "gateway-neighbour").flatMap(({ data }) =>
    data.gateway === gateway ? [data.maker] : [],
  );
  const entry = pageFor(said) ?? pageFor(maker);
  if (entry === undefined) return null;
  const { matches: _, ...page } = entry;
  return page;
}

function pageFor(texts: readonly (string | null | undefined)[]): Entry | undefined {
  const text = texts.filter((one) => typeof one === "string").join("\n");
  return PAGES.find((entry) => entry.matches.test(text));
}

/** Everything that is known, for tests and for the person who keeps it up to date. */
export const routerStatusPages: readonly RouterStatusPage[] = PAGES;
