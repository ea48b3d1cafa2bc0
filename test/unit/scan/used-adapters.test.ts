import { describe, expect, it } from "vitest";
import { networksOf, proposedRange, usedAdapters } from "#host/scan/used-adapters.ts";
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

describe("networks of adapters", () => {
  const networks = networksOf(
    usedAdapters([
      adapter("eth0", "ethernet", "192.168.1.5/24", "10.0.0.5/8", "fe80::5/64"),
      adapter("wlan0", "wifi", "172.16.0.9/16"),
    ]),
  );
  const holding = (address: string, seenOn: string | null): string[] =>
    networks
      .filter((network) => network.holds(address, seenOn))
      .map(({ interfaceName, address: own }) => `${interfaceName} ${own}`);

  it.each<[string, string | null, string[]]>([
    ["192.168.1.64", null, ["eth0 192.168.1.5"]],
    ["192.168.1.64", "eth0", ["eth0 192.168.1.5"]],
    ["192.168.1.64", "wlan0", []],
    ["10.9.9.9", null, ["eth0 10.0.0.5"]],
    ["172.16.3.3", "wlan0", ["wlan0 172.16.0.9"]],
    ["192.168.0.64", "eth0", []],
    ["fe80::64", "eth0", ["eth0 fe80::5"]],
    ["fe80::64", null, []],
    ["fe80::64", "wlan0", []],
  ])("%s seen on %s", (address, seenOn, expected) => expect(holding(address, seenOn)).toEqual(expected));
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
