import { message, type Message } from "../nat/diagnosis.ts";
import type { ProofResult } from "../proof/proof-record.ts";
import { isPoorStream } from "../proof/stream-judge.ts";
import type { AccountEntry } from "../survey/survey-sections.ts";
import { latestTunnelProofs, type TunnelProof } from "../tunnel/tunnel-proof.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { fact, field, say, standingPeers, tunnelOf } from "./wireguard-facts.ts";
import {
  asking,
  effectAction,
  lineValue,
  neededLine,
  notice,
  plain,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { option } from "./step-fields.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepView } from "./step-view.ts";
import { after, at, type WireGuardState } from "./wireguard-state.ts";

/** The devices are asked through the finished path, in their own protocol; what came of it is kept. */

type Next = Outcome<WireGuardState>;

/** As the effect takes. */
const MAX_TARGETS = 16;
const LOGINS: ReadonlySet<AccountEntry["kind"]> = new Set(["recorder", "camera", "other"]);
/** As many as a field offers, with the one for none. */
const MAX_LOGINS = 99;

/** By which a stream could be played. */
export const logins = ({ document }: WalkContext): AccountEntry[] =>
  document.accounts.filter(({ kind }) => LOGINS.has(kind)).slice(0, MAX_LOGINS);

const tunnelProof = (tunnel: Tunnel, { proofs, now }: WalkContext): TunnelProof | null =>
  latestTunnelProofs(proofs, [tunnel], { time: now }).get(tunnel.id) ?? null;

/** What the step asks for. Null: there is nothing that could be asked. */
export function proveEffect(
  tunnel: Tunnel,
  accountId: string | null,
): Extract<WalkEffect, { kind: "prove-through" }> | null {
  const targets = tunnel.published
    .filter(({ transport }) => transport === "tcp")
    .slice(0, MAX_TARGETS)
    .map(({ deviceId, address, port, use }) => ({ deviceId: deviceId ?? null, address, port, use }));
  if (targets.length === 0) return null;
  return { kind: "prove-through", tunnelId: tunnel.id, targets, accountId, reconnect: false };
}

export function proofView(state: WireGuardState, context: WalkContext): StepView {
  const tunnel = tunnelOf(state, context);
  const proof = tunnel === null ? null : tunnelProof(tunnel, context);
  const isProven = proof?.isProven === true;
  const accounts = logins(context);
  return stepView(say("title.proof"), {
    lead: say(isProven ? "proof.proven" : proof === null ? `proof.lead-${state.mode}` : "proof.not-yet"),
    instructions: state.mode === "router" && !isProven ? ROUTER_DO.map((one) => say(`proof.do.${one}`)) : [],
    facts: proof === null ? [] : resultFacts(proof, context),
    notices: [
      ...(proof?.stale == null ? [] : [notice("warning", proof.stale)]),
      ...(proof === null ? [] : resultNotices(proof)),
    ].slice(0, 20),
    fields: isProven
      ? []
      : [
          ...(accounts.length === 0
            ? []
            : [
                field("account", "choice", {
                  hint: true,
                  value: state.accountId,
                  options: accounts.map(({ id, label }) => option(id, plain(label))),
                }),
              ]),
          field("notProven", "long-text", { hint: true, value: state.notProven }),
        ],
    actions: [
      ...(isProven ? [stepAction("next", say("action.next"), { needsFields: false })] : []),
      effectAction("prove", say(proof === null ? "action.prove" : "action.prove-again"), "prove-through", {
        look: isProven ? "secondary" : "primary",
        needsFields: !isProven,
      }),
      ...(isProven ? [] : [stepAction("leave", say("action.not-proven"), { look: "quiet" })]),
    ],
  });
}

const ROUTER_DO = ["elsewhere", "vpn-on", "prove"] as const;

/** Each port with what it said, how fast, and what a stream brought. */
function resultFacts({ results }: TunnelProof, { document }: WalkContext): StepFact[] {
  return results.slice(0, MAX_TARGETS).map((result) => {
    const device = document.tunnels
      .flatMap(({ published }) => published)
      .find(({ address, port }) => address === result.address && port === result.port);
    return {
      label: plain(`${device?.address ?? result.address}:${result.port}`),
      value: saidOf(result),
      tone: isItself(result) ? "good" : result.outcome === "connected" ? "warning" : "problem",
    };
  });
}

/** As what has to be there. A connection alone proves nothing. */
const isItself = ({ outcome, strength, sameDevice }: ProofResult): boolean =>
  outcome === "answered" && strength === "proof" && sameDevice !== "no";

function saidOf({ outcome, rttMs, stream }: ProofResult): Message {
  const said = `proof.outcome.${outcome}`;
  if (outcome !== "answered" || rttMs == null) return say(said);
  const rtt = Math.max(1, Math.round(rttMs));
  if (stream == null) return say("proof.with-rtt", { rtt });
  const { mbps, lostPackets, wantedMbps } = stream;
  const args = { rtt, mbps: tenths(mbps), count: lostPackets };
  return wantedMbps === null
    ? say("proof.with-stream", args)
    : say("proof.with-wanted", { ...args, wanted: tenths(wantedMbps) });
}

const tenths = (number: number): number => Math.round(number * 10) / 10;

function resultNotices({ results }: TunnelProof): StepNotice[] {
  const remarks = results.flatMap(({ remark, trouble }) => [remark, trouble]).filter((one) => one !== null);
  const silent = results.some(({ outcome }) => outcome === "silent" || outcome === "refused");
  return [
    ...[...new Map(remarks.map((one) => [one.key, one])).values()].map((text) =>
      notice(isPoorStream(text) ? "warning" : "info", text),
    ),
    ...(silent
      ? [notice("problem", say("proof.silent"), [say("proof.silent-masquerade"), say("proof.silent-mtu")])]
      : []),
  ];
}

export function handleProof(state: WireGuardState, event: WalkEvent, context: WalkContext): Next {
  const tunnel = tunnelOf(state, context);
  if (tunnel === null) return refused("walk.wireguard.refused.gone");
  switch (event.type) {
    case "prove": {
      const read = readValues(event, { account: lineValue() });
      if ("refused" in read) return read;
      const { account } = read.values;
      if (account !== null && !logins(context).some(({ id }) => id === account)) return refused("walk.refused.values");
      const effect = proveEffect(tunnel, account ?? state.accountId);
      return effect === null
        ? refused("walk.wireguard.refused.no-target")
        : asking({ ...state, accountId: effect.accountId }, effect);
    }
    case "next":
      return tunnelProof(tunnel, context)?.isProven === true
        ? { state: at(state, after(state), { notProven: null }) }
        : refused("walk.wireguard.refused.not-proven");
    case "leave": {
      const read = readValues(event, { notProven: neededLine(1_000) }, { notProven: say("refused.why-not-proven") });
      return "refused" in read ? read : { state: at(state, after(state), { notProven: read.values.notProven }) };
    }
    default:
      return wrongStep();
  }
}

export function settleProof(state: WireGuardState, result: EffectResult): Next {
  return result.kind === "proven"
    ? { state: at(state, "proof", { proofId: result.record.proofId }) }
    : strangeResult(state);
}

export function doneView(state: WireGuardState, context: WalkContext): StepView {
  const { isBlocked, probe, mode, finished, notProven } = state;
  if (isBlocked) {
    return stepView(say("title.done"), {
      lead: say("done.blocked"),
      notices: [
        ...(probe === null ? [] : [notice("problem", probe.says, probe.details)]),
        notice("info", say("reach.blocked")),
      ],
    });
  }
  const tunnel = tunnelOf(state, context);
  const proof = tunnel === null ? null : tunnelProof(tunnel, context);
  const peers = tunnel === null ? 0 : standingPeers(tunnel).length;
  const isOpen = tunnel?.published.some(({ listen }) => listen === "everyone") === true;
  return stepView(say("title.done"), {
    lead: say(`done.lead-${mode}`),
    instructions: HAND_OVER[mode].map((one) => say(`done.do.${one}`)),
    facts: [
      ...(tunnel === null ? [] : tunnelFacts(tunnel)),
      ...(proof === null ? [] : resultFacts(proof, context)),
      ...(peers === 0 ? [] : [fact("peers", say("done.peers", { count: peers }))]),
    ],
    notices: [
      ...(notProven === null ? [] : [notice("warning", say("done.not-proven", { reason: notProven }))]),
      ...(isOpen ? [notice("warning", say("done.open"))] : []),
      ...(finished ? [notice("good", message("walk.wireguard.done.over"))] : []),
    ],
    actions: finished ? [] : [stepAction("finish", say("action.finish"), { needsFields: false })],
  });
}

const HAND_OVER = {
  hub: ["phones", "box", "server", "later"],
  router: ["phones", "router", "later"],
} as const;

const tunnelFacts = ({ serverName, host, ports, lan, mapped, address }: Tunnel): StepFact[] => [
  ...(serverName == null ? [] : [fact("server", plain(serverName))]),
  ...(host == null ? [] : [fact("host", plain(`${host}:${ports?.[0] ?? "?"} UDP`))]),
  ...(lan == null ? [] : [fact("lan", plain(lan))]),
  ...(mapped == null ? [] : [fact("mapped", plain(mapped))]),
  ...(address == null ? [] : [fact("address", plain(address))]),
];

export function handleDone(state: WireGuardState, event: WalkEvent): Next {
  if (event.type !== "finish" || state.finished) return wrongStep();
  return { state: at(state, "done", { finished: true }), status: "done", waiting: null };
}
