import { isIpv4 } from "../net/ip-address.ts";
import type { Sighting, SightingSource } from "./sighting.ts";

/**
 * Answers in which one device speaks for another: a router that repeats multicast DNS between networks, a recorder that answers for the
 * cameras at its own ports, a relay of searches. What they say is the other's, and the sender must not be taken for it.
 */

/** Sources whose MAC is that of the very device: two of them from one address are two devices, or one that speaks for another. */
export const NAMES_OWN_MAC: ReadonlySet<SightingSource> = new Set([
  "sadp",
  "dhdiscover",
  "dahua-v1",
  "sofia",
  "mhed",
  "hanwha",
  "bosch",
  "panasonic",
  "vivotek",
  "foscam",
  "vstarcam",
  "sony",
  "360vision",
]);

export type Heard = {
  /** What senders say of themselves. */
  own: Sighting[];
  /** What they say of somebody else, and the address that this one has. */
  told: { sighting: Sighting; address: string }[];
};

/** What each sender says of itself, and what of others. Whose it is and nobody can tell is left out. */
export function heard(sightings: readonly Sighting[], gateways: readonly string[]): Heard {
  const found: Heard = { own: [], told: [] };
  const ownAddresses = addressesOfCards(sightings);
  for (const [sender, said] of Map.groupBy(sightings, senderOf)) {
    const own = new Set([...said.map(({ address }) => address), ...(ownAddresses.get(sender) ?? [])]);
    for (const [source, ofSource] of Map.groupBy(said, (one) => one.source)) {
      const isFor = source === "mdns" ? repeated(ofSource, own, gateways) : answeredFor(source, ofSource, own);
      for (const sighting of ofSource) {
        const other = isFor(sighting);
        if (other === null) found.own.push(sighting);
        else if (other !== undefined) found.told.push({ sighting, address: other });
      }
    }
  }
  return found;
}

/** Whose a sighting is: null the sender's, undefined nobody knows. */
type Whose = (sighting: Sighting) => string | null | undefined;

const senderOf = ({ interfaceName, address }: Sighting): string => `${interfaceName} ${address}`;

/** With IPv6; whoever answers for more stands before a network. */
const MAX_ADDRESSES_OF_ONE_CARD = 16;

/** The other addresses of a sender's card, by the neighbour table. */
function addressesOfCards(sightings: readonly Sighting[]): Map<string, string[]> {
  const ofCard = Map.groupBy(
    sightings.filter(({ source, claims }) => source === "neighbour" && claims.mac !== undefined),
    ({ interfaceName, claims }) => `${interfaceName} ${claims.mac}`,
  );
  const found = new Map<string, string[]>();
  for (const cards of ofCard.values()) {
    if (cards.length > MAX_ADDRESSES_OF_ONE_CARD) continue;
    const addresses = cards.map(({ address }) => address);
    for (const card of cards) found.set(senderOf(card), addresses);
  }
  return found;
}

/** The IPv4 address that an answer names when it names none of the sender's; null: it may well be the sender's. */
function otherAddress({ claims: { addresses = [] } }: Sighting, own: ReadonlySet<string>): string | null {
  const isKnown = [...own].some(isIpv4);
  if (!isKnown || addresses.some((address) => own.has(address))) return null;
  return addresses.find(isIpv4) ?? null;
}

/** Hosts of other addresses than this many are repeated; a single one may be the sender's own stale record. */
const MAX_STALE_HOSTS = 1;

function repeated(said: readonly Sighting[], own: ReadonlySet<string>, gateways: readonly string[]): Whose {
  const others = new Set(said.flatMap((one) => otherAddress(one, own) ?? []));
  const itself = said.filter(({ claims: { addresses = [] } }) => addresses.some((address) => own.has(address)));
  const isGateway = gateways.some((gateway) => own.has(gateway));
  const repeats = others.size > MAX_STALE_HOSTS || (others.size > 0 && (itself.length > 0 || isGateway));
  if (!repeats) return () => null;
  const ownNames = new Set(itself.flatMap(({ claims: { hostName } }) => hostName ?? []));
  return (one) => {
    const { addresses, hostName } = one.claims;
    if (hostName !== undefined && ownNames.has(hostName)) return null;
    // An answer without an address may be anybody's in the other network.
    return addresses === undefined ? undefined : otherAddress(one, own);
  };
}

function answeredFor(source: SightingSource, said: readonly Sighting[], own: ReadonlySet<string>): Whose {
  const idOf = ({ claims }: Sighting): string | undefined =>
    NAMES_OWN_MAC.has(source) ? claims.mac : source === "onvif-discovery" ? claims.uuid : undefined;
  const ids = new Set(said.flatMap((one) => idOf(one) ?? []));
  // One that names another address only has changed its own and not noticed.
  if (ids.size < 2) return () => null;
  const namesOwn = new Set(said.filter((one) => otherAddress(one, own) === null).flatMap((one) => idOf(one) ?? []));
  return (one) => (namesOwn.has(idOf(one) ?? "") ? null : otherAddress(one, own));
}
