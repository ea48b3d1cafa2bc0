import { createSocket, type Socket } from "node:dgram";
import type { Endpoint } from "#core/net/endpoint.ts";
import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";
import { keyOfPacket, openPacket, sealPacket } from "#core/vantage/packet.ts";
import { packetKeyId } from "#core/vantage/vantage-key.ts";
import type { KeyRing } from "./key-ring.ts";
import { limitKey, RateLimit, type Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";

/** Looks at a datagram first; true when it was its own. */
export type OtherReader = (bytes: Uint8Array, from: Endpoint) => boolean;

/**
 * Answers datagrams on the ports that VPNs use, so that a site can be asked what it lets out. Only who has the token gets an
 * answer, it is exactly as long as the question, and goes where the question came from: nothing for strangers, and nothing
 * to gain by a forged sender.
 */
export function udpEcho(keys: KeyRing, limits: Limits, metrics: Metrics) {
  const monotonicMs = (): number => performance.now();
  const looks = new RateLimit(limits.datagrams, monotonicMs);
  const callers = new RateLimit(limits.echoesPerCaller, monotonicMs);

  /** The answer to a packet, or why there is none. */
  function answer(bytes: Uint8Array, from: Endpoint): Uint8Array | "dropped" | "too-many" {
    const keyId = keyOfPacket(bytes);
    const key = keyId === undefined ? null : keys.inPacket(keyId);
    // The cheap looks first: strangers' datagrams must not cost an HMAC each.
    if (!key) return "dropped";
    if (!looks.take("")) return "too-many";
    const packet = openPacket(bytes, key.hmac);
    if (packet?.kind !== "echo") return "dropped";
    if (!callers.take(limitKey(canonicalAddress(from.address) ?? ""))) return "too-many";
    return sealPacket({ kind: "echo-answer", nonce: packet.nonce }, key.hmac, packetKeyId(key.id));
  }

  /**
   * Answers there from now on. `other` sees every datagram first.
   *
   * @throws the system's error when the port can't be had
   */
  return async function open({ address, port }: Endpoint, other?: OtherReader): Promise<Socket> {
    const socket = createSocket({ type: isIpv6(address) ? "udp6" : "udp4", ipv6Only: isIpv6(address) });
    socket.on("message", (bytes, from) => {
      if (other?.(bytes, from)) return;
      const answered = answer(bytes, from);
      if (typeof answered !== "string") socket.send(answered, from.port, from.address, () => {});
      metrics.datagram("echo", typeof answered === "string" ? answered : "answered");
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("error", (error) => {
        socket.close();
        reject(error);
      });
      socket.bind(port, address, resolve);
    });
    socket.removeAllListeners("error");
    // "Port unreachable" of somebody who asked and went.
    socket.on("error", () => {});
    return socket;
  };
}
