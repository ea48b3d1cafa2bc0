import type { Observation, ObservationData, ProbeId } from "#core/nat/observation.ts";

/**
 * Observations of an imagined site, one builder per question. The outside addresses are from AS112's blocks (RFC 7535,
 * RFC 7534): public by their range, but no customer's line.
 */

export const GATEWAY = "192.168.178.1";
export const LAPTOP = "192.168.178.42";
export const PUBLIC = "192.31.196.77";
export const OTHER_PUBLIC = "192.175.48.20";
export const SHARED = "100.83.12.9";
export const PRIVATE_WAN = "10.74.12.3";

type Rest = Partial<Omit<Observation, "id" | "probe" | "data">>;

export function observation(id: string, question: string, data: ObservationData, rest: Rest = {}): Observation {
  const outcome = rest.outcome ?? "answered";
  return {
    id,
    probe: id.split("/", 1)[0] as ProbeId,
    question,
    asked: GATEWAY,
    answeredBy: outcome === "answered" ? GATEWAY : null,
    outcome,
    atMs: 1,
    tookMs: 2,
    data,
    trouble: null,
    raw: null,
    error: null,
    ...rest,
  };
}

type Interfaces = Extract<ObservationData, { kind: "interfaces" }>;
type Adapter = Interfaces["adapters"][number];
type Routes = Extract<ObservationData, { kind: "default-routes" }>;
type Route = Routes["routes"][number];

export const adapter = (name: string, address: string, adapterKind: Adapter["adapterKind"] = "ethernet"): Adapter => ({
  name,
  adapterKind,
  mac: null,
  addresses: [{ address, prefixLength: 24 }],
});

export const route = (gateway: string | null, interfaceName = "Ethernet", metric: number | null = 25): Route => ({
  family: 4,
  gateway,
  interfaceName,
  metric,
});

export const laptop = (adapters: Adapter[] = [adapter("Ethernet", LAPTOP)]): Observation =>
  observation("interfaces/adapters", "network-adapters", { kind: "interfaces", adapters });

export const routes = (list: Route[] = [route(GATEWAY)], outbound?: Routes["outbound"]): Observation =>
  observation("default-route/routes", "default-routes", {
    kind: "default-routes",
    routes: list,
    ...(outbound !== undefined && { outbound }),
  });

/** A laptop on a cable behind the gateway: what every check begins with. */
export const HOME = [laptop(), routes()];

export const upnpAddress = (address: string | null, from = GATEWAY): Observation =>
  observation(`upnp/external-address/${from}`, "external-address", { kind: "upnp-external-address", from, address });

export const natPmpAddress = (address: string | null, resultCode = 0): Observation =>
  observation("nat-pmp/external-address", "external-address", {
    kind: "natpmp-external-address",
    from: GATEWAY,
    address,
    resultCode,
    epochSeconds: 100,
  });

export const pcpAnnounce = (resultName = "SUCCESS", resultCode = 0): Observation =>
  observation("pcp/announce", "speak-pcp", {
    kind: "pcp-announce",
    from: GATEWAY,
    resultCode,
    resultName,
    epochSeconds: 100,
  });

type MappingData = Extract<ObservationData, { kind: "pcp-mapping" }>;

const mapping = (rest: Partial<MappingData>): Omit<MappingData, "kind"> => ({
  from: GATEWAY,
  transport: "udp",
  internalPort: 40_000,
  requestedLifetimeSeconds: 120,
  granted: true,
  externalAddress: null,
  externalPort: 40_000,
  lifetimeSeconds: 120,
  errorCode: null,
  errorName: null,
  removed: true,
  ...rest,
});

export const pcpMapping = (rest: Partial<MappingData> = {}): Observation =>
  observation("pcp/test-mapping", "test-mapping", { ...mapping(rest), kind: "pcp-mapping" });

export const natPmpMapping = (rest: Partial<MappingData> = {}): Observation =>
  observation("nat-pmp/test-mapping", "test-mapping", { ...mapping(rest), kind: "natpmp-mapping" });

export const upnpMapping = (rest: Partial<MappingData> = {}): Observation =>
  observation("upnp/test-mapping", "test-mapping", { ...mapping(rest), kind: "upnp-mapping" });

