import { bridgeSteps, forwardSteps, pinholeSteps, type RouterRule, type RouterSteps } from "../forward/router-steps.ts";
import { message } from "../nat/diagnosis.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { afterOpening } from "./port-forward-after.ts";
import { forwardEntry, setInForward } from "./port-forward-entry.ts";
import { portFact } from "./port-forward-open.ts";
import {
  closedPorts,
  openedPorts,
  stepAt,
  type Plan,
  type PlannedPort,
  type PortForwardState,
  type StateAt,
} from "./port-forward-plan.ts";
import { externalField, withExternalPorts } from "./port-forward-ports.ts";
import { diagnosisOf, gatewayOf, innerWanAddress, outerBoxes, routerFamilyAt } from "./port-forward-site.ts";
import { asking, effectAction, failed, notice, refused, strangeResult, wrongStep, plain } from "./step-helpers.ts";
import { stepAction, stepView, type StepNotice, type StepView } from "./step-view.ts";

/** What a person enters in a router's pages: in the router itself, and in a second one outside of it. */

/** How rules are called in the router, so that whoever finds one knows whose it is. */
const ruleName = ({ target }: Plan, { transport, internalPort }: PlannedPort): string =>
  `${
    target.name
      .replaceAll(/[^\p{L}\p{N} ._-]/gu, "")
      .slice(0, 20)
      .trim() || "Farsite"
  } ${transport}${internalPort}`;

export const rulesOf = (plan: Plan, ports: readonly PlannedPort[]): RouterRule[] =>
  ports.map((port) => ({
    name: ruleName(plan, port),
    transport: port.transport,
    address: plan.target.address,
    internalPort: port.internalPort,
    externalPort: port.opened?.externalPort ?? port.externalPort,
  }));

/** The outer box leads to the inner router, which leads on. */
const outerRules = (plan: Plan, innerWan: string): RouterRule[] =>
  openedPorts(plan).map((port) => ({
    name: ruleName(plan, port),
    transport: port.transport,
    address: innerWan,
    internalPort: port.opened.externalPort,
    externalPort: port.opened.externalPort,
  }));

function stepsFor(plan: Plan, ports: readonly PlannedPort[], context: WalkContext): RouterSteps {
  const gateway = gatewayOf(context);
  const family = routerFamilyAt(context, gateway);
  const rules = rulesOf(plan, ports);
  return plan.family === 6 ? pinholeSteps(family, gateway, rules) : forwardSteps(family, gateway, rules);
}

export function byHandView({ plan }: StateAt<"by-hand">, context: WalkContext): StepView {
  const open = closedPorts(plan);
  const steps = stepsFor(plan, open, context);
  const refusals = open.flatMap(({ refused: why, transport, externalPort }): StepNotice[] =>
    why === null
      ? []
      : [
          notice(
            "warning",
            message("portForward.by-hand.refused", { transport: transport.toUpperCase(), externalPort }),
            [why],
          ),
        ],
  );
  const stays: StepNotice[] =
    plan.target.stays === "no"
      ? [notice("warning", message("portForward.stays.warn"), [message("portForward.stays.how")])]
      : [];
  return stepView(message("portForward.title.by-hand"), {
    lead: message(open.length > 0 ? "portForward.by-hand.lead" : "portForward.by-hand.done"),
    instructions: open.length > 0 ? steps.instructions : [],
    facts: [...(open.length > 0 ? steps.facts : []), ...openedPorts(plan).map((port) => portFact(port, plan))].slice(
      0,
      40,
    ),
    notices: [...refusals, ...stays, ...(open.length > 0 ? steps.notices : [])].slice(0, 20),
    fields: plan.family === 6 ? [] : open.map((port) => externalField("entered", port)),
    actions: [
      open.length > 0
        ? stepAction("entered", message("portForward.action.entered", { count: open.length }))
        : stepAction("next", message("portForward.action.next"), { needsFields: false }),
      ...(open.length > 0
        ? [
            stepAction("method", message("portForward.action.other-way"), {
              look: "quiet" as const,
              needsFields: false,
            }),
          ]
        : []),
    ],
  });
}

