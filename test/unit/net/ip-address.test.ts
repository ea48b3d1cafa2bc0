import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressScope,
  canonicalAddress,
  canonicalFromBytes,
  formatAddress,
  inPrefix,
  isIpv4,
  isIpv6,
  isUsableAsPublicAddress,
  parseAddress,
  sameAddress,
  type AddressScope,
} from "#core/net/ip-address.ts";

describe("canonicalAddress", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["0.0.0.0", "0.0.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    // RFC 5952 section 4: lower case, no leading zeros, longest run, first of two equal ones, never a single group.
    ["2001:DB8::AAAA", "2001:db8::aaaa"],
    ["2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"],
    ["2001:db8:0:0:1:0:0:0", "2001:db8:0:0:1::"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["1::", "1::"],
    ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["fe80::1%eth0.100", "fe80::1"],
    ["fe80::1%3", "fe80::1"],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  test.each([
    "",
    " ",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "1.2.3.04",
    "01.2.3.4",
    "1.2.3.4 ",
    "1.2.3.-4",
    "1.2.3.0x4",
    "1.2.3.4%1",
    "1.2.3.4/24",
    "１.2.3.4",
    ":",
    ":::",
    "1::2::3",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "12345::",
    "g::",
    "::1.2.3",
    "::1.2.3.4:5",
    "1.2.3.4::",
    "1:2:3:4:5:6:7:1.2.3.4",
    "[::1]",
    "::1]:80",
    "fe80::1%",
    "fe80::1%a b",
    "fe80::1%a%b",
    `${"1:".repeat(200)}1`,
  ])("%j is no address", (text) => {
    expect(canonicalAddress(text)).toBeUndefined();
    expect(isIpv4(text) || isIpv6(text)).toBe(false);
    expect(addressScope(text)).toBe("reserved");
  });
});

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const anyAddressBytes = fc.oneof(
  bytesOf(4),
  bytesOf(16),
  fc.ipV6().map((text) => parseAddress(text)?.bytes ?? new Uint8Array(16)),
);

test("bytes survive being written and read", () => {
  fc.assert(
    fc.property(anyAddressBytes, (bytes) => {
      const text = formatAddress(bytes);
      expect(parseAddress(text)).toEqual({ family: bytes.length === 4 ? 4 : 6, bytes });
      expect(canonicalAddress(text)).toBe(canonicalFromBytes(bytes));
    }),
  );
});

test("what others write as an address is read as one, and its canonical form is stable", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const canonical = canonicalAddress(text) ?? "";
      expect(canonicalAddress(canonical)).toBe(canonical);
      expect(sameAddress(text, canonical)).toBe(true);
    }),
  );
});

test("any text is an address or none, and never an error", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789abcdefx:.%/[] ".split("")) }), (text) => {
      const parsed = parseAddress(text);
      expect(parsed === undefined || parsed.bytes.length === 4 || parsed.bytes.length === 16).toBe(true);
    }),
  );
});

test("formatAddress refuses other lengths", () => {
  expect(() => formatAddress(new Uint8Array(5))).toThrow(RangeError);
});

