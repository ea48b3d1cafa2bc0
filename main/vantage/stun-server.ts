import type { Socket } from "node:dgram";
import {
  decodeBindingRequest,
  encodeBindingSuccess,
  encodeUnknownAttributes,
  type ReceivedBinding,
} from "#core/codec/stun-server.ts";
import { STUN_ATTRIBUTE } from "#core/codec/stun-attribute.ts";
import { looksLikeStun, mayFollowTo } from "#core/codec/stun.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";
import { limitKey, RateLimit, type Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";

/** RFC 8489 section 18.5; and the port beside it, for answers "from another port". */
export const STUN_PORTS = { port: 3478, otherPort: 3479 };

/** The longest request that a client of ours or of a browser sends is a quarter of it. */
const MAX_REQUEST_BYTES = 512;

export type StunServer = {
  /** One of the server's sockets, at the endpoint it is bound to. */
  add(socket: Socket, at: Endpoint): void;
  /** Whether the datagram was meant to be STUN; it is answered then, or is not worth an answer. */
  handle(bytes: Uint8Array, from: Endpoint, at: Endpoint): boolean;
};

/**
 * Binding for everybody (RFC 8489), and the tests of NAT behaviour (RFC 5780) as far as there are addresses: change of the
 * port with the second port, change of the address where the vantage listens on two addresses by name. An answer is
 * longer than the shortest question (56 bytes for 20, over IPv6 92), so strangers get few: so many each, so many in total,
 * and nothing for what is not a whole and right request.
 */
export function stunServer(limits: Limits, metrics: Metrics): StunServer {
  const monotonicMs = (): number => performance.now();
  const callers = new RateLimit(limits.stunPerCaller, monotonicMs);
  const everyone = new RateLimit(limits.stun, monotonicMs);
  const sockets: { socket: Socket; at: Endpoint }[] = [];

  const socketAt = (address: string, port: number): Socket | undefined =>
    sockets.find(({ at }) => at.address === address && at.port === port)?.socket;

  /** Another address and another port, where both are there and it may be told. */
  const otherThan = ({ address, port }: Endpoint): Endpoint | null =>
    sockets.find(
      ({ at }) =>
        at.port !== port &&
        at.address !== address &&
        isIpv6(at.address) === isIpv6(address) &&
        mayFollowTo(at.address, address) &&
        socketAt(at.address, port) !== undefined,
    )?.at ?? null;

  function answer(request: ReceivedBinding, from: Endpoint, at: Endpoint): { message: Uint8Array; by: Socket } | null {
    const here = socketAt(at.address, at.port);
    if (!here) return null;
    if (request.unknown.length > 0) return { message: encodeUnknownAttributes(request, request.unknown), by: here };
    const other = otherThan(at);
    const otherPort = sockets.find((one) => one.at.address === at.address && one.at.port !== at.port)?.at.port;
    const origin = {
      address: request.changeIp ? other?.address : at.address,
      port: request.changePort ? otherPort : at.port,
    };
    const by =
      origin.address === undefined || origin.port === undefined ? undefined : socketAt(origin.address, origin.port);
    // RFC 5780 section 6.1: without the address or port asked for, the attribute is not understood.
    if (!by || origin.address === undefined || origin.port === undefined)
      return { message: encodeUnknownAttributes(request, [STUN_ATTRIBUTE.CHANGE_REQUEST]), by: here };
    const known = isWildcard(origin.address) ? null : { address: origin.address, port: origin.port };
    return { message: encodeBindingSuccess(request, { mapped: from, origin: known, other }), by };
  }

  function handle(bytes: Uint8Array, from: Endpoint, at: Endpoint): boolean {
    if (!looksLikeStun(bytes)) return false;
    const address = canonicalAddress(from.address);
    if (bytes.length > MAX_REQUEST_BYTES || address === undefined || from.port === 0) {
      metrics.datagram("stun", "dropped");
      return true;
    }
    if (!callers.take(limitKey(address)) || !everyone.take("")) {
      metrics.datagram("stun", "too-many");
      return true;
    }
    try {
      const request = decodeBindingRequest(bytes);
      const answered = answer(request, { address, port: from.port }, at);
      const to = request.responsePort ?? from.port;
      if (answered && to > 0) answered.by.send(answered.message, to, from.address, () => {});
      metrics.datagram("stun", "answered");
    } catch {
      metrics.datagram("stun", "dropped");
    }
    return true;
  }

  return { add: (socket, at) => void sockets.push({ socket, at }), handle };
}

const isWildcard = (address: string): boolean => address === "0.0.0.0" || address === "::";
