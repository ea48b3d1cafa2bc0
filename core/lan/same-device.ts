import { inPrefix, isIpv4 } from "../net/ip-address.ts";
import type { Endpoint } from "./endpoints.ts";
import type { Claims, SightingSource } from "./sighting.ts";
import { NAMES_OWN_MAC } from "./spoken-for.ts";

/** An address of the laptop and its network. */
export type OwnNetwork = { address: string; prefixLength: number; interfaceName: string };

/**
 * Which endpoints are one device: those that share a MAC, a serial number or a UUID and don't contradict each other. A
 * recorder with two cards is one device; two cameras on one factory address, a repeater's whole flock behind its one MAC, and clones
 * that were shipped with the same UUID are not.
 */
export function sameDevices(endpoints: readonly Endpoint[], networks: readonly OwnNetwork[] = []): Endpoint[][] {
  const groups = new Groups(endpoints);
  /** Firmwares are copied together with their ids: two cards in one network are then two devices. */
  const areTwoCards = (a: readonly Endpoint[], b: readonly Endpoint[]): boolean =>
    differ(a, b, ({ wireMacs }) => [...wireMacs]) && shareNetwork(a, b, networks);
  const flocks = flocksOf(endpoints);
  // What is surest first: what was put together then is what later doubts are held against.
  groups.joinBy(wireIds, flocks, (a, b) => !areTwoOnOneCard(a, b));
  groups.joinBy(
    serialIds,
    flocks,
    (a, b, id) => !differ(a, b, modelsOf) && (isMakersOwn(id, a, b) || !areTwoCards(a, b)),
  );
  // What the wire has both with was decided above.
  const isOnWire = (id: string, group: readonly Endpoint[]): boolean => group.some((one) => wireIds(one).includes(id));
  const mayShareMac = (a: readonly Endpoint[], b: readonly Endpoint[], id: string): boolean =>
    !(isOnWire(id, a) && isOnWire(id, b)) && !differ(a, b, serialsOf) && !differ(a, b, modelsOf);
  groups.joinBy(macIds, flocks, mayShareMac);
  const mayShareIds = (a: readonly Endpoint[], b: readonly Endpoint[]): boolean =>
    !differ(a, b, serialsOf) && !differ(a, b, modelsOf) && !areTwoCards(a, b);
  groups.joinBy(uuidIds, flocks, mayShareIds);
  const stated = new Set(endpoints.flatMap(macIds));
  groups.joinBy(
    (endpoint) => [...macIds(endpoint), ...macsInIds(endpoint).filter((id) => stated.has(id))],
    flocks,
    (a, b, id) => mayShareMac(a, b, id) && !areTwoCards(a, b),
  );
  // Who answers itself at the address that another names.
  const isTold = (group: readonly Endpoint[]): boolean => group.every((endpoint) => endpoint.isToldOf);
  groups.joinBy(
    ({ address }) => [`address:${address}`],
    flocks,
    (a, b) => isTold(a) !== isTold(b) && mayShareIds(a, b) && !differ(a, b, macIds),
  );
  return groups.all();
}

/** More IPv4 addresses than this on one MAC are no device with aliases: a repeater, a bridge or proxy ARP stands before them. */
const MAX_ADDRESSES_OF_ONE_CARD = 3;

/**
 * Addresses that routers share: VRRP and CARP (RFC 9568 section 7.3), HSRP and GLBP of Cisco. The number in the last byte is mostly the
 * same everywhere.
 */
const OF_SEVERAL_ROUTERS = /^mac:(?:00:00:5e:00:0[12]|00:00:0c:07:ac|00:00:0c:9f:f|00:07:b4)/;

