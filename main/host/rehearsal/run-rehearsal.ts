import type { PairEnd } from "#core/rehearsal/candidate.ts";
import { endOf, judgeRehearsal, predictRehearsal, type RehearsalJudgement } from "#core/rehearsal/judge.ts";
import { REHEARSAL_RECORD_VERSION, type RehearsalRecord, type RehearsedEnd } from "#core/rehearsal/rehearsal-record.ts";
import type { Signal } from "#core/rehearsal/signal.ts";
import { borrowLibrary, type Channel } from "./data-channel-library.ts";
import { allCandidates, lookAroundHere, type Surroundings, type Undo } from "./gather.ts";
import { IcePeer, type SelectedPair } from "./ice-peer.ts";
import { measurePath, type MeasuredPath } from "./measure-path.ts";
import type { RehearsalEvent, RehearsalServiceOptions, RehearsalWish } from "./rehearsal-options.ts";
import type { SignalExchange } from "./signal-exchange.ts";

/** A TURN allocation takes two round trips, and libdatachannel would wait 40 s for a server that is silent. */
const GATHER_MS = 2_500;
/** All pairs of two ends with everything take 3 s at ICE's pace of 50 ms; with lost packets twice that. */
const CHECKS_MS = 8_000;
/** By hand the ends begin as people press a button. libdatachannel gives up after 30 s without a candidate, and 40 s with. */
const CHECKS_BY_HAND_MS = 25_000;
/** Where one end's UDP is blocked, only the same network can still work: that is a matter of milliseconds. */
const CHECKS_BLOCKED_MS = 1_200;
/** The first pair that works may not be the best: the others get a little time. */
const SETTLE_MS = 700;

export type Rehearsing = {
  wish: RehearsalWish;
  exchange: SignalExchange;
  tell: (event: RehearsalEvent) => void;
  undo: Undo;
};

/** One rehearsal from the first packet to its record. @throws RehearsalTrouble; the signal's reason */
export async function runRehearsal(
  options: RehearsalServiceOptions,
  { wish, exchange, tell, undo }: Rehearsing,
  signal: AbortSignal,
): Promise<void> {
  const started = { at: options.now().toISOString(), ms: performance.now() };
  const borrowed = await (options.borrow ?? borrowLibrary)();
  undo.push(() => borrowed.giveBack());
  signal.throwIfAborted();
  const role = wish.role === "invite" ? "offer" : "answer";
  const lookingAround = lookAroundHere(options, wish.forwarded, undo, signal).then((found) => {
    if (found.reach.state === "blocked") tell({ type: "udp-blocked" });
    return found;
  });
  // The colleague may come long after the site was looked at; a failure is heard of where it is awaited.
  lookingAround.catch(() => undefined);
  await exchange.meet();
  const offer = role === "answer" ? await exchange.receive() : null;
  const around = await lookingAround;
  const { localPort, turn, reach } = around;
  const peer = new IcePeer(borrowed.library, { role, stun: reach.server, turn, localPort });
  undo.push(() => peer.close());
  if (offer) peer.hear(offer);
  const mine = await describe(options, { wish, role, peer, around }, signal);
  const here = endOf(mine);
  tell({ type: "candidates", side: "here", name: mine.name, candidates: [...mine.candidates] });
  await exchange.send(mine);
  const theirs = offer ?? (await exchange.receive());
  const there = endOf(theirs);
  tell({ type: "candidates", side: "there", name: theirs.name, candidates: [...theirs.candidates] });
  const digits = exchange.digits();
  tell({ type: "digits", digits });
  tell({ type: "predicted", prediction: predictRehearsal(here, there) });
  if (!offer) peer.hear(theirs);
  await exchange.ready();
  tell({ type: "checking" });
  const checkingMs = performance.now();
  peer.begin(theirs.candidates);
  const channel = await openedWithin(peer, checkMs(wish, here, there), signal);
  const connectMs = channel ? performance.now() - checkingMs : null;
  const path = channel ? await pathOf(channel, peer, { wish, here, there, tell }, signal) : null;
  signal.throwIfAborted();
  const judged = judgeRehearsal({ here, there, pair: path?.pair ?? null });
  const record: RehearsalRecord = {
    format: "farsite-rehearsal",
    version: REHEARSAL_RECORD_VERSION,
    rehearsalId: options.randomUuid(),
    startedAt: started.at,
    durationMs: Math.round(performance.now() - started.ms),
    farsiteVersion: options.version,
    by: options.technician(),
    role: wish.role,
    signalling: wish.signalling.kind,
    digits,
    ...withoutPrediction(judged),
    predicted: judged.prediction.direct,
    here,
    there,
    pair: path?.pair ?? null,
    connectMs: path && connectMs !== null ? Math.round(connectMs) : null,
    rttMs: path?.measured.rttMs ?? null,
    upBitsPerSecond: path?.measured.upBitsPerSecond ?? null,
    downBitsPerSecond: path?.measured.downBitsPerSecond ?? null,
  };
  tell({ type: "finished", record, prediction: judged.prediction });
}

