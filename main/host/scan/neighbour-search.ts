import { createSocket, type Socket } from "node:dgram";
import { ipv4Number, ipv4Text } from "#core/net/ipv4-prefix.ts";
import { systemErrorCode } from "../system-error.ts";
import type { Neighbour } from "./scan-environment.ts";

/**
 * The discard service (RFC 863), which throws away what it gets. The datagram is not what matters: to send it, the system asks who has
 * the address, and whoever has it answers that (ARP) whatever its firewall says. Where nobody listens the device may say so
 * (ICMP), which harms nothing; a port in use would be given bytes that its program does not expect. One byte, since
 * some programs take an empty datagram for the end of a connection.
 */
const DISCARD_PORT = 9;
const PAYLOAD = Uint8Array.of(0);

/**
 * Linux asks for a hardware address three times, a second apart (mcast_solicit, retrans_time_ms), and holds a place in its table until
 * then, a little longer when it is busy. So do the routers that addresses behind them are asked of.
 */
const SYSTEM_ASKS_MS = 3_200;

/**
 * Datagrams to addresses that are looked for wait in the system at the cost of their socket's buffer: on Linux one holds 277 of them
 * (212,992 bytes of wmem_default, 768 each), and then nothing is sent any more, and nothing said.
 */
const SOCKETS = 4;

/** Of the 1,024 places that Linux has (gc_thresh3): the rest is for everything else that this computer, its containers and virtual machines talk to. */
const TABLE_ROOM = 600;
/** Where so many neighbours live that there is no room, a sweep still goes on: the system then forgets the oldest of those. */
const LEAST_AWAITED = 32;

/** Sent for so long, an address has its place in the table, or had none: containers and virtual machines share the 1,024. */
const PLACED_AFTER_MS = 60;
/** Where there was no place, this share of what there was is taken up from then on, and a little more for each address that had one. */
const LESS_ROOM = 0.75;
const LEAST_ROOM = 192;
const MORE_ROOM = 0.25;
const PAUSE_WITHOUT_ROOM_MS = 500;

/** The table is read often while answers come in, and less often when only late ones may. */
const BUSY_POLL_MS = 25;
const QUIET_POLL_MS = 120;
const BUSY_FOR_MS = 200;
/** A full table takes Linux and us milliseconds, and where a program has to be started for it, more: one part in so many, if that is soon enough. */
const READING_SHARE = 12;
const LONGEST_PAUSE_MS = 250;

/** The system has no room at the moment; every other refusal is its last word. */
const NOT_NOW = new Set(["ENOBUFS", "ENOMEM", "EAGAIN"]);

export type NeighbourSearchOptions = {
  unresolvedAddresses: number;
  /** How long an address counts as not known yet. */
  neighbourMs: number;
  readNeighbours(): Promise<Neighbour[]>;
  /** Addresses that the system looks for, or looked for in vain; null where it does not tell. */
  readUnanswered(): Promise<string[]> | null;
  /** Somebody has the address. */
  onFound(neighbour: Neighbour): void;
  /** Nobody answered within `neighbourMs`. It may still be found later. */
  onGivenUp(address: number): void;
  /** The system had no room for it; to be asked again. */
  onPutOff(address: number): void;
  onRefusedSend(address: string, code: string): void;
};

/**
 * Finds out which addresses are taken, by making the system look for their hardware addresses, at most `unresolvedAddresses` at a
 * time, and reading its table.
 */
export class NeighbourSearch {
  readonly #options: NeighbourSearchOptions;
  readonly #sockets: readonly Socket[];
  /** When each was asked, oldest first, while the system still looks for it. */
  readonly #unresolved = new Map<number, number>();
  /** Of those, the ones that are not given up. */
  readonly #awaited = new Map<number, number>();
  /** Of those, the ones that were sent something and were not seen in the table yet. */
  readonly #unplaced = new Set<number>();
  #known = 0;
  #room = TABLE_ROOM;
  #asked = 0;
  #lastAskedMs = -Infinity;
  #lastFoundMs = -Infinity;
  #slowestMs = 0;
  #pausedUntilMs = -Infinity;
  #timer: NodeJS.Timeout | null = null;
  #hasEnded = false;

