import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { addressScope, isIpv4, isIpv6, sameAddress } from "../net/ip-address.ts";
import type { CandidateKind, PairEnd } from "./candidate.ts";
import { predictDirect, type DirectPrediction } from "./prediction.ts";
import type { RehearsalOutcome, RehearsalRecord, RehearsedEnd } from "./rehearsal-record.ts";
import type { Signal } from "./signal.ts";

type Sides = "none" | "here" | "there" | "both";

const sides = (here: boolean, there: boolean): Sides => (here ? (there ? "both" : "here") : there ? "there" : "none");

/** An end as a record keeps it. */
export function endOf({ name, udp, ipv6, relay, nat, candidates }: Signal): RehearsedEnd {
  const seen = candidates.find(({ kind, address }) => kind === "reflexive" && isIpv4(address));
  const own = candidates.find(({ kind, address }) => kind === "host" && isIpv4(address) && isPublic(address));
  return { name, udp, ipv6, relay, nat, publicAddress: (seen ?? own)?.address ?? null, candidates: [...candidates] };
}

/** What both ends' descriptions let expect. */
export function predictRehearsal(here: RehearsedEnd, there: RehearsedEnd): DirectPrediction {
  const inRouterWords = { none: "none", here: "site", there: "other", both: "both" } as const;
  return predictDirect(here.nat, there.nat, {
    portMapping: inRouterWords[sides(hasOpenPort(here), hasOpenPort(there))],
    ipv6: here.ipv6 && there.ipv6,
    udpBlocked: inRouterWords[sides(here.udp === "blocked", there.udp === "blocked")],
  });
}

/** A mapping leads in only where the box that granted it has the address from which the end is seen. */
const hasOpenPort = ({ candidates, publicAddress }: RehearsedEnd): boolean =>
  candidates.some(
    ({ kind, address }) =>
      (kind === "mapped" || kind === "forwarded") &&
      isPublic(address) &&
      (publicAddress === null || isIpv6(address) || sameAddress(address, publicAddress)),
  );

const isPublic = (address: string): boolean => addressScope(address) === "public";

export type Rehearsed = {
  here: RehearsedEnd;
  there: RehearsedEnd;
  /** Each end as the other one sees it; null: no check succeeded. */
  pair: RehearsalRecord["pair"];
};

export type RehearsalJudgement = {
  outcome: RehearsalOutcome;
  sameNetwork: boolean;
  relayOffered: Sides;
  why: Message[];
  prediction: DirectPrediction;
};

/** What a rehearsal showed, and why it came out so. */
export function judgeRehearsal({ here, there, pair }: Rehearsed): RehearsalJudgement {
  const prediction = predictRehearsal(here, there);
  const relayOffered = sides(here.relay, there.relay);
  const judged = { relayOffered, prediction };
  if (pair === null) {
    const blocked = sides(here.udp === "blocked", there.udp === "blocked");
    if (blocked !== "none")
      return {
        ...judged,
        outcome: "udp-blocked",
        sameNetwork: false,
        why: [message(`rehearsal.why.blocked-${blocked}`)],
      };
    const why = message(relayOffered === "none" ? "rehearsal.why.none" : "rehearsal.why.none-with-relay");
    return {
      ...judged,
      outcome: "none",
      sameNetwork: false,
      why: [why, ...unasked(here, there), ...reasons(prediction)],
    };
  }
  if (pair.here.kind === "relayed" || pair.there.kind === "relayed")
    return {
      ...judged,
      outcome: "relayed",
      sameNetwork: false,
      why: [relayWhy(prediction), ...unasked(here, there), ...reasons(prediction)],
    };
  const sameNetwork = isInside(pair.here) && isInside(pair.there);
  return { ...judged, outcome: "direct", sameNetwork, why: [directWhy(pair.here, pair.there, sameNetwork)] };
}

const relayWhy = ({ direct }: DirectPrediction): Message =>
  message(direct === "yes" ? "rehearsal.why.relayed-unexpected" : "rehearsal.why.relayed");

/** Who had no server to ask does not know where the other side could write to: that may be all there is to it. */
function unasked(here: RehearsedEnd, there: RehearsedEnd): Message[] {
  const who = sides(isUnasked(here), isUnasked(there));
  return who === "none" ? [] : [message(`rehearsal.why.unasked-${who}`)];
}

const isUnasked = ({ udp, publicAddress }: RehearsedEnd): boolean => udp === "unknown" && publicAddress === null;

/** Of what was predicted, what explains that nothing direct was found. */
const reasons = ({ direct, why }: DirectPrediction): Message[] => (direct === "yes" ? [] : why);

const isInside = ({ kind, address }: PairEnd): boolean =>
  (kind === "host" || kind === "peer-reflexive") && !isPublic(address);

function directWhy(here: PairEnd, there: PairEnd, sameNetwork: boolean): Message {
  if (sameNetwork) return message("rehearsal.why.same-network");
  for (const [end, where] of [
    [here, "here"],
    [there, "there"],
  ] as const)
    if (end.kind === "mapped" || end.kind === "forwarded")
      return message(`rehearsal.why.${end.kind}-${where}`, { address: end.address, port: end.port });
  if (isIpv6(here.address) && isIpv6(there.address)) return message("rehearsal.why.ipv6");
  if (isOwnPublic(here)) return message("rehearsal.why.public-here", { address: here.address });
  if (isOwnPublic(there)) return message("rehearsal.why.public-there", { address: there.address });
  if (here.kind === "peer-reflexive" || there.kind === "peer-reflexive") return message("rehearsal.why.learned");
  return message("rehearsal.why.punched");
}

const isOwnPublic = ({ kind, address }: PairEnd): boolean => kind === "host" && isPublic(address);

/** What a candidate is, for people. */
export function candidateMeaning(kind: CandidateKind, address: string): Message {
  switch (kind) {
    case "host":
      return message(isPublic(address) ? "rehearsal.candidate.host-public" : "rehearsal.candidate.host");
    case "reflexive":
    case "mapped":
    case "forwarded":
    case "relayed":
      return message(`rehearsal.candidate.${kind}`);
    default:
      return assertNever(kind);
  }
}
