import { createSocket, type Socket } from "node:dgram";
import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";
import { openPacket, PACKET_BYTES, sealPacket } from "#core/vantage/packet.ts";
import type { Hmac } from "#core/vantage/vantage-key.ts";
import { limitKey, RateLimit, type Limits } from "./limits.ts";

/**
 * Answers datagrams on the ports that VPNs use, so that a site can be asked what it lets out. Only who has the token gets an
 * answer, it is exactly as long as the question, and goes where the question came from: nothing for strangers, and nothing
 * to gain by a forged sender.
 */
export function udpEcho(hmac: Hmac, limits: Limits): (address: string, port: number) => Promise<Socket> {
  const monotonicMs = (): number => performance.now();
  const looks = new RateLimit(limits.datagrams, monotonicMs);
  const callers = new RateLimit(limits.echoesPerCaller, monotonicMs);

  return async (address, port) => {
    const socket = createSocket({ type: isIpv6(address) ? "udp6" : "udp4", ipv6Only: isIpv6(address) });
    socket.on("message", (bytes, from) => {
      if (bytes.length !== PACKET_BYTES || !looks.take("")) return;
      const packet = openPacket(bytes, hmac);
      if (packet?.kind !== "echo" || !callers.take(limitKey(canonicalAddress(from.address) ?? ""))) return;
      socket.send(sealPacket({ kind: "echo-answer", nonce: packet.nonce }, hmac), from.port, from.address, () => {});
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
