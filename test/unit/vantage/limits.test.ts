import { describe, expect, it } from "vitest";
import { AtOnce, limitKey, RateLimit } from "../../../main/vantage/limits.ts";
import { ReplayGuard, REQUEST_WINDOW_MS } from "../../../main/vantage/replay-guard.ts";
import { callerOf, mayBeDialled } from "../../../main/vantage/caller.ts";

describe("rate limits", () => {
  it("allow a burst, then as many as time allows, per key", () => {
    let nowMs = 0;
    const limit = new RateLimit({ burst: 2, perSecond: 1 }, () => nowMs);
    const take = (key: string, times: number) => Array.from({ length: times }, () => limit.take(key));
    expect(take("a", 3)).toEqual([true, true, false]);
    expect(take("b", 3)).toEqual([true, true, false]);
    nowMs = 1_000;
    expect(take("a", 2)).toEqual([true, false]);
    nowMs = 100_000;
    expect(take("a", 3)).toEqual([true, true, false]);
  });

  it("do not run full of callers: those who rested are forgotten, and while all are busy nobody new comes in", () => {
    let nowMs = 0;
    const limit = new RateLimit({ burst: 1, perSecond: 1 }, () => nowMs);
    for (let index = 0; index < 20_000; index += 1) limit.take(`caller ${index}`);
    expect(limit.take("one more")).toBe(false);
    nowMs = 2_000;
    expect(limit.take("one more")).toBe(true);
  });

  it("do not go back with the clock", () => {
    let nowMs = 10_000;
    const limit = new RateLimit({ burst: 1, perSecond: 1 }, () => nowMs);
    expect(limit.take("a")).toBe(true);
    nowMs = 0;
    expect(limit.take("a")).toBe(false);
  });

  it("count how many are under way", () => {
    const atOnce = new AtOnce(2, 3);
    const [first, second] = [atOnce.begin("a"), atOnce.begin("a")];
    expect(first).not.toBeNull();
    expect(atOnce.begin("a")).toBeNull();
    expect(atOnce.begin("b")).not.toBeNull();
    expect(atOnce.begin("c")).toBeNull();
    second?.();
    expect(atOnce.begin("c")).not.toBeNull();
  });

  it("see an IPv6 site as one caller", () => {
    expect(limitKey("2a0e:b107:100::50")).toBe(limitKey("2a0e:b107:100:0:1:2:3:4"));
    expect(limitKey("2a0e:b107:100::50")).not.toBe(limitKey("2a0e:b107:100:1::50"));
    expect(limitKey("25.0.113.2")).not.toBe(limitKey("25.0.113.3"));
  });
});

describe("replays", () => {
  it("are known as long as a request could be accepted", () => {
    const guard = new ReplayGuard(0);
    // Signed by a clock that is ahead as far as it may be: acceptable until two windows later.
    expect(guard.isStale(REQUEST_WINDOW_MS, 0)).toBe(false);
    expect(guard.remember("n", 0)).toBe(true);
    for (let nowMs = 0; nowMs <= 2 * REQUEST_WINDOW_MS; nowMs += 1_000) {
      guard.remember(`other ${nowMs}`, nowMs);
      expect(guard.remember("n", nowMs)).toBe(false);
    }
    expect(guard.isStale(REQUEST_WINDOW_MS, 2 * REQUEST_WINDOW_MS + 1)).toBe(true);
  });

  it("are not held back for ever", () => {
    const guard = new ReplayGuard(0);
    guard.remember("n", 0);
    guard.remember("m", 3 * REQUEST_WINDOW_MS);
    guard.remember("o", 6 * REQUEST_WINDOW_MS);
    expect(guard.remember("n", 6 * REQUEST_WINDOW_MS)).toBe(true);
  });
});

describe("the caller", () => {
  it("is the other end of the connection, an IPv4-mapped address as IPv4", () => {
    const socket = { remoteAddress: "::ffff:25.0.113.2", remotePort: 4711, localAddress: "::ffff:25.51.100.30" };
    expect(callerOf(socket)).toEqual({ address: "25.0.113.2", port: 4711, localAddress: "25.51.100.30" });
  });

  const caller = (address: string, localAddress: string) => ({ address, port: 1, localAddress });

  it.each([
    ["an address of the internet", caller("25.0.113.2", "25.51.100.30"), ["0.0.0.0"], true],
    ["one over IPv6", caller("2a0e:b107:100::50", "2a0e:b107:ff::30"), ["::"], true],
    ["loopback, as the tests do", caller("127.0.0.1", "127.0.0.1"), ["127.0.0.1"], true],
    ["a private network that it was put into", caller("10.1.2.3", "10.0.0.1"), ["10.0.0.1"], true],
  ])("is dialled: %s", (_what, who, listen, expected) => {
    expect(mayBeDialled(who, listen)).toBe(expected);
  });

  it.each([
    ["loopback, where it listens everywhere", caller("127.0.0.1", "127.0.0.1"), ["0.0.0.0"]],
    ["loopback over IPv6", caller("::1", "::1"), ["::"]],
    ["a private address, where it listens everywhere", caller("10.1.2.3", "10.0.0.1"), ["0.0.0.0"]],
    ["a private address, where it listens on a public one", caller("10.1.2.3", "25.51.100.30"), ["25.51.100.30"]],
    ["the machine's metadata service", caller("169.254.169.254", "25.51.100.30"), ["0.0.0.0"]],
    ["a carrier's network", caller("100.64.1.1", "25.51.100.30"), ["0.0.0.0"]],
    ["an address of the link", caller("fe80::1", "2a0e:b107:ff::30"), ["::"]],
    ["a NAT64's prefix", caller("64:ff9b::1900:7102", "2a0e:b107:ff::30"), ["::"]],
    ["multicast", caller("224.0.0.1", "25.51.100.30"), ["0.0.0.0"]],
  ])("is not dialled: %s", (_what, who, listen) => {
    expect(mayBeDialled(who, listen)).toBe(false);
  });
});
