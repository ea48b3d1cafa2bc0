import type { Device } from "#core/lan/device.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { EffectResult, RouterOffer, WalkEffect } from "#core/walk/effect.ts";
import type { Outcome, WalkContext, WalkMachine } from "#core/walk/machine.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import type { Walk } from "#core/walk/walk.ts";
import { messagesOf } from "./explore.ts";
import { checkWith, emptyKnowledge, NOW, siteDocument, walkContext } from "./walk-context.ts";

/** A recorder at a router, and a walk that is driven through whole stories: by events, and by how its effects end. */

export const RECORDER = "192.168.1.64";
export const ROUTER = "192.168.1.1";
export const PUBLIC = "192.31.196.77";
export const INNER_WAN = "192.168.178.20";

export function aDevice(more: Partial<Device> = {}): Device {
  const said = <T>(value: T) => ({ value, source: "sadp" as const, confidence: 0.9, otherwise: [] });
  return {
    id: "mac:44:47:cc:00:00:64",
    keys: ["mac:44:47:cc:00:00:64"],
    brand: said("Hikvision"),
    model: said("DS-7608NI-K2"),
    firmware: said("V4.61.005 build 240202"),
    serialNumber: null,
    name: null,
    role: said("recorder"),
    macs: ["44:47:cc:00:00:64"],
    maker: null,
    addresses: [{ address: RECORDER, interfaceName: "eth0", mac: "44:47:cc:00:00:64", inOwnNetwork: true, seen: true }],
    ports: [
      { transport: "tcp", port: 80, service: "web" },
      { transport: "tcp", port: 443, service: "web-secure" },
      { transport: "tcp", port: 554, service: "rtsp" },
      { transport: "tcp", port: 8000, service: "hikvision" },
    ],
    links: [],
    network: { gateway: ROUTER, dhcp: false },
    activated: true,
    channels: null,
    clockOffsetSeconds: 0,
    certificates: [],
    findings: [],
    sources: ["sadp", "port"],
    ...more,
  };
}

export const aFinding = (code: string, args: Message["args"] = {}): Device["findings"][number] => ({
  code,
  severity: "warning",
  title: { key: `deviceFinding.${code}.title`, args },
  whatToDo: null,
  links: [],
  sources: [],
});

const sourced = { source: "a test", seen: "2026-10-01", confidence: "medium" as const, origin: "farsite" as const };
const tcp = (port: number) => ({ port, transport: "tcp" as const });

export const hikvision: Knowledge["makers"][number] = {
  id: "hikvision",
  ...sourced,
  brand: "Hikvision",
  ports: [
    { ...tcp(80), uses: ["web"], encrypted: false },
    { ...tcp(443), uses: ["web"], encrypted: true },
    { ...tcp(554), uses: ["rtsp"], encrypted: false },
    { ...tcp(8000), uses: ["app", "sdk"], encrypted: false },
  ],
  forward: [
    { use: "app", ports: [tcp(8000)] },
    { use: "web", ports: [tcp(443)] },
    { use: "rtsp", ports: [tcp(554)] },
  ],
  neverForward: [tcp(80), tcp(23)],
};

export const someRouter: Knowledge["routers"][number] = {
  id: "speedy",
  ...sourced,
  family: "Speedy",
  matches: "speedy",
  ownPage: "http://speedy.box",
  portForward: {
    menu: { en: ["Internet", "Forwards"], de: ["Internet", "Freigaben"] },
    add: { en: "New" },
    fields: {
      name: { en: "Name" },
      enable: { en: "Active" },
      protocol: { en: "Protocol", de: "Protokoll" },
      device: { en: "Device" },
      internalPort: { en: "Port" },
      externalPort: { en: "Public port" },
      allowedFrom: { en: "From" },
    },
    save: { en: "Apply", de: "Übernehmen" },
    steps: [{ en: "Choose the device.", de: "Wählen Sie das Gerät." }],
    note: { en: "Restarts.", de: "Startet neu." },
    confidence: "low",
  },
  bridge: {
    possible: "some",
    setting: { en: "Modem mode" },
    menu: { en: ["System", "Mode"] },
    words: { en: "Ask first.", de: "Erst fragen." },
  },
  ddns: {
    menu: { en: ["Internet", "DDNS"] },
    providers: ["Speedy"],
    words: { en: "With an account.", de: "Mit Konto." },
  },
  backup: { menu: { en: ["System", "Backup"] }, label: { en: "Save" }, confidence: "high" },
  pinhole: {
    menu: { en: ["IPv6", "Firewall"] },
    label: { en: "New" },
    words: { en: "One rule each.", de: "Je eine Regel." },
  },
};

