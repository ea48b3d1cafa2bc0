import { describe, expect, it } from "vitest";
import { nat64Address } from "#core/net/nat64-address.ts";

describe("an IPv4 address behind a NAT64", () => {
  // RFC 6052 section 2.4.
  it.each([
    ["2001:db8::/32", "2001:db8:c000:221::"],
    ["2001:db8:100::/40", "2001:db8:1c0:2:21::"],
    ["2001:db8:122::/48", "2001:db8:122:c000:2:2100::"],
    ["2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"],
    ["2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100:0"],
    ["2001:db8:122:344::/96", "2001:db8:122:344::c000:221"],
    ["64:ff9b::/96", "64:ff9b::c000:221"],
  ])("under %s is %s", (prefix, address) => {
    expect(nat64Address(prefix, "192.0.2.33")).toBe(address);
  });

  it.each([
    ["64:ff9b::", "192.0.2.33"],
    ["64:ff9b::/95", "192.0.2.33"],
    ["10.0.0.0/32", "192.0.2.33"],
    ["64:ff9b::/96", "2001:db8::1"],
    ["", ""],
  ])("is not made of %s and %s", (prefix, ipv4) => {
    expect(nat64Address(prefix, ipv4)).toBeNull();
  });
});
