import { describe, expect, it } from "vitest";
import { newSecret, sameSecret, SessionGate } from "../../../main/serve/session-gate.ts";

const MINUTE_MS = 60_000;

describe("the session gate", () => {
  it("gives a token for a code once", () => {
    const gate = new SessionGate();
    const code = gate.newCode();
    const token = gate.exchange(code) ?? "";
    expect(gate.admits(token)).toBe(true);
    expect(gate.exchange(code)).toBeNull();
    expect(gate.admits(code)).toBe(false);
    expect(gate.exchange(token)).toBeNull();
  });

  it("forgets a code after ten minutes, but no token", () => {
    let nowMs = 0;
    const gate = new SessionGate(() => nowMs);
    const [early, late] = [gate.newCode(), gate.newCode()];
    nowMs = 10 * MINUTE_MS - 1;
    const token = gate.exchange(early) ?? "";
    nowMs = 10 * MINUTE_MS;
    expect(gate.exchange(late)).toBeNull();
    nowMs = 24 * 60 * MINUTE_MS;
    expect(gate.admits(token)).toBe(true);
  });

  it("keeps a handful of unused codes, the newest", () => {
    const gate = new SessionGate();
    const codes = Array.from({ length: 20 }, () => gate.newCode());
    expect(codes.map((code) => gate.exchange(code) !== null)).toEqual(codes.map((_, index) => index >= 4));
  });

  it("admits nothing but whole tokens", () => {
    const gate = new SessionGate();
    const token = gate.exchange(gate.newCode()) ?? "";
    for (const wrong of ["", token.slice(1), `${token}x`, token.toUpperCase(), " ".repeat(43)])
      expect(gate.admits(wrong)).toBe(false);
    expect(new SessionGate().admits("")).toBe(false);
  });

  it("makes secrets of 256 bits that are never the same", () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  });

  it("compares secrets of any length", () => {
    expect([sameSecret("a", "a"), sameSecret("a", "ab"), sameSecret("", "")]).toEqual([true, false, true]);
  });
});
