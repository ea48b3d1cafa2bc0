import type { ForwardMeans } from "../forward/forward.ts";
import { isFree } from "../forward/wanted-ports.ts";
import { message } from "../nat/diagnosis.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { EffectResult, RouterOffer, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { afterOpening } from "./port-forward-after.ts";
import { forwardEntry } from "./port-forward-entry.ts";
import { offerFrom } from "./port-forward-preflight.ts";
import {
  closedPorts,
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
import { usablePorts } from "./port-forward-site.ts";
import {
  asking,
  choiceValue,
  effectAction,
  notice,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepView } from "./step-view.ts";

/** How the router is told: by a protocol, one port after the other, or by a person. */

const field = fieldsOf("portForward");

type Offered = RouterOffer["means"][number];

/** What could do it here: a pinhole for IPv6, everything else for IPv4. */
const offered = ({ offer, family }: Plan): Offered[] =>
  (offer?.means ?? []).filter(({ means }) => (means === "pinhole") === (family === 6));

const isUsable = ({ forOthers }: Offered): boolean => forOthers !== false;

/** What is proposed: what stays without Farsite before what may not; else a person's own hands. */
function proposed(plan: Plan): ForwardMeans {
  const usable = offered(plan).filter(isUsable);
  return usable.find(({ permanent }) => permanent !== false)?.means ?? "by-hand";
}

export function methodView({ plan }: StateAt<"method">): StepView {
  const means = offered(plan);
  const usable = means.filter(isUsable);
  const trouble = plan.offer?.trouble ?? null;
  return stepView(message("portForward.title.method"), {
    lead: message(usable.length > 0 ? "portForward.method.lead" : "portForward.method.by-hand-only"),
    notices: trouble === null ? [] : [notice("info", message("portForward.method.trouble"), [trouble])],
    fields: [
      field("means", "choice", {
        required: true,
        value: plan.means ?? proposed(plan),
        options: [
          ...means.map((one) =>
            option(one.means, message(`portForward.means.${one.means}`), {
              hint: message(`portForward.keeps.${one.permanent === null ? "unknown" : one.permanent ? "yes" : "no"}`),
              notPossible: isUsable(one) ? null : message("portForward.method.only-itself"),
            }),
          ),
          option("by-hand", message("portForward.means.by-hand"), { hint: message("portForward.keeps.by-hand") }),
        ],
      }),
    ],
    actions: [
      stepAction("next", message("portForward.action.open"), { busy: message("walk.busy.open-forward") }),
      effectAction("ask-router", message("portForward.action.ask-router-again"), "ask-router", { look: "quiet" }),
    ],
  });
}

const methodShape = { means: choiceValue(["upnp", "nat-pmp", "pcp", "pinhole", "by-hand"]) };

export function handleMethod(state: StateAt<"method">, event: WalkEvent): Outcome<PortForwardState> {
  const { plan } = state;
  switch (event.type) {
    case "ask-router":
      return asking<PortForwardState>(state, { kind: "ask-router" });
    case "next": {
      const read = readValues(event, methodShape);
      if ("refused" in read) return read;
      const means = read.values.means ?? plan.means ?? proposed(plan);
      if (means === "by-hand") return { state: stepAt("by-hand", { ...plan, means }) };
      const offer = offered(plan).find((one) => one.means === means);
      if (offer === undefined) return refused("portForward.refused.means");
      if (!isUsable(offer)) return refused("portForward.method.only-itself");
      return openNext({ ...plan, means, ports: plan.ports.map((port) => ({ ...port, refused: null })) });
    }
    default:
      return wrongStep();
  }
}

/** Asks for the next port that is not open; when all are, the step shows what came of it. */
export function openNext(plan: Plan, changes: readonly SurveyChange[] = []): Outcome<PortForwardState> {
  const [next] = closedPorts(plan);
  const { means } = plan;
  const state = stepAt("open", plan);
  if (next === undefined || means === null || means === "by-hand") return { state, changes };
  const effect: WalkEffect = { kind: "open-forward", wish: wishFor(plan, next), means };
  return { state: { ...state, pending: effect }, changes, effect };
}

/** How one port in the router is called: `TCP 8000 → 192.168.1.64:8000`. */
export function portFact({ transport, internalPort, opened, externalPort }: PlannedPort, plan: Plan): StepFact {
  return {
    label: message("portForward.fact.port", {
      transport: transport.toUpperCase(),
      port: opened?.externalPort ?? externalPort,
    }),
    value: message(`portForward.opened.${opened === null ? "not" : opened.means}`, {
      address: plan.target.address,
      internalPort,
    }),
    tone: opened === null ? null : "good",
  };
}

export function openView({ plan }: StateAt<"open">, context: WalkContext): StepView {
  const isAll = closedPorts(plan).length === 0;
  return stepView(message("portForward.title.open"), {
    lead: message(isAll ? "portForward.open.all" : "portForward.open.not-all"),
    facts: plan.ports.map((port) => portFact(port, plan)),
    notices: openedPorts(plan)
      .flatMap((port) => openedNotices(port, context))
      .slice(0, 20),
    actions: isAll
      ? [stepAction("next", message("portForward.action.next"), { needsFields: false })]
      : [
          effectAction("open", message("portForward.action.open-rest"), "open-forward"),
          stepAction("by-hand", message("portForward.action.by-hand"), { look: "secondary", needsFields: false }),
        ],
  });
}

/** What to know of a port that the router opened: another number, a lease that ends, a number that is not this line's. */
export function openedNotices({ opened, externalPort, transport }: OpenedPort, context: WalkContext): StepNotice[] {
  if (!opened.own || opened.means === "by-hand") return [];
  const args = { transport: transport.toUpperCase(), asked: externalPort, got: opened.externalPort };
  const isOwn = isFree(transport, opened.externalPort, { taken: [], usable: usablePorts(context) });
  return [
    ...(opened.externalPort === externalPort ? [] : [notice("warning", message("portForward.open.other-port", args))]),
    ...(isOwn ? [] : [notice("problem", message("portForward.open.not-own", args))]),
    ...leaseNotices(opened, args),
  ];
}

function leaseNotices(
  { leaseSeconds, renewEverySeconds }: OpenedPort["opened"],
  args: { got: number; transport: string },
): StepNotice[] {
  if (leaseSeconds === null) return [];
  const hours = Math.max(1, Math.round(leaseSeconds / 3_600));
  return [
    notice("warning", message("portForward.open.lease", { ...args, count: hours }), [
      message(renewEverySeconds === null ? "portForward.open.lease-ends" : "portForward.open.lease-renewed"),
      message("portForward.open.lease-way-out"),
    ]),
  ];
}

export function handleOpen(state: StateAt<"open">, event: WalkEvent, context: WalkContext): Outcome<PortForwardState> {
  const { plan } = state;
  switch (event.type) {
    case "open":
      return openNext(plan);
    case "by-hand":
      return { state: stepAt("by-hand", plan) };
    case "next":
      return closedPorts(plan).length > 0 ? refused("portForward.refused.not-open") : afterOpening(plan, context);
    default:
      return wrongStep();
  }
}

/** What came of one port, wherever the walk is meanwhile: an open port that nobody knows of would be the worst end. */
export function withOpened(
  plan: Plan,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): { plan: Plan; changes: SurveyChange[] } | null {
  if (effect.kind !== "open-forward" || result.kind !== "forward-opened") return null;
  const port = plan.ports.find(({ id }) => id === effect.wish.id);
  if (port === undefined) return null;
  const { externalPort, externalAddress, leaseSeconds, renewEverySeconds, router } = result;
  const next = withPort(plan, port.id, {
    opened: {
      at: context.now,
      means: effect.means,
      externalPort,
      externalAddress,
      leaseSeconds,
      renewEverySeconds,
      router,
      own: true,
    },
    refused: null,
    held: null,
  });
  const changed = next.ports.filter(({ id }) => id === port.id);
  return { plan: next, changes: changed.map((one) => forwardEntry(next, one, context)) };
}

export function settleOpen(
  state: StateAt<"open">,
  effect: WalkEffect,
  result: EffectResult,
  context: WalkContext,
): Outcome<PortForwardState> {
  const opened = withOpened(state.plan, effect, result, context);
  if (opened !== null) return openNext(opened.plan, opened.changes);
  if (effect.kind !== "open-forward" || result.kind !== "forward-refused")
    return strangeResult<PortForwardState>(state);
  return { state: stepAt("by-hand", withPort(state.plan, effect.wish.id, { refused: result.why })) };
}

export function settleMethod(state: StateAt<"method">, result: EffectResult): Outcome<PortForwardState> {
  if (result.kind !== "router-asked") return strangeResult<PortForwardState>(state);
  return { state: stepAt("method", { ...state.plan, offer: offerFrom(result) }) };
}