const withoutPrediction = ({ prediction: _, ...rest }: RehearsalJudgement): Omit<RehearsalJudgement, "prediction"> =>
  rest;

async function describe(
  options: RehearsalServiceOptions,
  end: { wish: RehearsalWish; role: Signal["role"]; peer: IcePeer; around: Surroundings },
  signal: AbortSignal,
): Promise<Signal> {
  const { wish, role, peer, around } = end;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(GATHER_MS)]);
  const gathered = await peer.gather(patience);
  signal.throwIfAborted();
  const { reach } = around;
  return {
    ...peer.credentials(),
    role,
    udp: reach.state,
    ipv6: reach.ipv6,
    nat: options.nat(),
    name: wish.name ?? null,
    candidates: allCandidates(gathered, around),
  };
}

function checkMs(wish: RehearsalWish, here: RehearsedEnd, there: RehearsedEnd): number {
  if (here.udp === "blocked" || there.udp === "blocked") return CHECKS_BLOCKED_MS;
  return wish.signalling.kind === "by-hand" ? CHECKS_BY_HAND_MS : CHECKS_MS;
}

async function openedWithin(peer: IcePeer, limitMs: number, signal: AbortSignal): Promise<Channel | null> {
  const { promise: over, resolve } = Promise.withResolvers<null>();
  const onAbort = (): void => resolve(null);
  const timer = setTimeout(onAbort, limitMs);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([peer.opened(), over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

type Path = { pair: NonNullable<RehearsalRecord["pair"]>; measured: MeasuredPath };

async function pathOf(
  channel: Channel,
  peer: IcePeer,
  { wish, here, there, tell }: Pick<Rehearsing, "wish" | "tell"> & { here: RehearsedEnd; there: RehearsedEnd },
  signal: AbortSignal,
): Promise<Path | null> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const selected = peer.pair();
  if (selected === null) return null;
  const first = pairOf(selected, null, here, there);
  tell({ type: "connected", outcome: judgeRehearsal({ here, there, pair: first }).outcome, pair: first });
  const measured = await measurePath(channel, { leads: wish.role === "invite", pair: selected }, signal);
  return { pair: pairOf(selected, measured.theirs, here, there), measured };
}

/** Each end as the other one sees it: an end itself can't tell by which of its outside ports packets come in. */
function pairOf(own: SelectedPair, theirs: SelectedPair | null, here: RehearsedEnd, there: RehearsedEnd): Path["pair"] {
  const seenHere = named(theirs?.remote ?? own.local, here);
  return {
    // Who relays knows it; the other end may have learned that port from a packet.
    here: own.local.kind === "relayed" ? own.local : seenHere,
    there: theirs?.local.kind === "relayed" ? theirs.local : named(own.remote, there),
  };
}

/** By the better name that the end itself gave the place. */
const named = (seen: PairEnd, { candidates }: RehearsedEnd): PairEnd =>
  candidates.find(({ address, port }) => address === seen.address && port === seen.port) ?? seen;
