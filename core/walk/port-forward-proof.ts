import { message, type Message } from "../nat/diagnosis.ts";
import type { ProofRecord } from "../proof/proof-record.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { closedNow } from "./port-forward-entry.ts";
import { withOpened } from "./port-forward-open.ts";
import {
  openedPorts,
  stepAt,
  wishFor,
  withPort,
  type OpenedPort,
  type Plan,
  type PlannedPort,
  type PortForwardState,
  type StateAt,
} from "./port-forward-plan.ts";
import { currentProofs, forwardProof, type ForwardProof } from "./port-forward-proven.ts";
import {
  asking,
  effectAction,
  lineValue,
  notice,
  nothingPending,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { fieldsOf } from "./step-fields.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepView } from "./step-view.ts";

/** Only a test from outside says that it works; what it says is put into words, and what to do next. */

const field = fieldsOf("portForward");

/** What is said of a port: with what the router answered where a test had failed. */
type Said = ForwardProof["standing"] | "held-silent" | "unsure" | "vanished";

export function saidOf(port: OpenedPort, proofs: readonly ProofRecord[]): { said: Said; proof: ForwardProof } {
  const proof = forwardProof({ id: port.id, since: port.opened.at }, proofs);
  const isFailed = proof.standing === "silent" || proof.standing === "refused" || proof.standing === "stranger";
  if (port.held === "gone" && proof.standing !== "proven") return { said: "vanished", proof };
  if (isFailed && proof.standing === "silent" && port.held === "stands") return { said: "held-silent", proof };
  // Called from elsewhere, without the device beside it to compare the answer with.
  const isOutside = proof.tested !== null && proof.tested.record.origin.kind !== "hairpin";
  if (proof.standing === "weak" && isOutside) return { said: "unsure", proof };
  return { said: proof.standing, proof };
}

const TONES: Readonly<Record<Said, StepFact["tone"]>> = {
  proven: "good",
  way: "good",
  weak: "warning",
  unsure: "warning",
  stranger: "problem",
  refused: "problem",
  silent: "problem",
  "held-silent": "problem",
  vanished: "problem",
  untested: null,
};

const isGood = (said: Said): boolean => said === "proven" || said === "way";

/** Each opened port with what is known of it from outside. */
export function proofFacts(plan: Plan, proofs: readonly ProofRecord[]): StepFact[] {
  return openedPorts(plan).map((port) => {
    const { said } = saidOf(port, proofs);
    return {
      label: message("portForward.fact.port", {
        transport: port.transport.toUpperCase(),
        port: plan.family === 6 ? port.internalPort : port.opened.externalPort,
      }),
      value: message(`forwardProof.said.${said}`),
      tone: TONES[said],
    };
  });
}

/** What a result means and what to do, once for each kind. */
function adviceNotices(plan: Plan, proofs: readonly ProofRecord[]): StepNotice[] {
  const said = new Set(openedPorts(plan).map((port) => saidOf(port, proofs).said));
  return ADVISED.filter((one) => said.has(one)).map((one) =>
    notice(TONES[one] === "problem" ? "problem" : "warning", message(`forwardProof.meaning.${one}`), whatToDo(one)),
  );
}

const ADVISED = ["vanished", "held-silent", "silent", "refused", "stranger", "unsure", "weak"] as const;

/** In the order in which it is worth looking. */
const TO_DO: Readonly<Record<(typeof ADVISED)[number], readonly string[]>> = {
  vanished: ["open-again", "by-hand"],
  "held-silent": ["gateway", "provider", "router-does-not", "other-port"],
  silent: ["entered-right", "gateway", "provider", "other-port"],
  refused: ["port-inside", "filter", "router-itself"],
  stranger: ["whose", "router-page", "address-moved"],
  unsure: ["compare"],
  weak: ["from-outside"],
};

const whatToDo = (said: (typeof ADVISED)[number]): Message[] =>
  TO_DO[said].map((step) => message(`forwardProof.try.${step}`));

/** Why the last test left a port out: that it is not tested yet does not tell what would. */
function untestedNotices(plan: Plan, proofs: readonly ProofRecord[]): StepNotice[] {
  const untested = openedPorts(plan).filter((port) => saidOf(port, proofs).said === "untested");
  const troubles = untested.flatMap(({ id, opened }) => {
    const since = proofs.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(opened.at));
    const latest = since.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
    const result = latest.flatMap(({ results }) => results).find(({ forwardId }) => forwardId === id);
    return result?.trouble == null ? [] : [result.trouble];
  });
  return [...new Map(troubles.map((text) => [text.key, text])).values()].map((text) => notice("warning", text));
}

