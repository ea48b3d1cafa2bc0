import type { SurveyChange } from "../survey/survey-change.ts";
import { acceptedAtServer, publishedAcceptance, publishedRisks } from "../tunnel/published-risks.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { goTo, stepAt, type OwnRelayAt, type OwnRelayState, type RelayPlan, type RelayPort } from "./own-relay-plan.ts";
import { field, goOn, portName, say, title } from "./own-relay-words.ts";
import { saidAs } from "./port-forward-risks.ts";
import { riskAdvice, riskTitle, type Risk } from "./risk.ts";
import { neededLine, notice, readValues, refused, wrongStep } from "./step-helpers.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";
import { writeEntry } from "./step-writing.ts";

/** Nothing is opened to everybody at the server before a named person has accepted what stands against it: as with a port forward. */

interface PortRisk {
  readonly port: RelayPort;
  readonly risk: Risk;
  readonly isAccepted: boolean;
}

/** What stands against each port for everybody, and what of it somebody has accepted. The survey's word counts, as at the server. */
function portRisks({ ports }: RelayPlan, context: WalkContext): PortRisk[] {
  return ports
    .filter(({ listen }) => listen === "everyone")
    .flatMap((port) => {
      const risks = publishedRisks({ ...port, transport: "tcp" }, context);
      const accepted = acceptedAtServer(context.document, port.id, risks);
      return risks.map((risk) => ({ port, risk, isAccepted: accepted.has(risk.key) }));
    });
}

const openOf = (risks: readonly PortRisk[]): PortRisk[] =>
  risks.filter(({ risk, isAccepted }) => risk.blocks && !isAccepted);

/** Whether something has to be accepted before these ports are opened. */
export const hasOpenRelayRisk = (plan: RelayPlan, context: WalkContext): boolean =>
  openOf(portRisks(plan, context)).length > 0;

export function risksView({ plan }: OwnRelayAt<"risks">, context: WalkContext): StepView {
  const risks = portRisks(plan, context);
  const open = openOf(risks);
  const [first] = open;
  const decided = context.document.acceptances.findLast(({ id }) =>
    plan.written.some((one) => one.kind === "entry" && one.id === id),
  );
  if (first === undefined) {
    return stepView(title("risks"), {
      lead: say("lead.risks-settled"),
      notices: risks
        .map(({ risk, isAccepted }) => notice(isAccepted ? "warning" : "info", riskTitle(risk), [riskAdvice(risk)]))
        .slice(0, 20),
      actions: [goOn],
    });
  }
  return stepView(title("risks"), {
    lead: say("lead.risks", { count: open.length }),
    facts: [{ label: say("fact.port"), value: portName(first.port), tone: "warning" }],
    // The first problem is what is accepted: it is kept in the words on the screen.
    notices: [notice("problem", riskTitle(first.risk), [riskAdvice(first.risk)])],
    instructions: [riskAdvice(first.risk), say("do.risks.instead")],
    fields: [
      field("acceptedBy", "text", { required: true, hint: true, value: decided?.acceptedBy }),
      field("role", "text", { required: true, value: decided?.role }),
      field("reason", "long-text", { required: true, hint: true }),
    ],
    actions: [stepAction("accept", say("action.accept"), { look: "danger" })],
  });
}

export function handleRisks(
  { plan }: OwnRelayAt<"risks">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  const [first] = openOf(portRisks(plan, context));
  switch (event.type) {
    case "accept":
      return first === undefined ? wrongStep() : accept(plan, first, event, context);
    case "next":
      return first === undefined ? settledRisks(plan, context) : refused("walk.own-relay.refused.risk");
    default:
      return wrongStep();
  }
}

/** On to the keys. What was accepted of a port that is gone, or no longer everybody's, is nobody's to have accepted. */
export function settledRisks(plan: RelayPlan, context: WalkContext): Outcome<OwnRelayState> {
  const findings = new Set(portRisks(plan, context).map(({ port, risk }) => publishedAcceptance(port.id, risk)));
  const gone = context.document.acceptances
    .filter(({ id, finding }) => isWritten(plan, id) && !findings.has(finding ?? ""))
    .map(({ id }) => id);
  const written = plan.written.filter((one) => one.kind !== "entry" || !gone.includes(one.id));
  const changes = gone.map((id): SurveyChange => ({ op: "remove", list: "acceptances", id }));
  return goTo("keys", { ...plan, written }, changes);
}

const isWritten = ({ written }: RelayPlan, id: string): boolean =>
  written.some((one) => one.kind === "entry" && one.list === "acceptances" && one.id === id);

function accept(plan: RelayPlan, open: PortRisk, event: WalkEvent, context: WalkContext): Outcome<OwnRelayState> {
  const read = readValues(
    event,
    { acceptedBy: neededLine(200), role: neededLine(200), reason: neededLine(1_000) },
    { acceptedBy: say("refused.accepted-by"), role: say("refused.role"), reason: say("refused.reason") },
  );
  if ("refused" in read) return read;
  const { acceptedBy, role, reason } = read.values;
  const { port, risk } = open;
  const { changes, written } = writeEntry("risks", "acceptances", {
    id: context.newId(),
    finding: publishedAcceptance(port.id, risk),
    risk: saidAs(event, risk),
    acceptedBy,
    role,
    acceptedAt: context.now,
    note: reason,
  });
  return { state: stepAt("risks", { ...plan, written: [...plan.written, ...written] }), changes };
}
