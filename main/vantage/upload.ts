import type { IncomingMessage } from "node:http";
import type { UploadAnswer } from "#core/vantage/vantage-api.ts";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_MS, UPLOAD_SAMPLE_MS } from "#core/vantage/vantage-protocol.ts";
import type { Limits } from "./limits.ts";

/** Nobody who measures needs longer until the first byte. */
const FIRST_BYTE_MS = 3_000;

export type Received = Omit<UploadAnswer, "besides">;

/**
 * Counts what comes, and keeps nothing of it. Ends after so long or so much even in the middle of the body; the rest is then
 * left unread, which stops its sender.
 *
 * @throws when the connection breaks
 */
export function receiveUpload(request: IncomingMessage, onBytes: (count: number) => void): Promise<Received> {
  return new Promise((resolve, reject) => {
    const samples: UploadAnswer["samples"] = [];
    let bytes = 0;
    let firstMs: number | null = null;
    let clock: NodeJS.Timeout | undefined;
    const elapsed = (): number => (firstMs === null ? 0 : performance.now() - firstMs);
    const stop = (): void => {
      clearInterval(clock);
      clearTimeout(patience);
      request.off("data", onData).off("end", onEnd).pause();
    };
    const done = (endedBy: Received["endedBy"]): void => {
      stop();
      const tookMs = elapsed();
      samples.push({ atMs: tookMs, bytes });
      resolve({ bytes, tookMs, samples, endedBy });
    };
    const onTime = (): void => done("time");
    let patience = setTimeout(onTime, FIRST_BYTE_MS);
    const onData = (chunk: Buffer): void => {
      if (firstMs === null) {
        firstMs = performance.now();
        clearTimeout(patience);
        patience = setTimeout(onTime, MAX_UPLOAD_MS);
        clock = setInterval(() => samples.push({ atMs: elapsed(), bytes }), UPLOAD_SAMPLE_MS);
      }
      bytes += chunk.length;
      onBytes(chunk.length);
      if (bytes >= MAX_UPLOAD_BYTES) done("size");
    };
    const onEnd = (): void => done("sender");
    request.on("data", onData).on("end", onEnd);
    request.once("close", () => {
      stop();
      reject(new Error("the connection broke"));
    });
    request.once("error", reject);
  });
}

const DAY_MS = 86_400_000;

/** What each token, and all together, have used up of a day's traffic. A day begins with the first byte of it. */
export class UploadBudget {
  readonly #limits: Limits;
  readonly #now: () => number;
  #beganMs: number;
  #used = new Map<string, number>();
  #total = 0;

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#beganMs = now();
  }

  /** How many bytes of this token's are still to be had now. */
  left(keyId: string): number {
    const nowMs = this.#now();
    if (Math.abs(nowMs - this.#beganMs) >= DAY_MS) {
      this.#beganMs = nowMs;
      this.#used = new Map();
      this.#total = 0;
    }
    const { uploadPerToken, uploadInTotal } = this.#limits;
    return Math.max(0, Math.min(uploadPerToken - (this.#used.get(keyId) ?? 0), uploadInTotal - this.#total));
  }

  use(keyId: string, bytes: number): void {
    this.#used.set(keyId, (this.#used.get(keyId) ?? 0) + bytes);
    this.#total += bytes;
  }
}
