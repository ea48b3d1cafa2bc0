import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  parseArpListing,
  parseIpNeigh,
  parseNdp,
  parseNetshNeighbours,
  parseProcNetArp,
  parseProcNetArpUnanswered,
  type NeighbourEntry,
} from "#core/system/neighbour-table.ts";
import { neighbourTables } from "../../fakes/neighbour-tables.ts";

const router = "02:00:5e:00:00:01";
const camera = "02:00:5e:00:00:64";

describe("tables of neighbours", () => {
  it("Linux /proc/net/arp: who answered, on which adapter", () => {
    expect(parseProcNetArp(neighbourTables.procNetArp)).toEqual([
      { address: "192.168.178.1", mac: router, interfaceRef: { name: "eth0" }, confirmed: null },
      { address: "192.168.178.64", mac: camera, interfaceRef: { name: "wlan0" }, confirmed: null },
    ]);
  });

  it("Linux /proc/net/arp: who is looked for, or was in vain", () => {
    expect(parseProcNetArpUnanswered(neighbourTables.procNetArp)).toEqual(["192.168.178.9", "192.168.178.10"]);
    expect(parseProcNetArpUnanswered("")).toEqual([]);
  });

  it("ip neigh: both families, and what is from memory only", () => {
    expect(parseIpNeigh(neighbourTables.ipNeigh)).toEqual([
      { address: "192.168.178.1", mac: router, interfaceRef: { name: "eth0" }, confirmed: true },
      { address: "192.168.178.64", mac: camera, interfaceRef: { name: "wlan0" }, confirmed: false },
      { address: "fe80::5eff:fe00:64", mac: camera, interfaceRef: { name: "wlan0" }, confirmed: false },
    ]);
  });

  it("Windows arp -a: several adapters in any language, no groups", () => {
    expect(parseArpListing(neighbourTables.windowsArp)).toEqual([
      { address: "192.168.178.1", mac: router, interfaceRef: { ownAddress: "192.168.178.42" }, confirmed: null },
      { address: "10.0.0.64", mac: camera, interfaceRef: { ownAddress: "10.0.0.5" }, confirmed: null },
    ]);
  });

  it("macOS ndp -an: without its own addresses", () => {
    expect(parseNdp(neighbourTables.ndp)).toEqual([
      { address: "fe80::5eff:fe00:1", mac: router, interfaceRef: { name: "en0" }, confirmed: true },
      { address: "fe80::5eff:fe00:64", mac: camera, interfaceRef: { name: "en0" }, confirmed: false },
    ]);
  });

  it("Windows netsh: by the adapters' numbers", () => {
    expect(parseNetshNeighbours(neighbourTables.netsh)).toEqual([
      { address: "fe80::5eff:fe00:1", mac: router, interfaceRef: { index: 12 }, confirmed: null },
      { address: "fe80::5eff:fe00:64", mac: camera, interfaceRef: { index: 17 }, confirmed: null },
    ]);
  });

  it.each([
    ["osx-10.14.6-arp-a.txt", 10, "en0", "192.168.1.74", "f0:18:98:05:d8:39"],
    ["freebsd12-arp-a.txt", 3, "em0", "192.168.71.2", "00:50:56:f7:4a:fc"],
    ["ubuntu-18.04-arp-a.txt", 3, "ens33", "192.168.71.254", "00:50:56:fe:7a:b4"],
  ])("captured %s", (file, count, name, address, mac) => {
    const entries = parseArpListing(readFileSync(new URL(`../../vectors/system/${file}`, import.meta.url), "utf8"));
    expect(entries).toHaveLength(count);
    expect(entries).toContainEqual({ address, mac, interfaceRef: { name }, confirmed: null });
  });

  it.each<[string, (text: string) => NeighbourEntry[]]>([
    ["/proc/net/arp", parseProcNetArp],
    ["ip neigh", parseIpNeigh],
    ["arp -a", parseArpListing],
    ["ndp -an", parseNdp],
    ["netsh", parseNetshNeighbours],
  ])("%s of another kind says nothing of nobody", (_name, read) => {
    expect(read("")).toEqual([]);
    expect(read("192.168.1.1\n02:00:5e:00:00:01\nfe80::1\n 0x2 dev lladdr on\n")).toEqual([]);
  });
});
