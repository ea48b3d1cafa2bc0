/** A datagram with where it came in. */
export type Datagram<Place> = { bytes: Uint8Array; address: string; port: number; place: Place };

/** No answer that a device gives is longer; mDNS allows 9,000 bytes (RFC 6762 section 17). */
const MAX_BYTES = 9_000;
/**
 * What one sender may say in a scan: a media server answers a search for everything with thirty datagrams, three times, and a
 * recorder that speaks for its cameras with one for each.
 */
const MAX_OF_ONE_SENDER = 256;
/** Of those, so many go before everybody else's further ones: whoever floods waits behind who says little. */
const GOES_FIRST = 8;
/** Four times as many as devices that a scan keeps. */
const MAX_SENDERS = 8_192;
/** Waiting to be read, all together; beyond that they are dropped, and devices are asked three times. */
const MAX_WAITING = 4_096;
const MAX_WAITING_BYTES = 8 * 1_024 * 1_024;
/** Read in one scan: each costs up to a third of a millisecond. */
const MAX_READ = 16_384;
/** Reading goes on for so long before everything else has its turn. */
const SLICE_MS = 8;

type Sender = { count: number; seen: Set<number> };

/**
 * Takes what comes in, and has it read bit by bit, so that a flood neither stops the event loop nor fills the memory, and drowns no
 * device that says little. What a sender repeats word for word is read once.
 */
export class DatagramInbox<Place> {
  readonly #read: (datagram: Datagram<Place>) => void;
  readonly #first: Datagram<Place>[] = [];
  readonly #further: Datagram<Place>[] = [];
  readonly #senders = new Map<string, Sender>();
  #waitingBytes = 0;
  #readCount = 0;
  #dropped = 0;
  #turn: NodeJS.Immediate | null = null;

  constructor(read: (datagram: Datagram<Place>) => void) {
    this.#read = read;
  }

  /** Datagrams that were not read because there were too many, or they were too long. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Everything that came has been read. */
  get isIdle(): boolean {
    return this.#first.length + this.#further.length === 0;
  }

  offer(datagram: Datagram<Place>): void {
    const { bytes, address } = datagram;
    if (bytes.length === 0) return;
    const sender = this.#senders.get(address) ?? { count: 0, seen: new Set() };
    const waiting = this.#first.length + this.#further.length;
    const isTooMuch =
      bytes.length > MAX_BYTES ||
      sender.count >= MAX_OF_ONE_SENDER ||
      (sender.count === 0 && this.#senders.size >= MAX_SENDERS) ||
      waiting >= MAX_WAITING ||
      this.#waitingBytes + bytes.length > MAX_WAITING_BYTES ||
      this.#readCount + waiting >= MAX_READ;
    if (isTooMuch) {
      this.#dropped += 1;
      return;
    }
    const hash = hashOf(bytes);
    if (sender.seen.has(hash)) return;
    sender.seen.add(hash);
    sender.count += 1;
    this.#senders.set(address, sender);
    this.#waitingBytes += bytes.length;
    (sender.count <= GOES_FIRST ? this.#first : this.#further).push(datagram);
    this.#turn ??= setImmediate(() => this.#readSome());
  }

  /** Reads what waits, for one more turn at most, and forgets the rest. */
  end(): void {
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#readSome();
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#turn = null;
    this.#dropped += this.#first.length + this.#further.length;
    this.#first.length = 0;
    this.#further.length = 0;
  }

  #readSome(): void {
    this.#turn = null;
    const untilMs = performance.now() + SLICE_MS;
    do {
      const datagram = this.#first.shift() ?? this.#further.shift();
      if (datagram === undefined) return;
      this.#waitingBytes -= datagram.bytes.length;
      this.#readCount += 1;
      this.#read(datagram);
    } while (performance.now() < untilMs);
    this.#turn = setImmediate(() => this.#readSome());
  }
}

/** FNV-1a with the length: two different datagrams of one sender that fall together would cost one answer. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c_9dc5 ^ bytes.length;
  // By index: an iterator takes thirty times as long, and every datagram of a flood comes through here.
  for (let index = 0; index < bytes.length; index += 1) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x0100_0193);
  return hash >>> 0;
}
