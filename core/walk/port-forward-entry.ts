import type { Forward } from "../forward/forward.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { WalkContext } from "./machine.ts";
import type { Plan, PlannedPort } from "./port-forward-plan.ts";

/** What the survey keeps of an opened port. */

export const forwardEntry = (plan: Plan, port: PlannedPort, context: WalkContext): SurveyChange => ({
  op: "put",
  list: "forwards",
  entry: forwardOf(plan, port, context),
});

/** The forward of a planned port as it stands. */
export function forwardOf(plan: Plan, port: PlannedPort, context: WalkContext): Forward {
  const { target, outer, hostName } = plan;
  const { opened } = port;
  const before = context.document.forwards.find(({ id }) => id === port.id);
  return {
    // What others wrote beside it stays.
    ...before,
    id: port.id,
    deviceId: target.deviceId,
    address: target.address,
    transport: port.transport,
    internalPort: port.internalPort,
    externalPort: opened?.externalPort ?? port.externalPort,
    use: port.use,
    means: opened?.means ?? "by-hand",
    router: opened?.router ?? null,
    throughOuter: outer === "entered" ? (before?.throughOuter ?? null) : null,
    externalAddress: opened?.externalAddress ?? null,
    hostName,
    leaseSeconds: opened?.leaseSeconds ?? null,
    openedAt: opened?.at ?? context.now,
    openedBy: before?.openedBy ?? context.by,
    closedAt: null,
  };
}

/** One field of a forward that stands in the survey. */
export const setInForward = (id: string, field: keyof Forward, value: unknown): SurveyChange => ({
  op: "set-in",
  list: "forwards",
  id,
  field,
  value,
});

export const closedNow = (id: string, context: WalkContext): SurveyChange[] =>
  context.document.forwards.some((one) => one.id === id) ? [setInForward(id, "closedAt", context.now)] : [];
