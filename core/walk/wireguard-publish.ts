import { acceptedAtServer, publishedAcceptance, publishedRisks } from "../tunnel/published-risks.ts";
import type { PublishedPort, Tunnel } from "../tunnel/tunnel.ts";
import { message } from "../nat/diagnosis.ts";
import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { saidAs } from "./port-forward-risks.ts";
import { riskAdvice, riskTitle, type Risk } from "./risk.ts";
import { field, mayChange, putTunnel, say, serverOf, tunnelOf } from "./wireguard-facts.ts";
import {
  asking,
  effectAction,
  neededLine,
  notice,
  numberValue,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { option } from "./step-fields.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";
import { writeEntry } from "./step-writing.ts";
import { at, troubled, type WireGuardState } from "./wireguard-state.ts";

/** One device's port for the whole internet at the hub: only when somebody asks for it, and not before each risk is a named person's. */

type Next = Outcome<WireGuardState>;

/** Below are the ports of systems' own services. */
const LOWEST_PORT = 1_024;
const HIGHEST_PORT = 65_535;
/** Kept apart from what the hub itself listens on (51820 and relays from 20000 on). */
const FIRST_OFFERED = 30_000;

const labelOf = ({ address, port }: PublishedPort) => say("publish.port", { address, port });

/** Ports at the server that something listens on already, as far as this laptop knows. */
function takenPorts(state: WireGuardState, context: WalkContext): ReadonlySet<number> {
  const server = serverOf(state, context);
  if (server === null) return new Set();
  const { wireguard, ssh, turn, frp, media } = server;
  const others = context.firm
    .sites()
    .flatMap(({ tunnels }) => tunnels)
    .filter(({ serverId, removedAt }) => serverId === server.id && (removedAt ?? null) === null);
  return new Set([
    ...(wireguard === null ? [] : [wireguard.port, ...wireguard.alsoPorts]),
    ...ssh.ports,
    ...(turn === null ? [] : [turn.port, turn.tlsPort ?? turn.port]),
    ...(frp === null ? [] : [frp.port]),
    ...(media === null ? [] : [media.port]),
    ...[...others, ...context.document.tunnels.filter(({ id }) => id !== state.tunnelId)].flatMap(({ published }) =>
      published.filter(({ listen }) => listen === "everyone").map(({ serverPort }) => serverPort),
    ),
  ]);
}

export function publishView(state: WireGuardState, context: WalkContext): StepView {
  const ports = tunnelOf(state, context)?.published ?? [];
  const open = ports.filter(({ listen }) => listen === "everyone");
  return stepView(say("title.publish"), {
    lead: say("publish.lead"),
    facts: open.map((one) => ({
      label: labelOf(one),
      value: say("publish.open-at", { port: one.serverPort }),
      tone: "warning" as const,
    })),
    notices: [notice("warning", say("publish.vpn-is-better")), ...state.details.map((text) => notice("info", text))],
    fields: [
      field("published", "choice", {
        required: true,
        value: state.publishing?.portId ?? null,
        options: ports.map((one) => option(one.id, labelOf(one), { isRisky: true })),
      }),
      field("serverPort", "number", {
        required: true,
        hint: true,
        value: state.publishing?.serverPort ?? FIRST_OFFERED,
      }),
    ],
    actions: [
      stepAction("next", say("action.risks")),
      ...(open.length === 0
        ? []
        : [effectAction("close", say("action.unpublish"), "apply-to-server", { look: "secondary" })]),
    ],
  });
}

const shape = { published: neededLine(), serverPort: numberValue({ min: LOWEST_PORT, max: HIGHEST_PORT }) };

export function handlePublish(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  if (tunnel === null) return refused("walk.wireguard.refused.gone");
  if (event.type === "close") return closeAll(state, tunnel, context);
  if (event.type !== "next") return wrongStep();
  const read = readValues(event, shape, { serverPort: say("refused.server-port", { lowest: LOWEST_PORT }) });
  if ("refused" in read) return read;
  const { published, serverPort } = read.values;
  if (!tunnel.published.some(({ id }) => id === published)) return refused("walk.refused.values");
  if (serverPort === null || !Number.isInteger(serverPort))
    return { refused: say("refused.server-port", { lowest: LOWEST_PORT }) };
  const isOwn = tunnel.published.some(
    (one) => one.id !== published && one.listen === "everyone" && one.serverPort === serverPort,
  );
  if (isOwn || takenPorts(state, context).has(serverPort))
    return { refused: say("refused.port-taken", { port: serverPort }) };
  return { state: at(state, "risks", { publishing: { portId: published, serverPort } }) };
}

/** Nobody but who is in the VPN gets in any more; what was accepted stays as history. */
function closeAll(state: WireGuardState, tunnel: Tunnel, context: WalkContext): Next {
  if (state.serverId === null || !mayChange(state, context)) return wrongStep();
  const published = tunnel.published.map((one) => ({ ...one, listen: "server" as const, serverPort: one.port }));
  const asked = asking(
    { ...state, publishing: null, details: [] },
    { kind: "apply-to-server", serverId: state.serverId },
  );
  return "refused" in asked ? asked : { ...asked, changes: [putTunnel({ ...tunnel, published })] };
}

const portOf = (state: WireGuardState, tunnel: Tunnel | null): PublishedPort | undefined =>
  tunnel?.published.find(({ id }) => id === state.publishing?.portId);

/** What stands against the port, and what of it nobody has accepted: the survey's word, which the server's set-up goes by as well. */
function risksAt(port: PublishedPort | undefined, context: WalkContext): { risks: Risk[]; open: Risk[] } {
  const risks = port === undefined ? [] : publishedRisks(port, context);
  const accepted = port === undefined ? new Set<string>() : acceptedAtServer(context.document, port.id, risks);
  return { risks, open: risks.filter(({ blocks, key }) => blocks && !accepted.has(key)) };
}

export function risksView(state: WireGuardState, context: WalkContext): StepView {
  const port = portOf(state, tunnelOf(state, context));
  const { risks, open } = risksAt(port, context);
  const [next] = open;
  const acceptances = context.document.acceptances.filter(({ finding }) =>
    finding?.startsWith(`published/${port?.id}/`),
  );
  const decided = acceptances.at(-1);
  const asides = risks.filter((risk) => !open.includes(risk));
  return stepView(say("title.risks"), {
    lead:
      next === undefined
        ? say(risks.length === 0 ? "risks.none" : "risks.settled")
        : say("risks.lead", { count: open.length }),
    notices: [
      ...(next === undefined ? [] : [notice("problem", riskTitle(next), [riskAdvice(next)])]),
      ...asides.map((risk) => {
        const by = acceptances.find(
          ({ finding }) => port !== undefined && finding === publishedAcceptance(port.id, risk),
        );
        return by === undefined
          ? notice("info", riskTitle(risk), [riskAdvice(risk)])
          : notice("warning", riskTitle(risk), [
              say("risks.accepted", { by: by.acceptedBy ?? "?", role: by.role ?? "?" }),
            ]);
      }),
    ].slice(0, 20),
    instructions: next === undefined ? [] : [riskAdvice(next)],
    fields:
      next === undefined
        ? []
        : [
            field("acceptedBy", "text", { required: true, hint: true, value: decided?.acceptedBy ?? null }),
            field("acceptedRole", "text", { required: true, value: decided?.role ?? null }),
            field("reason", "long-text", { required: true, hint: true }),
          ],
    actions: [
      next === undefined
        ? effectAction("open", say("action.open"), "apply-to-server", {
            look: "danger",
            confirm: say("confirm.open", { port: state.publishing?.serverPort ?? 0 }),
          })
        : stepAction("accept", say("action.accept"), { look: "danger" }),
    ],
  });
}

const acceptShape = { acceptedBy: neededLine(200), acceptedRole: neededLine(200), reason: neededLine(1_000) };

export function handleRisks(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  const port = portOf(state, tunnel);
  if (tunnel === null || port === undefined || state.publishing === null) return refused("walk.wireguard.refused.gone");
  const [next] = risksAt(port, context).open;
  switch (event.type) {
    case "accept":
      return next === undefined ? wrongStep() : accept(state, port, next, event, context);
    case "open": {
      if (next !== undefined) return refused("walk.wireguard.refused.risk");
      if (state.serverId === null || !mayChange(state, context)) return wrongStep();
      const { serverPort } = state.publishing;
      const published = tunnel.published.map((one) =>
        one.id === port.id ? { ...one, listen: "everyone" as const, serverPort } : one,
      );
      const asked = asking({ ...state, details: [] }, { kind: "apply-to-server", serverId: state.serverId });
      return "refused" in asked ? asked : { ...asked, changes: [putTunnel({ ...tunnel, published })] };
    }
    default:
      return wrongStep();
  }
}

function accept(state: WireGuardState, port: PublishedPort, risk: Risk, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(event, acceptShape, {
    acceptedBy: message("portForward.refused.accepted-by"),
    acceptedRole: message("portForward.refused.role"),
    reason: message("portForward.refused.reason"),
  });
  if ("refused" in read) return read;
  const { acceptedBy, acceptedRole, reason } = read.values;
  const { changes, written } = writeEntry("risks", "acceptances", {
    id: context.newId(),
    finding: publishedAcceptance(port.id, risk),
    risk: saidAs(event, risk),
    acceptedBy,
    role: acceptedRole,
    acceptedAt: context.now,
    note: reason,
  });
  return {
    state: at(state, "risks", {
      written: [...state.written, ...written],
    }),
    changes,
  };
}

export function settlePublish(state: WireGuardState, result: EffectResult, context: WalkContext): Next {
  switch (result.kind) {
    case "applied":
      return { state: at(state, state.step === "risks" ? "watchers" : "publish", { rollOut: "applied" }) };
    case "not-applied": {
      const tunnel = tunnelOf(state, context);
      const { publishing } = state;
      // The server is as it was, so the survey must not say that the port is open.
      const published = tunnel?.published.map((one) =>
        state.step === "risks" && one.id === publishing?.portId ? { ...one, listen: "server" as const } : one,
      );
      return {
        state: troubled(state, result.why, result.details),
        changes: tunnel === null || published === undefined ? [] : [putTunnel({ ...tunnel, published })],
      };
    }
    default:
      return strangeResult(state);
  }
}
