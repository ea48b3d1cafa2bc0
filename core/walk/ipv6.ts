import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { Outcome, WalkContext, WalkMachine } from "./machine.ts";
import { forwardWalkSteps, forwardWalkView, handleForwardWalk, settleForwardWalk } from "./port-forward.ts";
import { targetFor } from "./port-forward-device.ts";
import { firstState, portForwardStateSchema, type PortForwardState } from "./port-forward-plan.ts";

/**
 * Lets one port through to a device that has an IPv6 address of its own. The same way as a forward, step by step: a hole in the router's
 * firewall takes the forward's place, and there is no second number outside.
 */
export const ipv6DirectMachine: WalkMachine<PortForwardState> = {
  kind: "ipv6-direct",
  schema: portForwardStateSchema,
  begin: beginIpv6,
  steps: forwardWalkSteps,
  view: forwardWalkView,
  handle: handleForwardWalk,
  settle: settleForwardWalk,
};

/** Why nothing would get in by IPv6 here, by the last check; null: it may. */
function whyNoIpv6({ check, document }: WalkContext): Message | null {
  if (check === null) return message("ipv6Direct.begin.not-checked");
  const { state, address, inbound } = check.diagnosis.ipv6;
  switch (state) {
    case "native":
      if (document.wishes.viewersIpv6 === "no") return message("ipv6Direct.begin.viewers");
      return inbound === "blocked" ? message("ipv6Direct.begin.blocked") : null;
    case "none":
    case "local-only":
    case "unknown":
      return message(`ipv6Direct.begin.${state}`);
    case "translated":
      return message("ipv6Direct.begin.translated", { address: address ?? "?" });
    default:
      return assertNever(state);
  }
}

function beginIpv6(
  context: WalkContext,
  { deviceId }: { readonly deviceId: string | null },
): Outcome<PortForwardState> {
  const why = whyNoIpv6(context);
  return why === null ? { state: firstState(6, targetFor(context, deviceId, 6)) } : { refused: why };
}