export const knowledge: Knowledge = { ...emptyKnowledge, makers: [hikvision], routers: [someRouter] };

const layer = (kind: "router" | "second-router", more: object) => ({
  kind,
  owner: "customer" as const,
  address: null,
  insideAddress: null,
  name: null,
  translates: true,
  observationIds: [],
  ...more,
});

/** What the last check said; the router tells nothing of itself but its address. */
export const lineOf = (kind: Parameters<typeof checkWith>[0]["kind"], more: Parameters<typeof checkWith>[1] = {}) => ({
  ...checkWith(
    { kind },
    {
      gateway: ROUTER,
      publicAddress: PUBLIC,
      wanAddress: PUBLIC,
      usablePorts: null,
      inbound: "untested",
      layers: [layer("router", { insideAddress: ROUTER, address: PUBLIC })],
      ...more,
    },
  ),
  observations: [],
});

export const publicLine = lineOf("public");
export const doubleNatLine = lineOf("double-nat", {
  wanAddress: INNER_WAN,
  layers: [
    layer("router", { insideAddress: ROUTER, address: INNER_WAN }),
    layer("second-router", { insideAddress: "192.168.178.1", address: PUBLIC, name: "Speedy 5" }),
  ],
});

export const GLOBAL = "2001:1900:7::64";
export const ipv6Line = lineOf("cgnat", { ipv6: { state: "native", address: "2001:1900:7::20", inbound: "untested" } });

export const siteContext = (more: Partial<WalkContext> = {}): WalkContext => {
  let ids = 0;
  return walkContext({
    check: publicLine,
    devices: [aDevice()],
    knowledge,
    hasVantage: true,
    newId: () => `id-${++ids}`,
    document: siteDocument({ line: { router: "Speedy 7" } }),
    ...more,
  });
};

export const upnpOffer: RouterOffer = {
  gateway: ROUTER,
  means: [
    { means: "upnp", forOthers: true, permanent: true },
    { means: "nat-pmp", forOthers: false, permanent: false },
  ],
  open: [],
  trouble: null,
};

type Ends = (effect: WalkEffect) => EffectResult;

/** How effects end where everything works. */
export const allGoesWell: Ends = (effect) => {
  switch (effect.kind) {
    case "reach-device":
      return { kind: "device-reached", ports: effect.ports.map((port) => ({ port, state: "open" })) };
    case "ask-router":
      return { kind: "router-asked", offer: upnpOffer };
    case "open-forward":
      return {
        kind: "forward-opened",
        externalPort: effect.wish.externalPort,
        externalAddress: PUBLIC,
        leaseSeconds: null,
        renewEverySeconds: null,
        router: ROUTER,
      };
    case "close-forward":
      return { kind: "forward-closed", gone: true };
    case "look-at-forward":
      return { kind: "forward-seen", stands: true, leaseSeconds: null };
    case "look-up-name":
      return { kind: "name-found", addresses: [PUBLIC] };
    case "prove":
      return { kind: "proven", record: proofOf(effect.forwardIds, {}) };
    case "check-site":
      return { kind: "checked", checkId: publicLine.checkId };
    default:
      effect satisfies TunnelEffect;
      throw new Error("a forward goes through no tunnel");
  }
};