export function handleByHand(
  state: StateAt<"by-hand">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan } = state;
  switch (event.type) {
    case "method":
      // What a protocol opened before the router refused stays: only the rest is done another way.
      return { state: stepAt("method", plan) };
    case "next":
      return closedPorts(plan).length > 0 ? refused("portForward.refused.not-open") : afterOpening(plan, context);
    case "entered": {
      const chosen = plan.family === 6 ? { plan } : withExternalPorts(plan, event, context);
      if ("refused" in chosen) return chosen;
      const entered = closedPorts(chosen.plan).map(({ id }) => id);
      const next = {
        ...chosen.plan,
        ports: chosen.plan.ports.map((port) =>
          port.opened === null ? { ...port, opened: byHand(port, context) } : port,
        ),
      };
      const changes = next.ports
        .filter(({ id }) => entered.includes(id))
        .map((port) => forwardEntry(next, port, context));
      return afterOpening(next, context, changes);
    }
    default:
      return wrongStep();
  }
}

const byHand = ({ externalPort }: PlannedPort, context: WalkContext): NonNullable<PlannedPort["opened"]> => ({
  at: context.now,
  means: "by-hand",
  externalPort,
  externalAddress: null,
  leaseSeconds: null,
  renewEverySeconds: null,
  router: gatewayOf(context),
  own: true,
});

export function outerView({ plan }: StateAt<"outer">, context: WalkContext): StepView {
  const [box] = outerBoxes(context);
  const innerWan = innerWanAddress(context);
  const address = box?.address ?? null;
  const family = routerFamilyAt(context, address);
  const steps = innerWan === null ? null : forwardSteps(family, address, outerRules(plan, innerWan));
  const bridge = bridgeSteps(family, address);
  return stepView(message("portForward.title.outer"), {
    lead: message("portForward.outer.lead", { name: box?.name ?? "–", address: address ?? "–" }),
    instructions: steps?.instructions ?? [],
    facts: [
      ...(innerWan === null
        ? []
        : [
            {
              label: message("portForward.fact.inner-wan"),
              value: plain(innerWan),
              tone: null,
            },
          ]),
      ...(steps?.facts ?? []),
    ].slice(0, 40),
    notices: [
      ...(innerWan === null ? [notice("problem", message("portForward.outer.no-address"))] : []),
      ...(box?.owner === "customer" ? [] : [notice("info", message("portForward.outer.whose"))]),
      notice("info", message("portForward.outer.reserve"), []),
      ...(steps?.notices ?? []),
      notice("info", message("portForward.outer.bridge"), [
        ...bridge.instructions,
        ...bridge.notices.map(({ text }) => text),
        message("doubleNat.warn.telephony"),
      ]),
    ],
    actions: [
      stepAction("entered", message("portForward.action.outer-entered"), { needsFields: false }),
      effectAction("bridged", message("portForward.action.bridged"), "check-site", { look: "secondary" }),
    ],
  });
}

export function handleOuter(
  state: StateAt<"outer">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan } = state;
  switch (event.type) {
    case "entered": {
      const innerWan = innerWanAddress(context);
      if (innerWan === null) return refused("portForward.refused.inner-wan");
      return afterOuter({ ...plan, outer: "entered" }, throughOuter(plan, innerWan, context));
    }
    case "bridged":
      return asking<PortForwardState>(state, { kind: "check-site" });
    default:
      return wrongStep();
  }
}

const afterOuter = (plan: Plan, changes: readonly SurveyChange[]): Outcome<PortForwardState> => ({
  state: stepAt("address", plan),
  changes,
});

/** Notes with every forward of the walk that the outer box leads on. */
export const throughOuter = (plan: Plan, innerWan: string | null, context: WalkContext): SurveyChange[] =>
  openedPorts(plan)
    .filter(({ id }) => context.document.forwards.some((one) => one.id === id))
    .map(({ id }) => setInForward(id, "throughOuter", innerWan));

export function settleOuter(
  state: StateAt<"outer">,
  result: EffectResult,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (result.kind !== "checked") return strangeResult<PortForwardState>(state);
  const kind = diagnosisOf(context)?.verdict.kind ?? "unknown";
  return kind === "public"
    ? afterOuter({ ...state.plan, outer: "bridged" }, [])
    : failed<PortForwardState>(state, message(`portForward.outer.still.${kind}`));
}
