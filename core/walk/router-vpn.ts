import { assertNever } from "../never.ts";
import { serverHostSchema } from "../tunnel/firm-server.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import { legacyWarnings, LEGACY_TRAITS } from "../vpn/legacy/ipsec-config.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { whyNoForward } from "./port-forward-begin.ts";
import { freeAddress, lanClashes, tunnelKind } from "./router-vpn-files.ts";
import {
  REFUSED_KINDS,
  ROUTER_VPN_BEFORE,
  routerVpnStateSchema,
  VPN_KINDS,
  type RouterVpnAt,
  type RouterVpnState,
} from "./router-vpn-state.ts";
import { firmValue, routerVpnSteps, routerVpnView, say } from "./router-vpn-view.ts";
import {
  asking,
  choiceValue,
  confirmValue,
  dayArgument,
  failed,
  lineValue,
  neededLine,
  nothingPending,
  numberValue,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { movesOf } from "./step-moves.ts";
import { decideRoute, writeEntry } from "./step-writing.ts";
import { putTunnel, waysOut } from "./vpn-given-up.ts";
import { lanOf } from "./vpn-lan.ts";
import { afterTest, handleVpnProof, isOwnProof, NO_PROOF, waitsForProof } from "./vpn-proof.ts";

type Next = Outcome<RouterVpnState>;
type Refused = ReturnType<typeof refused>;

const { at, goTo, usual } = movesOf<RouterVpnState>({
  schema: routerVpnStateSchema,
  previous: ROUTER_VPN_BEFORE,
  status: (state) => (state.step === "done" && state.isOver ? "done" : "open"),
  waiting: waitsForProof,
  isOwnPending,
});
const { giveUp, undone } = waysOut<RouterVpnState>(routerVpnStateSchema);

/** OpenVPN, IPsec or L2TP on the site's own router, for routers that speak nothing newer. */
export const routerVpnMachine: WalkMachine<RouterVpnState> = {
  kind: "router-vpn",
  schema: routerVpnStateSchema,
  begin({ check }) {
    if (check?.diagnosis.verdict.kind === "offline")
      return refused("walk.router-vpn.refused.offline", { date: dayArgument(check.startedAt) });
    return at({
      step: "kind",
      ...nothingPending,
      written: [],
      kind: null,
      server: null,
      tunnelId: null,
      probed: null,
      place: null,
      isSetUp: false,
      proof: NO_PROOF,
    });
  },
  steps: routerVpnSteps,
  view: routerVpnView,
  handle(state, event, context) {
    if (event.type === "abandon") return giveUp(state, context);
    return usual(state, event, context) ?? ownEvent({ ...state, trouble: null }, event, context);
  },
  settle,
};

function isOwnPending(state: RouterVpnState, context: WalkContext): boolean {
  const { pending, step } = state;
  if (pending === null) return true;
  if (step === "reach") return pending.kind === "probe-legacy-vpn" && pending.tunnelId === state.tunnelId;
  return step === "proof" && isOwnProof(pending, pathOf(state), context);
}

const pathOf = ({ tunnelId, place: { lan }, proof }: RouterVpnAt<"proof">) => ({ tunnelId, lan, proof });

function settle(state: RouterVpnState, effect: WalkEffect, result: EffectResult): Next {
  if (result.kind === "failed") return failed(state, result.why);
  if (effect.kind === "probe-legacy-vpn" && state.step === "reach" && result.kind === "legacy-vpn-probed")
    return goTo(state, "reach", { probed: result });
  if (effect.kind === "prove-through" && state.step === "proof" && result.kind === "proven")
    return goTo(state, "proof", { proof: afterTest(state.proof, state.tunnelId, result.record) });
  return strangeResult(state);
}

function ownEvent(state: RouterVpnState, event: WalkEvent, context: WalkContext): Next {
  switch (state.step) {
    case "kind":
      return event.type === "next" ? keepKind(state, event) : wrongStep();
    case "server":
      return event.type === "next" ? keepServer(state, event, context) : wrongStep();
    case "reach":
      return reached(state, event);
    case "site":
      return event.type === "next" ? keepPlace(state, event, context) : wrongStep();
    case "files":
      return event.type === "next" ? setUp(state, context) : wrongStep();
    case "proof":
      return prove(state, event, context);
    case "done":
      return event.type === "finish" && !state.isOver ? finish(state, context) : wrongStep();
    case "undo":
      return undone(state, event, context);
    default:
      return assertNever(state);
  }
}

function keepKind(state: RouterVpnAt<"kind">, event: WalkEvent): Next {
  const read = readValues(event, { kind: choiceValue([...VPN_KINDS, ...REFUSED_KINDS]), isTold: confirmValue });
  if ("refused" in read) return read;
  const { kind: chosen, isTold } = read.values;
  const kind = VPN_KINDS.find((one) => one === chosen);
  if (kind === undefined) {
    const [why] = legacyWarnings(LEGACY_TRAITS.filter((trait) => trait === chosen));
    return why === undefined ? refused("walk.refused.values") : { refused: why.text };
  }
  if (kind === "l2tp" && !isTold) return refused("walk.router-vpn.refused.not-told");
  return goTo(state, "server", { kind, ...(state.kind !== kind && { probed: null, proof: NO_PROOF }) });
}

const PORTS = { min: 1, max: 65_535 };
const USUAL_UDP = 1_194;
const USUAL_TCP = 443;

function keepServer(state: RouterVpnAt<"server">, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(
    event,
    { server: neededLine(), host: lineValue(253), udpPort: numberValue(PORTS), tcpPort: numberValue(PORTS) },
    { udpPort: say("refused.port"), tcpPort: say("refused.port") },
  );
  if ("refused" in read) return read;
  const { server: chosen, host, udpPort, tcpPort } = read.values;
  const place = placeOf(chosen, host, context);
  if ("refused" in place) return place;
  const ports = { udpPort: udpPort ?? USUAL_UDP, tcpPort: tcpPort ?? USUAL_TCP };
  if (!Number.isInteger(ports.udpPort) || !Number.isInteger(ports.tcpPort))
    return refused("walk.router-vpn.refused.port");
  const server = { ...place, ...ports };
  const isSame = state.server?.host === server.host && state.server.at === server.at;
  const tunnelId = context.newId();
  const entry: Tunnel = {
    id: tunnelId,
    kind: tunnelKind(state.kind),
    serverId: server.serverId,
    serverName: server.name,
    host: server.host,
    ports: state.kind === "openvpn" ? [server.udpPort, server.tcpPort] : [],
    peers: [],
    published: [],
    madeAt: context.now,
    madeBy: context.by,
  };
  return goTo(state, "reach", { server, tunnelId, probed: isSame ? state.probed : null }, [
    writeEntry("server", "tunnels", entry),
  ]);
}

type Place = Pick<RouterVpnAt<"reach">["server"], "at" | "serverId" | "name" | "host">;

function placeOf(chosen: string, typed: string | null, context: WalkContext): Place | Refused {
  if (chosen !== "other" && chosen !== "router") {
    const server = context.firm.servers.find(({ id }) => firmValue(id) === chosen);
    return server === undefined
      ? refused("walk.refused.values")
      : { at: "firm", serverId: server.id, name: server.name, host: server.host };
  }
  if (chosen === "router") {
    const why = whyNoForward(context);
    if (why !== null) return { refused: why };
  }
  const host = serverHostSchema.safeParse(typed ?? "");
  return host.success
    ? { at: chosen, serverId: null, name: null, host: host.data }
    : refused("walk.router-vpn.refused.host");
}

function reached(state: RouterVpnAt<"reach">, event: WalkEvent): Next {
  const { tunnelId, probed, server } = state;
  switch (event.type) {
    case "probe":
      return server.at === "router" ? wrongStep() : asking(state, { kind: "probe-legacy-vpn", tunnelId });
    case "next":
      return server.at === "router" || probed?.isGood === true ? goTo(state, "site") : wrongStep();
    case "anyway":
      return server.at === "router" ? wrongStep() : goTo(state, "site");
    default:
      return wrongStep();
  }
}

const MAX_NETWORKS = 8;

function keepPlace(state: RouterVpnAt<"site">, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(event, { lan: neededLine(64), router: neededLine(), firmNetworks: lineValue(600) });
  if ("refused" in read) return read;
  const { router, firmNetworks: typed } = read.values;
  const lan = lanOf(read.values.lan);
  if (lan === undefined) return refused("walk.router-vpn.refused.lan");
  const isRouter = state.server.at === "router";
  const texts = isRouter ? [] : (typed ?? "").split(/[\s,;]+/).filter((text) => text !== "");
  const firmNetworks = texts.flatMap((text) => lanOf(text) ?? []);
  const isComplete = firmNetworks.length === texts.length && texts.length <= MAX_NETWORKS;
  if (!isComplete || (!isRouter && texts.length === 0)) return refused("walk.router-vpn.refused.firm-networks");
  const [rival] = isRouter ? [] : lanClashes(lan, state, context).atServer;
  if (rival !== undefined) return refused("walk.router-vpn.refused.lan-taken", { lan, name: rival });
  const needsAddress = state.kind === "openvpn" && !isRouter;
  const address = needsAddress ? (state.place?.address ?? freeAddress(state, context)) : null;
  if (needsAddress && address === null) return refused("walk.router-vpn.refused.pool-full");
  const changes = putTunnel(context.document, state.tunnelId, { lan, address, platform: "other" });
  return goTo(state, "files", { place: { lan, router, firmNetworks, address } }, [{ changes, written: [] }]);
}

function setUp(state: RouterVpnAt<"files">, { document, now }: WalkContext): Next {
  const changes = putTunnel(document, state.tunnelId, { installedAt: now });
  return goTo(state, "proof", { isSetUp: true }, [{ changes, written: [] }]);
}

function prove(state: RouterVpnAt<"proof">, event: WalkEvent, context: WalkContext): Next {
  const handled = handleVpnProof(pathOf(state), event, context);
  if (handled === null) return wrongStep();
  if ("refused" in handled) return handled;
  const { proof } = handled;
  switch (handled.kind) {
    case "ask":
      return asking<RouterVpnState>({ ...state, proof }, handled.effect);
    case "stay":
      return goTo(state, "proof", { proof });
    case "done":
      return goTo(state, "done", { proof, isOver: false });
    default:
      return assertNever(handled);
  }
}

function finish(state: RouterVpnAt<"done">, context: WalkContext): Next {
  const decided = decideRoute(context, {
    chosen: "vpn",
    route: "router-vpn",
    variant: state.place.router,
  });
  return goTo(state, "done", { isOver: true }, decided);
}
