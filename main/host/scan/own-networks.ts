import type { OwnNetwork } from "#core/lan/same-device.ts";
import { inPrefix, isIpv4 } from "#core/net/ip-address.ts";
import type { UsedAdapter } from "./used-adapters.ts";

/** The laptop's own networks, by every address of the adapters that searches go out by. */
export function networksOf(adapters: readonly UsedAdapter[]): OwnNetwork[] {
  return adapters.flatMap(({ name, ipv4 }) =>
    ipv4.map(({ address, prefixLength }) => ({ address, prefixLength, interfaceName: name })),
  );
}

/**
 * Whether a packet to this address stays on the laptop's own networks: a connection to a device with an address of another network
 * would leave by the router, and the site with it.
 */
export function isOwnNetwork(networks: readonly OwnNetwork[], address: string, interfaceName: string | null): boolean {
  // Link-local addresses are on the cable by definition, where the adapter is known.
  if (address.startsWith("fe80:")) return interfaceName !== null;
  return (
    isIpv4(address) &&
    networks.some((own) => isIpv4(own.address) && inPrefix(address, `${own.address}/${own.prefixLength}`))
  );
}
