import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapRuleFor, portSet, sharedPortsFrom, type PortLayout, type PortRange } from "#core/nat/map-e.ts";
import { END_USER_PREFIX_LENGTH, MAP_RULES } from "#core/nat/map-e-rules.ts";
import { inPrefix } from "#core/net/ip-address.ts";

const portsOf = (ranges: readonly PortRange[]): number[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** Lengths that fit into 16 bits. */
const lengths = fc
  .tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 16 }))
  .filter(([psidLength, psidOffset]) => psidLength + psidOffset <= 16);
const layout = lengths.chain(([psidLength, psidOffset]) =>
  fc.record({
    psid: fc.integer({ min: 0, max: 2 ** psidLength - 1 }),
    psidLength: fc.constant(psidLength),
    psidOffset: fc.constant(psidOffset),
  }),
);

describe("a port set", () => {
  it("is the one of RFC 7597 appendix A, examples 1 and 5", () => {
    const ranges = portSet({ psid: 0x34, psidLength: 8, psidOffset: 6 });
    expect(ranges).toHaveLength(63);
    expect(ranges.slice(0, 2)).toEqual([
      { from: 1232, to: 1235 },
      { from: 2256, to: 2259 },
    ]);
    expect(ranges.slice(-2)).toEqual([
      { from: 63_696, to: 63_699 },
      { from: 64_720, to: 64_723 },
    ]);
  });

  it("is the one of RFC 7597 appendix B: 1,024 subscribers at offset 4", () => {
    expect(portSet({ psid: 0, psidLength: 10, psidOffset: 4 })[0]).toEqual({ from: 4096, to: 4099 });
    expect(portSet({ psid: 1023, psidLength: 10, psidOffset: 4 }).at(-1)).toEqual({ from: 65_532, to: 65_535 });
  });

  it("is one block without an offset, and every port when nobody shares", () => {
    expect(portSet({ psid: 9, psidLength: 6, psidOffset: 0 })).toEqual([{ from: 9216, to: 10_239 }]);
    expect(portSet({ psid: 0, psidLength: 0, psidOffset: 6 })).toEqual([{ from: 0, to: 65_535 }]);
  });

  it.each<[string, PortLayout]>([
    ["a PSID longer than its length", { psid: 4, psidLength: 2, psidOffset: 4 }],
    ["more than 16 bits", { psid: 0, psidLength: 10, psidOffset: 7 }],
    ["half a bit", { psid: 0, psidLength: 2.5, psidOffset: 4 }],
    ["a negative PSID", { psid: -1, psidLength: 2, psidOffset: 4 }],
  ])("is not made from %s", (_what, wrong) => {
    expect(() => portSet(wrong)).toThrow(RangeError);
  });

  it("holds every port outside the kept-out ones exactly once over all PSIDs", () => {
    const small = lengths.filter(([psidLength]) => psidLength > 0 && psidLength <= 8);
    fc.assert(
      fc.property(small, ([psidLength, psidOffset]) => {
        const all = Array.from({ length: 2 ** psidLength }, (_, psid) =>
          portsOf(portSet({ psid, psidLength, psidOffset })),
        ).flat();
        const lowest = psidOffset === 0 ? 0 : 2 ** (16 - psidOffset);
        expect(all.length).toBe(65_536 - lowest);
        expect(new Set(all).size).toBe(all.length);
        expect(all.every((port) => port >= lowest)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("keeps out the well-known ports with an offset of up to 6 bits", () => {
    const shared = layout.filter(({ psidLength, psidOffset }) => psidLength > 0 && psidOffset > 0 && psidOffset <= 6);
    fc.assert(
      fc.property(shared, (set) => {
        expect(portSet(set).every(({ from }) => from >= 1024)).toBe(true);
      }),
    );
  });

  it("is ascending, without gaps inside a range and of equal ranges", () => {
    fc.assert(
      fc.property(layout, (set) => {
        const ranges = portSet(set);
        const [first] = ranges;
        const size = (first?.to ?? 0) - (first?.from ?? 0);
        expect(ranges.every(({ from, to }) => to - from === size)).toBe(true);
        const starts = ranges.map(({ from }) => from);
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("a published rule", () => {
  it.each([
    // A v6plus line as its owner set it up by hand (opnsense/core#4983).
    ["240b:10:2a40:9600::1", "v6plus (JPNE)", "106.72.42.64", 0x96, 240],
    // The lowest bit of the rule's 31 is the first of the IPv4 address.
    ["240b:11:2a40:9600::1", "v6plus (JPNE)", "106.73.42.64", 0x96, 240],
    // A NURO line whose owner wrote down both addresses in public.
    ["240d:f:88c:8100::", "NURO", "219.104.136.140", 0x81, 240],
    ["2404:7a82:2abc:1200::", "BIGLOBE", "133.203.170.188", 0x12, 240],
    ["2400:4050:1234:5600::", "OCN Virtual Connect", "153.240.72.209", 0x16, 1008],
  ])("makes of %s a %s line", (address, operator, ipv4Address, psid, count) => {
    const rule = mapRuleFor(address);
    expect(rule).toMatchObject({ operator, ipv4Address, psid });
    expect(portsOf(rule?.ranges ?? [])).toHaveLength(count);
  });

  it("has 16 ports in each of 15 blocks for v6plus", () => {
    const ranges = mapRuleFor("240b:10:2a40:9600::")?.ranges ?? [];
    expect(ranges[0]).toEqual({ from: 6496, to: 6511 });
    expect(ranges.at(-1)).toEqual({ from: 63_840, to: 63_855 });
  });

  it.each(["2a02:810d::1", "240b:14::1", "240d:f:4000::1", "fe80::1", "106.72.42.64", "nothing"])(
    "says nothing of %s",
    (address) => {
      expect(mapRuleFor(address)).toBeNull();
    },
  );

  it.each(MAP_RULES)(
    "$ipv6Prefix fits its $ipv4Prefix and overlaps no other",
    ({ ipv6Prefix, ipv4Prefix, psidOffset }) => {
      const [address = "", length] = ipv6Prefix.split("/");
      const eaLength = END_USER_PREFIX_LENGTH - Number(length);
      const psidLength = eaLength - (32 - Number(ipv4Prefix.split("/")[1]));
      expect(psidLength).toBe(psidOffset === 6 ? 6 : 8);
      const rule = mapRuleFor(address);
      expect(rule).toMatchObject({ ipv4Address: ipv4Prefix.split("/")[0], psid: 0, psidOffset });
      const covering = MAP_RULES.filter((other) => inPrefix(address, other.ipv6Prefix));
      expect(covering.map((other) => other.ipv6Prefix)).toEqual([ipv6Prefix]);
    },
  );

  it("stays within its IPv4 prefix, and the same line always gets the same", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MAP_RULES), fc.bigInt({ min: 0n, max: (1n << 72n) - 1n }), (entry, host) => {
        const groups = [0n, 1n, 2n, 3n].map((index) => ((host >> (16n * index)) & 0xffffn).toString(16));
        const length = Number(entry.ipv6Prefix.split("/")[1]);
        const base = entry.ipv6Prefix.split("::")[0] ?? "";
        // Bits behind the first 56 are the customer's own and change nothing.
        const address = `${base}${base.split(":").length === 2 ? ":0" : ""}:ab00:${groups.join(":")}`;
        const rule = mapRuleFor(address);
        expect(length).toBeLessThan(END_USER_PREFIX_LENGTH);
        expect(rule && inPrefix(rule.ipv4Address, entry.ipv4Prefix)).toBe(true);
        expect(rule).toEqual(mapRuleFor(`${base}${base.split(":").length === 2 ? ":0" : ""}:ab00::`));
      }),
    );
  });
});

describe("the ports that servers saw", () => {
  const pairs = (mapped: number[], local = (index: number) => 40_000 + 997 * index) =>
    mapped.map((mappedPort, index) => ({ localPort: local(index), mappedPort }));

  it("of a v6plus line are a restricted set once three blocks were seen", () => {
    const set = portsOf(portSet({ psid: 0x56, psidLength: 8, psidOffset: 4 }));
    const seen = [set[3], set[40], set[100]].map(Number);
    expect(sharedPortsFrom(pairs(seen))).toEqual({
      state: "restricted",
      consistentWith: expect.arrayContaining([{ psid: 0x56, psidLength: 8, psidOffset: 4 }]),
    });
    expect(sharedPortsFrom(pairs(seen.slice(0, 2)))).toEqual({ state: "unknown" });
  });

  it.each([
    ["no binding", [], "unknown"],
    ["one", [50_000], "unknown"],
    [
      "ports kept as they are, of different sets",
      pairs([40_000, 50_123], (i) => [40_000, 50_123][i] ?? 0),
      "unrestricted",
    ],
    ["ports far apart", pairs([2_345, 50_123, 33_001]), "unrestricted"],
    ["ports that count upwards", pairs([40_000, 40_001, 40_002, 40_003]), "unknown"],
    // As the lab's lw4o6 line showed them, from local ports all over the place.
    ["ports of one block of 1,024", pairs([9_819, 10_033, 9_674, 9_848, 9_817, 10_015, 9_798, 10_174]), "restricted"],
    ["a few of them", pairs([9_300, 9_800, 10_100]), "unknown"],
    [
      "half of them kept",
      pairs([9_300, 9_800, 10_100, 9_999, 9_500], (i) => [1, 2, 10_100, 9_999, 9_500][i] ?? 0),
      "unknown",
    ],
    ["ports that count upwards beside others' ", pairs([9_220, 9_225, 9_231, 9_236, 9_240, 9_247]), "unknown"],
    ["ports of Windows' own range", pairs([1_030, 1_900, 2_700, 3_300, 4_100, 4_900, 1_500]), "unknown"],
  ])("%s", (_what, given, state) => {
    expect(sharedPortsFrom(given as { localPort: number; mappedPort: number }[]).state).toBe(state);
  });

  it("of a line with a port set are never called unrestricted", () => {
    const used = fc.record({
      psidOffset: fc.constantFrom(0, 4, 6),
      psidLength: fc.integer({ min: 3, max: 8 }),
      seed: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
      psidSeed: fc.nat(),
    });
    fc.assert(
      fc.property(used, ({ psidOffset, psidLength, seed, psidSeed }) => {
        const set = portsOf(portSet({ psid: psidSeed % 2 ** psidLength, psidLength, psidOffset }));
        const seen = seed.map((value) => set[value % set.length] ?? 0);
        expect(sharedPortsFrom(pairs(seen)).state).not.toBe("unrestricted");
      }),
    );
  });

  it("of a router that keeps ports are never called restricted", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1024, max: 65_535 }), { maxLength: 12 }), (ports) => {
        expect(sharedPortsFrom(ports.map((port) => ({ localPort: port, mappedPort: port }))).state).not.toBe(
          "restricted",
        );
      }),
    );
  });

  it("say the same in any order, however often they were seen", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ localPort: fc.nat(65_535), mappedPort: fc.nat(65_535) })), (given) => {
        expect(sharedPortsFrom([...given, ...given].toReversed())).toEqual(sharedPortsFrom(given));
      }),
    );
  });
});
