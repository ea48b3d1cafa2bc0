import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { fact, mayChange, say, tunnelOf } from "./wireguard-facts.ts";
import { asking, effectAction, notice, plain, refused, strangeResult, wrongStep } from "./step-helpers.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepView } from "./step-view.ts";
import { lookTrouble, settleReach } from "./wireguard-server.ts";
import { after, at, withSight, type Sight, type WireGuardState } from "./wireguard-state.ts";

/** Whether the site's end has called the hub, told by the only one who knows: the hub. */

/** WireGuard makes new keys every 120 s while anything is sent (whitepaper section 6.1), and a keepalive is sent every 25 s. */
const FRESH_SECONDS = 180;
/** A laptop's clock is off by seconds; by more, one of the two is wrong, and WireGuard refuses who was ahead once. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

type Standing = "unseen" | "no-hub" | "no-peer" | "never" | "stale" | "up";

const isFresh = ({ at: time, handshakeSeconds }: Sight): boolean =>
  handshakeSeconds !== null && Date.parse(time) / 1_000 - handshakeSeconds < FRESH_SECONDS;

function standingOf(sight: Sight | undefined): Standing {
  if (sight === undefined) return "unseen";
  if (sight.knows !== "peer") return sight.knows;
  if (sight.handshakeSeconds === null) return "never";
  return isFresh(sight) ? "up" : "stale";
}

/** Whether it was there and went away, or came from one address after the other. */
function isFlapping(sights: readonly Sight[]): boolean {
  const seen = sights.filter(({ knows }) => knows === "peer");
  const turns = seen.filter((sight, index) => {
    const previous = seen[index - 1];
    return previous !== undefined && isFresh(previous) && (!isFresh(sight) || hostOf(sight) !== hostOf(previous));
  });
  return turns.length > 0;
}

/** Without the port, which a NAT may change at any time. */
const hostOf = ({ endpoint }: Sight): string => (endpoint ?? "").replace(/:\d+$/, "");

export function upView(state: WireGuardState, context: WalkContext): StepView {
  const { sights, probe } = state;
  const sight = sights.at(-1);
  const standing = standingOf(sight);
  const canLook = mayChange(state, context);
  const isUp = standing === "up";
  return stepView(say("title.up"), {
    lead: say(canLook ? `up.is.${standing}` : "up.lead-by-hand"),
    facts: sight === undefined ? [] : sightFacts(sight),
    instructions:
      isUp || (canLook && standing === "unseen") ? [] : WHAT_TO_DO[standing].map((one) => say(`up.do.${one}`)),
    notices: [
      ...(sight === undefined ? [] : clockNotices(state)),
      ...(isFlapping(sights) ? [notice("warning", say("up.flapping"), [say("up.flapping-why")])] : []),
      ...(probe === null || isUp ? [] : [notice(probe.isGood ? "good" : "problem", probe.says, probe.details)]),
    ],
    actions: [
      ...(isUp ? [stepAction("next", say("action.next"), { needsFields: false })] : []),
      ...(canLook
        ? [
            effectAction(
              "look",
              say(standing === "unseen" ? "action.look-up" : "action.look-again"),
              "look-at-server",
              {
                look: isUp ? "secondary" : "primary",
              },
            ),
          ]
        : [stepAction("next", say("action.seen"), { needsFields: false, confirm: say("confirm.seen") })]),
      ...(isUp ? [] : [effectAction("probe", say("action.probe"), "probe-wireguard", { look: "secondary" })]),
      ...(isUp || !canLook
        ? []
        : [stepAction("anyway", say("action.prove-anyway"), { look: "quiet", needsFields: false })]),
    ],
  });
}

/** In the order in which it is worth looking. */
const WHAT_TO_DO: Readonly<Record<Standing, readonly string[]>> = {
  unseen: ["running", "wait"],
  "no-hub": ["hub"],
  "no-peer": ["roll-out"],
  never: ["running", "internet", "clock", "key", "udp", "check"],
  stale: ["running", "internet", "udp", "check"],
  up: [],
};

function sightFacts(sight: Sight): StepFact[] {
  const { endpoint, handshakeSeconds, at: time } = sight;
  const age = handshakeSeconds === null ? null : Math.max(0, Math.round(Date.parse(time) / 1_000 - handshakeSeconds));
  return [
    ...(endpoint === null ? [] : [fact("endpoint", plain(endpoint))]),
    fact(
      "handshake",
      age === null
        ? say("up.no-handshake")
        : age < 2 * FRESH_SECONDS
          ? say("up.ago", { count: age })
          : say("up.ago-minutes", { count: Math.round(age / 60) }),
      isFresh(sight) ? "good" : "warning",
    ),
  ];
}

/** The look was taken when the step was last settled, so the laptop's time then is kept beside it. */
const clockNotices = ({ clockOffMs }: WireGuardState): StepNotice[] =>
  clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_TOLERANCE_MS
    ? [notice("warning", say("up.clock", { count: Math.round(Math.abs(clockOffMs) / 60_000) }))]
    : [];

export function handleUp(state: WireGuardState, event: WalkEvent, context: WalkContext): Outcome<WireGuardState> {
  const tunnel = tunnelOf(state, context);
  const { serverId } = state;
  if (tunnel === null || serverId === null) return refused("walk.wireguard.refused.gone");
  const canLook = mayChange(state, context);
  switch (event.type) {
    case "look":
      return canLook ? asking(state, { kind: "look-at-server", serverId }) : wrongStep();
    case "probe":
      return asking(state, { kind: "probe-wireguard", tunnelId: tunnel.id, asSite: false });
    case "next":
      return !canLook || standingOf(state.sights.at(-1)) === "up"
        ? { state: at(state, after(state)) }
        : refused("walk.wireguard.refused.not-up");
    case "anyway":
      return { state: at(state, after(state)) };
    default:
      return wrongStep();
  }
}

export function settleUp(state: WireGuardState, result: EffectResult, context: WalkContext): Outcome<WireGuardState> {
  if (result.kind === "wireguard-probed") return settleReach(state, result, context);
  if (result.kind !== "server-seen") return strangeResult(state);
  const { ssh, status } = result;
  if (ssh.outcome !== "ok" || status === null) return lookTrouble(state, ssh);
  const key = tunnelOf(state, context)?.publicKey ?? null;
  const peer = status.wireguard?.peers.find(({ publicKey }) => publicKey === key);
  const sight: Sight = {
    at: status.time,
    knows: status.wireguard === null ? "no-hub" : peer === undefined ? "no-peer" : "peer",
    handshakeSeconds: peer?.latestHandshakeSeconds ?? null,
    endpoint: peer?.endpoint ?? null,
  };
  const clockOffMs = Date.parse(context.now) - Date.parse(status.time);
  return { state: at(state, "up", { sights: withSight(state.sights, sight), clockOffMs }) };
}
