import { message } from "#core/nat/diagnosis.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import type { ServerStatus } from "#core/server-setup/server-status.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { SshLook } from "#core/tunnel/server-look.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { WalkContext, WalkMachine } from "#core/walk/machine.ts";
import type { WireGuardState } from "#core/walk/wireguard-state.ts";
import { checkWith, emptyKnowledge, NOW, walkContext } from "./walk-context.ts";

/** A firm with servers, a site, and what the host would answer, as the WireGuard walks meet them. */

const ACCOUNT = "7f0d2c9e-51f4-4d0a-9a53-b4ce75a3e098";
const LOGIN = "8a0d2c9e-51f4-4d0a-9a53-b4ce75a3e098";
const PROOF = "9b0d2c9e-51f4-4d0a-9a53-b4ce75a3e098";
export const SITE_KEY = "c2l0ZSdzIHB1YmxpYyBrZXksIG5vdCBhIHJlYWwgb24=";
export const HOST_KEY = "SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";

export const hub = (id: string, more: Partial<FirmServer> = {}): FirmServer => ({
  id,
  name: `Hub ${id}`,
  host: `${id}.example.net`,
  region: null,
  ssh: { ports: [22, 443], user: "farsite", hostKeys: [], hostKeyLine: null },
  wireguard: {
    publicKey: "aHViJ3MgcHVibGljIGtleSwgbm90IGEgcmVhbCBvbmU=",
    port: 51_820,
    alsoPorts: [443],
    tunnelPool: "10.87.0.0/16",
    sitePool: "10.96.0.0/11",
    probe: { publicKey: "cHJvYmUncyBwdWJsaWMga2V5LCBub3QgcmVhbCBvbmU=", address: "10.87.255.254" },
  },
  relay: null,
  frp: null,
  media: null,
  turn: null,
  technicians: [],
  madeAt: NOW,
  changedAt: NOW,
  ...more,
});

const emptySite = walkContext().document;

const siteDocument: SurveyDocument = {
  ...emptySite,
  devices: [
    { id: "recorder", keys: [], name: "Recorder", role: "recorder", make: "Hikvision", address: "192.168.1.50" },
    { id: "far", keys: [], name: "Elsewhere", role: "recorder", address: "10.1.1.1" },
  ],
  accounts: [{ id: LOGIN, kind: "recorder", label: "Recorder, admin", userName: "admin", changedAt: NOW }],
};

/** Ids in their order, so that the same way through a walk gives the same ones. */
export function firmContext(more: Partial<WalkContext> = {}): WalkContext {
  let ids = 0;
  return walkContext({
    document: siteDocument,
    check: checkWith({ kind: "cgnat" }),
    knowledge: emptyKnowledge,
    firm: { servers: [hub("a"), hub("b", { name: "Hub b", region: "Vienna" })], mayChange: ["a"], sites: () => [] },
    newId: () => `id-${(ids += 1)}`,
    ...more,
  });
}

export const ssh = (outcome: SshLook["outcome"]): SshLook => ({
  outcome,
  port: 22,
  hostKey: outcome === "failed" ? null : HOST_KEY,
  why: outcome === "ok" ? null : message("server.noKey"),
  details: outcome === "failed" ? [message("walk.wireguard.reach.failed")] : [],
});

export const status = (wireguard: ServerStatus["wireguard"], more: Partial<ServerStatus> = {}): ServerStatus => ({
  version: 1,
  time: NOW,
  ready: true,
  rebootRequired: false,
  wireguard,
  relayPorts: [],
  health: [],
  services: {},
  ...more,
});

/** A hub that knows the site, whose last handshake is so many seconds old; null: there was none. */
export const hubWith = (secondsAgo: number | null, endpoint: string | null = "198.51.100.7:40000") =>
  status({
    publicKey: "hub",
    listenPort: 51_820,
    peers: [
      {
        publicKey: SITE_KEY,
        endpoint,
        allowedIps: "",
        latestHandshakeSeconds: secondsAgo === null ? null : Date.parse(NOW) / 1_000 - secondsAgo,
        receivedBytes: 1,
        sentBytes: 1,
      },
    ],
  });

/** The survey after the host has made all keys that were missing. */
export function withKeys(document: SurveyDocument, tunnelId: string | null): SurveyDocument {
  const tunnel = document.tunnels.find(({ id }) => id === tunnelId);
  if (tunnel === undefined) return document;
  const peers = tunnel.peers.map((peer) => ({ ...peer, publicKey: `key of ${peer.id}` }));
  const entry: Tunnel = { ...tunnel, publicKey: SITE_KEY, accountId: ACCOUNT, peers };
  return withChanges(document, [{ op: "put", list: "tunnels", entry }]);
}

