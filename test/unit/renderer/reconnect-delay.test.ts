import fc from "fast-check";
import { expect, test } from "vitest";
import { reconnectDelayMs } from "../../../renderer/connection/reconnect-delay.ts";

test("the first tries come quickly, later ones settle", () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelayMs(attempt, 0.5))).toEqual([
    400, 800, 1_600, 3_200, 6_400, 8_000, 8_000,
  ]);
});

test("chance moves a try by at most a tenth, and never beyond nine seconds", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const delay = reconnectDelayMs(attempt, random);
      const middle = reconnectDelayMs(attempt, 0.5);
      expect(delay).toBeGreaterThanOrEqual(middle * 0.9 - 1);
      expect(delay).toBeLessThanOrEqual(Math.min(middle * 1.1 + 1, 9_000));
    }),
  );
});
