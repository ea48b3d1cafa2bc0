import { canonicalJson } from "./canonical-json.ts";
import { PROOF_RECORD_VERSION, type ProofRecord } from "../proof/proof-record.ts";
import type { CheckRecord } from "./check-record.ts";
import { sampleCheck } from "./sample-check.ts";
import { sampleRehearsal } from "./sample-rehearsal.ts";
import { emptyDocument, type SurveyDocument } from "./survey-document.ts";

export interface SampleSurvey {
  siteId: string;
  updatedAt: string;
  document: SurveyDocument;
  /** The checks that the document names. */
  checks: CheckRecord[];
  /** The tests from outside that the document names. */
  proofs: ProofRecord[];
}

const TECHNICIAN = "Jonas Brandt";
const at = (time: string): string => `2026-11-18T${time}:00+01:00`;
const done = (time: string) => ({ doneAt: at(time), doneBy: TECHNICIAN });

const RECORDER = "serial:6G0B2C4PAZ1F7D8";
const ROUTER = "mac:02:00:5e:00:08:01";

/**
 * A site to look at before one has any, and for tests: a bakery's recorder that the owner wants to see from home, behind a mobile
 * carrier's translation. Invented from the first to the last word. `sha256`: of a text's UTF-8 bytes, lower-case hex.
 */
export function sampleSurvey(sha256: (text: string) => string): SampleSurvey {
  const checks = [sampleCheck()];
  const proofs = [proof];
  return {
    siteId: "5a3c0f1e-0b1d-4c63-9d1e-2f7a6b5c4d01",
    updatedAt: at("10:05"),
    checks,
    proofs,
    document: {
      ...document,
      checks: checks.map((check) => ({ checkId: check.checkId, hash: sha256(canonicalJson(check)) })),
      proofs: proofs.map((one) => ({ proofId: one.proofId, hash: sha256(canonicalJson(one)) })),
    },
  };
}

/** What somebody had opened in the router before: behind the carrier's translation it leads nowhere, and the test says so. */
const FORWARD = "forward-left-over";
const proof: ProofRecord = {
  format: "farsite-proof",
  version: PROOF_RECORD_VERSION,
  proofId: "7d1b3a52-54c6-4c1e-9f0a-6a2e8b7c9d01",
  startedAt: at("08:55"),
  durationMs: 5_240,
  farsiteVersion: "0.1.0",
  by: TECHNICIAN,
  origin: { kind: "vantage", host: "vantage.example.net", address: "192.175.48.20" },
  publicAddress: "192.31.196.61",
  results: [
    {
      forwardId: FORWARD,
      target: "device",
      transport: "tcp",
      address: "192.31.196.61",
      port: 37_777,
      outcome: "silent",
      strength: "none",
      remark: null,
      answer: null,
      sameDevice: "unknown",
      connectMs: null,
      firstByteMs: null,
      at: at("08:55"),
      trouble: null,
      raw: null,
    },
  ],
};

