import { diagnose } from "#core/nat/diagnose.ts";
import type { Observation, ObservationData, ProbeId } from "#core/nat/observation.ts";
import { CHECK_RECORD_VERSION, checkRecordSchema, type CheckRecord } from "#core/survey/check-record.ts";

/**
 * Three finished checks as a site check records them; the diagnosis is derived, as in the app. The outside addresses are
 * from 192.31.196.0/24 and 192.175.48.0/24 (AS112, RFC 7535 and RFC 7534): public by their range, but no customer's line.
 */

const PUBLIC_ADDRESS = "192.31.196.77";
const CARRIER_ADDRESS = "192.175.48.20";

interface Row {
  id: string;
  question: string;
  asked?: string;
  answeredBy?: string;
  outcome?: Observation["outcome"];
  atMs: number;
  tookMs: number;
  data?: ObservationData;
  trouble?: string;
  raw?: string;
  error?: string;
}

function observation(row: Row): Observation {
  const outcome = row.outcome ?? "answered";
  return {
    id: row.id,
    probe: row.id.slice(0, row.id.indexOf("/")) as ProbeId,
    question: row.question,
    asked: row.asked ?? null,
    answeredBy: row.answeredBy ?? (outcome === "answered" ? (row.asked ?? null) : null),
    outcome,
    atMs: row.atMs,
    tookMs: row.tookMs,
    data: row.data ?? { kind: "no-answer" },
    trouble: row.trouble ?? null,
    raw: row.raw ?? null,
    error: row.error ?? null,
  };
}

function record(checkId: string, startedAt: string, durationMs: number, rows: Row[]): CheckRecord {
  const observations = rows.map(observation);
  return checkRecordSchema.parse({
    format: "farsite-check",
    version: CHECK_RECORD_VERSION,
    checkId,
    startedAt,
    durationMs,
    farsiteVersion: "0.1.0",
    cancelled: false,
    observations,
    diagnosis: diagnose(observations),
  });
}

const laptop = (gateway: string, address: string): Row[] => [
  {
    id: "interfaces/adapters",
    question: "network-adapters",
    atMs: 0,
    tookMs: 1,
    data: {
      kind: "interfaces",
      adapters: [
        {
          name: "Ethernet",
          adapterKind: "ethernet",
          mac: "02:00:5e:10:00:42",
          addresses: [{ address, prefixLength: 24 }],
        },
      ],
    },
  },
  {
    id: "default-route/routes",
    question: "default-routes",
    atMs: 1,
    tookMs: 3,
    data: {
      kind: "default-routes",
      routes: [{ family: 4, gateway, interfaceName: "Ethernet", metric: 25 }],
    },
  },
  {
    id: "default-route/gateway-mac",
    question: "gateway-mac",
    asked: gateway,
    atMs: 5,
    tookMs: 2,
    data: { kind: "gateway-neighbour", gateway, mac: "02:00:5e:00:00:01" },
  },
];

const router = (gateway: string, manufacturer: string, modelName: string): Row => ({
  id: "upnp/describe",
  question: "describe-router",
  asked: `http://${gateway}:49000/igddesc.xml`,
  answeredBy: gateway,
  atMs: 31,
  tookMs: 18,
  data: {
    kind: "upnp-gateway",
    from: gateway,
    location: `http://${gateway}:49000/igddesc.xml`,
    deviceType: "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
    friendlyName: modelName,
    manufacturer,
    modelName,
    modelNumber: null,
    udn: "uuid:75802409-bccb-40e7-8e6c-000000000001",
    wanServiceType: "urn:schemas-upnp-org:service:WANIPConnection:1",
    controlUrl: `http://${gateway}:49000/igdupnp/control/WANIPConn1`,
  },
});

const externalAddress = (gateway: string, address: string): Row[] => [
  {
    id: `upnp/external-address@${gateway}`,
    question: "external-address",
    asked: gateway,
    atMs: 50,
    tookMs: 9,
    data: { kind: "upnp-external-address", from: gateway, address },
    raw: `<NewExternalIPAddress>${address}</NewExternalIPAddress>`,
  },
  {
    id: `upnp/line-status@${gateway}`,
    question: "line-status",
    asked: gateway,
    atMs: 50,
    tookMs: 11,
    data: { kind: "upnp-status", from: gateway, connectionStatus: "Connected", uptimeSeconds: 381_204 },
  },
];

const testMapping = (kind: "upnp-mapping" | "pcp-mapping", gateway: string, address: string): Row => ({
  id: kind === "upnp-mapping" ? "upnp/test-mapping" : "pcp/test-mapping",
  question: "test-mapping",
  asked: gateway,
  atMs: 64,
  tookMs: 27,
  data: {
    kind,
    from: gateway,
    transport: "udp",
    internalPort: 40_431,
    requestedLifetimeSeconds: 120,
    granted: true,
    externalAddress: address,
    externalPort: 40_431,
    lifetimeSeconds: 120,
    errorCode: null,
    errorName: null,
    removed: true,
  },
});

