import { describe, expect, it } from "vitest";
import { isOwnForwarder, nameServerAddresses, parseResolvConf, parseScutilDns } from "#core/system/name-servers.ts";
import { resolvConf, scutilDns } from "../../fakes/system-outputs.ts";

describe("resolv.conf", () => {
  it("names systemd-resolved's forwarder, and in its other file whom that asks", () => {
    expect(parseResolvConf(resolvConf.stub)).toEqual(["127.0.0.53"]);
    expect(parseResolvConf(resolvConf.upstream)).toEqual([
      "192.168.178.1",
      "fd00::3a10:d5ff:fe01:203",
      "fe80::3a10:d5ff:fe01:203",
      "9.9.9.9",
    ]);
  });

  it("leaves out comments, names and empty lines", () => {
    expect(parseResolvConf("#nameserver 1.1.1.1\nnameserver\nnameserver dns.example\n;nameserver 1.1.1.1")).toEqual([]);
  });

  it("stops at sixteen", () => {
    const many = Array.from({ length: 300 }, (_, i) => `nameserver 10.0.${i >> 8}.${i & 255}`).join("\n");
    expect(parseResolvConf(many)).toHaveLength(16);
  });
});

describe("macOS scutil --dns", () => {
  it("reads the servers for every name, not a VPN's, mDNS's or those of one adapter", () => {
    expect(parseScutilDns(scutilDns)).toEqual(["fd00::3a10:d5ff:fe01:203", "192.168.178.1"]);
  });

  it("finds none where none is set", () => {
    expect(parseScutilDns("No DNS configuration available\n")).toEqual([]);
    expect(parseScutilDns("")).toEqual([]);
  });
});

describe("servers as Node lists them", () => {
  it("come without port, zone, Windows' placeholders and doubles", () => {
    const listed = ["192.168.1.1", "[fd00::1]:53", "192.168.1.1:53", "[fe80::1%12]:53", "FD00::1", "fec0:0:0:ffff::1"];
    expect(nameServerAddresses(listed)).toEqual(["192.168.1.1", "fd00::1", "fe80::1"]);
  });

  it.each([
    ["127.0.0.53", true],
    ["127.0.1.1", true],
    ["::1", true],
    ["192.168.1.1", false],
  ])("%s on the laptop itself: %s", (address, own) => {
    expect(isOwnForwarder(address)).toBe(own);
  });
});
