import { neverForward } from "../forward/wanted-ports.ts";
import { message } from "../nat/diagnosis.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { afterOpening } from "./port-forward-after.ts";
import { closedPorts, stepAt, type Plan, type PortForwardState, type StateAt } from "./port-forward-plan.ts";
import { sourceOf } from "./port-forward-ports.ts";
import { targetDevice } from "./port-forward-site.ts";
import { riskAdvice, risksOf, riskTitle, type Risk } from "./risk.ts";
import { choiceValue, neededLine, notice, readValues, refused, wrongStep } from "./step-helpers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { writeEntry } from "./step-writing.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";

/** Nothing risky is opened before a named person has accepted it, with a role and a reason. */

const field = fieldsOf("portForward");

function planRisks(plan: Plan, context: WalkContext): Risk[] {
  const source = sourceOf(plan, context);
  return risksOf({
    device: targetDevice(context, plan.target),
    brand: plan.target.brand,
    ports: plan.ports,
    inspected: plan.inspected,
    password: plan.password,
    isNever: ({ transport, internalPort }) => neverForward({ transport, port: internalPort }, source),
  });
}

const isAccepted = ({ accepted }: Plan, { key }: Risk): boolean => accepted.some((one) => one.key === key);

/** The next one that somebody has to decide. */
const nextOpen = (plan: Plan, risks: readonly Risk[]): Risk | undefined =>
  risks.find((risk) => risk.blocks && !isAccepted(plan, risk));

/** Whether something has to be answered or accepted before a port is opened. */
export const hasOpenRisk = (plan: Plan, context: WalkContext): boolean =>
  plan.password === null || nextOpen(plan, planRisks(plan, context)) !== undefined;

export function risksView({ plan }: StateAt<"risks">, context: WalkContext): StepView {
  const title = message("portForward.title.risks");
  if (plan.password === null) {
    return stepView(title, {
      lead: message("portForward.risks.ask"),
      fields: [
        field("password", "choice", {
          required: true,
          hint: true,
          options: (["own", "factory", "unknown"] as const).map((value) =>
            option(value, message(`portForward.password.${value}`)),
          ),
        }),
      ],
      actions: [stepAction("answer", message("portForward.action.next"))],
    });
  }
  const risks = planRisks(plan, context);
  const open = nextOpen(plan, risks);
  const left = risks.filter((risk) => risk.blocks && !isAccepted(plan, risk)).length;
  const decided = plan.accepted.at(-1);
  const asides = risks.filter((risk) => !risk.blocks || isAccepted(plan, risk));
  return stepView(title, {
    lead:
      open === undefined
        ? message(risks.length === 0 ? "portForward.risks.none" : "portForward.risks.settled")
        : message("portForward.risks.lead", { count: left }),
    notices: [
      ...(open === undefined ? [] : [notice("problem", riskTitle(open), [riskAdvice(open)])]),
      ...asides.map((risk) => {
        const by = plan.accepted.find(({ key }) => key === risk.key);
        return by === undefined
          ? notice("info", riskTitle(risk), [riskAdvice(risk)])
          : notice("warning", riskTitle(risk), [message("portForward.risks.accepted", { by: by.by, role: by.role })]);
      }),
    ].slice(0, 20),
    instructions: open === undefined ? [] : [riskAdvice(open)],
    fields:
      open === undefined
        ? []
        : [
            field("acceptedBy", "text", { required: true, hint: true, value: decided?.by ?? null }),
            field("role", "text", { required: true, value: decided?.role ?? null }),
            field("reason", "long-text", { required: true, hint: true }),
          ],
    actions: [
      ...(open === undefined
        ? [stepAction("next", message("portForward.action.next"), { needsFields: false })]
        : [stepAction(`accept`, message("portForward.action.accept"), { look: "danger" })]),
      stepAction("ask-again", message("portForward.action.password-changed"), { look: "quiet", needsFields: false }),
    ],
  });
}

const passwordShape = { password: choiceValue(["own", "factory", "unknown"]) };
const acceptShape = { acceptedBy: neededLine(200), role: neededLine(200), reason: neededLine(1_000) };

export function handleRisks(
  state: StateAt<"risks">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan } = state;
  const open = nextOpen(plan, planRisks(plan, context));
  switch (event.type) {
    case "answer": {
      const read = readValues(event, passwordShape);
      if ("refused" in read) return read;
      if (read.values.password === null) return refused("portForward.refused.password");
      return { state: stepAt("risks", { ...plan, password: read.values.password }) };
    }
    case "ask-again":
      return { state: stepAt("risks", { ...plan, password: null }) };
    case "accept":
      return plan.password === null || open === undefined ? wrongStep() : accept(plan, open, event, context);
    case "next":
      if (plan.password === null) return refused("portForward.refused.password");
      if (open !== undefined) return refused("portForward.refused.risk");
      return goOn(plan, context);
    default:
      return wrongStep();
  }
}

/** A risk that is gone, because another port or password was chosen, is nobody's to have accepted. */
function goOn(before: Plan, context: WalkContext): Outcome<PortForwardState> {
  const keys = new Set(planRisks(before, context).map(({ key }) => key));
  const gone = before.accepted.filter(({ key }) => !keys.has(key)).map(({ id }) => id);
  const plan = {
    ...before,
    accepted: before.accepted.filter(({ id }) => !gone.includes(id)),
    written: before.written.filter((one) => one.kind !== "entry" || !gone.includes(one.id)),
  };
  const changes = gone.map((id): SurveyChange => ({ op: "remove", list: "acceptances", id }));
  return closedPorts(plan).length > 0
    ? { state: stepAt("method", plan), changes }
    : afterOpening(plan, context, changes);
}

function accept(plan: Plan, risk: Risk, event: WalkEvent, context: WalkContext): Outcome<PortForwardState> {
  const read = readValues(event, acceptShape, {
    acceptedBy: message("portForward.refused.accepted-by"),
    role: message("portForward.refused.role"),
    reason: message("portForward.refused.reason"),
  });
  if ("refused" in read) return read;
  const { acceptedBy, role, reason } = read.values;
  const id = context.newId();
  const { changes, written } = writeEntry("risks", "acceptances", {
    id,
    finding: risk.code,
    risk: saidAs(event, risk),
    acceptedBy,
    role,
    acceptedAt: context.now,
    note: reason,
  });
  const next = {
    ...plan,
    accepted: [...plan.accepted, { key: risk.key, id, by: acceptedBy, role }],
    written: [...plan.written, ...written],
  };
  return { state: stepAt("risks", next), changes };
}

const MAX_RISK_CHARACTERS = 1_000;

/** The sentence as the person read it (`riskText`, sent along by whoever showed it): what is accepted is kept in those words. */
export function saidAs({ values }: WalkEvent, { code }: Risk): string {
  const said = values["riskText"] ?? values[`riskText.${code}`];
  const text = typeof said === "string" ? said.trim().slice(0, MAX_RISK_CHARACTERS) : "";
  return text === "" ? code : text;
}