/** First, a middle and the last address of each block of the IANA special-purpose registries, and their neighbours. */
describe("addressScope", () => {
  const blocks: readonly (readonly [AddressScope, readonly string[]])[] = [
    ["unspecified", ["0.0.0.0", "::", "::ffff:0.0.0.0"]],
    ["private", ["10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255"]],
    ["private", ["::ffff:10.1.2.3"]],
    ["shared", ["100.64.0.0", "100.100.100.100", "100.127.255.255"]],
    ["loopback", ["127.0.0.0", "127.0.0.1", "127.255.255.255", "::1"]],
    [
      "link-local",
      ["169.254.0.0", "169.254.255.255", "fe80::", "fe80::1%eth0", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    ],
    ["multicast", ["224.0.0.0", "239.255.255.250", "ff00::", "ff02::c", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]],
    ["unique-local", ["fc00::", "fd12:3456::1", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]],
    ["documentation", ["192.0.2.0", "192.0.2.255", "198.51.100.1", "203.0.113.255"]],
    [
      "documentation",
      ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"],
    ],
    // "This network", IETF assignments (DS-Lite, NAT64 discovery), 6to4 anycast, benchmarking, future use, broadcast.
    ["reserved", ["0.0.0.1", "0.255.255.255", "192.0.0.0", "192.0.0.2", "192.0.0.171", "192.0.0.255", "192.88.99.1"]],
    ["reserved", ["198.18.0.0", "198.19.255.255", "240.0.0.0", "255.255.255.254", "255.255.255.255"]],
    // IPv4-compatible, NAT64, discard-only, Teredo, benchmarking, ORCHIDv2, 6to4, segment identifiers, site-local.
    ["reserved", ["::2", "::1.2.3.4", "64:ff9b::192.0.2.1", "64:ff9b:1::1", "100::1", "100:0:0:1::1", "2001::1"]],
    ["reserved", ["2001:2::1", "2001:20::1", "2001:1ff:ffff::", "2002:c000:204::1", "5f00::1", "fec0::1", "4000::1"]],
    [
      "public",
      ["1.0.0.0", "9.255.255.255", "11.0.0.0", "25.3.2.1", "100.63.255.255", "100.128.0.0", "126.255.255.255"],
    ],
    [
      "public",
      ["128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0"],
    ],
    [
      "public",
      ["191.255.255.255", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"],
    ],
    // AS112 and AMT: special purposes, but globally reachable.
    ["public", ["192.31.196.1", "192.52.193.1", "192.175.48.1", "2620:4f:8000::1"]],
    [
      "public",
      ["2000::", "2001:200::", "2001:db7::1", "2001:db9::1", "2003::1", "2a00:1450::1", "3ffe:ffff::1", "3fff:1000::"],
    ],
  ];
  const cases = blocks.flatMap(([scope, addresses]) => addresses.map((address) => [address, scope] as const));

  test.each(cases)("%s is %s", (address, scope) => {
    expect(addressScope(address)).toBe(scope);
    expect(isUsableAsPublicAddress(address)).toBe(scope === "public");
  });
});

describe("inPrefix", () => {
  test.each([
    ["10.1.2.3", "10.0.0.0/8", true],
    ["11.1.2.3", "10.0.0.0/8", false],
    ["192.168.1.127", "192.168.1.0/25", true],
    ["192.168.1.128", "192.168.1.0/25", false],
    ["192.168.1.9", "192.168.1.7/24", true],
    ["1.2.3.4", "0.0.0.0/0", true],
    ["1.2.3.4", "1.2.3.4/32", true],
    ["::ffff:10.1.2.3", "10.0.0.0/8", true],
    ["2001:db8::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["1.2.3.4", "::/0", false],
    ["::1", "0.0.0.0/0", false],
    ["1.2.3.4", "1.2.3.4", false],
    ["1.2.3.4", "1.2.3.4/33", false],
    ["1.2.3.4", "1.2.3.4/08", false],
    ["1.2.3.4", "1.2.3.4/", false],
    ["nonsense", "0.0.0.0/0", false],
  ])("%s in %s: %s", (address, cidr, inside) => {
    expect(inPrefix(address, cidr)).toBe(inside);
  });

  test("an address is in every prefix of itself, and in none of its opposite", () => {
    fc.assert(
      fc.property(anyAddressBytes, fc.nat(), (bytes, n) => {
        const address = canonicalFromBytes(bytes);
        const parsed = parseAddress(address)?.bytes ?? bytes;
        const length = n % (parsed.length * 8 + 1);
        const opposite = parsed.map((byte) => byte ^ 0xff);
        expect(inPrefix(address, `${address}/${length}`)).toBe(true);
        expect(inPrefix(address, `${formatAddress(opposite)}/${length}`)).toBe(length === 0);
      }),
    );
  });
});
