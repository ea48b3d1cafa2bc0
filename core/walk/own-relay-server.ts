import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  goTo,
  MAX_BUSY,
  publishedOf,
  relayServers,
  serverOf,
  stepAt,
  type OwnRelayAt,
  type OwnRelayState,
  type RelayDraft,
  type RelayPlan,
} from "./own-relay-plan.ts";
import { fact, field, goOn, next, say, title } from "./own-relay-words.ts";
import { option } from "./step-fields.ts";
import {
  asking,
  confirmValue,
  effectAction,
  lineValue,
  nothingPending,
  notice,
  plain,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { stepView, type StepNotice, type StepView } from "./step-view.ts";

/** Which of the firm's servers carries the relay, and whether it lets this laptop in. */

/** As many as are measured at once. */
const MOST_MEASURED = 20;

export const measureEffect = (context: WalkContext): WalkEffect => ({
  kind: "measure-servers",
  serverIds: relayServers(context)
    .slice(0, MOST_MEASURED)
    .map(({ id }) => id),
});

export function serverView({ plan }: OwnRelayAt<"server">, context: WalkContext): StepView {
  const servers = relayServers(context);
  if (servers.length === 0) {
    return stepView(title("server"), {
      lead: say("lead.no-server"),
      instructions: (["rent", "page", "set-up", "back"] as const).map((step) => say(`do.no-server.${step}`)),
      parts: [{ kind: "servers", serverId: null }],
    });
  }
  const nearest = plan.measured?.servers.find(({ rttMs }) => rttMs !== null)?.serverId;
  return stepView(title("server"), {
    lead: say("lead.server"),
    notices: plan.measured === null ? [] : [measuredNotice(plan.measured)],
    fields: [
      field("server", "choice", {
        required: true,
        value: plan.serverId ?? nearest ?? servers[0]?.id ?? null,
        options: servers.slice(0, 100).map(({ id, name, host, region }) => {
          const rttMs = plan.measured?.servers.find(({ serverId }) => serverId === id)?.rttMs ?? null;
          const where = region === null ? host : `${host}, ${region}`;
          const hint = rttMs === null ? plain(where) : say("server-at", { where, ms: Math.round(rttMs) });
          return option(id, plain(name), { hint });
        }),
      }),
    ],
    actions: [
      { ...next, busy: effectAction("next", say("action.next"), "look-at-server").busy },
      ...(servers.length > 1
        ? [effectAction("measure", say("action.measure"), "measure-servers", { look: "secondary" })]
        : []),
    ],
  });
}

const measuredNotice = ({ says }: NonNullable<RelayDraft["measured"]>): StepNotice =>
  says === null ? notice("warning", say("notice.none-measured")) : notice("info", says);

export function handleServer(
  state: OwnRelayAt<"server">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  const servers = relayServers(context);
  if (event.type === "measure") {
    return servers.length > 1 ? asking<OwnRelayState>(state, measureEffect(context)) : wrongStep();
  }
  if (event.type !== "next" || servers.length === 0) return wrongStep();
  const read = readValues(event, { server: lineValue() });
  if ("refused" in read) return read;
  const server = servers.find(({ id }) => id === read.values.server);
  if (server === undefined) return refused("walk.own-relay.refused.server");
  const { plan } = state;
  if (server.id === plan.serverId) return lookAt({ ...plan, serverId: server.id });
  // What the other server knows is taken from it first.
  if (plan.isLive || plan.applied !== null) return refused("walk.own-relay.refused.still-at-server");
  const ports = plan.ports.map((port) => ({ ...port, serverPort: null }));
  const carrier = server.frp === null ? "ssh" : plan.carrier;
  return lookAt({ ...plan, serverId: server.id, look: null, busy: [], ports, carrier });
}

export const lookEffect = ({ serverId }: RelayPlan): WalkEffect => ({ kind: "look-at-server", serverId });

const lookAt = (plan: RelayPlan): Outcome<OwnRelayState> =>
  asking(stepAt("reach", { ...plan, look: null }), lookEffect(plan));

export function reachView({ plan }: OwnRelayAt<"reach">, context: WalkContext): StepView {
  const server = serverOf(plan, context);
  const view = (more: Parameters<typeof stepView>[1]): StepView =>
    stepView(title("reach"), { lead: say("lead.reach", { name: server?.name ?? "?" }), ...more });
  const again = effectAction("look", say("action.look-again"), "look-at-server", { look: "secondary" });
  if (server === null) return view({ notices: [notice("problem", say("notice.server-gone"))] });
  const { look } = plan;
  if (look === null) return view({ actions: [effectAction("look", say("action.look"), "look-at-server")] });
  const told = look.why === null ? [] : [notice("problem", look.why, look.details)];
  switch (look.outcome) {
    case "ok":
      return look.isSetUp
        ? view({ notices: reachedNotices(look, server.ssh.ports), actions: [goOn, again] })
        : view({
            notices: [notice("problem", say("notice.not-set-up", { name: server.name }))],
            instructions: [say("do.not-set-up.page"), say("do.not-set-up.wait")],
            parts: [{ kind: "servers", serverId: server.id }],
            actions: [again],
          });
    case "new-host-key":
      return view({
        facts: [fact("fingerprint", plain(look.hostKey ?? "?"))],
        notices: look.why === null ? [] : [notice("warning", look.why, look.details)],
        instructions: [say("do.compare.console"), say("do.compare.command"), say("do.compare.same")],
        fields: [field("isCompared", "confirm", { required: true })],
        actions: [effectAction("trust", say("action.trust"), "trust-server", { needsFields: true }), again],
      });
    case "host-key-changed":
      return view({
        notices: told,
        facts: [fact("fingerprint", plain(look.hostKey ?? "?"), "problem")],
        instructions: [say("do.changed.stop"), say("do.changed.console"), say("do.changed.page")],
        parts: [{ kind: "servers", serverId: server.id }],
        actions: [again],
      });
    case "no-key":
      return view({
        notices: [...told.map((one) => ({ ...one, tone: "warning" as const })), notice("info", say("notice.by-hand"))],
        actions: [goOn, again],
      });
    default:
      return view({ notices: told, actions: [{ ...again, look: "primary" }] });
  }
}

type Look = NonNullable<RelayPlan["look"]>;

/** At another port than the first one: the site's network blocks that, and the relay works all the same. */
function reachedNotices({ port, details }: Look, ports: readonly number[]): StepNotice[] {
  const blocked = ports.slice(0, ports.indexOf(port ?? 0));
  return [
    notice("good", say("notice.reached", { port: port ?? "?" }), details),
    ...(blocked.length === 0
      ? []
      : [notice("info", say("notice.other-port", { blocked: blocked.join(", "), port: port ?? "?" }))]),
  ];
}

export function handleReach(
  state: OwnRelayAt<"reach">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  const { plan } = state;
  const server = serverOf(plan, context);
  if (server === null) return refused("walk.own-relay.refused.server");
  switch (event.type) {
    case "look":
      return lookAt(plan);
    case "trust":
      return trust(state, event, server.ssh.hostKeys);
    case "next": {
      const { look } = plan;
      const isThrough = look !== null && ((look.outcome === "ok" && look.isSetUp) || look.outcome === "no-key");
      return isThrough ? goTo("devices", plan) : refused("walk.own-relay.refused.not-reached");
    }
    default:
      return wrongStep();
  }
}

/** Only a first key, and only by a person who compared it: one that was accepted once is never replaced by a walk. */
function trust(state: OwnRelayAt<"reach">, event: WalkEvent, accepted: readonly string[]): Outcome<OwnRelayState> {
  const { look, serverId } = state.plan;
  if (look?.outcome !== "new-host-key" || look.hostKey === null) return wrongStep();
  if (accepted.length > 0) return refused("walk.own-relay.refused.key-known");
  const read = readValues(event, { isCompared: confirmValue });
  if ("refused" in read) return read;
  if (!read.values.isCompared) return refused("walk.own-relay.refused.not-compared");
  return asking<OwnRelayState>(state, { kind: "trust-server", serverId, hostKey: look.hostKey });
}

export function settleServer(state: OwnRelayAt<"server">, result: EffectResult): Outcome<OwnRelayState> {
  if (result.kind !== "servers-measured") return strangeResult<OwnRelayState>(state);
  const { servers, says } = result;
  return { state: { ...state, ...nothingPending, plan: { ...state.plan, measured: { servers, says } } } };
}

export function settleReach(state: OwnRelayAt<"reach">, result: EffectResult): Outcome<OwnRelayState> {
  const { plan } = state;
  if (result.kind === "server-trusted") return lookAt(plan);
  if (result.kind !== "server-seen") return strangeResult<OwnRelayState>(state);
  const { ssh, status } = result;
  const own = new Set(publishedOf(plan).map(({ serverPort }) => serverPort));
  const busy = (status?.relayPorts ?? []).map(({ port }) => port).filter((port) => port > 0 && !own.has(port));
  const look = { ...ssh, isSetUp: status?.ready ?? false };
  return goTo("reach", { ...plan, look, busy: [...new Set(busy)].slice(0, MAX_BUSY) });
}
