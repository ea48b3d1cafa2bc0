import { message, type Message } from "../nat/diagnosis.ts";
import type { StreamMeasure } from "./through-answer.ts";

/** A player's buffer; who falls behind by more while it plays will stall. */
const BEHIND_MS = 700;
/** No camera's pictures are so far apart; a lost packet on a slow line is repeated sooner. */
const GAP_MS = 1_500;
/** A hundredth lost is seen as blocks. */
const WORRYING_LOSS = 0.01;

/** What measured streams say of a path that is to carry `wantedMbps` (null: nobody said how much). */
export function judgeStream(stream: StreamMeasure, wantedMbps: number | null): Message {
  const { copies, mbps, seconds, lostPackets, packets, behindMs, longestGapMs = 0 } = stream;
  const args = {
    ...(copies > 1 && { copies }),
    mbps: said(mbps),
    seconds: Math.round(seconds),
    wanted: said(wantedMbps ?? 0),
    lost: lostPackets,
  };
  const judged = (word: "too-slow" | "lossy" | "enough" | "smaller"): Message =>
    message(copies === 1 ? `through.stream.${word}` : `through.together.${word}`, {
      ...args,
      ...(behindMs !== null && { behind: said(behindMs / 1_000) }),
    });
  // First: after a gap the pictures are late as well, and the path is not too narrow for that.
  if (longestGapMs > GAP_MS) return message("through.stream.broken-off", { ...args, gap: said(longestGapMs / 1_000) });
  if (behindMs !== null && behindMs > BEHIND_MS) return judged("too-slow");
  if (lostPackets > packets * WORRYING_LOSS) return judged("lossy");
  if (wantedMbps === null) return message("through.stream.measured", args);
  return judged(mbps >= wantedMbps ? "enough" : "smaller");
}

const POOR = /^through\.(?:stream|together)\.(?:broken-off|too-slow|lossy)$/;

/** Whether a stream came worse than it was sent. That it was smaller than what is wanted is no fault of the path. */
export const isPoorStream = (remark: Message | null): boolean => remark !== null && POOR.test(remark.key);

/** Recorders rarely play more for one viewer, and this is a site's line at work. */
const MOST_COPIES = 6;

/** How many such streams at the same time come to what is wanted; 1: no more are to be played. */
export function copiesFor({ mbps }: StreamMeasure, wantedMbps: number | null): number {
  if (wantedMbps === null || mbps === 0 || mbps >= wantedMbps) return 1;
  return Math.min(MOST_COPIES, Math.ceil(wantedMbps / mbps));
}

/** Streams that were played at the same time, as one. */
export function together(streams: readonly [StreamMeasure, ...StreamMeasure[]]): StreamMeasure {
  const [{ codec }] = streams;
  const sum = (of: (stream: StreamMeasure) => number): number => streams.reduce((all, one) => all + of(one), 0);
  const behind = streams.flatMap(({ behindMs }) => behindMs ?? []);
  const gaps = streams.flatMap(({ longestGapMs }) => longestGapMs ?? []);
  return {
    copies: streams.length,
    mbps: Math.round(sum(({ mbps }) => mbps) * 1_000) / 1_000,
    seconds: Math.min(...streams.map(({ seconds }) => seconds)),
    packets: sum(({ packets }) => packets),
    lostPackets: sum(({ lostPackets }) => lostPackets),
    behindMs: behind.length === 0 ? null : Math.max(...behind),
    ...(gaps.length > 0 && { longestGapMs: Math.max(...gaps) }),
    codec,
  };
}

const said = (value: number): number => Math.round(value * 10) / 10;

/**
 * Small questions are answered, and what is larger than a packet never comes: such a path drops full packets and tells nobody
 * (RFC 2923 section 2.1). The device may as well be at fault, so it stays a suspicion. `afterwards`: whether small questions were
 * answered after that; `some`: one by one they were, or what is large came after all, so the path comes and goes.
 */
export function judgeStall(stall: {
  readonly what: "describe" | "stream" | "page" | "tls";
  readonly smallBefore: boolean;
  readonly afterwards: boolean | "some";
}): Message {
  if (stall.afterwards === "some") return message("through.trouble.comes-and-goes");
  if (stall.what === "tls") return message(stall.afterwards ? "through.trouble.mtu-tls" : "through.trouble.silent");
  const isSuspect = stall.smallBefore && stall.afterwards;
  return message(isSuspect ? `through.trouble.mtu-${stall.what}` : "through.trouble.stalled");
}
