import type { Observation, ObservationData, ProbeId } from "#core/nat/observation.ts";
import * as known from "../unit/nat/site-observations.ts";

/**
 * Scripted sites for the window's tests: what the probes would have seen there. The diagnosis is the real reasoning's, so
 * the screens show real sentences.
 */
export type FakeSite =
  | "public"
  | "cgnat"
  | "private-wan"
  | "offline"
  | "silent-router"
  | "symmetric"
  /** Two routers on site, each of which describes itself. */
  | "double-nat"
  /** A call from the firm's own server came in. */
  | "proven"
  /** It says who it is, and not what its internet address is. */
  | "router-known";

/** Sites that the reasoning's own tests have at hand. */
const KNOWN_SITES: Partial<Record<FakeSite, readonly Observation[]>> = {
  "double-nat": [
    ...known.HOME,
    known.upnpGateway(),
    known.upnpAddress("192.168.2.5"),
    known.upnpMapping(),
    known.stun(known.PUBLIC),
    known.hop("192.168.2.1"),
    ...known.ownedAt(2, "192.168.2.1"),
    known.boxUpnp("192.168.2.1"),
    known.boxAddress("192.168.2.1", known.PUBLIC),
  ],
  "router-known": [
    ...known.HOME,
    known.page(known.GATEWAY, { title: "FRITZ!Box" }),
    known.stun(known.PUBLIC),
    known.pingSilent(),
  ],
  proven: [
    ...known.HOME,
    known.upnpGateway(),
    known.upnpAddress(known.PUBLIC),
    known.upnpMapping(),
    known.stun(known.PUBLIC),
    known.ping("echo"),
    known.inboundTest(true),
    known.outboundPort(51_820, true),
  ],
};

const LAPTOP = "192.168.1.23";
const GATEWAY = "192.168.1.1";
// The lab's own range: the reasoning rightly takes no documentation address for a public one.
const PUBLIC = "25.0.113.45";
const STUN = ["stun.example.net:3478", "stun.example.org:3478"] as const;
const WHOAMI = ["https://ip.example.net", "https://ip.example.org"] as const;

type Draft = {
  probe: ProbeId;
  question: string;
  asked: string | null;
  answeredBy?: string | null;
  outcome?: Observation["outcome"];
  tookMs: number;
  data?: ObservationData;
  trouble?: string;
  raw?: string;
  error?: string;
};

function observation(draft: Draft, atMs: number): Observation {
  const asked = draft.asked === null ? "" : `/${draft.asked}`;
  return {
    id: `${draft.probe}/${draft.question}${asked}`,
    probe: draft.probe,
    question: draft.question,
    asked: draft.asked,
    answeredBy: draft.answeredBy ?? null,
    outcome: draft.outcome ?? "answered",
    atMs,
    tookMs: draft.tookMs,
    data: draft.data ?? { kind: "no-answer" },
    trouble: draft.trouble ?? null,
    raw: draft.raw ?? null,
    error: draft.error ?? null,
  };
}

/** The observations of a site, in the order in which the questions are asked. */
export function fakeObservations(site: FakeSite): Observation[] {
  const knownSite = KNOWN_SITES[site];
  if (knownSite) return knownSite.map((one, index) => ({ ...one, atMs: index * 7 }));
  const drafts = [...laptop(site), ...router(site), ...outside(site), ...owner(site)];
  return drafts.map((draft, index) => observation(draft, index * 7));
}

function laptop(site: FakeSite): Draft[] {
  const online = site !== "offline";
  return [
    {
      probe: "interfaces",
      question: "network-adapters",
      asked: null,
      tookMs: 1.4,
      data: {
        kind: "interfaces",
        adapters: [
          {
            name: "Ethernet",
            adapterKind: "ethernet",
            mac: "00:00:5e:00:53:17",
            addresses: online ? [{ address: LAPTOP, prefixLength: 24 }] : [],
          },
          { name: "Wi-Fi", adapterKind: "wifi", mac: "00:00:5e:00:53:18", addresses: [] },
        ],
      },
    },
    {
      probe: "default-route",
      question: "default-routes",
      asked: null,
      tookMs: 6.2,
      raw: online ? `default via ${GATEWAY} dev eth0 proto dhcp metric 100` : "",
      data: {
        kind: "default-routes",
        routes: online ? [{ family: 4, gateway: GATEWAY, interfaceName: "Ethernet", metric: 100 }] : [],
      },
    },
  ];
}

