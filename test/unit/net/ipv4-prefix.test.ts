import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inPrefix } from "#core/net/ip-address.ts";
import {
  broadcastOf,
  firstHost,
  formatIpv4Prefix,
  hostCount,
  inIpv4Prefix,
  ipv4Number,
  ipv4Text,
  parseIpv4Prefix,
  prefixAround,
  withoutOverlaps,
  type Ipv4Prefix,
} from "#core/net/ipv4-prefix.ts";

const address = fc.nat(0xffff_ffff);
const prefix = fc.tuple(address, fc.nat(32)).map(([number, length]) => prefixAround(number, length));

const parsed = (text: string): Ipv4Prefix => {
  const found = parseIpv4Prefix(text);
  if (!found) throw new Error(`${text} is no prefix`);
  return found;
};

describe("IPv4 prefixes", () => {
  it.each([
    ["192.168.1.0/24", "192.168.1.0/24", 254, "192.168.1.1", "192.168.1.255"],
    ["192.168.1.77/24", "192.168.1.0/24", 254, "192.168.1.1", "192.168.1.255"],
    ["10.1.2.3/22", "10.1.0.0/22", 1_022, "10.1.0.1", "10.1.3.255"],
    ["172.16.9.9/16", "172.16.0.0/16", 65_534, "172.16.0.1", "172.16.255.255"],
    ["192.0.2.5/30", "192.0.2.4/30", 2, "192.0.2.5", "192.0.2.7"],
    ["192.0.2.5/31", "192.0.2.4/31", 2, "192.0.2.4", undefined],
    ["192.0.2.5/32", "192.0.2.5/32", 1, "192.0.2.5", undefined],
    ["192.0.2.5", "192.0.2.5/32", 1, "192.0.2.5", undefined],
    ["255.255.255.255/0", "0.0.0.0/0", 2 ** 32 - 2, "0.0.0.1", "255.255.255.255"],
  ])("%s", (text, normal, count, first, broadcast) => {
    const found = parsed(text);
    expect(formatIpv4Prefix(found)).toBe(normal);
    expect(hostCount(found)).toBe(count);
    expect(ipv4Text(firstHost(found))).toBe(first);
    const last = broadcastOf(found);
    expect(last === undefined ? undefined : ipv4Text(last)).toBe(broadcast);
  });

  it.each([
    "",
    "192.168.1.0/33",
    "192.168.1.0/",
    "192.168.1.0/024",
    "192.168.1/24",
    "192.168.1.256/24",
    "192.168.01.1/24",
    " 192.168.1.0/24",
    "192.168.1.0/24\n",
    "192.168.1.0 /24",
    "::/0",
    "fe80::1/64",
    "192.168.1.0-9",
    "192.168.1.0/-1",
  ])("%j is none", (text) => expect(parseIpv4Prefix(text)).toBeUndefined());

  it("numbers are addresses, and back", () => {
    fc.assert(fc.property(address, (number) => ipv4Number(ipv4Text(number)) === number));
  });

  it("a written prefix is read as the same, and holds what the byte-wise reader says", () => {
    fc.assert(
      fc.property(prefix, address, (one, number) => {
        expect(parseIpv4Prefix(formatIpv4Prefix(one))).toEqual(one);
        expect(inIpv4Prefix(number, one)).toBe(inPrefix(ipv4Text(number), formatIpv4Prefix(one)));
      }),
    );
  });

  it("its hosts and its broadcast address lie in it, and nothing beyond", () => {
    fc.assert(
      fc.property(prefix, (one) => {
        const first = firstHost(one);
        const last = first + hostCount(one) - 1;
        const end = broadcastOf(one);
        expect(inIpv4Prefix(first, one) && inIpv4Prefix(last, one)).toBe(true);
        expect(end === undefined || (end === last + 1 && inIpv4Prefix(end, one))).toBe(true);
        const beyond = (end ?? last) + 1;
        expect(beyond === 2 ** 32 || !inIpv4Prefix(beyond, one)).toBe(true);
      }),
    );
  });

  it("without overlaps: the same addresses, each once", () => {
    const near = fc
      .tuple(fc.nat(63), fc.integer({ min: 26, max: 32 }))
      .map(([host, length]) => prefixAround(host, length));
    fc.assert(
      fc.property(fc.array(near, { maxLength: 6 }), (prefixes) => {
        const apart = withoutOverlaps(prefixes);
        for (let number = 0; number < 70; number += 1) {
          const before = prefixes.some((one) => inIpv4Prefix(number, one));
          expect(apart.filter((one) => inIpv4Prefix(number, one)).length).toBe(before ? 1 : 0);
        }
        expect(apart.map((one) => one.network)).toEqual(apart.map((one) => one.network).toSorted((a, b) => a - b));
      }),
    );
  });
});
