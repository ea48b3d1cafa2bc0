import { message, type Message } from "../nat/diagnosis.ts";
import type { ProofRecord, ProofResult } from "../proof/proof-record.ts";
import { isPoorStream } from "../proof/stream-judge.ts";
import { isProvenResult } from "../tunnel/tunnel-proof.ts";
import { notice } from "./step-helpers.ts";
import type { StepFact, StepNotice } from "./step-view.ts";

/** What a test through a relay came to, for the walks that lead to one. */

const say = (key: string, args?: Message["args"]): Message => message(`walk.through.${key}`, args);

const resultsOf = ({ results }: ProofRecord, tunnelId: string): ProofResult[] =>
  results.filter((result) => result.tunnelId === tunnelId);

/** A device that spoke as itself; the connection alone proves nothing, since a relay's port is open with nobody behind it. */
const isGood = ({ outcome, strength, sameDevice }: ProofResult): boolean =>
  outcome === "answered" && strength === "proof" && sameDevice !== "no";

/** Every port that was asked answered as itself, and what is larger than an answer came through as well. */
export function isProvenThrough(record: ProofRecord | null, tunnelId: string): boolean {
  const results = record === null ? [] : resultsOf(record, tunnelId);
  return results.length > 0 && results.every(isProvenResult);
}

/** The record of this id, if it is among those that are at hand. */
export const proofById = (proofs: readonly ProofRecord[], proofId: string | null): ProofRecord | null =>
  proofs.find((record) => record.proofId === proofId) ?? null;

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** Of each port: whether the device answered, how far it is, what its stream came to, and whether the path came back. */
export function throughFacts(record: ProofRecord, tunnelId: string): StepFact[] {
  return resultsOf(record, tunnelId).flatMap((result): StepFact[] => {
    const { address, port, outcome, rttMs, stream, remark, reconnect } = result;
    const label = (name: string): Message => say(`fact.${name}`, { address, port });
    const { strength, sameDevice } = result;
    const isWeak = outcome === "answered" && !isGood(result);
    const said = !isWeak ? outcome : strength === "weak" && sameDevice !== "no" ? "weak" : "stranger";
    return [
      {
        label: label("answer"),
        value: say(`outcome.${said}`),
        tone: isGood(result) ? "good" : said === "weak" ? "warning" : "problem",
      },
      ...(rttMs == null ? [] : [{ label: label("rtt"), value: say("ms", { ms: Math.round(rttMs) }), tone: null }]),
      ...(stream == null ? [] : [streamFact(stream, remark, label("stream"))]),
      ...(reconnect == null ? [] : [{ label: label("reconnect"), ...reconnectSaid(reconnect) }]),
    ];
  });
}

type Reconnect = NonNullable<ProofResult["reconnect"]>;

const reconnectSaid = ({ backAfterMs, waitedMs }: Reconnect): Pick<StepFact, "value" | "tone"> =>
  backAfterMs === null
    ? { value: say("stayed-away", { seconds: seconds(waitedMs) }), tone: "problem" }
    : { value: say("back", { seconds: seconds(backAfterMs) }), tone: "good" };

type Stream = NonNullable<ProofResult["stream"]>;

function streamFact({ mbps, wantedMbps }: Stream, remark: Message | null, label: Message): StepFact {
  const rounded = Math.round(mbps * 10) / 10;
  const value =
    wantedMbps === null ? say("mbps", { mbps: rounded }) : say("mbps-of", { mbps: rounded, wanted: wantedMbps });
  return { label, value, tone: isPoorStream(remark) ? "warning" : "good" };
}

/** What stood in the way, and what the figures mean; each said once. */
export function throughNotices(record: ProofRecord, tunnelId: string): StepNotice[] {
  const results = resultsOf(record, tunnelId);
  const told = [
    ...results.flatMap(({ trouble }) => (trouble === null ? [] : [notice("problem", trouble)])),
    ...results.flatMap(({ remark }) =>
      remark === null ? [] : [notice(isPoorStream(remark) ? "warning" : "info", remark)],
    ),
  ];
  return [...new Map(told.map((one) => [JSON.stringify(one.text), one])).values()].slice(0, 10);
}

/** Whether the path came back after it was cut on purpose; `untried`: it was not cut for every device that answered. */
export function cameBack(record: ProofRecord, tunnelId: string): "yes" | "no" | "untried" {
  const cuts = resultsOf(record, tunnelId)
    .filter(isGood)
    .map(({ reconnect }) => reconnect ?? null);
  if (cuts.some((cut) => cut !== null && cut.backAfterMs === null)) return "no";
  return cuts.every((cut) => cut !== null) ? "yes" : "untried";
}
