import { message, type Message } from "../nat/diagnosis.ts";
import { isUsableAsPublicAddress } from "../net/ip-address.ts";
import { assertNever } from "../never.ts";
import type { Outcome, WalkContext } from "./machine.ts";
import { targetFor } from "./port-forward-device.ts";
import { firstState, type PortForwardState } from "./port-forward-plan.ts";
import { diagnosisOf, innerWanAddress, outerBoxes, usablePorts } from "./port-forward-site.ts";

/**
 * Whether a forward would lead anywhere here, by the last check. Null: it may. Else why not, with what the check found: nobody's time
 * is to be spent on a router that the internet does not reach.
 */
export function whyNoForward(context: WalkContext): Message | null {
  const diagnosis = diagnosisOf(context);
  if (diagnosis === null) return message("portForward.begin.not-checked");
  const { kind } = diagnosis.verdict;
  const wan = innerWanAddress(context) ?? "?";
  const address = diagnosis.publicAddress ?? "?";
  switch (kind) {
    case "public":
      // Tested through a mapping of the router's own, on the way a forward would take.
      return diagnosis.inbound === "blocked" ? message("portForward.begin.blocked", { address }) : null;
    case "double-nat":
      return outerBoxes(context).length > 1
        ? message("portForward.begin.several-boxes", { count: outerBoxes(context).length })
        : null;
    case "shared-address": {
      const usable = usablePorts(context) ?? [];
      if (usable.length > 0) return null;
      // With DS-Lite the provider translates (RFC 6333 section 4.2): there is nothing that could be read in the router.
      const isTunnel = diagnosis.verdict.sentence.key === "verdict.shared-address.ds-lite";
      const isUnknown = diagnosis.usablePorts === null && !isTunnel;
      return message(`portForward.begin.shared-${isUnknown ? "unknown" : "none"}`, { address });
    }
    case "cgnat": {
      const isSeen = !isUsableAsPublicAddress(wan) && wan !== "?" && address !== "?";
      return message(`portForward.begin.cgnat.${isSeen ? "seen" : "plain"}`, { wan, address });
    }
    case "nat64":
      return message("portForward.begin.nat64");
    case "firewalled":
      return message("portForward.begin.firewalled", { address });
    case "offline":
      return message("portForward.begin.offline");
    case "unknown":
      return message("portForward.begin.unknown");
    default:
      return assertNever(kind);
  }
}

export function beginPortForward(
  context: WalkContext,
  { deviceId }: { readonly deviceId: string | null },
): Outcome<PortForwardState> {
  const why = whyNoForward(context);
  return why === null ? { state: firstState(4, targetFor(context, deviceId, 4)) } : { refused: why };
}
