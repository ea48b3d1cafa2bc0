import { z } from "zod";

/**
 * What the probes saw, and nothing more. Observations are the only input of the reasoning in `core/nat`: a recorded list
 * of them replays to the same verdict on any machine, in any order.
 *
 * All times are milliseconds; `atMs` counts from the start of the check.
 */

const addressText = z.string().max(64);
const errorText = z.string().max(400);

/** A probe, a question and of whom: the longest one asked is a URL of 500 characters. */
export const observationIdSchema = z.string().max(600);

/** How a question ended. `silent`: nothing came before the deadline; `refused`: the host said no (ICMP or TCP reset). */
export const outcomeSchema = z.enum(["answered", "silent", "refused", "failed", "skipped"]);
export type Outcome = z.infer<typeof outcomeSchema>;

export const adapterKindSchema = z.enum(["ethernet", "wifi", "tunnel", "loopback", "virtual", "unknown"]);

export const transportSchema = z.enum(["tcp", "udp"]);
export type Transport = z.infer<typeof transportSchema>;

const mappingResult = {
  transport: transportSchema,
  internalPort: z.number().int().min(0).max(65535),
  requestedLifetimeSeconds: z.number().int().nonnegative(),
  granted: z.boolean(),
  externalAddress: addressText.nullable(),
  externalPort: z.number().int().min(0).max(65535).nullable(),
  lifetimeSeconds: z.number().int().nonnegative().nullable(),
  /** The protocol's own result, by name where it has one ("NO_RESOURCES", "ConflictInMappingEntry"). */
  errorCode: z.number().int().nullable(),
  errorName: z.string().max(80).nullable(),
  /** The server's clock in the answer (RFC 6886 section 3.6, RFC 6887 section 8.5); absent in early recordings. */
  epochSeconds: z.number().int().nonnegative().nullable().optional(),
  /** The test mapping was deleted again and the router confirmed it; null while nothing was granted. */
  removed: z.boolean().nullable(),
};

/** One entry of a router's port table, as UPnP gives it. */
export const mappingTableEntrySchema = z.object({
  remoteHost: z.string().max(80),
  externalPort: z.number().int().min(0).max(65535),
  transport: transportSchema,
  internalClient: z.string().max(80),
  internalPort: z.number().int().min(0).max(65535),
  enabled: z.boolean(),
  description: z.string().max(200),
  /** 0: for ever. */
  leaseSeconds: z.number().int().nonnegative(),
});

