import type { Tunnel, TunnelPeer } from "../tunnel/tunnel.ts";
import { nextPeerAddress } from "../vpn/plan-allocation.ts";
import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { field, mayChange, planWith, putTunnel, say, standingPeers, tunnelOf } from "./wireguard-facts.ts";
import {
  asking,
  choiceValue,
  effectAction,
  lineValue,
  neededLine,
  notice,
  plain,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { option } from "./step-fields.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";
import { after, at, troubled, type WireGuardState } from "./wireguard-state.ts";

/** Who watches: telephones and laptops with a key each, taken off again one by one. */

type Next = Outcome<WireGuardState>;

const ROLES = ["customer", "technician"] as const satisfies readonly TunnelPeer["role"][];
/** A tunnel's peers, removed ones too. */
const MAX_PEERS = 200;
/** As many as a field offers. */
const MAX_OFFERED = 100;

export function watchersView(state: WireGuardState, context: WalkContext): StepView {
  const { mode } = state;
  const tunnel = tunnelOf(state, context);
  const peers = tunnel === null ? [] : standingPeers(tunnel);
  const isReady = peers.length > 0 && peers.every(({ publicKey }) => publicKey !== "");
  const canTell = mayChange(state, context);
  const isWaiting = mode === "hub" && !canTell && peers.length > 0;
  return stepView(say("title.watchers"), {
    lead: say(`watchers.lead-${mode}`),
    notices: [
      ...state.details.map((text) => notice("info", text)),
      ...(isReady ? [notice("info", say("watchers.qr"))] : []),
      ...(isWaiting ? [notice("warning", say("watchers.by-hand"))] : []),
      ...(mode === "router" && tunnel?.installedAt != null ? [notice("warning", say("watchers.router-again"))] : []),
    ],
    parts:
      tunnel === null || !isReady
        ? []
        : [
            { kind: "tunnel-peers", tunnelId: tunnel.id },
            ...(isWaiting ? [{ kind: "tunnel-files" as const, tunnelId: tunnel.id, ends: ["server" as const] }] : []),
          ],
    fields: [
      field("name", "text", { hint: true }),
      ...(mode === "router"
        ? [
            field("role", "choice", {
              value: "customer",
              options: ROLES.map((role) => option(role, say(`watchers.role.${role}`))),
            }),
          ]
        : []),
      ...(peers.length === 0
        ? []
        : [
            field("peer", "choice", {
              options: peers.slice(0, MAX_OFFERED).map(({ id, name }) => option(id, plain(name))),
            }),
          ]),
    ],
    actions: [
      // Cut short while somebody was added: the keys, or the server's word, are still to come.
      ...(peers.length > 0 && !isReady ? [effectAction("make", say("action.make-keys"), "make-keys")] : []),
      ...(state.trouble !== null && isReady && canTell
        ? [effectAction("apply", say("action.apply-again"), "apply-to-server", { look: "secondary" })]
        : []),
      effectAction("add", say("action.add-peer"), "make-keys", { needsFields: true, look: "secondary" }),
      ...(peers.length === 0
        ? []
        : [
            stepAction("remove", say("action.remove-peer"), {
              look: "quiet",
              confirm: say(`confirm.remove-peer-${mode}`),
            }),
          ]),
      ...(mode === "hub" && canTell && (tunnel?.published.length ?? 0) > 0
        ? [stepAction("publish", say("action.publish"), { look: "quiet", needsFields: false })]
        : []),
      stepAction("next", say(peers.length === 0 && mode === "hub" ? "action.nobody" : "action.next"), {
        needsFields: false,
      }),
    ],
  });
}

export function handleWatchers(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  if (tunnel === null) return refused("walk.wireguard.refused.gone");
  switch (event.type) {
    case "add":
      return add(state, tunnel, event, context);
    case "remove":
      return remove(state, tunnel, event, context);
    case "make":
      return standingPeers(tunnel).some(({ publicKey }) => publicKey === "")
        ? asking({ ...state, details: [] }, { kind: "make-keys", tunnelId: tunnel.id })
        : wrongStep();
    case "apply":
      return mayChange(state, context) ? tell(state, context) : wrongStep();
    case "publish":
      return state.mode === "hub" && mayChange(state, context) && tunnel.published.length > 0
        ? { state: at(state, "publish", { publishing: null }) }
        : wrongStep();
    case "next":
      return state.mode === "router" && standingPeers(tunnel).length === 0
        ? refused("walk.wireguard.refused.no-peer")
        : { state: at(state, after(state)) };
    default:
      return wrongStep();
  }
}

function add(state: WireGuardState, tunnel: Tunnel, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(event, { name: neededLine(120), role: choiceValue(ROLES) }, { name: say("refused.name") });
  if ("refused" in read) return read;
  const { name, role } = read.values;
  const peers = standingPeers(tunnel);
  if (peers.some((peer) => peer.name.toLowerCase() === name.toLowerCase()))
    return { refused: say("refused.same-name") };
  if (tunnel.peers.length >= MAX_PEERS) return { refused: say("refused.too-many-peers", { count: MAX_PEERS }) };
  const id = context.newId();
  const address = nextPeerAddress(planWith(context, tunnel, tunnel.id), state.serverId, id);
  if (!address.ok) return { refused: address.finding.title };
  const peer: TunnelPeer = {
    id,
    name,
    // At the hub a technician reaches every site, so those are entered at the server.
    role: state.mode === "router" ? (role ?? "customer") : "customer",
    publicKey: "",
    address: address.address,
    addedAt: context.now,
    addedBy: context.by,
    removedAt: null,
  };
  const asked = asking({ ...state, details: [] }, { kind: "make-keys", tunnelId: tunnel.id });
  if ("refused" in asked) return asked;
  return { ...asked, changes: [putTunnel({ ...tunnel, peers: [...tunnel.peers, peer] })] };
}

function remove(state: WireGuardState, tunnel: Tunnel, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(event, { peer: lineValue() });
  if ("refused" in read) return read;
  const { peer: id } = read.values;
  if (!standingPeers(tunnel).some((peer) => peer.id === id)) return { refused: say("refused.which-peer") };
  const peers = tunnel.peers.map((peer) => (peer.id === id ? { ...peer, removedAt: context.now } : peer));
  const told = tell(state, context);
  return "refused" in told ? told : { ...told, changes: [putTunnel({ ...tunnel, peers })] };
}

/** The hub hears of it at once where this laptop may tell it. */
const tell = (state: WireGuardState, context: WalkContext): Next =>
  state.serverId !== null && mayChange(state, context)
    ? asking({ ...state, details: [] }, { kind: "apply-to-server", serverId: state.serverId })
    : { state: at(state, "watchers") };

export function settleWatchers(state: WireGuardState, result: EffectResult, context: WalkContext): Next {
  switch (result.kind) {
    case "keys-made":
      return tell(state, context);
    case "applied":
      return { state: at(state, "watchers", { rollOut: "applied" }) };
    case "not-applied":
      return { state: troubled(state, result.why, result.details) };
    default:
      return strangeResult(state);
  }
}