export function proofOf(
  forwardIds: readonly string[],
  result: Partial<ProofRecord["results"][number]>,
  origin: ProofRecord["origin"] = { kind: "vantage", host: "v.example", address: null },
): ProofRecord {
  return {
    format: "farsite-proof",
    version: 1,
    proofId: "0b6b1a5e-8f0e-4f53-9d4f-1f6f4d7c1a01",
    startedAt: NOW,
    durationMs: 1_200,
    farsiteVersion: "0.1.0",
    by: "Jonas Brandt",
    origin,
    publicAddress: PUBLIC,
    results: forwardIds.map((forwardId) => ({
      forwardId,
      target: "device",
      transport: "tcp",
      address: PUBLIC,
      port: 8000,
      outcome: "answered",
      strength: "proof",
      remark: null,
      answer: null,
      sameDevice: "yes",
      connectMs: 40,
      firstByteMs: 60,
      at: NOW,
      trouble: null,
      raw: null,
      ...result,
    })),
  };
}

export const NOTHING_CAME = { outcome: "silent", strength: "none", sameDevice: "unknown" } as const;

/** Every sentence that a story's steps and refusals said, in the order of telling. */
export const said: Message[] = [];

export interface Story<S extends { step: string }> {
  readonly state: S;
  readonly context: WalkContext;
  readonly status: Walk["status"];
  readonly waiting: Walk["waiting"];
  /** All that the host was asked, in this order. */
  readonly asked: WalkEffect[];
  send(type: string, values?: Record<string, unknown>): Story<S>;
  /** What the machine says to an event that it is to refuse. */
  refusalOf(type: string, values?: Record<string, unknown>): string;
  /** The next event's effect is begun and never ends: the laptop dies. */
  dieIn(type: string, values?: Record<string, unknown>): Story<S>;
  /** From here on effects end this way. */
  when(ends: (effect: WalkEffect) => EffectResult | null): Story<S>;
  with(more: Partial<WalkContext>): Story<S>;
}

export function storyOf<S extends { step: string }>(
  machine: WalkMachine<S>,
  start: WalkContext = siteContext(),
  deviceId: string | null = null,
): Story<S> {
  let context = start;
  let status: Walk["status"] = "open";
  let waiting: Walk["waiting"] = null;
  let ends: Ends = allGoesWell;
  const asked: WalkEffect[] = [];
  const take = (outcome: Outcome<S>): Exclude<Outcome<S>, { refused: Message }> => {
    if ("refused" in outcome) throw new Error(`refused: ${outcome.refused.key}`);
    context = { ...context, document: withChanges(context.document, outcome.changes ?? []) };
    status = outcome.status ?? status;
    if (outcome.waiting !== undefined) ({ waiting } = outcome);
    // As the survey keeps it between two steps.
    machine.schema.parse(structuredClone(outcome.state));
    said.push(...messagesOf([machine.view(outcome.state, context), machine.steps(outcome.state, context)]));
    return outcome;
  };
  let state = take(machine.begin(context, { deviceId })).state;
  const settleAll = (first: Exclude<Outcome<S>, { refused: Message }>): void => {
    let outcome = first;
    ({ state } = outcome);
    while (outcome.effect !== undefined) {
      const { effect } = outcome;
      asked.push(effect);
      const result = ends(effect);
      if (result.kind === "proven") context = { ...context, proofs: [result.record, ...context.proofs] };
      outcome = take(machine.settle(state, effect, result, context));
      ({ state } = outcome);
    }
  };
  const story: Story<S> = {
    get state() {
      return state;
    },
    get context() {
      return context;
    },
    get status() {
      return status;
    },
    get waiting() {
      return waiting;
    },
    asked,
    send: (type, values = {}) => {
      settleAll(take(machine.handle(state, { type, values }, context)));
      return story;
    },
    refusalOf: (type, values = {}) => {
      const outcome = machine.handle(state, { type, values }, context);
      said.push(...("refused" in outcome ? [outcome.refused] : []));
      return "refused" in outcome ? outcome.refused.key : `not refused, now at ${outcome.state.step}`;
    },
    dieIn: (type, values = {}) => {
      ({ state } = take(machine.handle(state, { type, values }, context)));
      return story;
    },
    when: (special) => {
      ends = (effect) => special(effect) ?? allGoesWell(effect);
      return story;
    },
    with: (more) => {
      context = { ...context, ...more };
      return story;
    },
  };
  return story;
}