export const observationDataSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("interfaces"),
    adapters: z.array(
      z.object({
        name: z.string().max(120),
        adapterKind: adapterKindSchema,
        mac: z.string().max(32).nullable(),
        addresses: z.array(z.object({ address: addressText, prefixLength: z.number().int().min(0).max(128) })),
      }),
    ),
  }),
  z.object({
    kind: z.literal("default-routes"),
    routes: z.array(
      z.object({
        family: z.union([z.literal(4), z.literal(6)]),
        gateway: addressText.nullable(),
        interfaceName: z.string().max(120),
        metric: z.number().int().nullable(),
      }),
    ),
    /**
     * Which of the laptop's own addresses the system takes for a packet to the internet, and its adapter. VPNs steer by
     * narrower routes (0.0.0.0/1) or by rules that no routing table shows, but can't hide this. Absent in early recordings.
     */
    outbound: z
      .object({ address: addressText, interfaceName: z.string().max(120).nullable() })
      .nullable()
      .optional(),
    /** The same for IPv6. */
    outboundV6: z
      .object({ address: addressText, interfaceName: z.string().max(120).nullable() })
      .nullable()
      .optional(),
  }),
  z.object({
    kind: z.literal("gateway-neighbour"),
    gateway: addressText,
    mac: z.string().max(32).nullable(),
    /** Who made it, from the registry of hardware addresses; absent in early recordings. */
    maker: z.string().max(200).nullable().optional(),
  }),
  z.object({ kind: z.literal("name-servers"), servers: z.array(addressText).max(16) }),
  z.object({
    kind: z.literal("system-proxy"),
    /** `host:port` of the proxy for web pages; null: none. */
    proxy: z.string().max(300).nullable(),
    /** A script that decides page by page (PAC); null: none. */
    autoConfigUrl: z.string().max(500).nullable(),
  }),
  z.object({
    kind: z.literal("local-firewall"),
    /** Firewalls of the laptop itself that would keep a test from outside away. */
    firewalls: z.array(z.object({ name: z.string().max(80), state: z.enum(["on", "off", "unknown"]) })).max(8),
  }),
  z.object({
    kind: z.literal("router-page"),
    from: addressText,
    url: z.string().max(500),
    statusCode: z.number().int().min(100).max(599),
    title: z.string().max(200).nullable(),
    server: z.string().max(200).nullable(),
    realm: z.string().max(200).nullable(),
  }),
  z.object({
    kind: z.literal("upnp-search"),
    answers: z.array(
      z.object({
        from: addressText,
        location: z.string().max(500).nullable(),
        searchTarget: z.string().max(200).nullable(),
        server: z.string().max(200).nullable(),
      }),
    ),
  }),
  z.object({
    kind: z.literal("upnp-gateway"),
    /** The address that answered the search; may differ from the default gateway. */
    from: addressText,
    location: z.string().max(500),
    deviceType: z.string().max(200).nullable(),
    friendlyName: z.string().max(200).nullable(),
    manufacturer: z.string().max(200).nullable(),
    modelName: z.string().max(200).nullable(),
    modelNumber: z.string().max(200).nullable(),
    udn: z.string().max(200).nullable(),
    wanServiceType: z.string().max(200).nullable(),
    controlUrl: z.string().max(500).nullable(),
    /** Every service that could map ports, the one chosen among them; absent in early recordings. */
    wanServices: z
      .array(
        z.object({
          serviceType: z.string().max(200),
          controlUrl: z.string().max(500).nullable(),
          connectionStatus: z.string().max(80).nullable(),
          externalAddress: addressText.nullable(),
        }),
      )
      .max(16)
      .optional(),
  }),
  z.object({ kind: z.literal("upnp-external-address"), from: addressText, address: addressText.nullable() }),
  z.object({
    kind: z.literal("upnp-status"),
    from: addressText,
    connectionStatus: z.string().max(80).nullable(),
    uptimeSeconds: z.number().int().nonnegative().nullable(),
  }),
  z.object({ kind: z.literal("upnp-mapping"), from: addressText, ...mappingResult }),
  z.object({
    kind: z.literal("upnp-mapping-table"),
    from: addressText,
    entries: z.array(mappingTableEntrySchema).max(256),
    /** False: the router has more entries than were read, or stopped answering. */
    complete: z.boolean(),
  }),
  z.object({
    kind: z.literal("upnp-ipv6-firewall"),
    from: addressText,
    firewallEnabled: z.boolean(),
    inboundPinholeAllowed: z.boolean(),
  }),
  /** May the laptop open a port for another device (the recorder), or only for itself? Asked for an address that nobody has. */
  z.object({
    kind: z.literal("mapping-for-other"),
    from: addressText,
    protocol: z.enum(["upnp", "pcp"]),
    internalClient: addressText,
    ...mappingResult,
  }),
  /** A hole in the router's IPv6 firewall (RFC 6887 MAP for an IPv6 client; WANIPv6FirewallControl AddPinhole). */
  z.object({
    kind: z.literal("ipv6-pinhole"),
    from: addressText,
    protocol: z.enum(["upnp", "pcp"]),
    internalClient: addressText,
    ...mappingResult,
  }),
  z.object({
    kind: z.literal("natpmp-external-address"),
    from: addressText,
    address: addressText.nullable(),
    resultCode: z.number().int(),
    epochSeconds: z.number().int().nonnegative().nullable(),
  }),
  z.object({ kind: z.literal("natpmp-mapping"), from: addressText, ...mappingResult }),
  z.object({
    kind: z.literal("pcp-announce"),
    from: addressText,
    resultCode: z.number().int(),
    resultName: z.string().max(80).nullable(),
    epochSeconds: z.number().int().nonnegative().nullable(),
  }),
  z.object({ kind: z.literal("pcp-mapping"), from: addressText, ...mappingResult }),
  z.object({
    kind: z.literal("stun-binding"),
    server: z.string().max(300),
    serverAddress: addressText,
    /** Bindings asked from the same local port can be compared with each other (RFC 4787 section 4.1). */
    localPort: z.number().int().min(1).max(65535),
    localAddress: addressText.nullable(),
    mappedAddress: addressText,
    mappedPort: z.number().int().min(0).max(65535),
    /** The server's second address and port (RFC 5780 section 7.4), where it has one; absent in early recordings. */
    otherAddress: addressText.nullable().optional(),
    otherPort: z.number().int().min(0).max(65535).nullable().optional(),
    /** The IPv4 server was reached through a NAT64, under an address made for that (RFC 6052). */
    throughNat64: z.boolean().optional(),
  }),
  /** RFC 5780 section 4.4: the server was asked to answer from elsewhere. Outcome `silent` with `answeredFrom` null: filtered. */
  z.object({
    kind: z.literal("stun-filtering"),
    server: z.string().max(300),
    serverAddress: addressText,
    localPort: z.number().int().min(1).max(65535),
    asked: z.enum(["other-address-and-port", "other-port"]),
    answeredFrom: addressText.nullable(),
  }),
  /** RFC 5780 section 4.5: a datagram to our own mapped address, from another local port. */
  z.object({
    kind: z.literal("hairpin"),
    target: addressText,
    targetPort: z.number().int().min(0).max(65535),
    arrived: z.boolean(),
  }),
  /** RFC 5780 section 4.6: does the mapping still stand after this much silence? */
  z.object({
    kind: z.literal("binding-lifetime"),
    server: z.string().max(300),
    idleSeconds: z.number().int().nonnegative(),
    alive: z.boolean(),
  }),
  z.object({ kind: z.literal("public-address-https"), url: z.string().max(500), address: addressText }),
  /** Instead of our address a web page, or the way to one: a login page that stands before the internet (captive portal). */
  z.object({
    kind: z.literal("web-page-instead"),
    url: z.string().max(500),
    statusCode: z.number().int().min(100).max(599),
    redirectsTo: z.string().max(500).nullable(),
    title: z.string().max(200).nullable(),
  }),
  z.object({
    kind: z.literal("own-address-ping"),
    target: addressText,
    ttl: z.number().int().min(1).max(255),
    /** `echo`: the target itself answered; `expired`: another box said "time to live exceeded". */
    reply: z.enum(["echo", "expired"]),
    replier: addressText,
  }),
  z.object({
    kind: z.literal("path-hop"),
    /** An outside server that has answered before. */
    target: addressText,
    ttl: z.number().int().min(1).max(255),
    reply: z.enum(["echo", "expired"]),
    replier: addressText,
  }),
  /** How far away a box is that the path showed: the shortest of a few echoes. */
  z.object({ kind: z.literal("hop-distance"), target: addressText, rttMs: z.number().nonnegative() }),
  /** A TCP port of a box beyond the router, and what became of a connection to it. */
  z.object({
    kind: z.literal("box-port"),
    from: addressText,
    port: z.number().int().min(1).max(65535),
    state: z.enum(["open", "refused", "silent"]),
  }),
  /** The prefix under which this network reaches IPv4 (RFC 7050 by DNS, RFC 8781 by router advertisement). */
  z.object({ kind: z.literal("nat64-prefix"), prefix: addressText, source: z.enum(["dns64", "router-advertisement"]) }),
  /** From where the firm's own server outside sees us. */
  z.object({
    kind: z.literal("vantage-view"),
    vantage: z.string().max(300),
    address: addressText,
    port: z.number().int().min(0).max(65535),
  }),
  /** The vantage came back to our public address; `arrived` is what the laptop saw, `vantageSaw` what the vantage did. */
  z.object({
    kind: z.literal("inbound-test"),
    vantage: z.string().max(300),
    transport: transportSchema,
    target: addressText,
    targetPort: z.number().int().min(1).max(65535),
    /** What opened the way for it; `none`: nothing, the laptop has the address itself. */
    openedBy: z.enum(["upnp", "nat-pmp", "pcp", "ipv6-pinhole", "outer-box", "none"]),
    arrived: z.boolean(),
    arrivedFrom: addressText.nullable(),
    vantageSaw: z.enum(["connected", "refused", "silent", "sent"]),
  }),
  /** A port of the vantage, reached from here: what a VPN or relay on that port needs. */
  z.object({
    kind: z.literal("outbound-port"),
    vantage: z.string().max(300),
    transport: transportSchema,
    port: z.number().int().min(1).max(65535),
    reached: z.boolean(),
  }),
  /** Another site in this laptop's records was seen from the same public address; `siteName` is never kept (`survey/other-sites.ts`). */
  z.object({
    kind: z.literal("same-address-elsewhere"),
    address: addressText,
    siteName: z.string().max(200).nullable(),
    wanAddress: addressText.nullable(),
  }),
  /** The person read it off the router's status page. */
  z.object({ kind: z.literal("wan-address-typed"), address: addressText }),
  /** The probe ran and got nothing that could be used: silence, a refusal, garbage, or it was switched off. */
  z.object({ kind: z.literal("no-answer") }),
]);
export type ObservationData = z.infer<typeof observationDataSchema>;
export type ObservationKind = ObservationData["kind"];

