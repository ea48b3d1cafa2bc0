import { createSocket } from "node:dgram";
import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";

/** Somewhere on the internet, to ask the system for its way there; nothing is sent (a.root-servers.net). */
export const SOMEWHERE_OUTSIDE = { ipv4: "198.41.0.4", ipv6: "2001:503:ba3e::2:30" } as const;

/** Any port will do: nothing is sent. */
const DISCARD_PORT = 9;

/**
 * Which of the laptop's own addresses the system takes for packets to an IPv4 or IPv6 address; null when there is no way to it. A
 * connected UDP socket tells without sending anything, and obeys what no routing table shows: a VPN's rules, several
 * addresses on one adapter.
 */
export function localAddressTowards(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIpv6(address) ? "udp6" : "udp4");
    const end = (found: string | null): void => {
      socket.close();
      resolve(found);
    };
    socket.once("error", () => end(null));
    // Node passes the error to the callback, whatever its types say.
    socket.connect(DISCARD_PORT, address, (error?: Error) =>
      end(error ? null : (canonicalAddress(socket.address().address) ?? null)),
    );
  });
}
