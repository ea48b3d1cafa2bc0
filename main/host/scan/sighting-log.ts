import { MAX_SIGHTINGS } from "#core/lan/scan-record.ts";
import type { Sighting } from "#core/lan/sighting.ts";

/** A recorder that speaks for its cameras says a lot; whoever says more than this floods. */
const MAX_OF_ONE_ADDRESS = 256;
/** Datagrams may come from anybody; what the laptop found out by connecting keeps its room. */
const MAX_UNASKED = MAX_SIGHTINGS - 3_000;
/** What came is kept for support, not at any price: with 4,000 characters each, this is some hundred answers in full. */
const MAX_RAW_CHARACTERS = 3_000_000;

const FOUND_BY_CONNECTING = new Set<Sighting["source"]>([
  "neighbour",
  "port",
  "http",
  "favicon",
  "tls",
  "rtsp",
  "onvif",
  "banner",
  "upnp-description",
  "vendor-page",
  "person",
]);

/** What a scan saw, each answer once, within what memory and a record can take. */
export class SightingLog {
  readonly #sightings: Sighting[] = [];
  readonly #known = new Set<string>();
  readonly #ofAddress = new Map<string, number>();
  #unasked = 0;
  #rawCharacters = 0;
  #dropped = 0;

  /** Whether it was new and is kept. */
  add(sighting: Sighting): boolean {
    const { source, address, port, interfaceName, claims } = sighting;
    const key = JSON.stringify([source, address, port, interfaceName, claims]);
    if (this.#known.has(key)) return false;
    const isUnasked = !FOUND_BY_CONNECTING.has(source);
    const ofAddress = this.#ofAddress.get(address) ?? 0;
    const isFull = this.#sightings.length >= MAX_SIGHTINGS || (isUnasked && this.#unasked >= MAX_UNASKED);
    if (isFull || ofAddress >= MAX_OF_ONE_ADDRESS) {
      this.#dropped += 1;
      return false;
    }
    this.#known.add(key);
    this.#ofAddress.set(address, ofAddress + 1);
    if (isUnasked) this.#unasked += 1;
    this.#rawCharacters += sighting.raw?.length ?? 0;
    this.#sightings.push(this.#rawCharacters > MAX_RAW_CHARACTERS ? { ...sighting, raw: null } : sighting);
    return true;
  }

  get all(): readonly Sighting[] {
    return this.#sightings;
  }

  get dropped(): number {
    return this.#dropped;
  }
}
