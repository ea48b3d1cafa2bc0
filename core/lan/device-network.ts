import { canonicalAddress } from "../net/ip-address.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { ownGateway } from "./claim-fields.ts";
import type { Claims } from "./sighting.ts";

/** The settings of one network card of a device, as it told them. */
export type DeviceInterface = {
  mac: string | null;
  address: string | null;
  prefixLength: number | null;
  /** `0.0.0.0` and an empty text: it has none. Null: it did not tell. */
  gateway: string | null;
  /** Null: it did not tell. */
  dns: readonly string[] | null;
  dhcp: boolean | null;
};

const MAX_SERVERS = 8;
const UNSET = new Set(["0.0.0.0", "::", ""]);

/** The card that answers at this address; of a device that names another address (behind NAT, two cards) the first with a gateway. */
export function cardAt<Card extends DeviceInterface>(cards: readonly Card[], address: string): Card | undefined {
  const asked = canonicalAddress(address);
  const isSet = ({ gateway }: Card): boolean => gateway !== null && !UNSET.has(gateway);
  return (
    cards.find((card) => card.address !== null && canonicalAddress(card.address) === asked) ??
    cards.find(isSet) ??
    cards[0]
  );
}

/** What a card's settings say, in the form claims have it. */
export function networkClaims({ prefixLength, gateway, dns, dhcp }: DeviceInterface): NonNullable<Claims["network"]> {
  const via = gateway !== null && UNSET.has(gateway) ? null : ownGateway(gateway);
  const servers = dns?.flatMap((server) => {
    const canonical = canonicalAddress(server);
    return canonical !== undefined && isDeviceAddress(canonical) ? [canonical] : [];
  });
  return {
    ...(prefixLength !== null && prefixLength <= 32 && { prefixLength }),
    ...(via !== undefined && { gateway: via }),
    ...(servers !== undefined && { dnsServers: [...new Set(servers)].slice(0, MAX_SERVERS) }),
    ...(dhcp !== null && { dhcp }),
  };
}
