import type { Outcome, WalkContext } from "./machine.ts";
import { stepAt, type Plan, type PortForwardState } from "./port-forward-plan.ts";
import { outerBoxes } from "./port-forward-site.ts";
import type { SurveyChange } from "../survey/survey-change.ts";

/** Where it goes on once the router lets through: to the outer one of two routers, else to the address. */
export function afterOpening(
  plan: Plan,
  context: WalkContext,
  changes: readonly SurveyChange[] = [],
): Outcome<PortForwardState> {
  const isBehindAnother = plan.family === 4 && plan.outer === null && outerBoxes(context).length > 0;
  return { state: stepAt(isBehindAnother ? "outer" : "address", plan), changes };
}
