import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { SshLook } from "#core/tunnel/server-look.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import type { OwnRelayState } from "#core/walk/own-relay-plan.ts";
import { ownRelayMachine } from "#core/walk/own-relay.ts";
import { aDevice, lineOf, siteContext, storyOf, type Story } from "./forward-story.ts";
import { NOW } from "./walk-context.ts";

/** The firm's server, a recorder behind a carrier's NAT, and how a server answers to a walk that leads to a relay. */

export const KEY = "SHA256:abc";
export const aServer = (more: Partial<FirmServer> = {}): FirmServer => ({
  id: "s1",
  name: "Relay Frankfurt",
  host: "relay.example",
  region: "Frankfurt",
  ssh: { ports: [22, 443], user: "farsite", hostKeys: [KEY], hostKeyLine: null },
  wireguard: null,
  relay: { user: "farsite-relay", firstPort: 20_001, lastPort: 20_010 },
  frp: null,
  media: null,
  turn: null,
  technicians: [],
  madeAt: NOW,
  changedAt: NOW,
  ...more,
});

export const firm = (servers: readonly FirmServer[] = [aServer()], mayChange = ["s1"]): WalkContext["firm"] => ({
  servers,
  mayChange,
  sites: () => [],
});

export const relaySite = (more: Partial<WalkContext> = {}): WalkContext =>
  siteContext({ check: lineOf("cgnat"), devices: [aDevice()], firm: firm(), ...more });

export const sshLook = (more: Partial<SshLook> = {}): SshLook => ({
  outcome: "ok",
  port: 22,
  hostKey: KEY,
  why: null,
  details: [],
  ...more,
});
export const why = { key: "relay.fault.unreachable", args: { host: "relay.example" } };

type Status = NonNullable<Extract<EffectResult, { kind: "server-seen" }>["status"]>;
export const status = (ports: readonly number[], more: Partial<Status> = {}): Status => ({
  version: 1,
  time: "2026-11-20T10:00:00Z",
  ready: true,
  rebootRequired: false,
  wireguard: null,
  relayPorts: ports.map((port) => ({ port, everyone: false })),
  health: [],
  services: {},
  ...more,
});
export const seen = (look: Partial<SshLook>, told: Status | null): EffectResult => ({
  kind: "server-seen",
  ssh: sshLook(look),
  status: told,
});

export const PROOF_ID = "0b6b1a5e-8f0e-4f53-9d4f-1f6f4d7c1a02";
type Prove = Extract<WalkEffect, { kind: "prove-through" }>;
export const throughProof = (
  { tunnelId, targets, reconnect }: Prove,
  more: Partial<ProofResult> = {},
): ProofRecord => ({
  format: "farsite-proof",
  version: 2,
  proofId: PROOF_ID,
  startedAt: NOW,
  durationMs: 1_200,
  farsiteVersion: "0.1.0",
  by: "Jonas Brandt",
  origin: { kind: "server", host: "relay.example", address: null },
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
    connectMs: 40,
    firstByteMs: null,
    rttMs: 31,
    reconnect: reconnect ? { backAfterMs: 4_200, waitedMs: 75_000 } : null,
    at: NOW,
    trouble: null,
    raw: null,
    ...more,
  })),
});

/** How the server answers where everything works; `ports`: what sites hold open there. */
export function goesWell(effect: WalkEffect, ports: readonly number[] = []): EffectResult | null {
  switch (effect.kind) {
    case "measure-servers":
      return {
        kind: "servers-measured",
        servers: effect.serverIds.map((serverId, index) => ({ serverId, rttMs: 12 + index })),
        says: { key: "walk.plain", args: { text: "near" } },
      };
    case "look-at-server":
      return seen({}, status(ports));
    case "trust-server":
      return { kind: "server-trusted" };
    case "make-keys":
      return { kind: "keys-made", keys: [{ peerId: null, publicKey: "ssh-ed25519 AAAA" }], accountId: null };
    case "apply-to-server":
      return { kind: "applied", says: { key: "server.applied", args: { count: 1, name: "Relay Frankfurt" } } };
    case "open-live":
      return { kind: "live-opened", ports: [] };
    case "close-live":
      return { kind: "live-closed" };
    case "prove-through":
      return { kind: "proven", record: throughProof(effect) };
    default:
      return null;
  }
}

export type OwnRelayStory = Story<OwnRelayState>;
export const ownRelay = (more: Partial<WalkContext> = {}): OwnRelayStory =>
  storyOf(ownRelayMachine, relaySite(more)).when((effect) => goesWell(effect));

export const STREAM = "192.168.1.64 554";
export const WEB = "192.168.1.64 443";
export const toDevices = (walk: OwnRelayStory): OwnRelayStory => walk.send("next", { server: "s1" }).send("next");
export const toAccess = (walk: OwnRelayStory): OwnRelayStory => toDevices(walk).send("next", { ports: [STREAM] });
export const toKeys = (walk: OwnRelayStory): OwnRelayStory => toAccess(walk).send("next", { everyone: [] });
export const toRollOut = (walk: OwnRelayStory): OwnRelayStory => toKeys(walk).send("make");
export const toLive = (walk: OwnRelayStory): OwnRelayStory => toRollOut(walk).send("apply");
export const toAgent = (walk: OwnRelayStory): OwnRelayStory => toLive(walk).send("try").send("next");
export function toUp(walk: OwnRelayStory, held: readonly number[] = [20_001]): OwnRelayStory {
  toAgent(walk).when((effect) => goesWell(effect, held));
  return walk.send("choose", { platform: "linux" }).send("installed");
}
export const toDone = (walk: OwnRelayStory): OwnRelayStory => toUp(walk).send("next").send("prove").send("next");
/** The survey as somebody else left it meanwhile. */
export const changed = (
  { context }: { context: WalkContext },
  changes: Parameters<typeof withChanges>[1],
): Partial<WalkContext> => ({ document: withChanges(context.document, changes) });
