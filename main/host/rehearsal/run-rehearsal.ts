import type { PairEnd } from "#core/rehearsal/candidate.ts";
import { endOf, judgeRehearsal, predictRehearsal } from "#core/rehearsal/judge.ts";
import type { RehearsalRecord, RehearsedEnd } from "#core/rehearsal/rehearsal-record.ts";
import type { Signal } from "#core/rehearsal/signal.ts";
import { borrowLibrary, type Channel, type DataChannelLibrary } from "./data-channel-library.ts";
import { allCandidates, lookAroundHere, type Surroundings, type Undo } from "./gather.ts";
import { IcePeer, type SelectedPair } from "./ice-peer.ts";
import { measurePath, type MeasuredPath } from "./measure-path.ts";
import { freeUdpPort } from "./own-port.ts";
import type { RehearsalEvent } from "#core/rehearsal/rehearsal-event.ts";
import type { RehearsalServiceOptions, RehearsalWish } from "./rehearsal-options.ts";
import type { SignalExchange } from "./signal-exchange.ts";

/** A TURN allocation takes two round trips, and libdatachannel would wait 40 s for a server that is silent. */
const GATHER_MS = 2_500;
/** All pairs of two ends take 2 s at ICE's pace of 50 ms; with lost packets twice that. */
const CHECKS_MS = 8_000;
/** With a relay to fall back on: a first round without it, so that its quick answer does not win over a direct path. */
const DIRECT_CHECKS_MS = 4_000;
/** The joining end waits longer, so that a path which the inviting one just found is not missed. */
const JOINING_MS = 1_500;
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

type Pair = NonNullable<RehearsalRecord["pair"]>;

/** What one round of checks found. */
type Round = {
  here: RehearsedEnd;
  there: RehearsedEnd;
  path: { pair: Pair; measured: MeasuredPath; connectMs: number } | null;
};

/** One rehearsal from the first packet to its record. @throws RehearsalTrouble; the signal's reason */
export async function runRehearsal(
  options: RehearsalServiceOptions,
  rehearsing: Rehearsing,
  signal: AbortSignal,
): Promise<void> {
  const { wish, exchange, tell, undo } = rehearsing;
  const started = { at: options.now().toISOString(), ms: performance.now() };
  const borrowed = await (options.borrow ?? borrowLibrary)();
  undo.push(() => borrowed.giveBack());
  signal.throwIfAborted();
  const lookingAround = lookAroundHere(options, wish.forwarded, undo, signal).then((found) => {
    if (found.reach.state === "blocked") tell({ type: "udp-blocked" });
    return found;
  });
  // The colleague may come long after the site was looked at; a failure is heard of where it is awaited.
  lookingAround.catch(() => undefined);
  await exchange.meet();
  const inRound = (isFirst: boolean): Promise<Round> =>
    checkRound({ options, rehearsing, library: borrowed.library, lookingAround, isFirst }, signal);
  let round = await inRound(true);
  if (round.path === null && mayRelay(round) && wish.signalling.kind === "vantage") round = await inRound(false);
  signal.throwIfAborted();
  const { here, there, path } = round;
  const { prediction, ...judged } = judgeRehearsal({ here, there, pair: path?.pair ?? null });
  const record: RehearsalRecord = {
    id: options.randomUuid(),
    startedAt: started.at,
    durationMs: Math.round(performance.now() - started.ms),
    farsiteVersion: options.version,
    by: options.technician(),
    role: wish.role,
    signalling: wish.signalling.kind,
    digits: exchange.digits(),
    ...judged,
    predicted: prediction.direct,
    here,
    there,
    pair: path?.pair ?? null,
    connectMs: path && Math.round(path.connectMs),
    rttMs: path?.measured.rttMs ?? null,
    upBitsPerSecond: path?.measured.upBitsPerSecond ?? null,
    downBitsPerSecond: path?.measured.downBitsPerSecond ?? null,
  };
  tell({ type: "finished", record, prediction });
}

/** Blocked UDP reaches no TURN server either, and the other one's relay only where it is not blocked itself. */
const mayRelay = ({ here, there }: Round): boolean => (here.relay || there.relay) && !isBlocked(here, there);

const isBlocked = (here: RehearsedEnd, there: RehearsedEnd): boolean =>
  here.udp === "blocked" || there.udp === "blocked";

