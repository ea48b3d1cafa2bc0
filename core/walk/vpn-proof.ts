import { z } from "zod";
import { message, type Message } from "../nat/diagnosis.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { canonicalAddress, inPrefix } from "../net/ip-address.ts";
import type { ProofRecord, ProofResult } from "../proof/proof-record.ts";
import { latestTunnelProofs, type TunnelProof } from "../tunnel/tunnel-proof.ts";
import { portValue } from "./device-ports.ts";
import type { WalkEffect } from "./effect.ts";
import type { WalkContext, WalkEvent } from "./machine.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { effectAction, lineValue, notice, numberValue, plain, readValues } from "./step-helpers.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepView } from "./step-view.ts";
import { isProvenThrough } from "./through-result.ts";
import type { Walk } from "./walk.ts";
import { MAX_TARGETS, offeredTargets, vpnTargetSchema, type VpnTarget } from "./vpn-targets.ts";

/** The proof through a finished VPN, alike for all that other companies' programs or routers carry. */

const area = "walk.vpn-proof";
const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
const field = fieldsOf(area);

export const vpnProofSchema = z.object({
  /** What was asked last. */
  targets: z.array(vpnTargetSchema).max(MAX_TARGETS),
  /** The survey's account with which a stream is played. */
  accountId: z.uuid().nullable(),
  /** It is done from elsewhere, later, since then. */
  putOffAt: z.iso.datetime({ offset: true }).nullable(),
  /** Why the walk ended without a proof. */
  notProven: z.string().max(500).nullable(),
});
export type VpnProof = z.infer<typeof vpnProofSchema>;
export const NO_PROOF: VpnProof = { targets: [], accountId: null, putOffAt: null, notProven: null };

export interface ProvenPath {
  readonly tunnelId: string;
  /** The site's own network; null: only the router itself is reached. */
  readonly lan: string;
  readonly proof: VpnProof;
}

/** A proof that was put off waits for whoever gets to another place; not one that came about, or that nobody wants any more. */
export const waitsForProof = ({ step, proof }: { readonly step: string; readonly proof: VpnProof }): Walk["waiting"] =>
  step === "proof" && proof.putOffAt !== null ? { for: "technician", since: proof.putOffAt, until: null } : null;

/** What is left to do after a test. */
export const afterTest = (proof: VpnProof, tunnelId: string, record: ProofRecord): VpnProof => ({
  ...proof,
  putOffAt: isProvenThrough(record, tunnelId) ? null : proof.putOffAt,
});

/** The latest test of this tunnel; null: none. */
export function proofOf({ tunnelId }: Pick<ProvenPath, "tunnelId">, context: WalkContext): TunnelProof | null {
  const tunnel = context.document.tunnels.find(({ id }) => id === tunnelId);
  if (tunnel === undefined) return null;
  return latestTunnelProofs(context.proofs, [tunnel], { time: context.now }).get(tunnelId) ?? null;
}

/** How far the proof came. */
export function proofStanding(
  path: Omit<ProvenPath, "lan">,
  context: WalkContext,
): "proven" | "put-off" | "not-proven" {
  if (proofOf(path, context)?.isProven === true) return "proven";
  return path.proof.putOffAt === null ? "not-proven" : "put-off";
}

/** Logins that a stream may be played with. */
const logins = ({ document }: WalkContext) => document.accounts.filter(({ kind }) => kind === "recorder").slice(0, 20);

const TONES = {
  answered: "good",
  connected: "warning",
  stranger: "problem",
  refused: "problem",
  silent: "problem",
  "not-tested": "warning",
} as const satisfies Record<ProofResult["outcome"], StepFact["tone"]>;

export const proofFacts = (proof: TunnelProof | null): StepFact[] =>
  (proof?.results ?? []).map(({ address, port, outcome, rttMs, target }) => ({
    label: plain(`${address}:${port}`),
    value:
      outcome === "answered" && typeof rttMs === "number"
        ? say("said.answered-in", { ms: Math.round(rttMs) })
        : say(`said.${outcome}`),
    tone: target === "device" ? TONES[outcome] : null,
  }));

function proofNotices(proof: TunnelProof | null): StepNotice[] {
  if (proof === null) return [];
  const words = proof.results.flatMap(({ trouble, remark }) => [trouble, remark]).filter((one) => one !== null);
  const details = [...new Map(words.map((one) => [JSON.stringify(one), one])).values()].slice(0, 20);
  if (proof.stale !== null) return [notice("warning", proof.stale)];
  return [
    proof.isProven
      ? notice("good", say("notice.proven", { at: Date.parse(proof.at) }), details)
      : notice(
          "problem",
          say("notice.not-proven"),
          [...details, ...NEXT.map((step) => say(`try.${step}`))].slice(0, 20),
        ),
  ];
}

const NEXT = ["box", "route", "device", "gateway"] as const;

