import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endsAtMs, hasEnded, isDue, leasesToAsk, renewEverySeconds } from "#core/forward/lease.ts";

describe("a lease", () => {
  it("is asked for ever for a recorder first, and for a laptop last", () => {
    expect(leasesToAsk("upnp", false)).toEqual([0, 604_800, 86_400, 7_200]);
    expect(leasesToAsk("upnp", true)).toEqual([7_200, 0]);
    for (const means of ["pcp", "nat-pmp", "pinhole"] as const)
      for (const forLaptop of [true, false]) expect(leasesToAsk(means, forLaptop)).not.toContain(0);
  });

  it("is due between its half and its end, and never when it is for ever", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_000_000 }), fc.integer({ min: 0, max: 2_000_000 }), (lease, passed) => {
        const granted = { grantedAtMs: 1_000, leaseSeconds: lease };
        const nowMs = 1_000 + passed * 1_000;
        expect(isDue(granted, nowMs)).toBe(passed >= Math.floor(lease / 2) && passed < lease);
        expect(hasEnded(granted, nowMs)).toBe(passed >= lease);
        expect(isDue({ ...granted, leaseSeconds: null }, nowMs)).toBe(false);
        expect(hasEnded({ ...granted, leaseSeconds: null }, nowMs)).toBe(false);
      }),
    );
    expect(endsAtMs({ grantedAtMs: 5, leaseSeconds: null })).toBeNull();
    expect(renewEverySeconds(1)).toBe(1);
    expect(renewEverySeconds(null)).toBeNull();
  });
});
