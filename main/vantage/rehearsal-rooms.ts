import { MAX_MESSAGES, ROOM_LIFETIME_MS } from "#core/rehearsal/rendezvous.ts";
import type { RendezvousAnswer, RendezvousRequest } from "#core/rehearsal/rendezvous-schema.ts";
import { AtOnce, type Limits } from "./limits.ts";

type Side = RendezvousRequest["side"];
type Seat = { seat: string; messages: string[]; wake: (() => void) | null };
type Room = {
  seats: Record<Side, Seat | null>;
  hasLeft: boolean;
  expires: NodeJS.Timeout;
  /** Of whose token's share it is. */
  end: () => void;
};

/**
 * Where two Farsites meet under a code. The vantage keeps their few messages in memory, which it can't read, for ten minutes at
 * most. Any token of this vantage may join: the code is what tells who belongs together.
 */
export class RehearsalRooms {
  readonly #rooms = new Map<string, Room>();
  readonly #atOnce: AtOnce;

  constructor({ rehearsalsPerToken, rehearsals }: Limits) {
    this.#atOnce = new AtOnce(rehearsalsPerToken, rehearsals);
  }

  /** How many there are now. */
  get count(): number {
    return this.#rooms.size;
  }

  /** `gone` ends a wait early: who asked has hung up. */
  async take(request: RendezvousRequest, keyId: string, gone: AbortSignal): Promise<RendezvousAnswer> {
    const room = this.#room(request, keyId);
    if (typeof room === "string") return { state: room, messages: [] };
    const own = seated(room, request);
    if (own === null) return { state: "taken", messages: [] };
    if (request.leave) this.#close(request.code, room);
    else if (request.say !== undefined && request.said === own.messages.length && own.messages.length < MAX_MESSAGES)
      own.messages.push(request.say);
    const other = otherOf(request.side);
    room.seats[other]?.wake?.();
    const isNews = (): boolean => room.hasLeft || (room.seats[other]?.messages.length ?? 0) > request.known;
    if (!isNews() && request.waitMs > 0) await news(own, request.waitMs, gone);
    const messages = room.seats[other]?.messages.slice(request.known) ?? [];
    // What was said before somebody left is still told.
    if (room.hasLeft && messages.length === 0) return { state: "left", messages };
    return { state: room.seats[other] === null ? "waiting" : "both", messages };
  }

  #room(request: RendezvousRequest, keyId: string): Room | "no-room" | "full" {
    const known = this.#rooms.get(request.code);
    if (known) return known;
    // Only a first word opens a room: one that is over is not opened again by who has not noticed.
    if (request.side === "join" || request.leave || request.said > 0 || request.say === undefined) return "no-room";
    const end = this.#atOnce.begin(keyId);
    if (end === null) return "full";
    const room: Room = {
      seats: { invite: null, join: null },
      hasLeft: false,
      end,
      expires: setTimeout(() => this.#close(request.code, room), ROOM_LIFETIME_MS).unref(),
    };
    this.#rooms.set(request.code, room);
    return room;
  }

  #close(code: string, room: Room): void {
    if (this.#rooms.get(code) !== room) return;
    this.#rooms.delete(code);
    clearTimeout(room.expires);
    room.end();
    room.hasLeft = true;
    for (const seat of Object.values(room.seats)) seat?.wake?.();
  }
}

const otherOf = (side: Side): Side => (side === "invite" ? "join" : "invite");

/** The seat of who asks: the first one to come has it. Null: it is somebody else's. */
function seated({ seats }: Room, { side, seat }: RendezvousRequest): Seat | null {
  const own = (seats[side] ??= { seat, messages: [], wake: null });
  return own.seat === seat ? own : null;
}

/** Until the other end says something. A second question of the same end ends the first. */
function news(own: Seat, waitMs: number, gone: AbortSignal): Promise<void> {
  own.wake?.();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      gone.removeEventListener("abort", done);
      if (own.wake === done) own.wake = null;
      resolve();
    };
    const timer = setTimeout(done, waitMs).unref();
    gone.addEventListener("abort", done, { once: true });
    own.wake = done;
    if (gone.aborted) done();
  });
}
