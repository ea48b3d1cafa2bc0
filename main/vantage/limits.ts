import { isIpv6, parseAddress } from "#core/net/ip-address.ts";
import { MAX_UPLOAD_BYTES, PROOFS_AT_ONCE } from "#core/vantage/vantage-protocol.ts";

/** What the vantage gives to one caller and to all together. A check makes about 15 requests and 10 dials. */
export type Limits = {
  connectionsPerCaller: number;
  connections: number;
  /** New ones: a TLS handshake costs a server more than its caller. */
  newConnectionsPerCaller: Rate;
  requestsPerCaller: Rate;
  requestsPerToken: Rate;
  /** Requests and datagrams without the token: answered or looked at this often, then dropped unread. */
  strangerRequestsPerCaller: Rate;
  dialsPerCaller: Rate;
  dialsAtOncePerCaller: number;
  dialsAtOnce: number;
  provesAtOncePerCaller: number;
  provesAtOnce: number;
  uploadsPerCaller: Rate;
  uploadsAtOncePerCaller: number;
  uploadsAtOnce: number;
  /** Bytes a day, of each token and of all together: a server's traffic may cost money. */
  uploadPerToken: number;
  uploadInTotal: number;
  echoesPerCaller: Rate;
  datagrams: Rate;
  stunPerCaller: Rate;
  stun: Rate;
  /** Rooms in which two Farsites meet, of each token and of all together; each holds a few kilobytes. */
  rehearsalsPerToken: number;
  rehearsals: number;
};

export type Rate = { burst: number; perSecond: number };

export const usualLimits: Limits = {
  // An office of a firm has one address and several laptops.
  connectionsPerCaller: 48,
  connections: 512,
  newConnectionsPerCaller: { burst: 200, perSecond: 20 },
  requestsPerCaller: { burst: 120, perSecond: 4 },
  requestsPerToken: { burst: 1_000, perSecond: 100 },
  strangerRequestsPerCaller: { burst: 20, perSecond: 0.5 },
  dialsPerCaller: { burst: 60, perSecond: 1 },
  dialsAtOncePerCaller: 16,
  dialsAtOnce: 128,
  provesAtOncePerCaller: PROOFS_AT_ONCE,
  provesAtOnce: 128,
  uploadsPerCaller: { burst: 10, perSecond: 1 / 30 },
  // More would measure each other.
  uploadsAtOncePerCaller: 1,
  uploadsAtOnce: 8,
  // 64 measurements of a fast line, hundreds of a usual one.
  uploadPerToken: 64 * MAX_UPLOAD_BYTES,
  uploadInTotal: 640 * MAX_UPLOAD_BYTES,
  echoesPerCaller: { burst: 120, perSecond: 4 },
  // An HMAC takes some microseconds: a flood must not take a whole core.
  datagrams: { burst: 5_000, perSecond: 5_000 },
  // A check asks about 20 times. What all strangers together get is a few kilobytes a second.
  stunPerCaller: { burst: 100, perSecond: 5 },
  stun: { burst: 400, perSecond: 200 },
  // They last ten minutes when nobody ends them.
  rehearsalsPerToken: 16,
  rehearsals: 256,
};

const IPV6_SITE_BYTES = 8;

/** Whom a limit counts as one: an IPv4 address, or an IPv6 /64, of which a caller has 2^64 addresses. */
export function limitKey(address: string): string {
  const bytes = isIpv6(address) ? parseAddress(address)?.bytes : undefined;
  return bytes ? Buffer.from(bytes.subarray(0, IPV6_SITE_BYTES)).toString("hex") : address;
}

/** Callers remembered at once; one that is forgotten starts afresh, so only as many at a time are. */
const MAX_KEYS = 20_000;

/** Token buckets, one per key. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #nowMs: () => number;
  readonly #buckets = new Map<string, { left: number; atMs: number }>();

  constructor(rate: Rate, nowMs: () => number) {
    this.#rate = rate;
    this.#nowMs = nowMs;
  }

  /** Whether one more is allowed now; counts it if so. */
  take(key: string): boolean {
    const nowMs = this.#nowMs();
    const bucket = this.#buckets.get(key);
    const left = bucket ? this.#refilled(bucket, nowMs) : this.#rate.burst;
    if (!bucket && this.#buckets.size >= MAX_KEYS && !this.#forgetFull(nowMs)) return false;
    if (left < 1) return false;
    this.#buckets.set(key, { left: left - 1, atMs: nowMs });
    return true;
  }

  #refilled({ left, atMs }: { left: number; atMs: number }, nowMs: number): number {
    return Math.min(this.#rate.burst, left + (Math.max(0, nowMs - atMs) / 1_000) * this.#rate.perSecond);
  }

  /** Makes room; false when every caller that is remembered was here a moment ago. */
  #forgetFull(nowMs: number): boolean {
    for (const [key, bucket] of this.#buckets)
      if (this.#refilled(bucket, nowMs) >= this.#rate.burst) this.#buckets.delete(key);
    return this.#buckets.size < MAX_KEYS;
  }
}

/** How many are under way, per key and in total. */
export class AtOnce {
  readonly #perKey: number;
  readonly #total: number;
  readonly #counts = new Map<string, number>();
  #sum = 0;

  constructor(perKey: number, total: number) {
    this.#perKey = perKey;
    this.#total = total;
  }

  /** How many there are now. */
  get sum(): number {
    return this.#sum;
  }

  /** The call that ends it again, or null when there are too many. */
  begin(key: string): (() => void) | null {
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#perKey || this.#sum >= this.#total) return null;
    this.#counts.set(key, count + 1);
    this.#sum += 1;
    return () => {
      const now = (this.#counts.get(key) ?? 1) - 1;
      if (now > 0) this.#counts.set(key, now);
      else this.#counts.delete(key);
      this.#sum -= 1;
    };
  }
}
