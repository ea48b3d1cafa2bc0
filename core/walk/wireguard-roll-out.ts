import { message } from "../nat/diagnosis.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import { platformNotes } from "../vpn/vendor/platforms.ts";
import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  fact,
  field,
  hasProblem,
  mayChange,
  planNotices,
  say,
  setInTunnel,
  standingPeers,
  tunnelOf,
} from "./wireguard-facts.ts";
import {
  asking,
  confirmValue,
  effectAction,
  notice,
  plain,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";
import { after, at, troubled, type WireGuardState } from "./wireguard-state.ts";

/** Keys, the server's side, the site's side. */

type Next = Outcome<WireGuardState>;

const gone = () => refused("walk.wireguard.refused.gone");

/** The site's key is made; its private part is in a keychain. */
const hasKey = ({ publicKey, accountId }: Tunnel): boolean =>
  (publicKey ?? "") !== "" && accountId !== null && accountId !== undefined;

/** Back to the site where somebody was given the same addresses meanwhile; null: nothing stands against it. */
function heldByPlan(state: WireGuardState, tunnel: Tunnel, context: WalkContext): Next | null {
  const findings = planNotices(context, tunnel);
  return hasProblem(findings) ? { state: at(state, "site", { findings }) } : null;
}

export function keysView(state: WireGuardState, context: WalkContext): StepView {
  const tunnel = tunnelOf(state, context);
  const isMade = tunnel !== null && hasKey(tunnel);
  return stepView(say("title.keys"), {
    lead: say(isMade ? "keys.made" : "keys.lead"),
    facts: isMade ? [fact("public-key", plain(tunnel.publicKey ?? ""))] : [],
    notices: [notice("info", say("keys.where"))],
    actions: isMade
      ? [stepAction("next", say("action.next"), { needsFields: false })]
      : [effectAction("make", say("action.make-keys"), "make-keys")],
  });
}

export function handleKeys(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  if (tunnel === null) return gone();
  switch (event.type) {
    case "make":
      return heldByPlan(state, tunnel, context) ?? asking(state, { kind: "make-keys", tunnelId: tunnel.id });
    case "next":
      return hasKey(tunnel) ? { state: at(state, after(state)) } : refused("walk.wireguard.refused.no-keys");
    default:
      return wrongStep();
  }
}

export function settleKeys(state: WireGuardState, result: EffectResult, context: WalkContext): Next {
  if (result.kind !== "keys-made") return strangeResult(state);
  const tunnel = tunnelOf(state, context);
  // The host wrote them into the survey before it answered.
  return tunnel !== null && hasKey(tunnel) ? { state: at(state, after(state)) } : strangeResult(state);
}

export function rollOutView(state: WireGuardState, context: WalkContext): StepView {
  const tunnel = tunnelOf(state, context);
  const canTell = mayChange(state, context);
  const isTold = state.rollOut === "applied";
  const isByHand = !canTell || state.trouble !== null;
  return stepView(say("title.roll-out"), {
    lead: say(isTold ? "roll-out.told" : canTell ? "roll-out.lead" : "roll-out.lead-by-hand"),
    instructions: isByHand ? [say("roll-out.do.log-in"), say("roll-out.do.paste"), say("roll-out.do.say")] : [],
    parts: isByHand && tunnel !== null ? [{ kind: "tunnel-files", tunnelId: tunnel.id, ends: ["server"] }] : [],
    notices: [
      ...state.details.map((text) => notice("info", text)),
      ...(canTell ? [notice("info", say("roll-out.whole"))] : []),
    ],
    actions: [
      ...(isTold ? [stepAction("next", say("action.next"), { needsFields: false })] : []),
      ...(canTell
        ? [
            effectAction("apply", say(isTold ? "action.apply-again" : "action.apply"), "apply-to-server", {
              look: isTold ? "secondary" : "primary",
            }),
          ]
        : []),
      ...(isByHand
        ? [
            stepAction("by-hand", say("action.entered"), {
              look: canTell ? "secondary" : "primary",
              needsFields: false,
            }),
          ]
        : []),
    ],
  });
}

export function handleRollOut(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  if (tunnel === null || state.serverId === null) return gone();
  if (!hasKey(tunnel)) return refused("walk.wireguard.refused.no-keys");
  switch (event.type) {
    case "apply":
      if (!mayChange(state, context)) return wrongStep();
      return (
        heldByPlan(state, tunnel, context) ??
        asking({ ...state, details: [] }, { kind: "apply-to-server", serverId: state.serverId })
      );
    case "by-hand":
      return heldByPlan(state, tunnel, context) ?? { state: at(state, after(state), { rollOut: "by-hand" }) };
    case "next":
      return state.rollOut === "none" ? wrongStep() : { state: at(state, after(state)) };
    default:
      return wrongStep();
  }
}

export function settleRollOut(state: WireGuardState, result: EffectResult): Next {
  switch (result.kind) {
    case "applied":
      return { state: at(state, after(state), { rollOut: "applied" }) };
    case "not-applied":
      return { state: troubled(state, result.why, result.details) };
    default:
      return strangeResult(state);
  }
}

export function gatewayView(state: WireGuardState, context: WalkContext): StepView {
  const { mode, site } = state;
  const tunnel = tunnelOf(state, context);
  const platform = tunnel?.platform ?? site?.platform ?? null;
  return stepView(say("title.gateway"), {
    lead: say(`gateway.lead-${mode}`),
    instructions: [
      say("gateway.do.backup"),
      say("gateway.do.take"),
      say("gateway.do.install"),
      ...(mode === "hub" ? [say("gateway.do.internet")] : []),
      say("gateway.do.wipe"),
    ],
    notices:
      platform === null ? [] : platformNotes(platform, tunnel?.mapped != null).map((text) => notice("info", text)),
    parts:
      tunnel === null
        ? []
        : [{ kind: "tunnel-files", tunnelId: tunnel.id, ends: mode === "hub" ? ["site", "kit"] : ["site"] }],
    fields: [field("installed", "confirm", { required: true, value: tunnel?.installedAt != null })],
    actions: [stepAction("next", say("action.next"))],
  });
}

export function handleGateway(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  if (event.type !== "next") return wrongStep();
  const tunnel = tunnelOf(state, context);
  if (tunnel === null) return gone();
  if (!hasKey(tunnel)) return refused("walk.wireguard.refused.no-keys");
  if (state.mode === "router" && standingPeers(tunnel).length === 0) return refused("walk.wireguard.refused.no-peer");
  const read = readValues(event, { installed: confirmValue });
  if ("refused" in read) return read;
  if (!read.values.installed) return { refused: message("walk.wireguard.refused.not-installed") };
  return {
    state: at(state, after(state), { sights: [] }),
    changes: tunnel.installedAt == null ? [setInTunnel(tunnel, "installedAt", context.now)] : [],
  };
}
