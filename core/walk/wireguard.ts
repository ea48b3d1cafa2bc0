import type { Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { isSameValue } from "../survey/same-value.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { failed, notice, plain, refused, strangeResult, usualEvent, usualSteps, usualView } from "./step-helpers.ts";
import { takeBack } from "./step-writing.ts";
import { stepView, type StepSummary, type StepView } from "./step-view.ts";
import { mayChange, say, serverOf, setInTunnel, standingPeers, tunnelOf } from "./wireguard-facts.ts";
import { doneView, handleDone, handleProof, proofView, proveEffect, logins, settleProof } from "./wireguard-proof.ts";
import { handlePublish, handleRisks, publishView, risksView, settlePublish } from "./wireguard-publish.ts";
import {
  gatewayView,
  handleGateway,
  handleKeys,
  handleRollOut,
  keysView,
  rollOutView,
  settleKeys,
  settleRollOut,
} from "./wireguard-roll-out.ts";
import { addressView, handleAddress, handlePort, portView, settleAddress, whyNotCalled } from "./wireguard-router.ts";
import {
  handleReach,
  handleServer,
  measureEffect,
  reachView,
  serverView,
  settleReach,
  settleServer,
} from "./wireguard-server.ts";
import { handleSite, siteView } from "./wireguard-site.ts";
import {
  before,
  firstState,
  at,
  orderOf,
  wireGuardStateSchema,
  type WireGuardMode,
  type WireGuardState,
  type WireGuardStep,
} from "./wireguard-state.ts";
import { handleTargets, targetsView } from "./wireguard-targets.ts";
import {
  backBeforeServer,
  closingView,
  giveUp,
  handleClosing,
  handleUndo,
  settleClosing,
  stopUndoing,
  undoView,
} from "./wireguard-undo.ts";
import { handleUp, settleUp, upView } from "./wireguard-up.ts";
import { handleWatchers, settleWatchers, watchersView } from "./wireguard-watchers.ts";

type Next = Outcome<WireGuardState>;

/** A site behind any line, reached by the firm's own server: the site calls it, and so does everybody who watches. */
export const wireGuardHubMachine: WalkMachine<WireGuardState> = machineOf("hub", () => null);

/** WireGuard on the site's own router or a box behind it: called directly, so it needs an address that can be called. */
export const wireGuardRouterMachine: WalkMachine<WireGuardState> = machineOf("router", whyNotCalled);

function machineOf(mode: WireGuardMode, whyNot: (context: WalkContext) => Message | null): WalkMachine<WireGuardState> {
  return {
    kind: `wireguard-${mode}`,
    schema: wireGuardStateSchema.refine((state) => state.mode === mode, "another walk's"),
    begin(context) {
      const why = whyNot(context);
      return why === null ? { state: firstState(mode) } : { refused: why };
    },
    steps,
    view,
    handle,
    settle,
  };
}

function steps(state: WireGuardState, context: WalkContext): StepSummary[] {
  const { step } = state;
  const title = (one: WireGuardStep): Message => say(`title.${one}`);
  if (step === "closing" || step === "undo-by-hand")
    return [{ step, title: title(step), state: "current", outcome: null }];
  return usualSteps(orderOf(state), step, { title, outcome: (one) => outcomeOf(one, state, context) });
}

function outcomeOf(step: WireGuardStep, state: WireGuardState, context: WalkContext): Message | null {
  const tunnel = tunnelOf(state, context);
  switch (step) {
    case "server": {
      const server = serverOf(state, context);
      return server === null ? null : plain(server.name);
    }
    case "reach":
      return state.probe === null ? null : say(state.probe.isGood ? "outcome.answers" : "outcome.silent");
    case "site":
      return tunnel?.lan == null ? null : plain(tunnel.mapped ?? tunnel.lan);
    case "address":
      return tunnel?.host == null ? null : plain(tunnel.host);
    case "targets":
      return tunnel === null ? null : say("outcome.targets", { count: tunnel.published.length });
    case "roll-out":
      return state.rollOut === "none" ? null : say(`outcome.roll-out-${state.rollOut}`);
    case "proof":
      return state.notProven === null ? null : say("outcome.not-proven");
    case "watchers":
      return tunnel === null ? null : say("done.peers", { count: standingPeers(tunnel).length });
    case "keys":
    case "gateway":
    case "port":
    case "up":
    case "publish":
    case "risks":
    case "done":
    case "closing":
    case "undo-by-hand":
      return null;
    default:
      return assertNever(step);
  }
}

/** Steps that are about a tunnel which stands. */
const WITHOUT_TUNNEL: ReadonlySet<WireGuardStep> = new Set(["server", "site", "done", "closing", "undo-by-hand"]);

function view(state: WireGuardState, context: WalkContext): StepView {
  const isLost = !WITHOUT_TUNNEL.has(state.step) && tunnelOf(state, context) === null;
  const isUndoing = state.step === "closing" || state.step === "undo-by-hand";
  return usualView(state, isLost ? lostView(state) : viewOf(state, context), {
    isFirst: before(state) === null && !isUndoing,
    isLast: isUndoing || state.finished,
  });
}

/** Somebody took the tunnel out of the survey meanwhile, or removed it from the server. */
const lostView = ({ step }: WireGuardState): StepView =>
  stepView(say(`title.${step}`), { notices: [notice("problem", say("refused.gone"))] });

function viewOf(state: WireGuardState, context: WalkContext): StepView {
  switch (state.step) {
    case "server":
      return serverView(state, context);
    case "reach":
      return reachView(state, context);
    case "site":
      return siteView(state, context);
    case "address":
      return addressView(state, context);
    case "targets":
      return targetsView(state, context);
    case "keys":
      return keysView(state, context);
    case "roll-out":
      return rollOutView(state, context);
    case "gateway":
      return gatewayView(state, context);
    case "port":
      return portView(state, context);
    case "up":
      return upView(state, context);
    case "proof":
      return proofView(state, context);
    case "watchers":
      return watchersView(state, context);
    case "publish":
      return publishView(state, context);
    case "risks":
      return risksView(state, context);
    case "done":
      return doneView(state, context);
    case "closing":
      return closingView(state, context);
    case "undo-by-hand":
      return undoView(state, context);
    default:
      return assertNever(state.step);
  }
}

function handle(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  if (event.type === "abandon") return giveUp(state, context);
  const isUndoing = state.step === "closing" || state.step === "undo-by-hand";
  const back = isUndoing ? () => stopUndoing(state, context) : () => goBack(state, context);
  const usual = usualEvent<WireGuardState>(state, event, {
    back: before(state) === null && !isUndoing ? null : back,
    abandon: () => [],
    isOwn: () => isOwnPending(state, context),
  });
  return usual ?? handleStep({ ...state, trouble: null }, event, context);
}

/** One step back; what the server was told is taken back first, what was typed stays. */
function goBack(state: WireGuardState, context: WalkContext): Next {
  const to = before(state);
  if (to === null) return refused("walk.refused.first-step");
  const tunnel = tunnelOf(state, context);
  switch (state.step) {
    case "roll-out":
      return backBeforeServer(state, context);
    // What was installed is asked for again.
    case "up":
    case "port":
      return {
        state: at(state, to),
        changes: tunnel?.installedAt == null ? [] : [setInTunnel(tunnel, "installedAt", null)],
      };
    case "proof": {
      const { changes, written } = takeBack(context.document, state.written, ["port"]);
      return { state: at(state, to, { written }), changes };
    }
    case "risks": {
      const { changes, written } = takeBack(context.document, state.written, ["risks"]);
      const isOpen = tunnel?.published.some(({ listen }) => listen === "everyone") === true;
      // Of a port that is open, what was accepted stays accepted.
      return isOpen ? { state: at(state, "publish") } : { state: at(state, "publish", { written }), changes };
    }
    default:
      return { state: at(state, to) };
  }
}

function handleStep(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  switch (state.step) {
    case "server":
      return handleServer(state, event, context);
    case "reach":
      return handleReach(state, event, context);
    case "site":
      return handleSite(state, event, context);
    case "address":
      return handleAddress(state, event, context);
    case "targets":
      return handleTargets(state, event, context);
    case "keys":
      return handleKeys(state, event, context);
    case "roll-out":
      return handleRollOut(state, event, context);
    case "gateway":
      return handleGateway(state, event, context);
    case "port":
      return handlePort(state, event, context);
    case "up":
      return handleUp(state, event, context);
    case "proof":
      return handleProof(state, event, context);
    case "watchers":
      return handleWatchers(state, event, context);
    case "publish":
      return handlePublish(state, event, context);
    case "risks":
      return handleRisks(state, event, context);
    case "done":
      return handleDone(state, event);
    case "closing":
      return handleClosing(state, event, context);
    case "undo-by-hand":
      return handleUndo(state, event, context);
    default:
      return assertNever(state.step);
  }
}

function settle(state: WireGuardState, effect: WalkEffect, result: EffectResult, context: WalkContext): Next {
  // The walk has moved on; what was done is in the survey or at the server already.
  if (!isSameValue(state.pending, effect)) return { state };
  if (result.kind === "failed") return failed<WireGuardState>(state, result.why);
  switch (state.step) {
    case "server":
      return settleServer(state, result);
    case "reach":
      return settleReach(state, result, context);
    case "address":
      return settleAddress(state, result, context);
    case "keys":
      return settleKeys(state, result, context);
    case "roll-out":
      return settleRollOut(state, result);
    case "up":
      return settleUp(state, result, context);
    case "proof":
      return settleProof(state, result);
    case "watchers":
      return settleWatchers(state, result, context);
    case "publish":
    case "risks":
      return settlePublish(state, result, context);
    case "closing":
      return settleClosing(state, result, context);
    case "site":
    case "targets":
    case "gateway":
    case "port":
    case "done":
    case "undo-by-hand":
      return strangeResult<WireGuardState>(state);
    default:
      return assertNever(state.step);
  }
}

const TELLING: ReadonlySet<WireGuardStep> = new Set(["roll-out", "watchers", "publish", "risks", "closing"]);

/**
 * Whether what is said to be under way is what this step asks for: the survey may be from somebody else. A host key is never trusted
 * again without a person who compares it.
 */
function isOwnPending(state: WireGuardState, context: WalkContext): boolean {
  const { pending, step, serverId, tunnelId } = state;
  if (pending === null) return true;
  const tunnel = tunnelOf(state, context);
  switch (pending.kind) {
    case "measure-servers":
      return step === "server" && isSameValue(pending, measureEffect(context));
    case "look-at-server":
      return (step === "reach" || step === "up") && pending.serverId === serverId && mayChange(state, context);
    case "make-keys":
      return (step === "keys" || step === "watchers") && tunnel !== null && pending.tunnelId === tunnelId;
    case "apply-to-server":
      return TELLING.has(step) && pending.serverId === serverId && mayChange(state, context);
    case "probe-wireguard":
      return (step === "reach" || step === "up") && tunnel !== null && pending.tunnelId === tunnelId && !pending.asSite;
    case "prove-through": {
      const { accountId } = pending;
      const isKnown = accountId === null || logins(context).some(({ id }) => id === accountId);
      return step === "proof" && tunnel !== null && isKnown && isSameValue(pending, proveEffect(tunnel, accountId));
    }
    case "look-up-name":
      return step === "address" && tunnel !== null && pending.name === tunnel.host;
    default:
      return false;
  }
}
