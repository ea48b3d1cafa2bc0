import type { Message } from "../nat/diagnosis.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { closeDown } from "./own-relay-undo.ts";
import { goTo, MAX_BUSY, stepAt, type OwnRelayAt, type OwnRelayState, type RelayPlan } from "./own-relay-plan.ts";
import { field, goOn, say, title } from "./own-relay-words.ts";
import { option } from "./step-fields.ts";
import {
  asking,
  effectAction,
  failed,
  lineValue,
  notice,
  plain,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { stepAction, stepView, type StepField, type StepNotice, type StepView } from "./step-view.ts";
import { cameBack, isProvenThrough, proofById, throughFacts, throughNotices } from "./through-result.ts";

/** The tunnel tried from this laptop before anything is installed, and proven through the site's own end after. */

/** Logins of devices, with one of which a stream is played. */
const logins = ({ document }: WalkContext) =>
  document.accounts.filter(({ kind }) => kind === "recorder" || kind === "camera").slice(0, 99);

const NO_LOGIN = "none";

function loginField({ accountId }: RelayPlan, context: WalkContext): StepField[] {
  const known = logins(context);
  if (known.length === 0) return [];
  return [
    field("account", "choice", {
      hint: true,
      value: accountId ?? NO_LOGIN,
      options: [
        option(NO_LOGIN, say("no-login")),
        ...known.map(({ id, label, userName }) =>
          option(id, plain(userName === null ? label : `${label} (${userName})`)),
        ),
      ],
    }),
  ];
}

function readLogin(event: WalkEvent, context: WalkContext): { accountId: string | null } | { refused: Message } {
  const read = readValues(event, { account: lineValue(60) });
  if ("refused" in read) return read;
  return { accountId: logins(context).find(({ id }) => id === read.values.account)?.id ?? null };
}

export const proveEffect = (
  { tunnelId, ports, accountId }: RelayPlan,
  { reconnect }: { reconnect: boolean },
): WalkEffect => ({
  kind: "prove-through",
  tunnelId,
  targets: ports.map(({ deviceId, address, port, use }) => ({ deviceId, address, port, use })),
  accountId,
  reconnect,
});

export const openEffect = ({ tunnelId }: RelayPlan): WalkEffect => ({ kind: "open-live", tunnelId });

export function liveView({ plan, trouble }: OwnRelayAt<"live">, context: WalkContext): StepView {
  const record = proofById(context.proofs, plan.trialId);
  const isGood = isProvenThrough(record, plan.tunnelId);
  const back = record !== null && isGood ? cameBack(record, plan.tunnelId) : null;
  const isTaken = trouble?.key === "relay.port.taken";
  const notices: StepNotice[] = [
    ...(plan.isLive && trouble === null ? [notice("info", say("notice.live"))] : []),
    ...(record === null ? [] : throughNotices(record, plan.tunnelId)),
    ...(back === "no" ? [notice("problem", say("notice.stayed-away"))] : []),
    ...(back === "untried" ? [notice("warning", say("notice.cut-untried"))] : []),
    ...(plan.trialId !== null && record === null ? [notice("info", say("notice.record-gone"))] : []),
  ];
  return stepView(title("live"), {
    lead: say(isGood ? "lead.live-good" : "lead.live"),
    instructions: isGood ? [] : [say("do.live.site"), say("do.live.stay")],
    facts: record === null ? [] : throughFacts(record, plan.tunnelId),
    notices,
    fields: [
      ...loginField(plan, context),
      ...(isGood ? [] : [field("noTrial", "long-text", { hint: true, value: plan.noTrial })]),
    ],
    actions: [
      ...(isGood ? [goOn] : []),
      ...(isTaken ? [stepAction("other-ports", say("action.other-ports"), { needsFields: false })] : []),
      effectAction("try", say(record === null ? "action.try" : "action.try-again"), "open-live", {
        look: isGood || isTaken ? "secondary" : "primary",
        needsFields: true,
      }),
      ...(isGood ? [] : [stepAction("skip", say("action.skip-trial"), { look: "quiet" })]),
    ],
  });
}

export function handleLive(
  { plan, trouble }: OwnRelayAt<"live">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  switch (event.type) {
    case "try": {
      const login = readLogin(event, context);
      if ("refused" in login) return login;
      return asking<OwnRelayState>(stepAt("live", { ...plan, ...login, isLive: true }), openEffect(plan));
    }
    case "next":
      return isProvenThrough(proofById(context.proofs, plan.trialId), plan.tunnelId)
        ? closeDown({ ...plan, noTrial: null }, "agent", context)
        : refused("walk.own-relay.refused.not-proven");
    case "skip": {
      const read = readValues(event, { noTrial: lineValue(500) });
      if ("refused" in read) return read;
      if (read.values.noTrial === null) return refused("walk.own-relay.refused.no-reason");
      return closeDown({ ...plan, noTrial: read.values.noTrial }, "agent", context);
    }
    case "other-ports": {
      if (trouble?.key !== "relay.port.taken") return wrongStep();
      const taken = Number(trouble.args["port"]);
      const busy = [...new Set([...plan.busy, taken])].slice(-MAX_BUSY);
      const ports = plan.ports.map((one) => (one.serverPort === taken ? { ...one, serverPort: null } : one));
      return closeDown({ ...plan, ports, busy }, "keys", context);
    }
    default:
      return wrongStep();
  }
}

export function settleLive(state: OwnRelayAt<"live">, result: EffectResult): Outcome<OwnRelayState> {
  const { plan } = state;
  switch (result.kind) {
    case "live-opened":
      return asking<OwnRelayState>(stepAt("live", plan), proveEffect(plan, { reconnect: true }));
    case "live-refused":
      return failed<OwnRelayState>(state, result.why);
    case "proven":
      return goTo("live", { ...plan, trialId: result.record.proofId });
    default:
      return strangeResult<OwnRelayState>(state);
  }
}

export function proofView({ plan }: OwnRelayAt<"proof">, context: WalkContext): StepView {
  const record = proofById(context.proofs, plan.proofId);
  const isGood = isProvenThrough(record, plan.tunnelId);
  return stepView(title("proof"), {
    lead: say(isGood ? "lead.proof-good" : "lead.proof"),
    facts: record === null ? [] : throughFacts(record, plan.tunnelId),
    notices: [
      ...(record === null ? [] : throughNotices(record, plan.tunnelId)),
      ...(plan.proofId !== null && record === null ? [notice("info", say("notice.record-gone"))] : []),
      ...(plan.carrier === "frp" ? [notice("info", say("notice.frp-untried"))] : []),
    ],
    fields: [
      ...loginField(plan, context),
      ...(isGood ? [] : [field("noProof", "long-text", { hint: true, value: plan.noProof })]),
    ],
    actions: [
      ...(isGood ? [goOn] : []),
      effectAction("prove", say(record === null ? "action.prove" : "action.prove-again"), "prove-through", {
        look: isGood ? "secondary" : "primary",
        needsFields: true,
      }),
      ...(isGood ? [] : [stepAction("leave", say("action.not-proven"), { look: "quiet" })]),
    ],
  });
}

export function handleProof(
  { plan }: OwnRelayAt<"proof">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  switch (event.type) {
    case "prove": {
      const login = readLogin(event, context);
      if ("refused" in login) return login;
      const asked = { ...plan, ...login };
      return asking<OwnRelayState>(stepAt("proof", asked), proveEffect(asked, { reconnect: false }));
    }
    case "next":
      return isProvenThrough(proofById(context.proofs, plan.proofId), plan.tunnelId)
        ? goTo("done", { ...plan, noProof: null })
        : refused("walk.own-relay.refused.not-proven");
    case "leave": {
      const read = readValues(event, { noProof: lineValue(500) });
      if ("refused" in read) return read;
      if (read.values.noProof === null) return refused("walk.own-relay.refused.no-reason");
      return goTo("done", { ...plan, noProof: read.values.noProof });
    }
    default:
      return wrongStep();
  }
}

export function settleProof(state: OwnRelayAt<"proof">, result: EffectResult): Outcome<OwnRelayState> {
  if (result.kind !== "proven") return strangeResult<OwnRelayState>(state);
  return goTo("proof", { ...state.plan, proofId: result.record.proofId });
}