export const refusal = (errorName: string): Partial<MappingData> => ({
  granted: false,
  externalPort: null,
  lifetimeSeconds: null,
  errorCode: 8,
  errorName,
  removed: null,
});

type Gateway = Extract<ObservationData, { kind: "upnp-gateway" }>;

export const upnpGateway = (rest: Partial<Gateway> = {}): Observation => {
  const from = rest.from ?? GATEWAY;
  return observation(`upnp/description/${from}`, "describe-router", {
    kind: "upnp-gateway",
    from,
    location: `http://${from}:5000/rootDesc.xml`,
    deviceType: "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
    friendlyName: "Router of the house",
    manufacturer: "AVM",
    modelName: "FRITZ!Box 7590",
    modelNumber: null,
    udn: "uuid:1",
    wanServiceType: "urn:schemas-upnp-org:service:WANIPConnection:1",
    controlUrl: `http://${from}:5000/ctl`,
    ...rest,
  });
};

export const upnpSearch = (...from: string[]): Observation =>
  observation("upnp/search", "find-upnp-router", {
    kind: "upnp-search",
    answers: from.map((address) => ({ from: address, location: null, searchTarget: null, server: null })),
  });

type Binding = Extract<ObservationData, { kind: "stun-binding" }>;

export const stun = (mappedAddress: string, rest: Partial<Binding> = {}): Observation => {
  const server = rest.server ?? "stun-a.example:3478";
  return observation(
    `stun/${server}`,
    "my-address",
    {
      kind: "stun-binding",
      server,
      serverAddress: `198.41.0.4:${server.length}`,
      localPort: 50_000,
      localAddress: LAPTOP,
      mappedAddress,
      mappedPort: 50_000,
      ...rest,
    },
    { asked: server, answeredBy: "198.41.0.4" },
  );
};

export const whoami = (address: string, url = "https://address.example/"): Observation =>
  observation(
    `public-address/${url}`,
    "my-address",
    { kind: "public-address-https", url, address },
    { asked: url, answeredBy: "198.41.0.5" },
  );

/** The ping of TTL 1: `echo` from the address itself, or "time exceeded" from the gateway. */
export const ping = (reply: "echo" | "expired", target = PUBLIC, replier = reply === "echo" ? target : GATEWAY) =>
  observation(`own-address-ping/${target}`, "own-this-address", {
    kind: "own-address-ping",
    target,
    ttl: 1,
    reply,
    replier,
  });

export const hop = (replier: string, reply: "echo" | "expired" = "expired", target = "198.41.0.4"): Observation =>
  observation(`path/hop-2${target === "198.41.0.4" ? "" : target}`, "second-box", {
    kind: "path-hop",
    target,
    ttl: 2,
    reply,
    replier,
  });

export const noAnswer = (id: string, question: string, rest: Rest = {}): Observation =>
  observation(id, question, { kind: "no-answer" }, { outcome: "silent", trouble: "silent", answeredBy: null, ...rest });

export const stunSilent = (server = "stun-a.example:3478", rest: Rest = {}): Observation =>
  noAnswer(`stun/${server}`, "my-address", { asked: server, ...rest });

export const whoamiSilent = (url = "https://address.example/", rest: Rest = {}): Observation =>
  noAnswer(`public-address/${url}`, "my-address", { asked: url, ...rest });

export const pingSilent = (target = PUBLIC, ttl = 1): Observation =>
  noAnswer(`own-address-ping/${target}${ttl === 1 ? "" : `/ttl-${ttl}`}`, "own-this-address", { asked: target });

/** The router passes packets on, and keeps those for the public address without a word. */
export const keptSilently = (): Observation[] => [
  hopAt(1, GATEWAY),
  ...[1, 2, 3].map((ttl) => pingSilent(PUBLIC, ttl)),
];

/** The ping of the public address with a larger TTL. */
export const pingAt = (ttl: number, reply: "echo" | "expired", replier: string, target = PUBLIC): Observation =>
  observation(`own-address-ping/${target}/ttl-${ttl}`, "own-this-address", {
    kind: "own-address-ping",
    target,
    ttl,
    reply,
    replier,
  });