  constructor(options: NeighbourSearchOptions) {
    this.#options = options;
    // Only addresses are sent to: nothing has to be looked up, which would cost a turn of the event loop each.
    this.#sockets = Array.from({ length: SOCKETS }, () =>
      createSocket({ type: "udp4", lookup: (name, _options, found) => found(null, name, 4) }).on("error", () => {}),
    );
    this.#poll(BUSY_POLL_MS);
  }

  /** Whether another address may be asked now. */
  get hasRoom(): boolean {
    if (performance.now() < this.#pausedUntilMs || this.#awaited.size >= this.#options.unresolvedAddresses)
      return false;
    const hasPlaces = this.#unresolved.size + this.#known < this.#room || this.#awaited.size < LEAST_AWAITED;
    return hasPlaces && this.#socketFor(this.#asked).getSendQueueCount() === 0;
  }

  /**
   * Whether all that will answer has: nobody is asked for any more, or nobody answered for so long, and for longer than the slowest
   * took.
   */
  isQuietFor(quietMs: number): boolean {
    if (this.#unresolved.size === 0) return true;
    return performance.now() - this.#lastAskedMs >= Math.max(quietMs, 2 * this.#slowestMs);
  }

  /** Makes the system look for somebody on its own networks. */
  ask(address: number): void {
    this.hold(address);
    this.#unplaced.add(address);
    const text = ipv4Text(address);
    this.#socketFor(this.#asked).send(PAYLOAD, DISCARD_PORT, text, (error) => {
      if (!error || this.#hasEnded) return;
      const code = systemErrorCode(error) ?? "";
      if (NOT_NOW.has(code)) this.#putOff(address);
      else this.#options.onRefusedSend(text, code);
    });
    this.#asked += 1;
  }

  /** Counts an address that is asked in another way: behind a router, which has to look for it as well. */
  hold(address: number): void {
    const nowMs = performance.now();
    this.#lastAskedMs = nowMs;
    this.#unresolved.set(address, nowMs);
    this.#awaited.set(address, nowMs);
  }

  /** It answered in another way. */
  release(address: number): void {
    this.#unresolved.delete(address);
    this.giveUp(address);
  }

  /** Nothing came back in another way, and nothing more is expected. */
  giveUp(address: number): void {
    this.#awaited.delete(address);
    this.#unplaced.delete(address);
  }

  /** Gives up on those that nobody answered for; to be called every few milliseconds. */
  expire(): void {
    const nowMs = performance.now();
    for (const [address, askedMs] of this.#awaited) {
      if (nowMs - askedMs < this.#options.neighbourMs) break;
      this.giveUp(address);
      this.#options.onGivenUp(address);
    }
    for (const [address, askedMs] of this.#unresolved) {
      if (nowMs - askedMs < SYSTEM_ASKS_MS) break;
      this.#unresolved.delete(address);
      this.#room = Math.min(TABLE_ROOM, this.#room + MORE_ROOM);
    }
  }

  end(): void {
    this.#hasEnded = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const socket of this.#sockets) socket.close();
  }

  #socketFor(turn: number): Socket {
    const socket = this.#sockets[turn % SOCKETS];
    if (!socket) throw new RangeError("no socket");
    return socket;
  }

  #putOff(address: number): void {
    if (performance.now() >= this.#pausedUntilMs) {
      this.#pausedUntilMs = performance.now() + PAUSE_WITHOUT_ROOM_MS;
      const taken = Math.min(this.#room, this.#unresolved.size + this.#known);
      this.#room = Math.max(LEAST_ROOM, LESS_ROOM * taken);
    }
    this.release(address);
    this.#options.onPutOff(address);
  }

  /** Puts off those that were sent something and that the system, when it was asked, neither looked for nor knew. */
  #checkPlaces(looked: readonly string[], readMs: number): void {
    const placed = new Set(looked.map((address) => ipv4Number(address)));
    for (const address of this.#unplaced) {
      if (placed.has(address)) this.#unplaced.delete(address);
      else if (readMs - (this.#awaited.get(address) ?? readMs) >= PLACED_AFTER_MS) this.#putOff(address);
    }
  }

  #poll(delayMs: number): void {
    this.#timer = setTimeout(() => void this.#readTable(), delayMs);
  }

  async #readTable(): Promise<void> {
    if (this.#unresolved.size === 0) return this.#poll(BUSY_POLL_MS);
    const startedMs = performance.now();
    // In this order: who is found in between is in neither list otherwise.
    const looked = this.#unplaced.size > 0 ? await this.#options.readUnanswered() : null;
    const neighbours = await this.#options.readNeighbours();
    if (this.#hasEnded) return;
    this.#known = neighbours.length;
    const nowMs = performance.now();
    for (const neighbour of neighbours) {
      const address = ipv4Number(neighbour.address);
      const askedMs = address === undefined ? undefined : this.#unresolved.get(address);
      if (address === undefined || askedMs === undefined) continue;
      this.#lastFoundMs = nowMs;
      this.#slowestMs = Math.max(this.#slowestMs, startedMs - askedMs);
      this.release(address);
      this.#options.onFound(neighbour);
    }
    if (looked !== null) this.#checkPlaces(looked, startedMs);
    const isBusy = nowMs - Math.max(this.#lastAskedMs, this.#lastFoundMs) < BUSY_FOR_MS;
    const tookMs = performance.now() - startedMs;
    const pauseMs = Math.max(isBusy ? BUSY_POLL_MS : QUIET_POLL_MS, Math.min(LONGEST_PAUSE_MS, READING_SHARE * tookMs));
    this.#poll(Math.max(pauseMs, 2 * tookMs));
  }
}
