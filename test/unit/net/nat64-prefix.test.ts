import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAddress } from "#core/net/ip-address.ts";
import { nat64Address } from "#core/net/nat64-address.ts";
import { nat64PrefixIn } from "#core/net/nat64-prefix.ts";

describe("the prefix of a NAT64", () => {
  it.each([
    // RFC 7050 section 3 with the well-known prefix, and RFC 6052 section 2.4's table with 192.0.0.170 in it.
    ["64:ff9b::c000:aa", "64:ff9b::/96"],
    ["64:ff9b::192.0.0.171", "64:ff9b::/96"],
    ["2001:db8:c000:aa::", "2001:db8::/32"],
    ["2001:db8:1c0:0:aa::", "2001:db8:100::/40"],
    ["2001:db8:122:c000:0:aa00::", "2001:db8:122::/48"],
    ["2001:db8:122:3c0:0:aa::", "2001:db8:122:300::/56"],
    ["2001:db8:122:344:c0:0:aa00:0", "2001:db8:122:344::/64"],
    ["2001:db8:122:344::c000:aa", "2001:db8:122:344::/96"],
    ["fd00:64::c000:ab", "fd00:64::/96"],
  ])("in %s is %s", (address, prefix) => {
    expect(nat64PrefixIn([address])).toBe(prefix);
  });

  it.each([
    ["nothing", []],
    ["IPv4 addresses", ["192.0.0.170"]],
    ["an address of somebody's own", ["2001:db8::1"]],
    ["another IPv4 address", ["64:ff9b::c000:201"]],
    ["no address", ["ipv4only.arpa"]],
  ])("is not found in %s", (_what, addresses) => {
    expect(nat64PrefixIn(addresses)).toBeNull();
  });

  it("is the first that there is", () => {
    expect(nat64PrefixIn(["2001:db8::1", "64:ff9b::c000:aa", "fd00:64::c000:aa"])).toBe("64:ff9b::/96");
  });

  it("that made the address up, or one that makes the same", () => {
    const prefix = fc.tuple(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.constantFrom(32, 40, 48, 56, 64, 96));
    fc.assert(
      fc.property(prefix, fc.constantFrom("192.0.0.170", "192.0.0.171"), ([bytes, length], ipv4) => {
        const own = bytes.map((byte, index) => (index < length / 8 && index !== 8 ? byte : 0));
        const made = nat64Address(`${formatAddress(own)}/${length}`, ipv4);
        const found = made === null ? null : nat64PrefixIn([made]);
        expect(found).not.toBeNull();
        expect(nat64Address(found ?? "", ipv4)).toBe(made);
      }),
    );
  });
});
