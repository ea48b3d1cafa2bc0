import { inPrefix, isIpv4 } from "../net/ip-address.ts";
import type { Endpoint } from "./endpoints.ts";
import type { Claims } from "./sighting.ts";

/** An address of the laptop and its network. */
export type OwnNetwork = { address: string; prefixLength: number; interfaceName: string };

/**
 * Which endpoints are one device: those that share a MAC, a serial number or a UUID and don't contradict each other. A
 * recorder with two cards is one device; two cameras on one factory address, a repeater's whole flock behind its one MAC, and clones
 * that were shipped with the same UUID are not.
 */
export function sameDevices(endpoints: readonly Endpoint[]): Endpoint[][] {
  const groups = new Groups(endpoints);
  const flocks = flocksOf(endpoints);
  // What is surest first: what was put together then is what later doubts are held against.
  groups.joinBy(wireIds, flocks, (a, b) => !differ(a, b, serialsOf));
  groups.joinBy(serialIds, flocks, (a, b) => !differ(a, b, modelsOf));
  groups.joinBy(macIds, flocks, (a, b) => !differ(a, b, serialsOf) && !differ(a, b, modelsOf));
  // Firmwares are copied together with their UUIDs: two cards in one network are then two devices.
  groups.joinBy(uuidIds, flocks, (a, b) => {
    const twoCards = differ(a, b, ({ wireMacs }) => [...wireMacs]) && shareNetwork(a, b);
    return !differ(a, b, serialsOf) && !differ(a, b, modelsOf) && !twoCards;
  });
  return groups.all();
}

/** More IPv4 addresses than this on one MAC are no device with aliases: a repeater, a bridge or proxy ARP stands before them. */
const MAX_ADDRESSES_OF_ONE_CARD = 3;

/** `mac:` ids that answer for so many addresses that they tell nothing. */
export function flocksOf(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { address, wireMacs } of endpoints) {
    if (isIpv4(address)) for (const mac of wireMacs) counts.set(`mac:${mac}`, (counts.get(`mac:${mac}`) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > MAX_ADDRESSES_OF_ONE_CARD).map(([id]) => id));
}

const wireIds = ({ wireMacs }: Endpoint): string[] => wireMacs.map((mac) => `mac:${mac}`);

export const macIds = ({ wireMacs, claimedMacs }: Endpoint): string[] =>
  [...new Set([...wireMacs, ...claimedMacs])].map((mac) => `mac:${mac}`);

/** A number that a maker put into every device it made, or that nobody filled in. */
const NO_SERIAL = /^(?:0+|x+|1?2345\d*|none|null|unknown|n\/?a|serial.*|default|test)$/i;
const MIN_SERIAL_CHARACTERS = 6;

export function serialIds({ sightings }: Endpoint): string[] {
  return distinct(sightings.map(({ claims }) => serialId(claims)));
}

function serialId({ serialNumber, brand }: Claims): string | undefined {
  if (serialNumber === undefined || serialNumber.length < MIN_SERIAL_CHARACTERS || NO_SERIAL.test(serialNumber)) {
    return undefined;
  }
  return `serial:${brand?.toLowerCase() ?? ""}:${serialNumber.toLowerCase()}`;
}

export function uuidIds({ sightings }: Endpoint): string[] {
  return distinct(sightings.map(({ claims }) => claims.uuid && `uuid:${claims.uuid.toLowerCase()}`));
}

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.flatMap((text) => (text === undefined || text === "" ? [] : [text]))),
];

/** Sets of endpoints that grow together, with what their members say of themselves. */
class Groups {
  readonly #endpoints: readonly Endpoint[];
  readonly #parent: number[];
  readonly #members: number[][];

  constructor(endpoints: readonly Endpoint[]) {
    this.#endpoints = endpoints;
    this.#parent = endpoints.map((_, index) => index);
    this.#members = endpoints.map((_, index) => [index]);
  }

  #rootOf(index: number): number {
    let root = index;
    while (this.#parent[root] !== root) root = this.#parent[root] ?? root;
    this.#parent[index] = root;
    return root;
  }

  #of(index: number): Endpoint[] {
    return (this.#members[this.#rootOf(index)] ?? []).flatMap((member) => this.#endpoints[member] ?? []);
  }

  #join(a: number, b: number): void {
    const [to, from] = [Math.min(this.#rootOf(a), this.#rootOf(b)), Math.max(this.#rootOf(a), this.#rootOf(b))];
    if (to === from) return;
    this.#parent[from] = to;
    this.#members[to] = [...(this.#members[to] ?? []), ...(this.#members[from] ?? [])];
    this.#members[from] = [];
  }

  /** Joins all that share an id, unless what is known of the two sets forbids it. */
  joinBy(
    ids: (endpoint: Endpoint) => readonly string[],
    except: ReadonlySet<string>,
    mayJoin: (a: readonly Endpoint[], b: readonly Endpoint[]) => boolean,
  ): void {
    const holders = new Map<string, number[]>();
    for (const [index, endpoint] of this.#endpoints.entries()) {
      for (const id of ids(endpoint)) if (!except.has(id)) holders.set(id, [...(holders.get(id) ?? []), index]);
    }
    for (const [first = 0, ...others] of holders.values()) {
      for (const other of others) {
        const isOne = this.#rootOf(first) === this.#rootOf(other);
        if (!isOne && mayJoin(this.#of(first), this.#of(other))) this.#join(first, other);
      }
    }
  }

  all(): Endpoint[][] {
    return this.#members
      .filter((members) => members.length > 0)
      .map((members) => members.flatMap((member) => this.#endpoints[member] ?? []));
  }
}

/** Both say something, and nothing of it is alike. */
function differ(a: readonly Endpoint[], b: readonly Endpoint[], say: (endpoint: Endpoint) => string[]): boolean {
  const [ours, theirs] = [a.flatMap(say), b.flatMap(say)];
  return ours.length > 0 && theirs.length > 0 && !ours.some((our) => theirs.some((their) => alike(our, their)));
}

/** Protocols write the same number with and without blanks, and a model with and without its variant. */
function alike(a: string, b: string): boolean {
  const [ours, theirs] = [lettersOf(a), lettersOf(b)];
  return ours.includes(theirs) || theirs.includes(ours);
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const modelsOf = ({ sightings }: Endpoint): string[] => distinct(sightings.map(({ claims }) => claims.model));

const serialsOf = ({ sightings }: Endpoint): string[] =>
  distinct(sightings.map(({ claims }) => (serialId(claims) === undefined ? undefined : claims.serialNumber)));

/** The usual size of a customer's network: two cards of one device are in different ones. */
const USUAL_PREFIX_LENGTH = 24;

function shareNetwork(a: readonly Endpoint[], b: readonly Endpoint[]): boolean {
  return a.some((ours) =>
    b.some(
      (theirs) =>
        ours.interfaceName === theirs.interfaceName &&
        isIpv4(ours.address) &&
        isIpv4(theirs.address) &&
        inPrefix(ours.address, `${theirs.address}/${USUAL_PREFIX_LENGTH}`),
    ),
  );
}