const document: SurveyDocument = {
  ...emptyDocument("Bakery Lindner, mill branch"),
  site: {
    name: "Bakery Lindner, mill branch",
    customer: "Lindner Bakeries Ltd",
    reference: "2026-0417",
    address: "Mill Lane 4, 12345 Musterstadt",
    access: "Back door, key in the safe by the oven room. Baking until 6, best time 8 to 11. Parking in the yard.",
    status: "open",
  },
  line: {
    provider: "Example Mobile",
    plan: "Business LTE 100",
    technology: "mobile",
    customerNumber: "K-5541-882",
    downloadMbps: 62,
    uploadMbps: 18.5,
    router: "Huawei B535-232",
    routerOwner: "provider",
    routerPlace: "Office, on the shelf above the desk",
    wanAddress: "100.74.18.203",
    addressKind: "dynamic",
    bridgeMode: null,
    backupLine: null,
    note: "Fibre is announced for the street; nobody knows when.",
  },
  contacts: [
    {
      id: "contact-owner",
      name: "Katrin Lindner",
      role: "Owner",
      phone: "+49 30 23125 001",
      email: "owner@lindner.example",
    },
    {
      id: "contact-branch",
      name: "Murat Aydin",
      role: "Branch manager",
      phone: "+49 30 23125 002",
      note: "On site from 4 to 12",
    },
    { id: "contact-provider", name: "Business support", role: "Provider", phone: "+49 30 23125 800", email: null },
  ],
  devices: [
    {
      id: RECORDER,
      keys: [RECORDER, "mac:02:00:5e:00:08:40"],
      name: "Recorder",
      role: "recorder",
      place: "Office, locked cabinet",
      make: "Dahua",
      model: "NVR4108HS-8P-4KS2/L",
      serialNumber: "6G0B2C4PAZ1F7D8",
      firmware: "V4.003.0000000.1",
      address: "192.168.8.40",
      note: "Clock was 7 minutes slow; set to the router's time.",
    },
    ...(
      [
        ["Till", "Above the till, ceiling", "192.168.8.41"],
        ["Shop window", "Left of the entrance", "192.168.8.42"],
        ["Oven room", "Wall by the door, warm", "192.168.8.43"],
        ["Yard", "House wall, 3.2 m", "192.168.8.44"],
      ] as const
    ).map(([name, place, address], index) => ({
      id: `mac:02:00:5e:00:08:5${index}`,
      keys: [`mac:02:00:5e:00:08:5${index}`],
      name,
      role: "camera" as const,
      place,
      make: "Dahua",
      model: "IPC-HDW2441T-S",
      serialNumber: null,
      address,
    })),
    {
      id: ROUTER,
      keys: [ROUTER],
      name: "Mobile router",
      role: "router",
      place: "Office, on the shelf above the desk",
      make: "Huawei",
      model: "B535-232",
      address: "192.168.8.1",
    },
    {
      id: "device-panel",
      keys: [],
      name: "Burglar alarm",
      role: "alarm-panel",
      place: "Staff room",
      make: null,
      model: null,
    },
  ],
  wishes: {
    watchers: "owner",
    viewers: 2,
    streams: 4,
    streamMbps: 1.5,
    viewerClient: "yes",
    viewersIpv6: "some",
    budgetMonthly: 15,
    budgetCurrency: "EUR",
    maintainer: "installer",
    routerAccess: "provider-only",
    cloud: "no",
    ownServer: "yes",
    mobileCoverage: "good",
    supportYears: 3,
    note: "The manager only looks when something was reported.",
  },
  route: {
    chosen: "vpn",
    route: "wireguard-hub",
    recommended: "wireguard-hub",
    variant: "WireGuard to the firm's own hub",
    reason:
      "The carrier translates, so nothing can be forwarded; a fixed public address costs 9.90 a month and is not offered with this plan. A tunnel from inside needs nobody's help and goes on when the fibre comes.",
    decidedBy: "Katrin Lindner",
    decidedAt: at("09:10"),
  },
  steps: [
    { id: "step-1", text: "Clock of the recorder set", ...done("08:40") },
    { id: "step-2", text: "Password of the recorder changed", ...done("08:46") },
    { id: "step-3", text: "Tunnel set up on the site gateway", ...done("09:32") },
    { id: "step-4", text: "Picture seen from outside, on mobile data", ...done("09:51"), note: "All four cameras" },
    { id: "step-5", text: "App on the owner's telephone", note: "She comes on Friday" },
  ],
  checklist: [
    { id: "check-1", text: "Signs about the cameras are up", state: "done", ...done("08:20") },
    {
      id: "check-2",
      text: "No camera sees the pavement",
      state: "done",
      ...done("08:24"),
      note: "Yard: privacy mask set",
    },
    { id: "check-3", text: "Cabinet locks", state: "done", ...done("08:31") },
    { id: "check-4", text: "Emergency power for router and recorder", state: "open" },
    { id: "check-5", text: "Alarm sends to the control room", state: "not-applicable" },
  ],
  answers: [
    { id: "answer-days", section: "Recording", label: "Days to keep", kind: "number", value: 72 },
    { id: "answer-audio", section: "Recording", label: "Sound is recorded", kind: "yes-no", value: false },
    {
      id: "answer-who",
      section: "Recording",
      label: "Who may look",
      kind: "choice",
      choices: ["Owner", "Owner and manager", "All staff"],
      value: "Owner and manager",
    },
    { id: "answer-dpo", section: "Recording", label: "Data protection officer told on", kind: "date", value: null },
  ],
  notes: [
    {
      id: "note-1",
      text: "Router restarts every night at 3:30 (provider). The tunnel is back after 40 seconds.",
      at: at("09:40"),
      by: TECHNICIAN,
    },
    { id: "note-2", text: "Yard camera: spider webs, clean at every visit.", at: at("08:26"), by: TECHNICIAN },
  ],
  acceptances: [
    {
      id: "acceptance-1",
      risk: "The recorder's firmware is from 2024; the update needs the maker's tool and is done at the next visit.",
      acceptedBy: "Katrin Lindner",
      role: "Owner",
      acceptedAt: at("09:12"),
    },
  ],
  accounts: [
    {
      id: "c5f1a1c8-6f0f-4a3e-8f44-0b9f3d1f7a01",
      kind: "recorder",
      label: "Recorder, admin",
      deviceId: RECORDER,
      userName: "admin",
      changedAt: at("08:46"),
      changeBy: "2027-11-18",
    },
    {
      id: "c5f1a1c8-6f0f-4a3e-8f44-0b9f3d1f7a02",
      kind: "router",
      label: "Mobile router",
      deviceId: ROUTER,
      userName: null,
      changedAt: at("08:50"),
      changeBy: null,
    },
  ],
  custody: [
    {
      id: "d2f1a1c8-6f0f-4a3e-8f44-0b9f3d1f7b01",
      at: at("08:46"),
      accountId: "c5f1a1c8-6f0f-4a3e-8f44-0b9f3d1f7a01",
      label: "Recorder, admin",
      event: "kept",
      by: TECHNICIAN,
      laptopId: "0c1e5b7a-93d2-8f46-a1b0-5d6c7e8f9a01",
      to: null,
    },
    {
      id: "d2f1a1c8-6f0f-4a3e-8f44-0b9f3d1f7b02",
      at: at("09:58"),
      accountId: "c5f1a1c8-6f0f-4a3e-8f44-0b9f3d1f7a01",
      label: "Recorder, admin",
      event: "handed-over",
      by: TECHNICIAN,
      laptopId: "0c1e5b7a-93d2-8f46-a1b0-5d6c7e8f9a01",
      to: "Customer: Katrin Lindner",
    },
  ],
  forwards: [
    {
      id: FORWARD,
      deviceId: RECORDER,
      address: "192.168.8.40",
      transport: "tcp",
      internalPort: 37_777,
      externalPort: 37_777,
      use: "app",
      means: "by-hand",
      router: "192.168.8.1",
      leaseSeconds: null,
      openedAt: at("08:52"),
      openedBy: null,
      closedAt: null,
      note: "Was there when we came, date unknown; nothing gets in through it. The provider takes it out with the next settings.",
    },
  ],
  walks: [
    {
      id: "walk-public-ip",
      kind: "public-ip",
      deviceId: null,
      startedAt: at("08:58"),
      startedBy: TECHNICIAN,
      updatedAt: at("09:08"),
      status: "done",
      waiting: null,
      state: {
        step: "denied",
        isOver: true,
        pending: null,
        trouble: null,
        written: [],
        router: "02:00:5e:00:08:01",
        provider: { name: "Example Mobile", entryId: null },
        product: { kind: "static", name: "Fixed IP", monthly: null, once: null, sourcing: null },
        contact: {
          form: "phone",
          holder: "Katrin Lindner",
          accountNumber: "K-5541-882",
          deadline: null,
          callbackName: TECHNICIAN,
          callbackPhone: null,
        },
        asked: { at: at("09:02"), by: TECHNICIAN, spokeWith: "Business support", reference: "EM-2026-118204" },
        reminded: null,
        promised: null,
        rechecked: null,
        denied: "9.90 a month, but not with this plan.",
      },
    },
  ],
  routerBackups: [
    {
      id: "backup-router",
      fileName: "b535-232.conf",
      bytes: 18_432,
      hash: "5d0c8f0e6a1b4c7d9e2f3a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f",
      savedAt: at("08:51"),
      savedBy: TECHNICIAN,
      laptopId: "0c1e5b7a-93d2-8f46-a1b0-5d6c7e8f9a01",
      router: "Huawei B535-232",
    },
  ],
  tunnels: [
    {
      id: "tunnel-hub",
      kind: "wireguard",
      serverName: "Hub of Example Security",
      host: "hub.example.com",
      ports: [51_820, 443],
      serverKey: "E75P6uryBMf9M1j8nAByGIHRdCeBKCJ+xnTzf3/pe20=",
      platform: "linux",
      lan: "192.168.8.0/24",
      mapped: "10.96.14.0/24",
      address: "10.88.4.14",
      publicKey: "MdSras7slhE3kXA3k25gcW+sVzr+lNnahKgCBEjfwRI=",
      mtu: 1_380,
      peers: [
        {
          id: "peer-owner",
          name: "Katrin Lindner's telephone",
          role: "customer",
          publicKey: "V9tLNZ8jrl4Ubk4lEgVnBHIlBjSMFQwUdT0Mkz0E1CE=",
          address: "10.88.8.3",
          addedAt: at("09:44"),
          addedBy: TECHNICIAN,
          removedAt: null,
        },
      ],
      published: [],
      madeAt: at("09:18"),
      madeBy: TECHNICIAN,
      installedAt: at("09:32"),
      removedAt: null,
    },
  ],
  rehearsals: [sampleRehearsal(at("08:56"), TECHNICIAN)],
  handover: {
    date: null,
    receivedBy: "Katrin Lindner",
    role: "Owner",
    explained: "Live picture, looking back, saving a clip; who may look and for how long pictures are kept.",
    nextReview: "2027-05-18",
  },
};
