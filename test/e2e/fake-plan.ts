import { ORPCError } from "@orpc/server";
import type { Rescue } from "#core/contract/contract.ts";
import type { Site } from "#core/contract/survey-calls.ts";
import type { VantageStatus } from "#core/contract/vantage-status.ts";
import type { ContractErrorCode } from "#core/contract/errors.ts";
import type { Inspection, InspectionRequest } from "#core/lan/inspection.ts";
import type { ScanRecord, ScanRequest } from "#core/lan/scan-record.ts";
import type { KnowledgeOverlay } from "#core/knowledge/knowledge.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import { defaultSettings, type Settings } from "#core/survey/settings.ts";
import type { WalkEffect } from "#core/walk/effect.ts";
import { noOverlay } from "../fakes/own-knowledge.ts";
import type { FakeDevices } from "./fake-devices.ts";
import type { FakeSite } from "./fake-observations.ts";
import { emptyRehearsal, type FakeRehearsal } from "./fake-rehearsal.ts";
import { emptyServers, type FakeServers } from "./fake-servers.ts";
import { emptySurveys, type FakeSurveys } from "./fake-survey.ts";
import { calmRoutes, type FakeRoutes } from "./fake-routes.ts";
import { emptyTeam, type FakeTeam } from "./fake-team.ts";
import { emptyTunnels, type FakeTunnels } from "./fake-tunnels.ts";
import { emptyVault, type FakeVault } from "./fake-vault.ts";

/** What the fake host does; a test changes it while the window is open. */
export type FakePlan = {
  /** What the next check finds. */
  site: FakeSite;
  /** Milliseconds between two events of a check; 0 = all at once. */
  paceMs: number;
  /** The check stops in the middle and stays there, until it is cancelled. */
  stall: boolean;
  /** The check's stream breaks off in the middle with this. */
  breakOff: FakeError | null;
  /** The finished check can't be kept. */
  notSaved: FakeError | null;
  report: FakeError | null;
  sites: FakeError | null;
  /** So many checks come with their site; the others are asked for one by one. */
  recordsOnPage: number;
  /** What is filled in can't be kept. */
  survey: FakeError | null;
  /** What the next scan finds. */
  devices: FakeDevices;
  /** The scan stops in the middle and stays there. */
  scanStall: boolean;
  /** Devices in one event of a scan. */
  scanBatch: number;
  /** The laptop's own address; another one is another network. */
  ownAddress: string;
  rescue: FakeError | null;
  inspection: Inspection;
  /** What routers, devices and tests from outside answer. */
  routes: FakeRoutes;
};

export type FakeError = { code: ContractErrorCode | "INTERNAL_SERVER_ERROR"; data?: unknown };

export const calmPlan: FakePlan = {
  site: "public",
  paceMs: 0,
  stall: false,
  breakOff: null,
  notSaved: null,
  report: null,
  sites: null,
  recordsOnPage: 20,
  survey: null,
  devices: "three",
  scanStall: false,
  scanBatch: 1,
  ownAddress: "192.168.1.23",
  rescue: null,
  inspection: { state: "failed", why: "wrong-login", detail: null },
  routes: calmRoutes,
};

export type FakeStore = {
  settings: Settings;
  sites: Map<string, Site>;
  surveys: FakeSurveys;
  scans: Map<string, ScanRecord>;
  rescues: Rescue[];
  /** What scans and inspections were asked for, in their order. */
  asked: { scans: ScanRequest[]; inspections: InspectionRequest[] };
  vault: FakeVault;
  team: FakeTeam;
  servers: FakeServers;
  tunnels: FakeTunnels;
  rehearsal: FakeRehearsal;
  vantage: VantageStatus;
  knowledge: KnowledgeOverlay;
  proofs: Map<string, ProofRecord[]>;
  /** What the walks had done, in its order. */
  effects: WalkEffect[];
  /** Checks that are running; a test sees here that a cancelled one is really over. */
  running: number;
  cancelled: number;
  /** Ends the scan that runs, which then hands over what it found. */
  stopScan: () => void;
};

export function emptyStore(): FakeStore {
  const settings = {
    ...defaultSettings,
    stunServers: ["stun.example.net:3478", "stun.example.org:3478"],
    whoamiUrls: ["https://ip.example.net", "https://ip.example.org"],
  };
  return {
    settings,
    sites: new Map(),
    surveys: emptySurveys(),
    scans: new Map(),
    rescues: [],
    asked: { scans: [], inspections: [] },
    vault: emptyVault(),
    team: emptyTeam(),
    servers: emptyServers(),
    tunnels: emptyTunnels(),
    rehearsal: emptyRehearsal(),
    vantage: { url: null, hasToken: false },
    knowledge: noOverlay(),
    proofs: new Map(),
    effects: [],
    running: 0,
    cancelled: 0,
    stopScan: () => {},
  };
}

export const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Error("the check was cancelled", { cause: signal.reason }));
    });
  });

export function raise(error: FakeError | null): void {
  if (error !== null)
    throw new ORPCError(error.code, { defined: error.code !== "INTERNAL_SERVER_ERROR", data: error.data });
}
