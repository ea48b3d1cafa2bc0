import type { Tunnel } from "../tunnel/tunnel.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { placedPorts } from "./own-relay-devices.ts";
import {
  goTo,
  publishedOf,
  serverOf,
  stepAt,
  tunnelOf,
  type OwnRelayAt,
  type OwnRelayState,
  type RelayPlan,
} from "./own-relay-plan.ts";
import { fact, goOn, portFacts, say, title } from "./own-relay-words.ts";
import { asking, effectAction, failed, notice, plain, refused, strangeResult, wrongStep } from "./step-helpers.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";

/** The tunnel in the survey, its keys, and the server that is told of it. */

/** Whether this laptop may change the server, and got in when it looked. */
const mayTell = ({ serverId, look }: RelayPlan, { firm }: WalkContext): boolean =>
  look?.outcome === "ok" && firm.mayChange.includes(serverId);

export function keysView({ plan }: OwnRelayAt<"keys">, context: WalkContext): StepView {
  const server = serverOf(plan, context);
  if (server === null) {
    return stepView(title("keys"), { notices: [notice("problem", say("notice.server-gone"))] });
  }
  return stepView(title("keys"), {
    lead: say(`lead.keys.${plan.carrier}`, { name: server.name }),
    facts: portFacts(plan.ports, server),
    actions: [
      plan.carrier === "ssh"
        ? effectAction("make", say("action.make"), "make-keys")
        : stepAction("make", say("action.next"), { needsFields: false }),
    ],
  });
}

export const makeEffect = ({ tunnelId }: RelayPlan): WalkEffect => ({ kind: "make-keys", tunnelId });

/** Puts the tunnel into the survey before its keys are made: what another laptop gives out next has to know of it. */
export function handleKeys(
  { plan: before }: OwnRelayAt<"keys">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  if (event.type !== "make") return wrongStep();
  const server = serverOf(before, context);
  if (server === null) return refused("walk.own-relay.refused.server");
  // Another site may have been given a port since these were shown.
  const plan = placedPorts(before, context);
  if (plan === null) return refused("walk.own-relay.refused.range-full");
  const known = tunnelOf(plan, context);
  const entry: Tunnel = {
    peers: [],
    ...known,
    id: plan.tunnelId,
    kind: plan.carrier,
    serverId: server.id,
    serverName: server.name,
    host: server.host,
    ports: plan.carrier === "frp" && server.frp !== null ? [server.frp.port] : server.ssh.ports,
    serverKey: server.ssh.hostKeys[0] ?? null,
    published: publishedOf(plan),
    madeAt: context.now,
    madeBy: context.by,
    removedAt: null,
  };
  const changes = [{ op: "put", list: "tunnels", entry } as const];
  if (plan.carrier === "frp") return goTo("roll-out", plan, changes);
  return { ...asking<OwnRelayState>(stepAt("keys", plan), makeEffect(plan)), changes };
}

export function settleKeys(state: OwnRelayAt<"keys">, result: EffectResult): Outcome<OwnRelayState> {
  if (result.kind !== "keys-made") return strangeResult<OwnRelayState>(state);
  return result.keys.some(({ peerId }) => peerId === null)
    ? goTo("roll-out", state.plan)
    : failed<OwnRelayState>(state, say("trouble.no-key-made"));
}

export function rollOutView({ plan, trouble }: OwnRelayAt<"roll-out">, context: WalkContext): StepView {
  const server = serverOf(plan, context);
  const name = server?.name ?? "?";
  if (plan.applied === "server" || plan.applied === "by-hand") {
    return stepView(title("roll-out"), {
      lead: say("lead.told", { name }),
      notices: plan.appliedSays === null ? [] : [notice("good", plan.appliedSays)],
      actions: [goOn],
    });
  }
  const may = mayTell(plan, context);
  const byHand = stepAction("by-hand", say("action.told-by-hand"), {
    look: may ? "quiet" : "primary",
    needsFields: false,
    confirm: may ? say("confirm.by-hand") : null,
  });
  const isByHand = !may || trouble !== null;
  return stepView(title("roll-out"), {
    lead: say(`lead.${may ? "roll-out" : "roll-out-by-hand"}.${plan.carrier}`, { name }),
    facts: plan.carrier === "ssh" ? keyFacts(plan, context) : [],
    instructions: isByHand
      ? (["login", "put", "check"] as const).map((step) => say(`do.by-hand.${plan.carrier}.${step}`))
      : [],
    parts: isByHand ? [{ kind: "tunnel-files", tunnelId: plan.tunnelId, ends: ["server"] }] : [],
    actions: [...(may ? [effectAction("apply", say("action.apply"), "apply-to-server")] : []), byHand],
  });
}

function keyFacts(plan: RelayPlan, context: WalkContext) {
  const key = tunnelOf(plan, context)?.publicKey ?? "";
  return key === "" ? [] : [fact("public-key", plain(key))];
}

export const applyEffect = ({ serverId }: RelayPlan): WalkEffect => ({ kind: "apply-to-server", serverId });

export function handleRollOut(
  { plan }: OwnRelayAt<"roll-out">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  const isTold = plan.applied === "server" || plan.applied === "by-hand";
  switch (event.type) {
    case "apply":
      if (isTold || !mayTell(plan, context)) return wrongStep();
      return asking<OwnRelayState>(stepAt("roll-out", { ...plan, applied: "asked" }), applyEffect(plan));
    case "by-hand":
      return isTold ? wrongStep() : afterTelling({ ...plan, applied: "by-hand", appliedSays: null });
    case "next":
      return isTold ? afterTelling(plan) : wrongStep();
    default:
      return wrongStep();
  }
}

export function settleRollOut(state: OwnRelayAt<"roll-out">, result: EffectResult): Outcome<OwnRelayState> {
  const { plan } = state;
  if (result.kind === "applied") return afterTelling({ ...plan, applied: "server", appliedSays: result.says });
  if (result.kind !== "not-applied") return strangeResult<OwnRelayState>(state);
  // It did not take it, so it is as before.
  return failed<OwnRelayState>(stepAt("roll-out", { ...plan, applied: null }), result.why);
}

/** Only OpenSSH's tunnel is one that Farsite holds open itself. */
const afterTelling = (plan: RelayPlan): Outcome<OwnRelayState> => goTo(plan.carrier === "ssh" ? "live" : "agent", plan);
