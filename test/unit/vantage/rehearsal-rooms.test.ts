import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_MESSAGES, ROOM_LIFETIME_MS } from "#core/rehearsal/rendezvous.ts";
import type { RendezvousRequest } from "#core/rehearsal/rendezvous-schema.ts";
import { usualLimits } from "../../../main/vantage/limits.ts";
import { RehearsalRooms } from "../../../main/vantage/rehearsal-rooms.ts";
import { askVantage, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const never = new AbortController().signal;
const CODE = "BCDFGHJK";
const request = (side: "invite" | "join", more: Partial<RendezvousRequest> = {}): RendezvousRequest => ({
  code: CODE,
  side,
  seat: (side === "invite" ? "a" : "b").repeat(32),
  known: 0,
  said: 0,
  waitMs: 0,
  ...more,
});

describe("a room", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("carries words both ways, and wakes who waits", async () => {
    const rooms = new RehearsalRooms(usualLimits);
    expect(await rooms.take(request("invite", { say: "one" }), "k", never)).toEqual({ state: "waiting", messages: [] });
    const waiting = rooms.take(request("invite", { said: 1, waitMs: 5_000 }), "k", never);
    expect(await rooms.take(request("join", { say: "two" }), "k", never)).toEqual({ state: "both", messages: ["one"] });
    expect(await waiting).toEqual({ state: "both", messages: ["two"] });
    // A request whose answer was lost comes again: nothing is said twice.
    await rooms.take(request("join", { say: "two" }), "k", never);
    const all = await rooms.take(request("invite", { said: 1 }), "k", never);
    expect(all.messages).toEqual(["two"]);
  });

  it("is opened by an invitation alone, and a seat stays whose it is", async () => {
    const rooms = new RehearsalRooms(usualLimits);
    expect((await rooms.take(request("join", { say: "x" }), "k", never)).state).toBe("no-room");
    expect((await rooms.take(request("invite"), "k", never)).state).toBe("no-room");
    await rooms.take(request("invite", { say: "one" }), "k", never);
    await rooms.take(request("join", { say: "two" }), "k", never);
    const stranger = request("join", { seat: "c".repeat(32), say: "three" });
    expect(await rooms.take(stranger, "k", never)).toEqual({ state: "taken", messages: [] });
  });

  it("takes eight words of each, and is gone after ten minutes or when one leaves", async () => {
    const rooms = new RehearsalRooms(usualLimits);
    for (let said = 0; said < MAX_MESSAGES + 3; said += 1)
      await rooms.take(request("invite", { say: `w${said}`, said: Math.min(said, MAX_MESSAGES) }), "k", never);
    const heard = await rooms.take(request("join"), "k", never);
    expect(heard.messages).toHaveLength(MAX_MESSAGES);
    const waiting = rooms.take(request("join", { known: MAX_MESSAGES, waitMs: 5_000 }), "k", never);
    await rooms.take(request("invite", { leave: true }), "k", never);
    expect(await waiting).toEqual({ state: "left", messages: [] });
    expect(rooms.count).toBe(0);
    await rooms.take(request("invite", { say: "one" }), "k", never);
    vi.advanceTimersByTime(ROOM_LIFETIME_MS);
    expect(rooms.count).toBe(0);
  });

  it("waits no longer than asked, nor for who hung up", async () => {
    const rooms = new RehearsalRooms(usualLimits);
    await rooms.take(request("invite", { say: "one" }), "k", never);
    const waiting = rooms.take(request("invite", { said: 1, waitMs: 4_000 }), "k", never);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await waiting).toEqual({ state: "waiting", messages: [] });
    const gone = new AbortController();
    const left = rooms.take(request("invite", { said: 1, waitMs: 4_000 }), "k", gone.signal);
    gone.abort();
    expect((await left).state).toBe("waiting");
  });

  it("each token and all together have so many, and a room that ended makes place", async () => {
    const rooms = new RehearsalRooms({ ...usualLimits, rehearsalsPerToken: 1, rehearsals: 2 });
    const open = (code: string, key: string) => rooms.take(request("invite", { code, say: "x" }), key, never);
    expect((await open("BBBBBBBB", "k")).state).toBe("waiting");
    expect((await open("CCCCCCCC", "k")).state).toBe("full");
    expect((await open("CCCCCCCC", "l")).state).toBe("waiting");
    expect((await open("DDDDDDDD", "m")).state).toBe("full");
    await rooms.take(request("invite", { code: "BBBBBBBB", leave: true }), "k", never);
    expect((await open("DDDDDDDD", "m")).state).toBe("waiting");
  });
});

it("is there for who has a token, and for no request that names more", async () => {
  const { port } = await vantageOnLoopback();
  const path = "/v1/rehearsal";
  const body = JSON.stringify(request("invite", { say: "one" }));
  expect(await askVantage(port, { path, body })).toMatchObject({
    statusCode: 200,
    signed: true,
    body: { state: "waiting", messages: [] },
  });
  expect((await askVantage(port, { path, body, token: "another-token-of-nobody" })).statusCode).toBe(401);
  const more = JSON.stringify({ ...request("invite"), address: "192.0.2.1" });
  expect((await askVantage(port, { path, body: more })).statusCode).toBe(400);
});
