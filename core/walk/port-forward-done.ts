import { message, type Message } from "../nat/diagnosis.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { accessParts } from "./port-forward-address.ts";
import { openedNotices } from "./port-forward-open.ts";
import { openedPorts, type Plan, type PortForwardState, type StateAt } from "./port-forward-plan.ts";
import { proofFacts } from "./port-forward-proof.ts";
import { dayOf, dayValue, notice, nothingPending, readValues, refused, wrongStep } from "./step-helpers.ts";
import { fieldsOf } from "./step-fields.ts";
import { writeField } from "./step-writing.ts";
import { stepAction, stepView, type StepNotice, type StepView } from "./step-view.ts";

/** What was done, what stays open, and when somebody looks at it again. */

const field = fieldsOf("portForward");

const REVIEW_DAYS = 365;
const DAY_MS = 86_400_000;

const inAYear = (now: string): string => dayOf(new Date(Date.parse(now) + REVIEW_DAYS * DAY_MS).toISOString());

/** What was passed over: nobody should have to find it out again. */
function openPoints({
  target,
  looked,
  anyway,
  inspected,
  backup,
  addressKind,
  hostName,
  notProven,
  family,
}: Plan): Message[] {
  const isOn = (code: "upnp" | "cloud"): boolean =>
    inspected?.some((item) => item.code === code && item.state === "warning") ?? false;
  const isNameless = hostName === null && addressKind !== "static";
  return [
    ...(notProven === null ? [] : [message("forwardProof.left.not-proven", { reason: notProven })]),
    ...(anyway === null ? [] : [message("forwardProof.left.silent", { reason: anyway })]),
    ...(target.stays === "no" ? [message(family === 6 ? "ipv6Direct.left.stays" : "forwardProof.left.stays")] : []),
    ...(inspected === null && looked !== true ? [message("forwardProof.left.not-looked")] : []),
    ...(isNameless ? [message("forwardProof.left.no-name")] : []),
    ...(backup === "skipped" ? [message("forwardProof.left.backup")] : []),
    ...(isOn("cloud") ? [message("forwardProof.left.cloud")] : []),
    message(isOn("upnp") ? "forwardProof.left.upnp-on" : "forwardProof.left.upnp"),
  ];
}

export function doneView({ plan, finished }: StateAt<"done">, context: WalkContext): StepView {
  const leases = openedPorts(plan).flatMap((port): StepNotice[] => openedNotices(port, context));
  const risks = plan.accepted.length;
  return stepView(message("portForward.title.done"), {
    lead: message(plan.notProven === null ? "forwardProof.done.lead" : "forwardProof.done.lead-not-proven"),
    facts: proofFacts(plan, context.proofs),
    notices: [
      ...leases,
      ...openPoints(plan).map((text) => notice("warning", text)),
      ...(risks > 0 ? [notice("warning", message("forwardProof.done.risks", { count: risks }))] : []),
    ].slice(0, 20),
    fields: finished
      ? []
      : [
          field("nextReview", "date", {
            hint: true,
            value: context.document.handover.nextReview ?? inAYear(context.now),
          }),
        ],
    parts: accessParts(plan, context),
    actions: finished ? [] : [stepAction("finish", message("portForward.action.finish"))],
  });
}

export function handleDone(state: StateAt<"done">, event: WalkEvent, context: WalkContext): Outcome<PortForwardState> {
  if (event.type !== "finish" || state.finished) return wrongStep();
  const read = readValues(event, { nextReview: dayValue }, { nextReview: message("portForward.refused.day") });
  if ("refused" in read) return read;
  const { nextReview } = read.values;
  if (nextReview !== null && nextReview < dayOf(context.now)) return refused("portForward.refused.day");
  const { changes, written } =
    nextReview === null
      ? { changes: [], written: [] }
      : writeField(context.document, "done", { section: "handover", field: "nextReview" }, nextReview);
  const plan = { ...state.plan, written: [...state.plan.written, ...written] };
  return {
    state: { ...state, ...nothingPending, plan, finished: true },
    changes,
    status: "done",
    waiting: null,
  };
}