/** `mac:` ids that answer for so many addresses, or are so common, that they tell nothing. */
export function flocksOf(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { address, wireMacs } of endpoints) {
    if (isIpv4(address)) for (const mac of wireMacs) counts.set(`mac:${mac}`, (counts.get(`mac:${mac}`) ?? 0) + 1);
  }
  const many = [...counts].filter(([, count]) => count > MAX_ADDRESSES_OF_ONE_CARD).map(([id]) => id);
  return new Set([...many, ...endpoints.flatMap(macIds).filter((id) => OF_SEVERAL_ROUTERS.test(id))]);
}

const wireIds = ({ wireMacs }: Endpoint): string[] => wireMacs.map((mac) => `mac:${mac}`);

export const macIds = ({ wireMacs, claimedMacs }: Endpoint): string[] =>
  [...new Set([...wireMacs, ...claimedMacs])].map((mac) => `mac:${mac}`);

/** Axis has its MAC as serial number, Hikvision and many others at the end of the UUID. */
const MAC_AT_END = /(?:^|[0-9a-f-]{20})([0-9a-f]{12})$/i;

/** `mac:` ids by the MACs that serial numbers and UUIDs are made of; worth something where a card has it. */
function macsInIds({ sightings }: Endpoint): string[] {
  const ids = sightings.flatMap(({ claims: { serialNumber = "", uuid = "" } }) => [serialNumber, uuid]);
  return distinct(
    ids.map((id) => {
      const digits = MAC_AT_END.exec(id)?.[1]?.toLowerCase();
      return digits && `mac:${digits.match(/../g)?.join(":")}`;
    }),
  );
}

/** A number that a maker put into every device it made, or that nobody filled in. */
const NO_SERIAL = /^(?:(.)\1*|0?1?2345[0-9]*(?:abcdef)?|none|null|unknown|n\/?a|serial.*|default|test)$/i;
const MIN_SERIAL_CHARACTERS = 6;
/** Longer ones are no number on a label; a key holds 200 characters. */
const MAX_SERIAL_CHARACTERS = 80;
const MAX_BRAND_CHARACTERS = 80;

export function serialIds({ sightings }: Endpoint): string[] {
  return distinct(sightings.map(({ claims }) => serialId(claims)));
}

function serialId({ serialNumber, brand, model }: Claims): string | undefined {
  if (serialNumber === undefined || serialNumber === model || NO_SERIAL.test(serialNumber)) return undefined;
  if (serialNumber.length < MIN_SERIAL_CHARACTERS || serialNumber.length > MAX_SERIAL_CHARACTERS) return undefined;
  return `serial:${brand?.toLowerCase().slice(0, MAX_BRAND_CHARACTERS) ?? ""}:${serialNumber.toLowerCase()}`;
}

/** Sources in which makers give what they burnt in; what firmware says elsewhere is copied from device to device. */
const MAKERS_OWN: ReadonlySet<SightingSource> = new Set([
  "sadp",
  "dhdiscover",
  "dahua-v1",
  "hanwha",
  "bosch",
  "panasonic",
  "login",
]);

const isMakersOwn = (id: string, ...groups: readonly (readonly Endpoint[])[]): boolean =>
  groups.every((group) =>
    group.some(({ sightings }) =>
      sightings.some(({ source, claims }) => MAKERS_OWN.has(source) && serialId(claims) === id),
    ),
  );

export function uuidIds({ sightings }: Endpoint): string[] {
  return distinct(sightings.map(({ claims }) => claims.uuid && `uuid:${withHyphens(claims.uuid.toLowerCase())}`));
}

/** Some protocols write the same UUID without hyphens. */
const withHyphens = (uuid: string): string =>
  uuid.replace(/^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/, "$1-$2-$3-$4-$5");

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.flatMap((text) => (text === undefined || text === "" ? [] : [text]))),
];

/**
 * A router in several networks has some addresses, each of IPv6 once more. An id that more endpoints have is no device's own, and a
 * flood of made-up answers costs no more than its number.
 */