/** What all such steps show; `more`: what is the walk's own. */
export function vpnProofView(
  path: ProvenPath,
  context: WalkContext,
  more: Pick<StepView, "title"> & Partial<StepView>,
): StepView {
  const offered = offeredTargets(path.lan, context);
  const latest = proofOf(path, context);
  const isProven = latest?.isProven === true;
  const { targets, accountId, putOffAt, notProven } = path.proof;
  const known = new Set(offered.map(portValue));
  const typed = targets.find((one) => !known.has(portValue(one)));
  const accounts = logins(context);
  const chosen = targets.length === 0 ? offered.slice(0, 1) : targets;
  return stepView(more.title, {
    ...more,
    facts: [...(more.facts ?? []), ...proofFacts(latest)],
    notices: [
      ...(more.notices ?? []),
      ...proofNotices(latest),
      ...(putOffAt !== null && !isProven ? [notice("warning", say("notice.put-off"))] : []),
    ],
    fields: [
      ...(offered.length === 0
        ? []
        : [
            field("targets", "choices", {
              hint: true,
              value: chosen.map(portValue).filter((value) => known.has(value)),
              options: offered.map((one) => option(portValue(one), one.label)),
            }),
          ]),
      field("address", "text", { hint: true, value: typed?.address ?? null }),
      field("port", "number", { value: typed?.port ?? null }),
      ...(accounts.length === 0
        ? []
        : [
            field("login", "choice", {
              hint: true,
              value: accountId,
              options: accounts.map(({ id, label }) => option(id, plain(label))),
            }),
          ]),
      ...(isProven ? [] : [field("notProven", "long-text", { hint: true, value: notProven })]),
    ],
    actions: [
      ...(isProven ? [stepAction("next", say("action.next"), { needsFields: false })] : []),
      effectAction("prove", say("action.prove"), "prove-through", {
        look: isProven ? "secondary" : "primary",
        needsFields: true,
      }),
      ...(more.actions ?? []),
      ...(isProven
        ? []
        : [
            ...(putOffAt !== null
              ? []
              : [stepAction("later", say("action.later"), { look: "secondary", needsFields: false })]),
            stepAction("leave", say("action.leave"), { look: "quiet" }),
          ]),
    ],
  });
}

type Handled =
  | { readonly kind: "ask"; readonly proof: VpnProof; readonly effect: WalkEffect }
  | { readonly kind: "stay" | "done"; readonly proof: VpnProof }
  | { readonly refused: Message };

/** What an event means for the proof; null: it is none of the proof's. */
export function handleVpnProof(path: ProvenPath, event: WalkEvent, context: WalkContext): Handled | null {
  const { proof } = path;
  switch (event.type) {
    case "prove":
      return ask(path, event, context);
    case "later":
      return { kind: "stay", proof: { ...proof, putOffAt: proof.putOffAt ?? context.now } };
    case "next":
      return proofOf(path, context)?.isProven === true
        ? { kind: "done", proof: { ...proof, notProven: null } }
        : { refused: say("refused.not-proven") };
    case "leave": {
      const read = readValues(event, { notProven: lineValue(500) });
      if ("refused" in read) return read;
      const { notProven } = read.values;
      return notProven === null ? { refused: say("refused.reason") } : { kind: "done", proof: { ...proof, notProven } };
    }
    default:
      return null;
  }
}

const shape = {
  targets: z.preprocess((value) => value ?? [], z.array(z.string().max(200)).max(100)),
  address: lineValue(64),
  port: numberValue({ min: 1, max: 65_535 }),
  login: lineValue(),
};

function ask(path: ProvenPath, event: WalkEvent, context: WalkContext): Handled {
  const read = readValues(event, shape, { port: say("refused.port") });
  if ("refused" in read) return read;
  const { targets: values, address, port, login } = read.values;
  const chosen = offeredTargets(path.lan, context)
    .filter((one) => values.includes(portValue(one)))
    .map(({ label: _, ...target }): VpnTarget => target);
  const typed = address === null ? null : typedTarget(path, address, port);
  if (typed !== null && "refused" in typed) return typed;
  const targets = [
    ...chosen,
    ...(typed === null || chosen.some((one) => portValue(one) === portValue(typed)) ? [] : [typed]),
  ];
  if (targets.length === 0) return { refused: say("refused.no-target") };
  if (targets.length > MAX_TARGETS) return { refused: say("refused.too-many", { count: MAX_TARGETS }) };
  const accountId = logins(context).find(({ id }) => id === login)?.id ?? null;
  const proof = { ...path.proof, targets, accountId };
  return { kind: "ask", proof, effect: proofEffect({ ...path, proof }) };
}

/** Its port tells what is likely to answer. */
const STREAM_PORTS: ReadonlySet<number> = new Set([554, 8554]);
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);

function typedTarget({ lan }: ProvenPath, text: string, port: number | null): VpnTarget | { refused: Message } {
  const address = canonicalAddress(text);
  if (address === undefined || !isDeviceAddress(address) || !inPrefix(address, lan))
    return { refused: say("refused.address", { lan }) };
  if (port === null || !Number.isInteger(port)) return { refused: say("refused.port") };
  const use = STREAM_PORTS.has(port) ? "stream" : WEB_PORTS.has(port) ? "web" : "other";
  return { deviceId: null, address, port, use };
}

/** What is asked of the host, and nothing else. */
function proofEffect({ tunnelId, proof: { targets, accountId } }: ProvenPath): WalkEffect {
  return { kind: "prove-through", tunnelId, targets: [...targets], accountId, reconnect: false };
}

/**
 * Whether a test that is said to be under way is this walk's: the survey may come from somebody else, and neither a login nor a single
 * packet goes to what is not in the site's own network.
 */
export function isOwnProof(pending: WalkEffect, path: ProvenPath, context: WalkContext): boolean {
  if (pending.kind !== "prove-through" || pending.tunnelId !== path.tunnelId || pending.reconnect) return false;
  const isLogin = pending.accountId === null || logins(context).some(({ id }) => id === pending.accountId);
  return isLogin && pending.targets.every(({ address }) => isDeviceAddress(address) && inPrefix(address, path.lan));
}
