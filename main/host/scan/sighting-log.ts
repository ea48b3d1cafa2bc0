import { redactSecurity } from "#core/codec/onvif-redact.ts";
import { MAX_SIGHTINGS } from "#core/lan/scan-record.ts";
import { DISCOVERY_SOURCES, sightingSchema, type Sighting } from "#core/lan/sighting.ts";

/** A recorder that speaks for its cameras says a lot; whoever says more than this floods. */
const MAX_OF_ONE_ADDRESS = 256;
/** Datagrams may come from anybody; what the laptop found out by connecting keeps its room. */
const MAX_UNASKED = MAX_SIGHTINGS - 3_000;
/** What came is kept for support, not at any price: with 4,000 characters each, this is some hundred answers in full. */
const MAX_RAW_CHARACTERS = 3_000_000;

/** Datagrams, asked for or not, may come from anybody. */
const BY_DATAGRAM: ReadonlySet<Sighting["source"]> = new Set(DISCOVERY_SOURCES);

/** Some cameras put the password into the address of their stream, and tell it to everybody: it is not passed on with the record. */
function withoutSecretUrls(sighting: Sighting): Sighting {
  const { urls } = sighting.claims;
  if (urls === undefined) return sighting;
  const kept = urls.filter(({ url }) => redactSecurity(url) === url);
  return kept.length === urls.length ? sighting : { ...sighting, claims: { ...sighting.claims, urls: kept } };
}

/**
 * The sighting as a record can hold it: a claim that can't be true (a port 70000, a name of a thousand characters) is left out, since one
 * would keep the whole scan from being stored.
 */
function recordable(given: Sighting): Sighting | null {
  const sighting = withoutSecretUrls(given);
  const read = sightingSchema.safeParse(sighting);
  if (read.success) return read.data;
  const wrong = new Set(read.error.issues.map(({ path: [part, claim] }) => (part === "claims" ? claim : part)));
  const claims = Object.fromEntries(Object.entries(sighting.claims).filter(([claim]) => !wrong.has(claim)));
  return sightingSchema.safeParse({ ...sighting, claims }).data ?? null;
}

/** What a scan saw, each answer once, within what memory and a record can take. */
export class SightingLog {
  readonly #sightings: Sighting[] = [];
  readonly #known = new Set<string>();
  readonly #ofAddress = new Map<string, number>();
  #unasked = 0;
  #rawCharacters = 0;
  #dropped = 0;

  /** As it is kept; null when it is not new or there is no room. */
  add(given: Sighting): Sighting | null {
    const sighting = recordable(given);
    if (sighting === null) {
      this.#dropped += 1;
      return null;
    }
    const { source, address, port, interfaceName, claims } = sighting;
    const key = JSON.stringify([source, address, port, interfaceName, claims]);
    if (this.#known.has(key)) return null;
    const isUnasked = BY_DATAGRAM.has(source);
    // Whoever sends datagrams in another's name doesn't hide what that one shows to a connection.
    const sender = `${isUnasked} ${address}`;
    const ofAddress = this.#ofAddress.get(sender) ?? 0;
    const isFull = this.#sightings.length >= MAX_SIGHTINGS || (isUnasked && this.#unasked >= MAX_UNASKED);
    if (isFull || ofAddress >= MAX_OF_ONE_ADDRESS) {
      this.#dropped += 1;
      return null;
    }
    this.#known.add(key);
    this.#ofAddress.set(sender, ofAddress + 1);
    if (isUnasked) this.#unasked += 1;
    this.#rawCharacters += sighting.raw?.length ?? 0;
    this.#sightings.push(this.#rawCharacters > MAX_RAW_CHARACTERS ? { ...sighting, raw: null } : sighting);
    return sighting;
  }

  get all(): readonly Sighting[] {
    return this.#sightings;
  }

  get dropped(): number {
    return this.#dropped;
  }
}
