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

export const pingSilent = (target = PUBLIC): Observation =>
  noAnswer(`own-address-ping/${target}`, "own-this-address", { asked: target });