export const hopAt = (ttl: number, replier: string, reply: "echo" | "expired" = "expired"): Observation =>
  observation(`path/hop-${ttl}`, "second-box", { kind: "path-hop", target: "198.41.0.4", ttl, reply, replier });

/** The public address is `steps` boxes away: the pings before it expired, the one with that TTL came back. */
export const ownedAt = (steps: number, replier: string, target = PUBLIC): Observation[] => [
  ping("expired", target),
  ...(steps > 2 ? [pingAt(steps - 1, "expired", replier, target)] : []),
  pingAt(steps, "echo", target, target),
];

export const distance = (target: string, rttMs: number): Observation =>
  observation(`path/distance-${target}`, "hop-distance", { kind: "hop-distance", target, rttMs });

const OUTER_PORTS = [80, 443];

/** The TCP ports of a box beyond the router, all in the same state. */
export const boxPorts = (from: string, state: "open" | "refused" | "silent"): Observation[] =>
  OUTER_PORTS.map((port) =>
    observation(`outer-box/${from}/tcp-${port}`, "box-port", { kind: "box-port", from, port, state }),
  );

export const boxUpnp = (from: string, rest: Partial<Gateway> = {}): Observation => ({
  ...upnpGateway({ from, manufacturer: "Telekom", modelName: "Speedport W 724V", ...rest }),
  id: `outer-box/${from}/description`,
  probe: "outer-box",
});

export const boxAddress = (from: string, address: string): Observation =>
  observation(`outer-box/${from}/external-address`, "external-address", {
    kind: "upnp-external-address",
    from,
    address,
  });

type Page = Extract<ObservationData, { kind: "router-page" }>;

export const page = (from: string, rest: Partial<Page> = {}): Observation =>
  observation(`${from === GATEWAY ? "router-page" : "outer-box"}/${from}/page`, "router-page", {
    kind: "router-page",
    from,
    url: `http://${from}/`,
    statusCode: 200,
    title: "Speedport",
    server: null,
    realm: null,
    ...rest,
  });

export const boxNatPmp = (from: string, address: string | null = null): Observation =>
  observation(`outer-box/${from}/nat-pmp`, "external-address", {
    kind: "natpmp-external-address",
    from,
    address,
    resultCode: 0,
    epochSeconds: 1,
  });

export const boxPcp = (from: string): Observation =>
  observation(`outer-box/${from}/pcp`, "speak-pcp", {
    kind: "pcp-announce",
    from,
    resultCode: 0,
    resultName: "SUCCESS",
    epochSeconds: 1,
  });

export const boxMapping = (from: string): Observation =>
  observation(`outer-box/${from}/test-mapping`, "test-mapping-outer", { ...mapping({ from }), kind: "pcp-mapping" });

export const typed = (address: string): Observation =>
  observation("person/wan-address", "wan-address", { kind: "wan-address-typed", address });

type InboundTest = Extract<ObservationData, { kind: "inbound-test" }>;

export const inboundTest = (arrived: boolean, rest: Partial<InboundTest> = {}): Observation =>
  observation(`vantage/inbound/${rest.openedBy ?? "upnp"}-${rest.target ?? PUBLIC}`, "come-in", {
    kind: "inbound-test",
    vantage: "vantage.example",
    transport: "tcp",
    target: PUBLIC,
    targetPort: 40_000,
    openedBy: "upnp",
    arrived,
    arrivedFrom: arrived ? "198.41.0.9" : null,
    vantageSaw: arrived ? "connected" : "silent",
    ...rest,
  });

export const vantageView = (address: string): Observation =>
  observation("vantage/view", "vantage-view", {
    kind: "vantage-view",
    vantage: "vantage.example",
    address,
    port: 40_000,
  });

export const outboundPort = (port: number, reached: boolean, transport: "tcp" | "udp" = "udp"): Observation =>
  observation(`vantage/outbound/${transport}-${port}`, "reach-port", {
    kind: "outbound-port",
    vantage: "vantage.example",
    transport,
    port,
    reached,
  });

