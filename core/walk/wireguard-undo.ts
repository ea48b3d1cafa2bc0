import type { SurveyChange } from "../survey/survey-change.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { anyTunnel, mayChange, removeTunnel, say, serverOf, setInTunnel, standingPeers } from "./wireguard-facts.ts";
import { effectAction, notice, strangeResult, wrongStep } from "./step-helpers.ts";
import { takeBack, type Written } from "./step-writing.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";
import { at, troubled, type WireGuardState } from "./wireguard-state.ts";

/** Takes the tunnel back: the server by itself where this laptop may tell it, the rest by a person. */

type Next = Outcome<WireGuardState>;

const closes = (state: WireGuardState): Extract<WalkEffect, { kind: "apply-to-server" }> | null =>
  state.serverId === null ? null : { kind: "apply-to-server", serverId: state.serverId };

/** The server may have heard of it: it was told, or was being told when it was cut short. */
const mayBeAtServer = ({ rollOut, pending }: WireGuardState): boolean =>
  rollOut === "applied" || pending?.kind === "apply-to-server";

/** Out of it. What nobody but this laptop ever heard of is gone without a trace; the rest stays as history, taken out. */
export function giveUp(state: WireGuardState, context: WalkContext): Next {
  if (state.step === "closing") return tellServer({ ...state, goesTo: "abandoned" }, context, []);
  if (state.step === "undo-by-hand") return over(state, context, []);
  const tunnel = anyTunnel(state, context);
  if (tunnel === null) return over(state, context, []);
  if ((tunnel.publicKey ?? "") === "") return over(state, context, [removeTunnel(tunnel.id)]);
  const isOut = tunnel.removedAt !== null && tunnel.removedAt !== undefined;
  const changes = isOut ? [] : [setInTunnel(tunnel, "removedAt", context.now)];
  return mayBeAtServer(state)
    ? tellServer({ ...state, goesTo: "abandoned" }, context, changes)
    : afterServer({ ...state, goesTo: "abandoned" }, tunnel, context, changes);
}

/** Back to before the server was told: it forgets the tunnel first. */
export function backBeforeServer(state: WireGuardState, context: WalkContext): Next {
  const tunnel = anyTunnel(state, context);
  if (tunnel === null || !mayBeAtServer(state)) return { state: at(state, "keys", { rollOut: "none" }) };
  return tellServer({ ...state, goesTo: "keys" }, context, [setInTunnel(tunnel, "removedAt", context.now)]);
}

function tellServer(state: WireGuardState, context: WalkContext, changes: readonly SurveyChange[]): Next {
  const effect = closes(state);
  const next = at(state, "closing");
  if (effect === null || !mayChange(state, context)) return { state: next, changes };
  return { state: { ...next, pending: effect }, changes, effect };
}

/** The server has forgotten it, or somebody else will tell it. */
function afterServer(
  state: WireGuardState,
  tunnel: Tunnel | null,
  context: WalkContext,
  changes: readonly SurveyChange[],
): Next {
  if (state.goesTo === "keys") {
    const stands = tunnel === null ? [] : [setInTunnel(tunnel, "removedAt", null)];
    return {
      state: at(state, "keys", { rollOut: "none", goesTo: null, sights: [] }),
      changes: [...changes, ...stands],
    };
  }
  return leftByHand(state, tunnel, context).length > 0
    ? { state: at(state, "undo-by-hand"), changes }
    : over(state, context, changes);
}

/** The walk is over, and what it wrote beside the tunnel is taken out again. */
function over(state: WireGuardState, context: WalkContext, changes: readonly SurveyChange[]): Next {
  const back = takeBack(context.document, state.written, null);
  return {
    state: at(state, state.step, { written: back.written }),
    changes: [...changes, ...back.changes],
    status: "abandoned",
    waiting: null,
  };
}

const isForward = (one: Written): boolean => one.kind === "entry" && one.list === "forwards";

/** What only a person can take back. */
function leftByHand(state: WireGuardState, tunnel: Tunnel | null, context: WalkContext): Message[] {
  if (tunnel === null) return [];
  const server = serverOf(state, context);
  const isAtServer = state.rollOut === "by-hand" || state.serverLeft;
  const peers = standingPeers(tunnel).length;
  const isForwarded = state.written.some(isForward);
  return [
    ...(isAtServer ? [message("tunnel.left.server", { name: server?.name ?? tunnel.serverName ?? "?" })] : []),
    ...(tunnel.installedAt == null ? [] : [message("tunnel.left.site")]),
    ...(isForwarded
      ? [say("undo.forward", { port: tunnel.ports?.[0] ?? 0, address: state.site?.boxAddress ?? "?" })]
      : []),
    ...(peers === 0 ? [] : [message("tunnel.left.peers", { count: peers })]),
  ];
}

export function closingView(state: WireGuardState, context: WalkContext): StepView {
  const canTell = mayChange(state, context);
  return stepView(say("title.closing"), {
    lead: say("closing.lead", { name: serverOf(state, context)?.name ?? "?" }),
    notices: state.details.map((text) => notice("info", text)),
    actions: [
      ...(canTell ? [effectAction("close", say("action.tell-server"), "apply-to-server")] : []),
      stepAction("leave", say("action.tell-later"), {
        look: canTell ? "secondary" : "primary",
        needsFields: false,
        confirm: say("confirm.tell-later"),
      }),
    ],
  });
}

export function handleClosing(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  switch (event.type) {
    case "close":
      return mayChange(state, context) ? tellServer(state, context, []) : wrongStep();
    case "leave":
      return afterServer({ ...state, serverLeft: true }, anyTunnel(state, context), context, []);
    default:
      return wrongStep();
  }
}

export function settleClosing(state: WireGuardState, result: EffectResult, context: WalkContext): Next {
  switch (result.kind) {
    case "applied":
      return afterServer({ ...state, rollOut: "none", serverLeft: false }, anyTunnel(state, context), context, []);
    case "not-applied":
      return { state: troubled(state, result.why, result.details) };
    default:
      return strangeResult(state);
  }
}

export function undoView(state: WireGuardState, context: WalkContext): StepView {
  return stepView(say("title.undo-by-hand"), {
    lead: say("undo.lead"),
    instructions: leftByHand(state, anyTunnel(state, context), context),
    notices: [notice("info", say("undo.file"))],
    actions: [
      stepAction("undone", say("action.undone"), { needsFields: false }),
      stepAction("leave", say("action.leave-standing"), {
        look: "danger",
        needsFields: false,
        confirm: say("confirm.leave-standing"),
      }),
    ],
  });
}

export function handleUndo(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  switch (event.type) {
    case "undone":
      return over(state, context, []);
    case "leave": {
      // The forward stands, and the survey goes on saying so.
      const written = state.written.filter((one) => !isForward(one));
      return over({ ...state, written }, context, []);
    }
    default:
      return wrongStep();
  }
}

/** Back from taking it back: it stands again, and the server is told anew. */
export function stopUndoing(state: WireGuardState, context: WalkContext): Next {
  const tunnel = anyTunnel(state, context);
  const step = state.mode === "hub" ? "roll-out" : "gateway";
  return {
    state: at(state, step, { rollOut: "none", goesTo: null, serverLeft: false }),
    changes: tunnel === null ? [] : [setInTunnel(tunnel, "removedAt", null)],
  };
}