const silent = (id: string, question: string, asked: string, tookMs: number): Row => ({
  id,
  question,
  asked,
  outcome: "silent",
  atMs: 12,
  tookMs,
  trouble: "silent",
});

const stun = (server: string, serverAddress: string, localAddress: string, mappedAddress: string, at: number): Row => ({
  id: `stun/binding@${server}`,
  question: "my-address",
  asked: server,
  answeredBy: serverAddress,
  atMs: at,
  tookMs: 24,
  data: {
    kind: "stun-binding",
    server,
    serverAddress,
    localPort: 51_820,
    localAddress,
    mappedAddress,
    mappedPort: 51_820,
  },
});

const whoami = (url: string, address: string): Row => ({
  id: `public-address/https@${url}`,
  question: "my-address",
  asked: url,
  atMs: 14,
  tookMs: 131,
  data: { kind: "public-address-https", url, address },
});

/** A router with its own public address, which it reports by UPnP and answers for itself. */
export const publicRecord: CheckRecord = record(
  "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c01",
  "2026-11-20T09:41:07+01:00",
  1_486,
  [
    ...laptop("192.168.178.1", "192.168.178.42"),
    router("192.168.178.1", "AVM", "FRITZ!Box 7590"),
    ...externalAddress("192.168.178.1", PUBLIC_ADDRESS),
    testMapping("upnp-mapping", "192.168.178.1", PUBLIC_ADDRESS),
    silent("nat-pmp/external-address", "external-address", "192.168.178.1", 764),
    testMapping("pcp-mapping", "192.168.178.1", PUBLIC_ADDRESS),
    stun("stun-a.example:3478", "192.175.48.1", "192.168.178.42", PUBLIC_ADDRESS, 12),
    stun("stun-b.example:3478", "192.175.48.6", "192.168.178.42", PUBLIC_ADDRESS, 13),
    whoami("https://address.example/ip", PUBLIC_ADDRESS),
    {
      id: "own-address-ping/ttl-1",
      question: "own-this-address",
      asked: PUBLIC_ADDRESS,
      atMs: 160,
      tookMs: 3,
      data: {
        kind: "own-address-ping",
        target: PUBLIC_ADDRESS,
        ttl: 1,
        reply: "echo",
        replier: PUBLIC_ADDRESS,
      },
    },
  ],
);

/** A router that only gets an address of the carrier's shared range, and grants mappings that are of no use. */
export const cgnatRecord: CheckRecord = record(
  "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c02",
  "2026-11-20T14:05:51+01:00",
  2_213,
  [
    ...laptop("192.168.1.1", "192.168.1.20"),
    router("192.168.1.1", "TP-Link", "Archer MR600"),
    ...externalAddress("192.168.1.1", "100.83.12.9"),
    testMapping("upnp-mapping", "192.168.1.1", "100.83.12.9"),
    silent("nat-pmp/external-address", "external-address", "192.168.1.1", 764),
    silent("pcp/announce", "speak-pcp", "192.168.1.1", 764),
    stun("stun-a.example:3478", "192.175.48.1", "192.168.1.20", CARRIER_ADDRESS, 12),
    stun("stun-b.example:3478", "192.175.48.6", "192.168.1.20", CARRIER_ADDRESS, 13),
    whoami("https://address.example/ip", CARRIER_ADDRESS),
    {
      id: "own-address-ping/ttl-1",
      question: "own-this-address",
      asked: CARRIER_ADDRESS,
      answeredBy: "192.168.1.1",
      atMs: 160,
      tookMs: 2,
      data: {
        kind: "own-address-ping",
        target: CARRIER_ADDRESS,
        ttl: 1,
        reply: "expired",
        replier: "192.168.1.1",
      },
    },
  ],
);

/** A live LAN behind a dead line: the router answers, nobody outside does. */
export const offlineRecord: CheckRecord = record(
  "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c03",
  "2026-11-20T16:30:00+01:00",
  1_902,
  [
    ...laptop("10.0.0.1", "10.0.0.17"),
    silent("upnp/search", "find-upnp-router", "239.255.255.250:1900", 1_850),
    silent("nat-pmp/external-address", "external-address", "10.0.0.1", 764),
    silent("pcp/announce", "speak-pcp", "10.0.0.1", 764),
    silent("stun/binding@stun-a.example:3478", "my-address", "stun-a.example:3478", 1_800),
    {
      id: "public-address/https@https://address.example/ip",
      question: "my-address",
      asked: "https://address.example/ip",
      outcome: "failed",
      atMs: 14,
      tookMs: 1_790,
      trouble: "dns-failed",
      error: "getaddrinfo EAI_AGAIN address.example",
    },
    {
      id: "own-address-ping/ttl-1",
      question: "own-this-address",
      outcome: "skipped",
      atMs: 1_900,
      tookMs: 0,
      trouble: "no-public-address",
    },
  ],
);
