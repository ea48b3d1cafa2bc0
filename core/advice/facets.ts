import { message, type Message } from "../nat/diagnosis.ts";
import type { Facet, FacetName } from "./advice.ts";
import { bandwidthFacet } from "./bandwidth.ts";
import { providerFacet } from "./provider-facet.ts";
import type { RouteId } from "./route-id.ts";
import type { SiteFacts } from "./site-facts.ts";

type Grade = Facet["grade"];
/** What a route is like by its technique: the grade, and the text `advice.facet.<facet>.<word>`. */
type Judged = readonly [grade: Grade, word: string];
type Technique = Readonly<Record<Exclude<FacetName, "bandwidth" | "provider">, Judged>>;

const OPEN_PORT = {
  viewerClient: ["good", "none"],
  sharing: ["poor", "by-login"],
  privacy: ["fair", "as-the-recorder"],
  exposure: ["poor", "open-port"],
} as const satisfies Partial<Technique>;

const VPN = {
  viewerClient: ["poor", "vpn-app"],
  sharing: ["poor", "members-only"],
  privacy: ["good", "tunnel"],
} as const satisfies Partial<Technique>;

const MESH = {
  ...VPN,
  setUp: ["fair", "hour"],
  routerAccess: ["good", "none"],
  stableEndpoint: ["good", "service-name"],
  exposure: ["good", "account"],
  keys: ["fair", "product-account"],
} as const satisfies Technique;

/** From the guides that installers use (docs/knowledge.md); what depends on the site is laid over it below. */
const TECHNIQUES: Readonly<Record<RouteId, Technique>> = {
  "public-ip": {
    setUp: ["good", "call"],
    routerAccess: ["fair", "provider"],
    stableEndpoint: ["good", "static-address"],
    viewerClient: ["good", "as-what-follows"],
    sharing: ["fair", "as-what-follows"],
    privacy: ["fair", "as-what-follows"],
    exposure: ["fair", "as-what-follows"],
    keys: ["good", "contract"],
  },
  "port-forward": {
    ...OPEN_PORT,
    setUp: ["good", "minutes"],
    routerAccess: ["fair", "needed"],
    stableEndpoint: ["poor", "address-changes"],
    keys: ["good", "router-login"],
  },
  "fix-double-nat": {
    setUp: ["fair", "hour"],
    routerAccess: ["poor", "both-boxes"],
    stableEndpoint: ["fair", "as-what-follows"],
    viewerClient: ["good", "as-what-follows"],
    sharing: ["fair", "as-what-follows"],
    privacy: ["fair", "as-what-follows"],
    exposure: ["fair", "as-what-follows"],
    keys: ["good", "router-login"],
  },
  "ipv6-direct": {
    ...OPEN_PORT,
    setUp: ["poor", "day"],
    routerAccess: ["fair", "needed"],
    stableEndpoint: ["fair", "prefix-changes"],
    keys: ["good", "router-login"],
  },
  "mobile-line": {
    setUp: ["fair", "hour"],
    routerAccess: ["good", "own-modem"],
    stableEndpoint: ["poor", "by-tariff"],
    viewerClient: ["good", "as-what-follows"],
    sharing: ["fair", "as-what-follows"],
    privacy: ["fair", "as-what-follows"],
    exposure: ["fair", "as-what-follows"],
    keys: ["good", "contract"],
  },
  "mobile-tunnel": {
    ...VPN,
    setUp: ["poor", "day"],
    routerAccess: ["good", "own-modem"],
    stableEndpoint: ["good", "server"],
    exposure: ["good", "server-only"],
    keys: ["fair", "firm-server"],
  },
  "vendor-cloud": {
    setUp: ["good", "minutes"],
    routerAccess: ["good", "none"],
    stableEndpoint: ["good", "service-name"],
    viewerClient: ["fair", "makers-app"],
    sharing: ["fair", "by-account"],
    privacy: ["poor", "maker-between"],
    exposure: ["fair", "makers-service"],
    keys: ["fair", "customer-account"],
  },
  "remote-support": {
    setUp: ["good", "minutes"],
    routerAccess: ["good", "none"],
    stableEndpoint: ["good", "service-name"],
    viewerClient: ["fair", "support-app"],
    sharing: ["poor", "whole-computer"],
    privacy: ["fair", "broker"],
    exposure: ["poor", "whole-computer"],
    keys: ["poor", "support-account"],
  },
  "hosted-relay": {
    setUp: ["good", "minutes"],
    routerAccess: ["good", "none"],
    stableEndpoint: ["good", "service-name"],
    viewerClient: ["good", "browser"],
    sharing: ["good", "link"],
    privacy: ["poor", "relay-sees"],
    exposure: ["fair", "relay-link"],
    keys: ["fair", "product-account"],
  },
  "own-relay": {
    setUp: ["poor", "day"],
    routerAccess: ["good", "none"],
    stableEndpoint: ["good", "server"],
    viewerClient: ["good", "browser"],
    sharing: ["good", "link"],
    privacy: ["fair", "own-server-sees"],
    exposure: ["fair", "server-only"],
    keys: ["fair", "firm-server"],
  },
  "wireguard-hub": {
    ...VPN,
    setUp: ["poor", "day"],
    routerAccess: ["good", "none"],
    stableEndpoint: ["good", "server"],
    exposure: ["good", "server-only"],
    keys: ["fair", "firm-server"],
  },
  "wireguard-router": {
    ...VPN,
    setUp: ["fair", "hour"],
    routerAccess: ["fair", "needed"],
    stableEndpoint: ["fair", "address-changes"],
    exposure: ["good", "silent-port"],
    keys: ["good", "router-login"],
  },
  tailscale: MESH,
  zerotier: MESH,
  netbird: MESH,
  "router-vpn": {
    ...VPN,
    setUp: ["fair", "hour"],
    routerAccess: ["fair", "needed"],
    stableEndpoint: ["fair", "address-changes"],
    exposure: ["fair", "vpn-port"],
    keys: ["good", "router-login"],
  },
};