const wanOf = (site: FakeSite): string | null =>
  ({
    public: PUBLIC,
    symmetric: PUBLIC,
    cgnat: "100.72.14.9",
    "private-wan": "10.14.3.7",
    "silent-router": null,
    offline: null,
    "double-nat": null,
    proven: null,
    "router-known": null,
  })[site];

function router(site: FakeSite): Draft[] {
  if (site === "offline") return [];
  const wan = wanOf(site);
  if (wan === null) return silentRouter();
  const pcpRefuses = site === "cgnat";
  return [
    {
      probe: "upnp",
      question: "describe-router",
      asked: GATEWAY,
      answeredBy: GATEWAY,
      tookMs: 38,
      raw: "HTTP/1.1 200 OK\nCONTENT-TYPE: text/xml\nSERVER: Linux/5.10 UPnP/1.1 MiniUPnPd/2.3.1",
      data: {
        kind: "upnp-gateway",
        from: GATEWAY,
        location: `http://${GATEWAY}:5000/rootDesc.xml`,
        deviceType: "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
        friendlyName: "Speedbox 7",
        manufacturer: "Example Networks",
        modelName: "Speedbox 7",
        modelNumber: "7",
        udn: "uuid:00000000-0000-0000-0000-000000000001",
        wanServiceType: "urn:schemas-upnp-org:service:WANIPConnection:2",
        controlUrl: `http://${GATEWAY}:5000/ctl/IPConn`,
      },
    },
    {
      probe: "upnp",
      question: "external-address",
      asked: GATEWAY,
      answeredBy: GATEWAY,
      tookMs: 12,
      data: { kind: "upnp-external-address", from: GATEWAY, address: wan },
    },
    {
      probe: "upnp",
      question: "test-mapping",
      asked: GATEWAY,
      answeredBy: GATEWAY,
      tookMs: 21,
      data: {
        kind: "upnp-mapping",
        from: GATEWAY,
        ...mapping(!pcpRefuses, wan, pcpRefuses ? { errorCode: 501, errorName: "ActionFailed" } : {}),
      },
    },
    ...(site === "public" ? [openPorts()] : []),
    {
      probe: "nat-pmp",
      question: "external-address",
      asked: GATEWAY,
      answeredBy: GATEWAY,
      tookMs: 4,
      raw: "00 80 00 00 00 01 51 80 19 00 71 2d",
      data: { kind: "natpmp-external-address", from: GATEWAY, address: wan, resultCode: 0, epochSeconds: 86_400 },
    },
    {
      probe: "pcp",
      question: "test-mapping",
      asked: GATEWAY,
      outcome: "silent",
      tookMs: 1_004,
      trouble: "silent",
    },
  ];
}

/** What the router's own list of open ports holds: a recorder of the installer before, and a game. */
function openPorts(): Draft {
  const entry = { remoteHost: "", transport: "tcp", enabled: true } as const;
  return {
    probe: "upnp",
    question: "port-table",
    asked: GATEWAY,
    answeredBy: GATEWAY,
    tookMs: 31,
    data: {
      kind: "upnp-mapping-table",
      from: GATEWAY,
      complete: true,
      entries: [
        {
          ...entry,
          externalPort: 8_000,
          internalClient: "192.168.1.50",
          internalPort: 8_000,
          description: "NVR",
          leaseSeconds: 0,
        },
        {
          ...entry,
          transport: "udp",
          externalPort: 3_074,
          internalClient: "192.168.1.77",
          internalPort: 3_074,
          description: "",
          leaseSeconds: 3_600,
        },
      ],
    },
  };
}

/** What the test of how long a way stays open sees: open after half a minute, closed after two. */
export function fakeBindingLifetime(): Observation[] {
  const [server] = STUN;
  return [30, 60, 120].map((idleSeconds, index) =>
    observation(
      {
        probe: "binding-lifetime",
        question: "still-open",
        asked: `${server}/${idleSeconds}`,
        answeredBy: idleSeconds < 120 ? "198.51.100.10" : null,
        outcome: idleSeconds < 120 ? "answered" : "silent",
        tookMs: idleSeconds * 1_000,
        data: { kind: "binding-lifetime", server, idleSeconds, alive: idleSeconds < 120 },
      },
      index * 7,
    ),
  );
}

