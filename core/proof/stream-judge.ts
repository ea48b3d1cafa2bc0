import { message, type Message } from "../nat/diagnosis.ts";
import type { StreamMeasure } from "./through-answer.ts";

/** A player's buffer; who falls behind by more while it plays will stall. */
const BEHIND_MS = 700;
/** A hundredth lost is seen as blocks. */
const WORRYING_LOSS = 0.01;

/** What a measured stream says of a path that is to carry `wantedMbps` (null: nobody said how much). */
export function judgeStream(stream: StreamMeasure, wantedMbps: number | null): Message {
  const { mbps, seconds, lostPackets, packets, behindMs } = stream;
  const args = { mbps: said(mbps), seconds: Math.round(seconds), wanted: said(wantedMbps ?? 0), lost: lostPackets };
  if (behindMs !== null && behindMs > BEHIND_MS)
    return message("through.stream.too-slow", { ...args, behind: said(behindMs / 1_000) });
  if (lostPackets > packets * WORRYING_LOSS) return message("through.stream.lossy", args);
  if (wantedMbps === null) return message("through.stream.measured", args);
  return message(mbps >= wantedMbps ? "through.stream.enough" : "through.stream.smaller", args);
}

const said = (value: number): number => Math.round(value * 10) / 10;

/**
 * Small questions are answered, and what is larger than a packet never comes: such a path drops full packets and tells nobody
 * (RFC 2923 section 2.1). The device may as well be at fault, so it stays a suspicion. `afterwards`: whether a small question was
 * answered once more after that.
 */
export function judgeStall(stall: {
  readonly what: "describe" | "stream" | "page" | "tls";
  readonly smallBefore: boolean;
  readonly afterwards: boolean;
}): Message {
  if (stall.what === "tls") return message(stall.afterwards ? "through.trouble.mtu-tls" : "through.trouble.silent");
  const isSuspect = stall.smallBefore && stall.afterwards;
  return message(isSuspect ? `through.trouble.mtu-${stall.what}` : "through.trouble.stalled");
}