const word = (name: FacetName, [grade, says]: Judged): Facet => ({
  grade,
  says: message(`advice.facet.${name}.${says}`),
});

/** Every cell of the comparison for one route at this site. */
export function facetsOf(route: RouteId, facts: SiteFacts): Record<FacetName, Facet> {
  const technique = TECHNIQUES[route];
  const plain = (name: keyof Technique): Facet => word(name, technique[name]);
  return {
    setUp: plain("setUp"),
    routerAccess: plain("routerAccess"),
    stableEndpoint: stableEndpoint(technique.stableEndpoint, facts),
    viewerClient: plain("viewerClient"),
    sharing: plain("sharing"),
    privacy: plain("privacy"),
    provider: providerFacet(route, facts),
    bandwidth: bandwidthFacet(route, facts),
    exposure: plain("exposure"),
    keys: plain("keys"),
  };
}

/** An address that stays makes a forward as good as a server's. */
function stableEndpoint(judged: Judged, { line }: SiteFacts): Facet {
  const stays = judged[1] === "address-changes" && line.addressKind === "static";
  return word("stableEndpoint", stays ? ["good", "static-address"] : judged);
}

/** What a route needs there before it begins: `advice.need.<code>`. */
export function needsOf(route: RouteId, facts: SiteFacts): Message[] {
  const need = (code: string): Message => message(`advice.need.${code}`);
  const dynamic = facts.line.addressKind === "static" ? [] : [need("ddns")];
  switch (route) {
    case "public-ip":
      return [need("contract-holder")];
    case "fix-double-nat":
      return [need("both-logins")];
    case "port-forward":
      return [need("router-login"), ...dynamic, need("firmware")];
    case "ipv6-direct":
      return [need("router-login"), need("firmware")];
    case "wireguard-router":
    case "router-vpn":
      return [need("router-login"), ...dynamic, need("viewer-app")];
    case "mobile-line":
      return [need("modem"), need("trial-sim")];
    case "mobile-tunnel":
      return [need("modem"), need("own-server"), need("site-box"), need("viewer-app")];
    case "vendor-cloud":
      return [need("customer-account")];
    case "remote-support":
      return [need("site-computer")];
    case "hosted-relay":
      return [need("site-computer"), need("customer-account")];
    case "own-relay":
      return [need("own-server"), need("site-box")];
    case "wireguard-hub":
      return [need("own-server"), need("site-box"), need("viewer-app")];
    case "tailscale":
    case "zerotier":
    case "netbird":
      return [need("site-box"), need("customer-account"), need("viewer-app")];
    default: {
      const never: never = route;
      return never;
    }
  }
}
