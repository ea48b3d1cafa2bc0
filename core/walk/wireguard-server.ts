import { message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import type { SshLook } from "../tunnel/server-look.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  anyTunnel,
  fact,
  field,
  hubServers,
  mayChange,
  putTunnel,
  removeTunnel,
  say,
  serverOf,
  setInTunnel,
  tunnelOf,
} from "./wireguard-facts.ts";
import {
  asking,
  effectAction,
  neededLine,
  notice,
  plain,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { option } from "./step-fields.ts";
import {
  stepAction,
  stepView,
  type StepAction,
  type StepFact,
  type StepNotice,
  type StepPart,
  type StepView,
} from "./step-view.ts";
import { at, troubled, type WireGuardState } from "./wireguard-state.ts";

/** Which of the firm's servers is the hub, and whether it answers from this site. */

type Next = Outcome<WireGuardState>;

export function serverView(state: WireGuardState, context: WalkContext): StepView {
  const servers = hubServers(context);
  const rttOf = (server: FirmServer): number | null =>
    state.distances?.servers.find(({ serverId }) => serverId === server.id)?.rttMs ?? null;
  if (servers.length === 0) {
    return stepView(say("title.server"), {
      lead: say("server.none"),
      instructions: [say("server.do.rent"), say("server.do.add"), say("server.do.back")],
      notices: [notice("info", say("server.costs"))],
      parts: [{ kind: "servers", serverId: null }],
      actions: [stepAction("look", say("action.look-again"), { look: "secondary", needsFields: false })],
    });
  }
  return stepView(say("title.server"), {
    lead: say("server.lead"),
    notices: state.distances?.says == null ? [] : [notice("info", state.distances.says)],
    fields: [
      field("server", "choice", {
        required: true,
        value:
          state.serverId ?? state.distances?.servers[0]?.serverId ?? (servers.length === 1 ? servers[0]?.id : null),
        options: servers.map((server) => {
          const rtt = rttOf(server);
          const where = server.region ?? server.host;
          const hint = rtt === null ? plain(where) : say("server.distance", { where, rtt: Math.round(rtt) });
          return option(server.id, plain(server.name), { hint });
        }),
      }),
    ],
    actions: [
      stepAction("next", say("action.next")),
      ...(servers.length > 1
        ? [effectAction("measure", say("action.measure"), "measure-servers", { look: "secondary" })]
        : []),
    ],
  });
}

export const measureEffect = (context: WalkContext): WalkEffect => ({
  kind: "measure-servers",
  serverIds: hubServers(context).map(({ id }) => id),
});

export function handleServer(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const servers = hubServers(context);
  switch (event.type) {
    case "look":
      return servers.length === 0 ? refused("walk.wireguard.refused.no-server") : { state };
    case "measure":
      return servers.length < 2 ? wrongStep() : asking(state, measureEffect(context));
    case "next": {
      const read = readValues(event, { server: neededLine() });
      if ("refused" in read) return read;
      const server = servers.find(({ id }) => id === read.values.server);
      return server === undefined ? refused("walk.wireguard.refused.no-server") : chosen(state, server, context);
    }
    default:
      return wrongStep();
  }
}

/** The tunnel stands in the survey from here on, without a key yet: no server is told of it. */
function chosen(state: WireGuardState, server: FirmServer, context: WalkContext): Next {
  const { wireguard } = server;
  if (wireguard === null) return refused("walk.wireguard.refused.no-server");
  const next = at(state, "reach", {
    serverId: server.id,
    ...(server.id !== state.serverId && { look: null, probe: null }),
  });
  const known = anyTunnel(next, context);
  const hub = {
    serverId: server.id,
    serverName: server.name,
    host: server.host,
    serverKey: wireguard.publicKey,
    ports: [wireguard.port, ...wireguard.alsoPorts],
  };
  if (known !== null) {
    const ports = known.ports ?? hub.ports;
    return { state: next, changes: [putTunnel({ ...known, ...hub, ports, removedAt: null })] };
  }
  const tunnelId = context.newId();
  const entry: Tunnel = {
    id: tunnelId,
    kind: "wireguard",
    ...hub,
    peers: [],
    published: [],
    madeAt: context.now,
    madeBy: context.by,
  };
  // Chosen at another server before: that one led nowhere yet.
  const before = context.document.tunnels.find((one) => one.id === state.tunnelId && one.publicKey == null);
  return {
    state: { ...next, tunnelId },
    changes: [...(before === undefined ? [] : [removeTunnel(before.id)]), putTunnel(entry)],
  };
}

export function settleServer(state: WireGuardState, result: EffectResult): Next {
  if (result.kind !== "servers-measured") return strangeResult(state);
  return { state: at(state, "server", { distances: { servers: result.servers, says: result.says } }) };
}

export function reachView(state: WireGuardState, context: WalkContext): StepView {
  const { look, probe } = state;
  const server = serverOf(state, context);
  const canLook = mayChange(state, context);
  return stepView(say("title.reach"), {
    lead: say("reach.lead"),
    facts: [
      ...(server === null ? [] : [fact("server", plain(server.name)), fact("host", plain(server.host))]),
      ...lookFacts(state),
      ...(probe?.rttMs == null ? [] : [fact("rtt", say("rtt", { rtt: Math.max(1, Math.round(probe.rttMs)) }))]),
    ],
    notices: [
      ...(canLook ? [] : [notice("info", say("reach.by-hand"))]),
      ...(look === null ? [] : lookNotices(look)),
      ...(probe === null ? [] : [notice(probe.isGood ? "good" : "problem", probe.says, probe.details)]),
      ...(probe?.outcome === "udp-blocked" ? [notice("warning", say("reach.blocked"))] : []),
      ...(probe?.outcome === "answers-on-other-port" ? [notice("info", say("reach.other-port"))] : []),
    ],
    // The same comparison as on the server's page and in the walk to a relay.
    instructions:
      newHostKey(state) === null
        ? []
        : (["console", "command", "same"] as const).map((step) => message(`walk.own-relay.do.compare.${step}`)),
    parts: server !== null && (isImpostor(state) || look?.isReady === false) ? [toServer(server.id)] : [],
    actions: reachActions(state, context),
  });
}

const toServer = (serverId: string): StepPart => ({ kind: "servers", serverId });

const lookFacts = ({ look }: WireGuardState): StepFact[] => {
  const hostKey = look?.ssh.hostKey ?? null;
  if (look === null || hostKey === null) return [];
  const isWrong = look.ssh.outcome === "host-key-changed";
  return [fact("host-key", plain(hostKey), isWrong ? "problem" : null)];
};

function lookNotices({ ssh, isReady }: NonNullable<WireGuardState["look"]>): StepNotice[] {
  const because = [...(ssh.why === null ? [] : [ssh.why]), ...ssh.details].slice(0, 20);
  switch (ssh.outcome) {
    case "ok":
      return isReady === false ? [notice("warning", say("reach.not-ready"))] : [notice("good", say("reach.logged-in"))];
    case "new-host-key":
      return [notice("warning", say("reach.new-key"), because)];
    case "host-key-changed":
      return [notice("problem", say("reach.key-changed"), because)];
    case "failed":
      return [notice("problem", ssh.why ?? say("reach.failed"), ssh.details)];
    case "no-key":
      return [notice("info", say("reach.no-key"), because)];
    default:
      return assertNever(ssh.outcome);
  }
}

/** Another host key than the accepted one: somebody may stand in the middle, so nothing goes on. */
const isImpostor = ({ look }: WireGuardState): boolean => look?.ssh.outcome === "host-key-changed";

/** The key that a person is to compare. */
const newHostKey = ({ look }: WireGuardState): string | null =>
  look?.ssh.outcome === "new-host-key" ? look.ssh.hostKey : null;

function reachActions(state: WireGuardState, context: WalkContext): StepAction[] {
  const { look, probe } = state;
  const canLook = mayChange(state, context);
  const isUnseen = canLook && look === null;
  const key = newHostKey(state);
  const trust =
    key === null
      ? []
      : [
          effectAction("trust", say("action.trust"), "trust-server", {
            confirm: say("confirm.trust", { hostKey: key }),
          }),
        ];
  const lookAgain = effectAction("look", say(look === null ? "action.look" : "action.look-again"), "look-at-server", {
    look: isUnseen ? "primary" : "secondary",
  });
  const isProbeNext = !isUnseen && key === null && probe === null;
  const ask = effectAction("probe", say("action.probe"), "probe-wireguard", {
    look: isProbeNext ? "primary" : "secondary",
  });
  if (isImpostor(state)) return [lookAgain];
  return [
    ...trust,
    ...(probe?.isGood === true && key === null ? [stepAction("next", say("action.next"), { needsFields: false })] : []),
    ...(canLook ? [lookAgain] : []),
    ask,
    ...(probe?.outcome === "udp-blocked"
      ? [
          stepAction("end-blocked", say("action.end-blocked"), {
            needsFields: false,
            confirm: say("confirm.end-blocked"),
          }),
        ]
      : []),
    ...(probe?.isGood === true || key !== null
      ? []
      : [
          stepAction("anyway", say("action.anyway"), {
            look: "quiet",
            needsFields: false,
            confirm: say("confirm.anyway"),
          }),
        ]),
  ];
}

export function handleReach(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const { serverId } = state;
  const tunnel = tunnelOf(state, context);
  if (serverId === null || tunnel === null) return refused("walk.wireguard.refused.gone");
  if (event.type === "look")
    return mayChange(state, context) ? asking(state, { kind: "look-at-server", serverId }) : wrongStep();
  if (isImpostor(state)) return refused("walk.wireguard.refused.impostor");
  const hostKey = newHostKey(state);
  switch (event.type) {
    case "trust":
      return hostKey === null || !mayChange(state, context)
        ? wrongStep()
        : asking(state, { kind: "trust-server", serverId, hostKey });
    case "probe":
      return asking(state, { kind: "probe-wireguard", tunnelId: tunnel.id, asSite: false });
    case "next":
      return state.probe?.isGood === true && hostKey === null
        ? { state: at(state, "site") }
        : refused("walk.wireguard.refused.not-reached");
    case "anyway":
      return hostKey === null ? { state: at(state, "site") } : refused("walk.wireguard.refused.host-key");
    case "end-blocked":
      return state.probe?.outcome === "udp-blocked" ? endBlocked(state, tunnel.id) : wrongStep();
    default:
      return wrongStep();
  }
}

/** The walk is over with what was found; the tunnel that would never stand is taken out. */
const endBlocked = (state: WireGuardState, tunnelId: string): Next => ({
  state: at(state, "done", {
    isBlocked: true,
    finished: true,
    tunnelId: null,
  }),
  changes: [removeTunnel(tunnelId)],
  status: "done",
  waiting: null,
});

/** What a login or a handshake came to; a trusted server is looked at once more. */
export function settleReach(state: WireGuardState, result: EffectResult, context: WalkContext): Next {
  switch (result.kind) {
    case "server-trusted":
      return state.serverId === null
        ? strangeResult(state)
        : asking({ ...state, look: null }, { kind: "look-at-server", serverId: state.serverId });
    case "server-seen":
      return {
        state: at(state, "reach", { look: { ssh: shortened(result.ssh), isReady: result.status?.ready ?? null } }),
      };
    case "wireguard-probed": {
      const { outcome, isGood, rttMs, says, details, port } = result;
      const probed = at(state, state.step, { probe: { outcome, isGood, rttMs, says, details } });
      const tunnel = tunnelOf(state, context);
      const ports = tunnel?.ports ?? [];
      // What passes here is called first: the site's end gets it.
      if (tunnel === null || port === null || !isGood || ports[0] === port) return { state: probed };
      const order = [port, ...ports.filter((one) => one !== port)].slice(0, 8);
      return { state: probed, changes: [setInTunnel(tunnel, "ports", order)] };
    }
    default:
      return strangeResult(state);
  }
}

const shortened = (ssh: SshLook): SshLook => ({ ...ssh, details: ssh.details.slice(0, 5) });

/** Why a server could not be looked at, as trouble of the step that asked. */
export const lookTrouble = (state: WireGuardState, { why, details }: SshLook): Next => ({
  state: troubled(state, why ?? message("walk.wireguard.reach.failed"), details),
});
