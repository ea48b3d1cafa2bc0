import type { SurveyChange } from "../survey/survey-change.ts";
import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  AGENT_PLATFORMS,
  goTo,
  publishedOf,
  serverOf,
  stepAt,
  tunnelOf,
  type OwnRelayAt,
  type OwnRelayState,
  type RelayPlan,
} from "./own-relay-plan.ts";
import { lookEffect } from "./own-relay-server.ts";
import { field, goOn, say, title } from "./own-relay-words.ts";
import { option } from "./step-fields.ts";
import {
  asking,
  choiceValue,
  effectAction,
  notice,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";

/** What holds the tunnel open for good, on a box at the site, and whether it does. */

export function agentView({ plan }: OwnRelayAt<"agent">): StepView {
  const { platform, tunnelId, carrier } = plan;
  if (platform === null) {
    return stepView(title("agent"), {
      lead: say("lead.agent"),
      fields: [
        field("platform", "choice", {
          required: true,
          hint: true,
          options: AGENT_PLATFORMS.map((one) =>
            option(one, say(`platform.${one}`), { hint: say(`platform-hint.${one}`) }),
          ),
        }),
      ],
      actions: [stepAction("choose", say("action.next"))],
    });
  }
  return stepView(title("agent"), {
    lead: say(`lead.agent-on.${platform}`),
    instructions: [
      say(`do.agent.${carrier}.files`),
      say(`do.agent.${carrier}.${platform}`),
      say("do.agent.power"),
      say("do.agent.address"),
    ],
    notices: [
      ...(carrier === "frp" ? [notice("warning", say("notice.frp-untried"))] : []),
      notice("info", say("notice.laptop-leaves")),
    ],
    parts: [{ kind: "tunnel-files", tunnelId, ends: carrier === "ssh" ? ["site", "kit"] : ["site"] }],
    actions: [
      stepAction("installed", say("action.installed"), {
        needsFields: false,
        busy: effectAction("look", say("action.look"), "look-at-server").busy,
      }),
      stepAction("other-platform", say("action.other-platform"), { look: "quiet", needsFields: false }),
    ],
  });
}

export function handleAgent(
  { plan }: OwnRelayAt<"agent">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  switch (event.type) {
    case "choose": {
      const read = readValues(event, { platform: choiceValue(AGENT_PLATFORMS) });
      if ("refused" in read) return read;
      const { platform } = read.values;
      if (platform === null) return refused("walk.own-relay.refused.platform");
      return goTo("agent", { ...plan, platform }, inTunnel(plan, "platform", platform, context));
    }
    case "other-platform":
      return goTo("agent", { ...plan, platform: null });
    case "installed": {
      if (plan.platform === null) return wrongStep();
      const changes = inTunnel(plan, "installedAt", context.now, context);
      const installed = { ...plan, isInstalled: true, up: null };
      return { ...asking<OwnRelayState>(stepAt("up", installed), lookEffect(plan)), changes };
    }
    default:
      return wrongStep();
  }
}

/** A value of the walk's tunnel in the survey; none where somebody removed it. */
export const inTunnel = (
  plan: RelayPlan,
  name: "platform" | "installedAt" | "removedAt",
  value: string | null,
  context: WalkContext,
): SurveyChange[] =>
  tunnelOf(plan, context) === null ? [] : [{ op: "set-in", list: "tunnels", id: plan.tunnelId, field: name, value }];

/** In the order in which it is worth looking. */
const CAUSES = ["runs", "internet", "clock", "log", "ports"] as const;

export function upView({ plan }: OwnRelayAt<"up">, context: WalkContext): StepView {
  const { up } = plan;
  const name = serverOf(plan, context)?.name ?? "?";
  const isFirst = up === null;
  const look = effectAction("look", say(isFirst ? "action.look" : "action.look-again"), "look-at-server", {
    look: isFirst ? "primary" : "secondary",
  });
  const skip = stepAction("skip", say("action.prove-anyway"), { look: "quiet", needsFields: false });
  if (up === null) return stepView(title("up"), { lead: say("lead.up", { name }), actions: [look, skip] });
  if (!up.isKnown) {
    return stepView(title("up"), {
      lead: say("lead.up", { name }),
      notices: [
        notice(
          "warning",
          say("notice.up-unknown", { name }),
          plan.look?.why === null || plan.look === null ? [] : [plan.look.why],
        ),
      ],
      actions: [{ ...look, look: "primary" }, skip],
    });
  }
  if (up.missing.length === 0 && up.notOpen.length === 0) {
    return stepView(title("up"), {
      lead: say("lead.up-good", { name }),
      notices: [notice("good", say("notice.up", { count: plan.ports.length, name }))],
      actions: [goOn, look],
    });
  }
  return stepView(title("up"), {
    lead: say("lead.up-not", { name }),
    notices: [
      ...(up.missing.length === 0 ? [] : [notice("problem", say("notice.missing", { ports: up.missing.join(", ") }))]),
      ...(up.notOpen.length === 0 ? [] : [notice("problem", say("notice.not-open", { ports: up.notOpen.join(", ") }))]),
    ],
    instructions: CAUSES.map((cause) => say(`do.up.${cause}`)),
    actions: [{ ...look, look: "primary" }, skip],
  });
}

const isUp = ({ up }: RelayPlan): boolean =>
  up !== null && up.isKnown && up.missing.length === 0 && up.notOpen.length === 0;

export function handleUp({ plan }: OwnRelayAt<"up">, event: WalkEvent): Outcome<OwnRelayState> {
  switch (event.type) {
    case "look":
      return asking<OwnRelayState>(stepAt("up", plan), lookEffect(plan));
    case "skip":
      return isUp(plan) ? wrongStep() : goTo("proof", plan);
    case "next":
      return isUp(plan) ? goTo("proof", plan) : refused("walk.own-relay.refused.not-up");
    default:
      return wrongStep();
  }
}

export function settleUp(state: OwnRelayAt<"up">, result: EffectResult, { now }: WalkContext): Outcome<OwnRelayState> {
  if (result.kind !== "server-seen") return strangeResult<OwnRelayState>(state);
  const { ssh, status } = result;
  const { plan } = state;
  const held = new Map(status?.relayPorts.map(({ port, everyone }) => [port, everyone]));
  const wanted = publishedOf(plan);
  const ports = (those: typeof wanted): number[] => those.map(({ serverPort }) => serverPort);
  const up = {
    at: now,
    isKnown: status !== null,
    missing: status === null ? [] : ports(wanted.filter(({ serverPort }) => !held.has(serverPort))),
    // Held open, and only for the server itself: the box was given an older set of files.
    notOpen: ports(wanted.filter(({ serverPort, listen }) => listen === "everyone" && held.get(serverPort) === false)),
  };
  return goTo("up", { ...plan, up, look: { ...ssh, isSetUp: status?.ready ?? false } });
}
