import { describe, expect, it } from "vitest";
import { proposedRange, usedAdapters } from "#host/scan/used-adapters.ts";
import type { Adapter } from "#host/system/adapters.ts";

const adapter = (name: string, adapterKind: Adapter["adapterKind"], ...addresses: string[]): Adapter => ({
  name,
  adapterKind,
  mac: null,
  addresses: addresses.map((text) => {
    const [address = "", length = ""] = text.split("/");
    return { address, prefixLength: Number(length) };
  }),
});

const loopback = adapter("lo", "loopback", "127.0.0.1/8", "::1/128");
const vpn = adapter("wg0", "tunnel", "10.8.0.2/24");
const zone = (name: string): string => `zone-${name}`;
const names = (...adapters: Adapter[]): string[] => usedAdapters(adapters, zone).map(({ name }) => name);

describe("adapters that searches go out by", () => {
  it("are all that have an address on site, link-local ones too", () => {
    const cable = adapter("eth0", "ethernet", "192.168.1.5/24", "2001:db8::5/64", "fe80::5/64");
    const unconfigured = adapter("eth1", "ethernet", "169.254.7.7/16");
    const onlyIpv6 = adapter("eth2", "unknown", "fe80::2/64");
    const onlyGlobal = adapter("eth3", "ethernet", "2001:db8::7/64");
    const none = adapter("eth4", "ethernet");
    expect(names(loopback, vpn, cable, unconfigured, onlyIpv6, onlyGlobal, none)).toEqual(["eth0", "eth1", "eth2"]);
    expect(usedAdapters([cable], zone)).toEqual([
      {
        name: "eth0",
        adapterKind: "ethernet",
        ipv4: [{ address: "192.168.1.5", prefixLength: 24 }],
        ipv6: "fe80::5",
        zone: "zone-eth0",
      },
    ]);
  });

  it("are VPNs only where there is nothing else, and loopback last", () => {
    expect(names(loopback, vpn)).toEqual(["wg0"]);
    expect(names(loopback)).toEqual(["lo"]);
    expect(names()).toEqual([]);
  });
});

describe("the range that is proposed", () => {
  it.each<[Adapter["adapterKind"], string, number, string | null]>([
    ["ethernet", "192.168.1.77", 24, "192.168.1.0/24"],
    ["wifi", "10.1.2.3", 22, "10.1.0.0/22"],
    ["ethernet", "10.1.2.3", 21, "10.1.2.0/24"],
    ["ethernet", "10.1.2.3", 8, "10.1.2.0/24"],
    ["unknown", "192.168.1.77", 28, "192.168.1.64/28"],
    ["ethernet", "192.168.1.77", 30, "192.168.1.76/30"],
    ["ethernet", "192.168.1.77", 31, null],
    ["ethernet", "192.168.1.77", 32, null],
    ["ethernet", "192.168.1.77", 0, null],
    ["ethernet", "169.254.1.1", 16, null],
    ["ethernet", "fe80::1", 24, null],
    ["tunnel", "10.8.0.2", 24, null],
    ["loopback", "127.0.0.1", 8, null],
  ])("%s %s/%i: %s", (adapterKind, address, prefixLength, expected) =>
    expect(proposedRange({ adapterKind }, { address, prefixLength })).toBe(expected),
  );
});