function silentRouter(): Draft[] {
  return [
    {
      probe: "upnp",
      question: "find-upnp-router",
      asked: "239.255.255.250:1900",
      outcome: "silent",
      tookMs: 1_203,
      trouble: "silent",
    },
    {
      probe: "nat-pmp",
      question: "external-address",
      asked: GATEWAY,
      outcome: "refused",
      tookMs: 2,
      trouble: "refused",
      error: `connect ECONNREFUSED ${GATEWAY}:5351`,
    },
    { probe: "pcp", question: "speak-pcp", asked: GATEWAY, outcome: "refused", tookMs: 3, trouble: "refused" },
  ];
}

const mapping = (granted: boolean, wan: string, problem: { errorCode?: number; errorName?: string } = {}) => ({
  transport: "tcp" as const,
  internalPort: 47_311,
  requestedLifetimeSeconds: 60,
  granted,
  externalAddress: granted ? wan : null,
  externalPort: granted ? 47_311 : null,
  lifetimeSeconds: granted ? 60 : null,
  errorCode: problem.errorCode ?? null,
  errorName: problem.errorName ?? null,
  removed: granted ? true : null,
});

function outside(site: FakeSite): Draft[] {
  if (site === "offline")
    return [...STUN, ...WHOAMI].map((asked) => ({
      probe: asked.startsWith("https") ? ("public-address" as const) : ("stun" as const),
      question: "my-address",
      asked,
      outcome: "failed" as const,
      tookMs: 3,
      trouble: "dns-failed",
      error: "getaddrinfo EAI_AGAIN",
    }));
  return [
    ...STUN.map((server, index) => ({
      probe: "stun" as const,
      question: "my-address",
      asked: server,
      answeredBy: `198.51.100.${10 + index}:3478`,
      tookMs: 24 + index * 9,
      raw: "01 01 00 0c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86",
      data: {
        kind: "stun-binding" as const,
        server,
        serverAddress: `198.51.100.${10 + index}`,
        localPort: 51_200,
        localAddress: LAPTOP,
        mappedAddress: PUBLIC,
        mappedPort: site === "symmetric" ? 41_000 + index * 37 : 51_200,
      },
    })),
    {
      probe: "public-address",
      question: "my-address",
      asked: WHOAMI[0],
      answeredBy: "198.51.100.20",
      tookMs: 143,
      raw: PUBLIC,
      data: { kind: "public-address-https", url: WHOAMI[0], address: PUBLIC },
    },
    {
      probe: "public-address",
      question: "my-address",
      asked: WHOAMI[1],
      answeredBy: "198.51.100.21",
      outcome: "failed",
      tookMs: 162,
      trouble: "malformed",
      raw: "<!doctype html><title>Hotel Wi-Fi login</title>",
      error: "not an address: <!doctype html>",
    },
  ];
}

function owner(site: FakeSite): Draft[] {
  if (site === "offline")
    return [
      {
        probe: "own-address-ping",
        question: "own-this-address",
        asked: null,
        outcome: "skipped",
        tookMs: 0,
        trouble: "no-public-address",
      },
    ];
  const routerOwns = site === "public" || site === "symmetric";
  if (site === "silent-router")
    return [
      {
        probe: "own-address-ping",
        question: "own-this-address",
        asked: PUBLIC,
        outcome: "silent",
        tookMs: 1_000,
        trouble: "silent",
      },
    ];
  return [
    {
      probe: "own-address-ping",
      question: "own-this-address",
      asked: PUBLIC,
      answeredBy: routerOwns ? PUBLIC : GATEWAY,
      tookMs: 3,
      raw: routerOwns
        ? `64 bytes from ${PUBLIC}: icmp_seq=1 ttl=64 time=0.41 ms`
        : `From ${GATEWAY} icmp_seq=1 Time to live exceeded`,
      data: {
        kind: "own-address-ping",
        target: PUBLIC,
        ttl: 1,
        reply: routerOwns ? "echo" : "expired",
        replier: routerOwns ? PUBLIC : GATEWAY,
      },
    },
  ];
}
