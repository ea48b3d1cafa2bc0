import { diagnose } from "../nat/diagnose.ts";
import type { Observation, ObservationData, ProbeId } from "../nat/observation.ts";
import { CHECK_RECORD_VERSION, type CheckRecord } from "./check-record.ts";

/**
 * The check of the sample site: a mobile router that only gets an address of the carrier's shared range. What it saw is invented; what
 * follows from it is not. The outside addresses are from 192.31.196.0/24 and 192.175.48.0/24 (AS112, RFC 7535 and RFC 7534): public by
 * their range, but no customer's line.
 */

const ROUTER = "192.168.8.1";
const LAPTOP = "192.168.8.57";
const WAN = "100.74.18.203";
const SEEN_OUTSIDE = "192.31.196.61";

interface Seen {
  id: string;
  question: string;
  asked?: string;
  answeredBy?: string;
  outcome?: Observation["outcome"];
  atMs: number;
  tookMs: number;
  data?: ObservationData;
  trouble?: string;
}

const seen: readonly Seen[] = [
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
          mac: "02:00:5e:10:00:57",
          addresses: [{ address: LAPTOP, prefixLength: 24 }],
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
      routes: [{ family: 4, gateway: ROUTER, interfaceName: "Ethernet", metric: 25 }],
    },
  },
  {
    id: "default-route/gateway-mac",
    question: "gateway-mac",
    asked: ROUTER,
    atMs: 5,
    tookMs: 2,
    data: { kind: "gateway-neighbour", gateway: ROUTER, mac: "02:00:5e:00:08:01" },
  },
  {
    id: "upnp/describe",
    question: "describe-router",
    asked: `http://${ROUTER}:49152/rootDesc.xml`,
    atMs: 33,
    tookMs: 21,
    data: {
      kind: "upnp-gateway",
      from: ROUTER,
      location: `http://${ROUTER}:49152/rootDesc.xml`,
      deviceType: "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
      friendlyName: "4G Router B535",
      manufacturer: "Huawei",
      modelName: "B535-232",
      modelNumber: null,
      udn: "uuid:75802409-bccb-40e7-8e6c-000000000857",
      wanServiceType: "urn:schemas-upnp-org:service:WANIPConnection:1",
      controlUrl: `http://${ROUTER}:49152/ctl/IPConn`,
    },
  },
  {
    id: `upnp/external-address@${ROUTER}`,
    question: "external-address",
    asked: ROUTER,
    atMs: 55,
    tookMs: 9,
    data: { kind: "upnp-external-address", from: ROUTER, address: WAN },
  },
  {
    id: "upnp/test-mapping",
    question: "test-mapping",
    asked: ROUTER,
    atMs: 66,
    tookMs: 31,
    data: {
      kind: "upnp-mapping",
      from: ROUTER,
      transport: "udp",
      internalPort: 41_207,
      requestedLifetimeSeconds: 120,
      granted: true,
      externalAddress: WAN,
      externalPort: 41_207,
      lifetimeSeconds: 120,
      errorCode: null,
      errorName: null,
      removed: true,
    },
  },
  { ...silent("nat-pmp/external-address", "external-address"), asked: ROUTER },
  { ...silent("pcp/announce", "speak-pcp"), asked: ROUTER },
  ...["stun-a.example:3478", "stun-b.example:3478"].map((server, index) => ({
    id: `stun/binding@${server}`,
    question: "my-address",
    asked: server,
    answeredBy: `192.175.48.${index + 1}`,
    atMs: 12 + index,
    tookMs: 61,
    data: {
      kind: "stun-binding" as const,
      server,
      serverAddress: `192.175.48.${index + 1}`,
      localPort: 51_820,
      localAddress: LAPTOP,
      mappedAddress: SEEN_OUTSIDE,
      mappedPort: 31_882 + index,
    },
  })),
  {
    id: "public-address/https@https://address.example/ip",
    question: "my-address",
    asked: "https://address.example/ip",
    atMs: 14,
    tookMs: 213,
    data: { kind: "public-address-https", url: "https://address.example/ip", address: SEEN_OUTSIDE },
  },
  {
    id: "own-address-ping/ttl-1",
    question: "own-this-address",
    asked: SEEN_OUTSIDE,
    answeredBy: ROUTER,
    atMs: 230,
    tookMs: 3,
    data: { kind: "own-address-ping", target: SEEN_OUTSIDE, ttl: 1, reply: "expired", replier: ROUTER },
  },
];

function silent(id: string, question: string): Seen {
  return { id, question, outcome: "silent", atMs: 12, tookMs: 764, trouble: "silent" };
}

/** The probe is the first part of an observation's id. */
const PROBES: Readonly<Record<string, ProbeId>> = {
  interfaces: "interfaces",
  "default-route": "default-route",
  upnp: "upnp",
  "nat-pmp": "nat-pmp",
  pcp: "pcp",
  stun: "stun",
  "public-address": "public-address",
  "own-address-ping": "own-address-ping",
};

function observation({ outcome = "answered", ...one }: Seen): Observation {
  return {
    id: one.id,
    probe: PROBES[one.id.slice(0, one.id.indexOf("/"))] ?? "interfaces",
    question: one.question,
    asked: one.asked ?? null,
    answeredBy: one.answeredBy ?? (outcome === "answered" ? (one.asked ?? null) : null),
    outcome,
    atMs: one.atMs,
    tookMs: one.tookMs,
    data: one.data ?? { kind: "no-answer" },
    trouble: one.trouble ?? null,
    raw: null,
    error: null,
  };
}

export function sampleCheck(): CheckRecord {
  const observations = seen.map(observation);
  return {
    format: "farsite-check",
    version: CHECK_RECORD_VERSION,
    checkId: "7f0d2c9e-51f4-4d0a-9a53-b4ce75a3e001",
    startedAt: "2026-11-18T08:12:40+01:00",
    durationMs: 2_084,
    farsiteVersion: "0.2.0",
    cancelled: false,
    observations,
    diagnosis: diagnose(observations),
  };
}