export function proofView({ plan }: StateAt<"proof">, context: WalkContext): StepView {
  const ports = openedPorts(plan);
  const proofs = currentProofs(context, plan);
  const said = ports.map((port) => saidOf(port, proofs).said);
  const isAll = said.length > 0 && said.every(isGood);
  const isGone = said.includes("vanished");
  return stepView(message("portForward.title.proof"), {
    lead: message(isAll ? "forwardProof.lead.all" : "forwardProof.lead.not-yet"),
    facts: proofFacts(plan, proofs),
    notices: [
      ...adviceNotices(plan, proofs),
      ...untestedNotices(plan, proofs),
      ...(context.hasVantage ? [] : [notice("info", message("forwardProof.lead.no-vantage"))]),
    ],
    fields: isAll ? [] : [field("notProven", "long-text", { hint: true, value: plan.notProven })],
    parts: [{ kind: "proof", forwardIds: ports.map(({ id }) => id) }],
    actions: [
      ...(isAll ? [stepAction("next", message("portForward.action.next"), { needsFields: false })] : []),
      ...(isGone ? [effectAction("open-again", message("portForward.action.open-again"), "open-forward")] : []),
      effectAction("prove", message("portForward.action.prove"), "prove", {
        look: isAll || isGone ? "secondary" : "primary",
      }),
      ...(isAll
        ? []
        : [
            effectAction("look", message("portForward.action.look"), "look-at-forward", { look: "secondary" }),
            stepAction("leave", message("portForward.action.not-proven"), { look: "quiet" }),
          ]),
    ],
  });
}

export function handleProof(
  state: StateAt<"proof">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan } = state;
  const ports = openedPorts(plan);
  const proofs = currentProofs(context, plan);
  const failing = ports.filter((port) => !isGood(saidOf(port, proofs).said));
  switch (event.type) {
    case "prove":
      return asking<PortForwardState>(
        { ...state, plan: notLooked(plan) },
        { kind: "prove", forwardIds: ports.map(({ id }) => id) },
      );
    case "look":
      return lookNext({ ...state, plan: notLooked(plan) }, context);
    case "open-again": {
      const gone = ports.find((port) => saidOf(port, proofs).said === "vanished");
      return gone === undefined ? wrongStep() : openAgain(state, gone, context);
    }
    case "next":
      return ports.length === 0 || failing.length > 0
        ? refused("portForward.refused.not-proven")
        : done({ ...plan, notProven: null });
    case "leave": {
      const read = readValues(event, { notProven: lineValue(500) });
      if ("refused" in read) return read;
      if (read.values.notProven === null) return refused("portForward.refused.not-proven-reason");
      return done({ ...plan, notProven: read.values.notProven });
    }
    default:
      return wrongStep();
  }
}

const notLooked = (plan: Plan): Plan => ({ ...plan, ports: plan.ports.map((port) => ({ ...port, held: null })) });

const done = (plan: Plan): Outcome<PortForwardState> => ({
  state: { step: "done", plan, finished: false, ...nothingPending },
});

/** What a person entered is entered by a person again. */
function openAgain(state: StateAt<"proof">, gone: OpenedPort, context: WalkContext): Outcome<PortForwardState> {
  const { means } = gone.opened;
  if (means === "by-hand") {
    return notOpen(state.plan, gone.id, { held: null }, context);
  }
  const wish = { ...wishFor(state.plan, gone), externalPort: gone.opened.externalPort };
  return asking<PortForwardState>(state, { kind: "open-forward", wish, means });
}

/** It is gone, and a person has to enter it. */
const notOpen = (
  plan: Plan,
  id: string,
  more: Partial<PlannedPort>,
  context: WalkContext,
): Outcome<PortForwardState> => ({
  state: stepAt("by-hand", withPort(plan, id, { ...more, opened: null })),
  changes: closedNow(id, context),
});

/** Asks the router for the next port that did not get through: does it hold it still? */
function lookNext(
  state: StateAt<"proof">,
  context: WalkContext,
  proofs: readonly ProofRecord[] = context.proofs,
): Outcome<PortForwardState> {
  const next = openedPorts(state.plan).find((port) => port.held === null && !isGood(saidOf(port, proofs).said));
  if (next === undefined) return { state: { ...state, ...nothingPending } };
  return asking<PortForwardState>(state, { kind: "look-at-forward", forwardId: next.id });
}

export function settleProof(
  state: StateAt<"proof">,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan } = state;
  if (effect.kind === "prove" && result.kind === "proven") {
    // The record may not be among those that were read before.
    const proofs = [result.record, ...context.proofs.filter(({ proofId }) => proofId !== result.record.proofId)];
    return lookNext(state, context, proofs);
  }
  if (effect.kind === "look-at-forward" && result.kind === "forward-seen") {
    const held = result.stands === null ? "unknown" : result.stands ? "stands" : "gone";
    return lookNext({ ...state, plan: withPort(plan, effect.forwardId, { held }) }, context);
  }
  const opened = withOpened(plan, effect, result, context);
  if (opened !== null) return { state: { ...state, ...nothingPending, plan: opened.plan }, changes: opened.changes };
  if (effect.kind === "open-forward" && result.kind === "forward-refused") {
    return notOpen(plan, effect.wish.id, { refused: result.why }, context);
  }
  return strangeResult<PortForwardState>(state);
}
