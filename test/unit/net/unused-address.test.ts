import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inPrefix } from "#core/net/ip-address.ts";
import { unusedAddress } from "#core/net/unused-address.ts";

const lan = { address: "192.168.1.20", prefixLength: 24 };

describe("an address that nobody has", () => {
  it("is looked for from a place on, round the network", () => {
    expect(unusedAddress(lan, new Set(), 0)).toBe("192.168.1.1");
    expect(unusedAddress(lan, new Set(["192.168.1.1"]), 0)).toBe("192.168.1.2");
    expect(unusedAddress(lan, new Set(), 1)).toBe("192.168.1.254");
    expect(unusedAddress(lan, new Set(["192.168.1.254"]), 1)).toBe("192.168.1.1");
  });

  it("is none where all are taken, or where there is no network", () => {
    const small = { address: "10.0.0.9", prefixLength: 30 };
    expect(unusedAddress(small, new Set(["10.0.0.10"]), 0.5)).toBeNull();
    expect(unusedAddress(small, new Set(), 0.5)).toBe("10.0.0.10");
    expect(unusedAddress({ ...lan, prefixLength: 31 }, new Set(), 0)).toBeNull();
    expect(unusedAddress({ ...lan, prefixLength: 32 }, new Set(), 0)).toBeNull();
    expect(unusedAddress({ address: "fe80::1", prefixLength: 64 }, new Set(), 0)).toBeNull();
  });

  it("is in the network, is free, and neither its first nor its last", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 30 }),
        fc.ipV4(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: 255 })),
        (prefixLength, address, choice, ends) => {
          const start = address.slice(0, address.lastIndexOf("."));
          const taken = new Set(ends.map((end) => `${start}.${end}`));
          const found = unusedAddress({ address, prefixLength }, taken, choice);
          if (found === null) return;
          expect(inPrefix(found, `${address}/${prefixLength}`)).toBe(true);
          expect(taken.has(found) || found === address).toBe(false);
          const hostBits = 2 ** (32 - Math.max(prefixLength, 24));
          const host = Number(found.split(".")[3]) % hostBits;
          expect([0, hostBits - 1]).not.toContain(host);
        },
      ),
    );
  });
});