export const proofOf = (
  { targets, tunnelId }: Extract<WalkEffect, { kind: "prove-through" }>,
  more: Partial<ProofRecord["results"][number]> = {},
): ProofRecord => ({
  format: "farsite-proof",
  version: 2,
  proofId: PROOF,
  startedAt: NOW,
  durationMs: 10,
  farsiteVersion: "1",
  by: null,
  origin: { kind: "server", host: "a.example.net", address: null },
  publicAddress: null,
  results: targets.map(({ address, port }) => ({
    forwardId: null,
    tunnelId,
    target: "device",
    transport: "tcp",
    address,
    port,
    outcome: "answered",
    strength: "proof",
    remark: null,
    answer: null,
    sameDevice: "yes",
    connectMs: 20,
    firstByteMs: 30,
    rttMs: 21,
    at: NOW,
    trouble: null,
    raw: null,
    ...more,
  })),
});

/** A person at a walk, with a host that answers. */
export class Walker {
  state: WireGuardState;
  context: WalkContext;
  /** All that was asked of the host. */
  readonly asked: WalkEffect[] = [];
  status: string | undefined;
  readonly #machine: WalkMachine<WireGuardState>;
  readonly #answer: (effect: WalkEffect, context: WalkContext) => EffectResult;

  constructor(
    machine: WalkMachine<WireGuardState>,
    context: WalkContext,
    answer: (effect: WalkEffect, context: WalkContext) => EffectResult = usualAnswer,
  ) {
    this.#machine = machine;
    this.#answer = answer;
    this.context = context;
    const first = machine.begin(context, { deviceId: null });
    if ("refused" in first) throw new Error(first.refused.key);
    this.state = first.state;
  }

  get tunnel(): Tunnel | undefined {
    return this.context.document.tunnels.find(({ id }) => id === this.state.tunnelId);
  }

  /** What the person does; ends where the walk waits for the person again. Why not, where it is refused. */
  send(type: string, values: Record<string, unknown> = {}): string | undefined {
    let outcome = this.#machine.handle(this.state, { type, values }, this.context);
    for (;;) {
      if ("refused" in outcome) return outcome.refused.key;
      this.state = this.#machine.schema.parse(structuredClone(outcome.state));
      this.status = outcome.status ?? this.status;
      this.#keep(withChanges(this.context.document, outcome.changes ?? []));
      const { effect } = outcome;
      if (effect === undefined) return undefined;
      this.asked.push(effect);
      const result = this.#answer(effect, this.context);
      if (result.kind === "keys-made") this.#keep(withKeys(this.context.document, this.state.tunnelId));
      if (result.kind === "proven") this.context = { ...this.context, proofs: [result.record, ...this.context.proofs] };
      outcome = this.#machine.settle(this.state, effect, result, this.context);
    }
  }

  /** Several steps that all have to be taken. */
  walk(...steps: readonly (readonly [string, Record<string, unknown>?])[]): this {
    for (const [type, values] of steps) {
      const why = this.send(type, values);
      if (why !== undefined) throw new Error(`${this.state.step}, ${type}: ${why}`);
    }
    return this;
  }

  view() {
    return this.#machine.view(this.state, this.context);
  }

  #keep(document: SurveyDocument): void {
    this.context = { ...this.context, document };
  }
}

/** A host with which all goes well. */
export function usualAnswer(effect: WalkEffect): EffectResult {
  switch (effect.kind) {
    case "measure-servers":
      return { kind: "servers-measured", servers: [{ serverId: "b", rttMs: 12 }], says: null };
    case "look-at-server":
      return { kind: "server-seen", ssh: ssh("ok"), status: hubWith(20) };
    case "trust-server":
      return { kind: "server-trusted" };
    case "make-keys":
      return { kind: "keys-made", keys: [{ peerId: null, publicKey: SITE_KEY }], accountId: ACCOUNT };
    case "apply-to-server":
      return { kind: "applied", says: message("server.applied", { name: "Hub", count: 1 }) };
    case "probe-wireguard":
      return probed("answers", 51_820);
    case "prove-through":
      return { kind: "proven", record: proofOf(effect) };
    case "look-up-name":
      return { kind: "name-found", addresses: ["203.0.113.7"] };
    default:
      throw new Error(effect.kind);
  }
}

export const probed = (outcome: string, port: number | null): EffectResult => ({
  kind: "wireguard-probed",
  outcome,
  isGood: port !== null,
  port,
  rttMs: port === null ? null : 12.4,
  says: message("walk.wireguard.outcome.answers"),
  details: [],
});

/** From the first step of the hub's walk to the one after the keys. */
export const TO_ROLL_OUT = [
  ["next", { server: "a" }],
  ["look"],
  ["probe"],
  ["next"],
  ["next", { platform: "openwrt", lan: "192.168.1.0/24", mtu: 1420 }],
  ["next", { address: "192.168.1.50", targetPort: 554, use: "stream" }],
  ["make"],
] as const;

/** The same, until the tunnel is up. */
export const TO_PROOF = [...TO_ROLL_OUT, ["apply"], ["next", { installed: true }], ["look"], ["next"]] as const;
export const TO_WATCHERS = [...TO_PROOF, ["prove", {}], ["next"]] as const;