const MAX_ENDPOINTS = 48;

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

  #sizeOf(index: number): number {
    return this.#members[this.#rootOf(index)]?.length ?? 0;
  }

  /** Joins all that share an id, unless what is known of the two sets forbids it. */
  joinBy(
    ids: (endpoint: Endpoint) => readonly string[],
    except: ReadonlySet<string>,
    mayJoin: (a: readonly Endpoint[], b: readonly Endpoint[], id: string) => boolean,
  ): void {
    const holders = new Map<string, number[]>();
    for (const [index, endpoint] of this.#endpoints.entries()) {
      for (const id of new Set(ids(endpoint))) {
        const known = holders.get(id);
        if (known !== undefined) known.push(index);
        else if (!except.has(id)) holders.set(id, [index]);
      }
    }
    for (const [id, [first = 0, ...others]] of holders) {
      if (others.length >= MAX_ENDPOINTS) continue;
      for (const other of others) {
        const isOne = this.#rootOf(first) === this.#rootOf(other);
        if (isOne || this.#sizeOf(first) + this.#sizeOf(other) > MAX_ENDPOINTS) continue;
        if (mayJoin(this.#of(first), this.#of(other), id)) this.#join(first, other);
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

/** What devices of the same card or of two cards in one network say in the same protocol is alike. */
const sayings = {
  mac: (claims: Claims, source: SightingSource) => (NAMES_OWN_MAC.has(source) ? claims.mac : undefined),
  uuid: (claims: Claims, source: SightingSource) => (source === "onvif-discovery" ? claims.uuid : undefined),
  model: (claims: Claims, source: SightingSource) =>
    NAMES_OWN_MAC.has(source) || source === "onvif-discovery" || source === "onvif" ? claims.model : undefined,
  serial: (claims: Claims) => (serialId(claims) === undefined ? undefined : claims.serialNumber),
} as const;

/**
 * Two devices behind a repeater that answers for both with its MAC: they contradict each other at two IPv4 addresses. What is said at an
 * IPv4 and an IPv6 address of one card comes from different protocols and is not held against it.
 */
function areTwoOnOneCard(a: readonly Endpoint[], b: readonly Endpoint[]): boolean {
  const [ours, theirs] = [a, b].map((group) => group.filter(({ address }) => isIpv4(address)));
  if (ours === undefined || theirs === undefined || ours.length === 0 || theirs.length === 0) {
    return contradict(a, b, sayings.serial);
  }
  return (
    differ(ours, theirs, serialsOf) ||
    [sayings.mac, sayings.uuid, sayings.model].some((say) => contradict(ours, theirs, say))
  );
}

/** Both say something in the same protocol, and nothing of it is alike. */
function contradict(
  a: readonly Endpoint[],
  b: readonly Endpoint[],
  say: (claims: Claims, source: SightingSource) => string | undefined,
): boolean {
  const sources = new Set([...a, ...b].flatMap(({ sightings }) => sightings.map(({ source }) => source)));
  return [...sources].some((source) =>
    differ(a, b, ({ sightings }) =>
      distinct(sightings.map((one) => (one.source === source ? say(one.claims, source) : undefined))),
    ),
  );
}

/** The usual size of a network that is not the laptop's: two cards of one device are in different ones. */
const USUAL_PREFIX_LENGTH = 24;

function shareNetwork(a: readonly Endpoint[], b: readonly Endpoint[], networks: readonly OwnNetwork[]): boolean {
  const areTogether = (one: string, other: string): boolean =>
    inPrefix(one, `${other}/${USUAL_PREFIX_LENGTH}`) ||
    networks.some(({ address, prefixLength }) =>
      [one, other].every((each) => isIpv4(address) && inPrefix(each, `${address}/${prefixLength}`)),
    );
  return a.some((ours) =>
    b.some(
      (theirs) =>
        ours.interfaceName === theirs.interfaceName &&
        isIpv4(ours.address) &&
        isIpv4(theirs.address) &&
        areTogether(ours.address, theirs.address),
    ),
  );
}
