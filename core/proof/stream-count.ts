import type { StreamMeasure } from "./through-answer.ts";

const RTP_HEADER_BYTES = 12;
const BITS_PER_BYTE = 8;
/** A jump over more than that is a new beginning and no loss (RFC 3550 appendix A.1, MAX_DROPOUT). */
const MAX_DROPOUT = 3_000;
const SEQUENCE_NUMBERS = 65_536;
const TIMESTAMPS = 2 ** 32;
/** Two clocks differ and frames come in bursts: below that nobody can tell. */
const LEAST_TOLD_SECONDS = 2;

type Source = { ssrc: number; highest: number; firstTime: number; lastTime: number; firstMs: number; lastMs: number };

/** Counts the RTP packets (RFC 3550) of one stream; RTCP and what is none are passed over. */
export class StreamCount {
  readonly #clockRate: number | null;
  #source: Source | null = null;
  #bytes = 0;
  #packets = 0;
  #lost = 0;
  #firstMs: number | null = null;
  #lastMs = 0;
  #longestGapMs = 0;

  /** `clockRate`: ticks a second of its timestamps; null: not known. */
  constructor(clockRate: number | null) {
    this.#clockRate = clockRate;
  }

  get packets(): number {
    return this.#packets;
  }

  packet(bytes: Uint8Array, atMs: number): void {
    if (bytes.length < RTP_HEADER_BYTES || (bytes[0] ?? 0) >> 6 !== 2) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const [sequence, time, ssrc] = [view.getUint16(2), view.getUint32(4), view.getUint32(8)];
    this.#bytes += bytes.length;
    this.#packets += 1;
    if (this.#firstMs !== null) this.#longestGapMs = Math.max(this.#longestGapMs, atMs - this.#lastMs);
    this.#firstMs ??= atMs;
    this.#lastMs = atMs;
    const source = this.#source;
    if (source === null || source.ssrc !== ssrc) {
      this.#source = { ssrc, highest: sequence, firstTime: time, lastTime: time, firstMs: atMs, lastMs: atMs };
      return;
    }
    const ahead = (sequence - source.highest + SEQUENCE_NUMBERS) % SEQUENCE_NUMBERS;
    if (ahead > 0 && ahead < MAX_DROPOUT) this.#lost += ahead - 1;
    if (ahead < SEQUENCE_NUMBERS / 2) source.highest = sequence;
    source.lastTime = time;
    source.lastMs = atMs;
  }

  /** `untilMs`: so long it was listened to. Null: nothing came. */
  measure(codec: string | null, untilMs: number): StreamMeasure | null {
    if (this.#firstMs === null) return null;
    const seconds = (this.#lastMs - this.#firstMs) / 1_000;
    return {
      copies: 1,
      mbps: seconds === 0 ? 0 : round((this.#bytes * BITS_PER_BYTE) / seconds / 1e6),
      seconds: round(seconds),
      packets: this.#packets,
      lostPackets: this.#lost,
      behindMs: this.#behindMs(),
      longestGapMs: Math.round(Math.max(this.#longestGapMs, untilMs - this.#lastMs)),
      codec,
    };
  }

  /** How much longer it took to come than to happen. */
  #behindMs(): number | null {
    const source = this.#source;
    if (source === null || this.#clockRate === null) return null;
    const cameMs = source.lastMs - source.firstMs;
    const ticks = (source.lastTime - source.firstTime + TIMESTAMPS) % TIMESTAMPS;
    const happenedMs = (ticks / this.#clockRate) * 1_000;
    // A clock that turned back, or a source that sends no time, says nothing.
    if (cameMs < LEAST_TOLD_SECONDS * 1_000 || happenedMs === 0 || ticks > TIMESTAMPS / 2) return null;
    return Math.max(0, Math.round(cameMs - happenedMs));
  }
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
