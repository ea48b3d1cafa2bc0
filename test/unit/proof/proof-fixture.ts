import { randomBytes, randomUUID } from "node:crypto";
import type { Forward } from "#core/forward/forward.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import type { Observation, ObservationData } from "#core/nat/observation.ts";
import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { ForwardWish } from "#core/walk/effect.ts";
import { ProofService, type ProofServiceOptions } from "#host/proof/proof-service.ts";
import { FAKE_MAC, fakeEnvironment, NO_ROUTER, type FakeSite } from "../../fakes/fake-environment.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";

export const SITE = "7d5f0a52-6f2e-4c6e-9a55-0d1f6c6d8b11";
export const AT = "2026-11-20T10:00:00.000Z";

export const forwardOf = (more: Partial<Forward> = {}): Forward => ({
  id: "f1",
  address: "192.168.1.64",
  transport: "tcp",
  internalPort: 80,
  externalPort: 8080,
  use: "web",
  means: "upnp",
  openedAt: "2026-11-01T10:00:00.000Z",
  ...more,
});

export const documentWith = (forwards: readonly Forward[], more: Partial<SurveyDocument> = {}): SurveyDocument => ({
  ...emptyDocument("Depot"),
  forwards: [...forwards],
  ...more,
});

const observed = (id: string, data: ObservationData): Observation => ({
  id,
  probe: "default-route",
  question: "default-routes",
  asked: null,
  answeredBy: null,
  outcome: "answered",
  atMs: 0,
  tookMs: 1,
  data,
  trouble: null,
  raw: null,
  error: null,
});

export type Seen = {
  gateway?: string | null;
  mac?: string | null;
  publicAddress?: string | null;
  /** All that leaves goes through this adapter. */
  vpn?: string;
  verdict?: CheckRecord["diagnosis"]["verdict"]["kind"];
};

/** A check that saw this and nothing else. */
export function checkThat(seen: Seen): CheckRecord {
  const { gateway = LOOPBACK, mac = FAKE_MAC, publicAddress = null, vpn } = seen;
  const own = { address: "192.168.1.50", prefixLength: 24 };
  const observations = [
    observed("default-route/routes", {
      kind: "default-routes",
      routes: gateway === null ? [] : [{ family: 4, gateway, interfaceName: "eth0", metric: 1 }],
      outbound: { address: own.address, interfaceName: vpn ?? "eth0" },
    }),
    observed("interfaces/all", {
      kind: "interfaces",
      adapters: [
        { name: "eth0", adapterKind: "ethernet", mac: null, addresses: [own] },
        ...(vpn === undefined ? [] : [{ name: vpn, adapterKind: "tunnel" as const, mac: null, addresses: [] }]),
      ],
    }),
    ...(gateway === null || mac === null
      ? []
      : [observed("default-route/gateway-mac", { kind: "gateway-neighbour", gateway, mac })]),
  ];
  const diagnosis = diagnose(observations);
  return {
    format: "farsite-check",
    version: 1,
    checkId: randomUUID(),
    startedAt: AT,
    durationMs: 1,
    farsiteVersion: "0",
    cancelled: false,
    observations,
    diagnosis: {
      ...diagnosis,
      publicAddress,
      ...(seen.verdict !== undefined && { verdict: { ...diagnosis.verdict, kind: seen.verdict } }),
    },
  };
}

export const resultOf = (more: Partial<ProofResult> = {}): ProofResult => ({
  forwardId: "f1",
  target: "device",
  transport: "tcp",
  address: "81.2.69.142",
  port: 8080,
  outcome: "answered",
  strength: "proof",
  remark: null,
  answer: { protocol: "http", says: "Recorder", certificate: null },
  sameDevice: "yes",
  connectMs: 10,
  firstByteMs: 20,
  at: AT,
  trouble: null,
  raw: null,
  ...more,
});

export const recordOf = (more: Partial<ProofRecord> = {}): ProofRecord => ({
  format: "farsite-proof",
  version: 1,
  proofId: randomUUID(),
  startedAt: AT,
  durationMs: 1,
  farsiteVersion: "0",
  by: "Kim",
  origin: { kind: "vantage", host: "vantage.example", address: "25.51.100.30" },
  publicAddress: "81.2.69.142",
  results: [resultOf()],
  ...more,
});

export type FakeProofs = {
  service: ProofService;
  saved: ProofRecord[];
  opened: ForwardWish[];
  closed: ForwardWish[];
};

/** The service at a site on loopback. What it would have the router open is noted; the router opens what `opens` says. */
export function fakeProofs(
  document: SurveyDocument,
  {
    site = {},
    whoami,
    opens = (wish) => ({ externalPort: wish.externalPort, externalAddress: null }),
    webPorts = [],
    ...more
  }: Partial<ProofServiceOptions> & {
    site?: FakeSite;
    whoami: string;
    opens?: (wish: ForwardWish) => { externalPort: number; externalAddress: string | null } | null;
    webPorts?: readonly number[];
  },
): FakeProofs {
  const saved: ProofRecord[] = [];
  const opened: ForwardWish[] = [];
  const closed: ForwardWish[] = [];
  const service = new ProofService({
    environment: fakeEnvironment({ address: LOOPBACK, ports: { ...NO_ROUTER, web: webPorts } }, site),
    servers: () => ({ stunServers: [], whoamiUrls: [whoami] }),
    version: "0",
    now: () => new Date(),
    randomUuid: randomUUID,
    randomBytes: (length) => randomBytes(length),
    vantageAccess: async () => null,
    document: () => document,
    lastCheck: () => checkThat({ publicAddress: LOOPBACK }),
    proofs: () => saved,
    saveProof: (_siteId, record) => void saved.unshift(record),
    openForLaptop: async (wish) => {
      opened.push(wish);
      const granted = opens(wish);
      return granted === null
        ? { kind: "forward-refused", why: { key: "forward.refused.plain", args: {} }, errorName: null }
        : { kind: "forward-opened", ...granted, leaseSeconds: 600, renewEverySeconds: null, router: LOOPBACK };
    },
    closeForLaptop: async (wish) => void closed.push(wish),
    technician: () => "Kim",
    locale: () => "en",
    ...more,
  });
  return { service, saved, opened, closed };
}