export const nat64 = (): Observation =>
  observation("nat64/prefix", "nat64-prefix", { kind: "nat64-prefix", prefix: "64:ff9b::/96", source: "dns64" });

export const ipv6Route: Route = { family: 6, gateway: "fe80::1", interfaceName: "Ethernet", metric: 25 };

type WebPage = Extract<ObservationData, { kind: "web-page-instead" }>;

export const loginPage = (rest: Partial<WebPage> = {}): Observation =>
  observation("public-address/http://address.example/", "my-address", {
    kind: "web-page-instead",
    url: "http://address.example/",
    statusCode: 302,
    redirectsTo: "http://login.example/",
    title: null,
    ...rest,
  });

/** A laptop without IPv4. */
export const ipv6Laptop = (): Observation => laptop([adapter("Ethernet", "2400:cb00:2048::9")]);

export const firewall = (state: "on" | "off" | "unknown"): Observation =>
  observation("local-firewall/state", "laptop-firewall", {
    kind: "local-firewall",
    firewalls: [{ name: "Windows Defender", state }],
  });

export const proxy = (value: string | null): Observation =>
  observation("proxy/settings", "system-proxy", { kind: "system-proxy", proxy: value, autoConfigUrl: null });

export const lineStatus = (connectionStatus: string): Observation =>
  observation(`upnp/status/${GATEWAY}`, "line-status", {
    kind: "upnp-status",
    from: GATEWAY,
    connectionStatus,
    uptimeSeconds: null,
  });

export const mappingForOther = (granted: boolean, errorCode = 606, errorName = "NotAuthorized"): Observation =>
  observation("upnp/mapping-for-other", "test-mapping-for-other", {
    ...mapping(granted ? {} : { ...refusal(errorName), errorCode }),
    kind: "mapping-for-other",
    protocol: "upnp",
    internalClient: "192.168.178.99",
  });

type TableEntry = Extract<ObservationData, { kind: "upnp-mapping-table" }>["entries"][number];

export const mappingTable = (...entries: Partial<TableEntry>[]): Observation =>
  observation(`upnp/mappings/${GATEWAY}`, "open-ports", {
    kind: "upnp-mapping-table",
    from: GATEWAY,
    complete: true,
    entries: entries.map((entry) => ({
      remoteHost: "",
      externalPort: 8000,
      transport: "tcp",
      internalClient: "192.168.178.64",
      internalPort: 8000,
      enabled: true,
      description: "NVR",
      leaseSeconds: 0,
      ...entry,
    })),
  });

export const filtering = (answeredFrom: string | null, asked: "other-address-and-port" | "other-port"): Observation =>
  observation(
    `nat-behaviour/stun-a.example:3478/${asked}`,
    "answer-from-elsewhere",
    {
      kind: "stun-filtering",
      server: "stun-a.example:3478",
      serverAddress: "198.41.0.4:3478",
      localPort: 51_000,
      asked,
      answeredFrom,
    },
    { outcome: answeredFrom === null ? "silent" : "answered" },
  );

export const hairpin = (arrived: boolean): Observation =>
  observation("nat-behaviour/hairpin", "hairpin", { kind: "hairpin", target: PUBLIC, targetPort: 50_000, arrived });

export const bindingLifetime = (idleSeconds: number, alive: boolean): Observation =>
  observation(`binding-lifetime/${idleSeconds}`, "still-open", {
    kind: "binding-lifetime",
    server: "stun-a.example:3478",
    idleSeconds,
    alive,
  });

export const otherSite = (siteName: string): Observation =>
  observation(`other-sites/${siteName}`, "same-address", {
    kind: "same-address-elsewhere",
    address: PUBLIC,
    siteName,
    wanAddress: null,
  });

/** A box of a carrier, and a second router on site, as the path shows them. */
export const CARRIER_HOP = "10.74.0.1";
export const SECOND = "192.168.0.1";

/** The router has a private address, and the box right behind it has the public one. */
export const BEHIND_CARRIER = [
  ...HOME,
  upnpAddress(PRIVATE_WAN),
  stun(PUBLIC),
  hop(CARRIER_HOP),
  ...ownedAt(2, CARRIER_HOP),
];