/** Every probe of a check; each can be switched off alone (`--only`, settings). */
export const probeIdSchema = z.enum([
  "interfaces",
  "default-route",
  "name-servers",
  "proxy",
  "local-firewall",
  "router-page",
  "upnp",
  "nat-pmp",
  "pcp",
  "stun",
  "nat-behaviour",
  "public-address",
  "own-address-ping",
  "path",
  "outer-box",
  "nat64",
  "vantage",
  "other-sites",
  "binding-lifetime",
  "person",
]);
export type ProbeId = z.infer<typeof probeIdSchema>;

export const observationSchema = z.object({
  /** Unique within the check: `<probe>/<question>`, the same for the same question in every check. */
  id: observationIdSchema,
  probe: probeIdSchema,
  /** What was asked, as a text key of `core/text` under `question.`. */
  question: z.string().max(80),
  /** Of whom: an address, a host name or a URL; null when the laptop asked itself. */
  asked: z.string().max(500).nullable(),
  /** Who answered; null when nobody did. */
  answeredBy: z.string().max(200).nullable(),
  outcome: outcomeSchema,
  atMs: z.number().nonnegative(),
  tookMs: z.number().nonnegative(),
  data: observationDataSchema,
  /** Plain-language code of what went wrong, under `trouble.` in `core/text`; null when nothing did. */
  trouble: z.string().max(80).nullable(),
  /** What was sent and received, for the person who wants to look; capped, never parsed again. */
  raw: z.string().max(20_000).nullable(),
  /** Technical error text of the system or the decoder. */
  error: errorText.nullable(),
});
export type Observation = z.infer<typeof observationSchema>;

export type ObservationOf<K extends ObservationKind> = Observation & { data: Extract<ObservationData, { kind: K }> };

/** One order for the same observations, however they came: by id, and where ids repeat (a forged recording) by content. */
export function inOrder(observations: readonly Observation[]): Observation[] {
  const byContent = (a: Observation, b: Observation): number => {
    const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  return observations.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : byContent(a, b)));
}

/** Narrows a list of observations to one kind. */
export function observationsOf<K extends ObservationKind>(
  observations: readonly Observation[],
  kind: K,
): ObservationOf<K>[] {
  return observations.filter((o): o is ObservationOf<K> => o.data.kind === kind);
}