type RoundOf = {
  options: RehearsalServiceOptions;
  rehearsing: Rehearsing;
  library: DataChannelLibrary;
  lookingAround: Promise<Surroundings>;
  isFirst: boolean;
};

async function checkRound(
  { options, rehearsing, library, lookingAround, isFirst }: RoundOf,
  signal: AbortSignal,
): Promise<Round> {
  const { wish, exchange, tell, undo } = rehearsing;
  const role = wish.role === "invite" ? "offer" : "answer";
  const offer = role === "answer" ? await exchange.receive() : null;
  // A second round has a port of its own: the first peer lets go of its in its own time.
  const around = isFirst
    ? await lookingAround
    : { ...(await lookingAround), localPort: await freeUdpPort(null), openPorts: [] };
  const isByHand = wish.signalling.kind === "by-hand";
  const turn = isByHand || !isFirst ? around.turn : null;
  const peer = new IcePeer(library, { role, stun: around.reach.server, turn, localPort: around.localPort });
  undo.push(() => peer.close());
  if (offer) peer.hear(offer);
  const mine = await describe(options, { wish, role, peer, around }, signal);
  await exchange.send(mine);
  const theirs = offer ?? (await exchange.receive());
  const [here, there] = [endOf(mine), endOf(theirs)];
  if (isFirst) {
    tell({ type: "digits", digits: exchange.digits() });
    tell({ type: "predicted", prediction: predictRehearsal(here, there) });
  }
  tell({ type: "candidates", side: "here", name: mine.name, candidates: here.candidates });
  tell({ type: "candidates", side: "there", name: theirs.name, candidates: there.candidates });
  if (!offer) peer.hear(theirs);
  await exchange.ready();
  tell({ type: "checking", relay: turn !== null || theirs.candidates.some(({ kind }) => kind === "relayed") });
  const checkingMs = performance.now();
  peer.begin(theirs.candidates);
  const found = { here, there, path: null };
  const channel = await openedWithin(peer, checkMs(wish, found, isFirst), signal);
  const connectMs = performance.now() - checkingMs;
  const path = channel && (await pathOf(channel, peer, { wish, here, there, tell }, signal));
  peer.close();
  return { ...found, path: path && { ...path, connectMs } };
}

async function describe(
  options: RehearsalServiceOptions,
  end: { wish: RehearsalWish; role: Signal["role"]; peer: IcePeer; around: Surroundings },
  signal: AbortSignal,
): Promise<Signal> {
  const { wish, role, peer, around } = end;
  const gathered = await peer.gather(AbortSignal.any([signal, AbortSignal.timeout(GATHER_MS)]));
  signal.throwIfAborted();
  const { reach, turn } = around;
  return {
    ...peer.credentials(),
    role,
    udp: reach.state,
    ipv6: reach.ipv6,
    relay: turn !== null,
    nat: wish.nat ?? null,
    name: wish.name ?? null,
    candidates: allCandidates(gathered, around),
  };
}

function checkMs(wish: RehearsalWish, round: Round, isFirst: boolean): number {
  if (isBlocked(round.here, round.there)) return CHECKS_BLOCKED_MS;
  if (wish.signalling.kind === "by-hand") return CHECKS_BY_HAND_MS;
  const limitMs = isFirst && mayRelay(round) ? DIRECT_CHECKS_MS : CHECKS_MS;
  return wish.role === "join" ? limitMs + JOINING_MS : limitMs;
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

async function pathOf(
  channel: Channel,
  peer: IcePeer,
  { wish, here, there, tell }: Pick<Rehearsing, "wish" | "tell"> & { here: RehearsedEnd; there: RehearsedEnd },
  signal: AbortSignal,
): Promise<{ pair: Pair; measured: MeasuredPath } | null> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const selected = peer.pair();
  if (selected === null) return null;
  const first = pairOf(selected, null, here, there);
  tell({ type: "connected", outcome: judgeRehearsal({ here, there, pair: first }).outcome, pair: first });
  const measured = await measurePath(channel, { leads: wish.role === "invite", pair: selected }, signal);
  // The other end had given up already, and says nothing on a path it does not know of.
  return measured.theirs === null ? null : { pair: pairOf(selected, measured.theirs, here, there), measured };
}

/** Each end as the other one sees it: an end itself can't tell by which of its outside ports packets come in. */
function pairOf(own: SelectedPair, theirs: SelectedPair | null, here: RehearsedEnd, there: RehearsedEnd): Pair {
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
