import type { UploadAnswer } from "./vantage-api.ts";

/** How fast a site sends, as its vantage counted it. */
export type UploadSpeed = {
  /** Megabits of payload a second, after the line had come up to speed. */
  mbps: number;
  /** All that arrived, and how long that took. */
  bytes: number;
  seconds: number;
  /** The line may be faster: it was done before it had come up to speed, or shared the vantage with others. */
  limitedByVantage: boolean;
};

/**
 * TCP begins slowly and doubles its pace with each round trip (RFC 5681 section 3.1): ten of them, over a satellite's 600 ms
 * far more than over cable. What a second didn't bring up to speed is the line itself.
 */
const WARM_UP_MS = 1_000;
/** Of a short upload so much counts as warm-up instead. */
const WARM_UP_SHARE = 1 / 3;
/** Shorter than that, the rest is bursts of one buffer. */
const LEAST_MEASURED_MS = 400;
const BITS_PER_BYTE = 8;

/** Without the warm-up; null when nothing arrived that could be measured. */
export function uploadSpeed({ bytes, tookMs, samples, endedBy, besides }: UploadAnswer): UploadSpeed | null {
  if (bytes === 0 || tookMs <= 0) return null;
  const warmUpMs = Math.min(WARM_UP_MS, tookMs * WARM_UP_SHARE);
  const begin = samples.findLast((sample) => sample.atMs <= warmUpMs) ?? { atMs: 0, bytes: 0 };
  const ms = tookMs - begin.atMs;
  const rest = bytes - begin.bytes;
  // A line of a few kilobits may have sent all it had within the first second.
  const [measuredBytes, measuredMs] = rest > 0 && ms > 0 ? [rest, ms] : [bytes, tookMs];
  return {
    mbps: (measuredBytes * BITS_PER_BYTE) / (measuredMs * 1_000),
    bytes,
    seconds: tookMs / 1_000,
    limitedByVantage: besides > 0 || (endedBy === "size" && measuredMs < LEAST_MEASURED_MS),
  };
}
