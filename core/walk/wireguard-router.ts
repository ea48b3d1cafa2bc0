import { standingForwards, type Forward } from "../forward/forward.ts";
import { ddnsSteps, forwardSteps } from "../forward/router-steps.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { isInternetName } from "../net/host-name.ts";
import { isIpv4, sameAddress } from "../net/ip-address.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { whyNoForward } from "./port-forward-begin.ts";
import { diagnosisOf, gatewayOf, publicAddressOf, routerFamilyAt } from "./port-forward-site.ts";
import { fact, field, say, setInTunnel, tunnelOf } from "./wireguard-facts.ts";
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
import { stepAction, stepView, type StepNotice, type StepView } from "./step-view.ts";
import { writeEntry } from "./step-writing.ts";
import { after, at, type WireGuardState } from "./wireguard-state.ts";

/** What only a site that is called itself needs: a public address, a name for it, and its UDP port let in. */

type Next = Outcome<WireGuardState>;

/** Why nobody could call this site; null: the line has a public address, or somebody got in from outside. */
export function whyNotCalled(context: WalkContext): Message | null {
  if (isInboundProven(context)) return null;
  const why = whyNoForward(context);
  if (why !== null) return why;
  return diagnosisOf(context)?.verdict.kind === "public" ? null : say("begin.not-public");
}

/** A forward that a device answered through, called from outside. */
const isInboundProven = ({ proofs }: WalkContext): boolean =>
  proofs.some(
    ({ origin, results }) =>
      origin.kind !== "hairpin" &&
      results.some(({ forwardId, strength }) => forwardId !== null && strength === "proof"),
  );

export function addressView(state: WireGuardState, context: WalkContext): StepView {
  const gateway = gatewayOf(context);
  const ddns = ddnsSteps(routerFamilyAt(context, gateway), gateway);
  const host = tunnelOf(state, context)?.host ?? null;
  const own = publicAddressOf(context);
  const isStatic = context.document.line.addressKind === "static";
  return stepView(say("title.address"), {
    lead: say("address.lead"),
    facts: own === null ? [] : [fact("public-address", plain(own))],
    notices: [
      ...nameNotices(state, host, own),
      notice("info", say("address.ddns"), [...ddns.instructions, ...ddns.notices.map(({ text }) => text)].slice(0, 20)),
    ],
    fields: [field("host", "text", { required: true, hint: true, value: host ?? (isStatic ? own : null) })],
    actions: [
      effectAction("next", say("action.next"), "look-up-name", { needsFields: true }),
      ...(state.leadsTo === null
        ? []
        : [
            stepAction("keep", say("action.keep-name"), {
              look: "secondary",
              needsFields: false,
              confirm: say("confirm.keep-name"),
            }),
          ]),
    ],
  });
}

function nameNotices({ leadsTo }: WireGuardState, host: string | null, own: string | null): StepNotice[] {
  if (leadsTo === null || host === null) return [];
  if (leadsTo.length === 0) return [notice("problem", say("address.unknown", { name: host }))];
  const args = { name: host, leadsTo: leadsTo.slice(0, 4).join(", "), address: own ?? "?" };
  return [notice("problem", say("address.elsewhere", args))];
}

export function handleAddress(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  if (tunnel === null) return refused("walk.wireguard.refused.gone");
  switch (event.type) {
    case "next": {
      const read = readValues(event, { host: neededLine(253) }, { host: say("refused.host") });
      if ("refused" in read) return read;
      const host = read.values.host.toLowerCase();
      const change = setInTunnel(tunnel, "host", host);
      if (isIpv4(host)) return { state: at(state, after(state), { leadsTo: null }), changes: [change] };
      if (!isInternetName(host)) return { refused: say("refused.host") };
      const asked = asking({ ...state, leadsTo: null }, { kind: "look-up-name", name: host });
      return "refused" in asked ? asked : { ...asked, changes: [change] };
    }
    case "keep":
      return state.leadsTo === null ? wrongStep() : { state: at(state, after(state)) };
    default:
      return wrongStep();
  }
}

export function settleAddress(state: WireGuardState, result: EffectResult, context: WalkContext): Next {
  if (result.kind !== "name-found") return strangeResult(state);
  const own = publicAddressOf(context);
  const isHere = own !== null && result.addresses.some((one) => sameAddress(one, own));
  if (isHere) return { state: at(state, after(state), { leadsTo: null }) };
  return { state: at(state, "address", { leadsTo: result.addresses.slice(0, 16) }) };
}

/** The forward that leads to the box, as the survey knows it. */
const boxForward = ({ site }: WireGuardState, tunnel: Tunnel, { document }: WalkContext): Forward | undefined =>
  standingForwards(document.forwards).find(
    ({ transport, internalPort, externalPort, address }) =>
      transport === "udp" &&
      internalPort === tunnel.ports?.[0] &&
      externalPort === internalPort &&
      sameAddress(address, site?.boxAddress ?? ""),
  );

/** What is entered in the router: the same port outside as inside, since that is what everybody calls. */
const ruleOf = ({ site }: WireGuardState, port: number) => ({
  name: `WireGuard ${port}`,
  transport: "udp" as const,
  address: site?.boxAddress ?? "",
  internalPort: port,
  externalPort: port,
});

export function portView(state: WireGuardState, context: WalkContext): StepView {
  const tunnel = tunnelOf(state, context);
  const port = tunnel?.ports?.[0] ?? 0;
  const isThere = tunnel !== null && boxForward(state, tunnel, context) !== undefined;
  const gateway = gatewayOf(context);
  const steps = forwardSteps(routerFamilyAt(context, gateway), gateway, [ruleOf(state, port)]);
  return stepView(say("title.port"), {
    lead: say(isThere ? "port.there" : "port.lead", { port }),
    instructions: isThere ? [] : steps.instructions,
    facts: isThere ? [] : steps.facts,
    notices: isThere ? [] : [...steps.notices, notice("info", say("port.by-walk"))],
    actions: isThere
      ? [stepAction("next", say("action.next"), { needsFields: false })]
      : [stepAction("entered", say("action.forwarded"), { needsFields: false })],
  });
}

export function handlePort(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  const port = tunnel?.ports?.[0];
  if (tunnel === null || port === undefined) return refused("walk.wireguard.refused.gone");
  const isThere = boxForward(state, tunnel, context) !== undefined;
  switch (event.type) {
    case "next":
      return isThere ? { state: at(state, after(state)) } : { refused: message("walk.wireguard.refused.no-forward") };
    case "entered": {
      if (isThere) return { state: at(state, after(state)) };
      const { name: _, ...rule } = ruleOf(state, port);
      const { changes, written } = writeEntry("port", "forwards", {
        id: context.newId(),
        deviceId: null,
        ...rule,
        use: "vpn",
        means: "by-hand",
        router: gatewayOf(context),
        hostName: tunnel.host ?? null,
        openedAt: context.now,
        openedBy: context.by,
        closedAt: null,
      });
      return { state: at(state, after(state), { written: [...state.written, ...written] }), changes };
    }
    default:
      return wrongStep();
  }
}
