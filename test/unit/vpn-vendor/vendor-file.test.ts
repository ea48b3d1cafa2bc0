import { describe, expect, it } from "vitest";
import { checkedForRouter } from "#core/vpn/vendor/vendor-file.ts";
import { edgeOsScript } from "#core/vpn/vendor/vyatta-commands.ts";
import { routerOsScript } from "#core/vpn/vendor/routeros-script.ts";
import type { WireGuardDevice, WireGuardPeer } from "#core/vpn/wireguard-device.ts";
import { sampleDevice } from "./sample-device.ts";

const withPeer = (change: Partial<WireGuardPeer>): WireGuardDevice => {
  const [peer] = sampleDevice.peers;
  if (peer === undefined) throw new Error("no peer");
  return { ...sampleDevice, peers: [{ ...peer, ...change }] };
};

describe("a device that no file can carry", () => {
  it.each<[string, WireGuardDevice, RegExp]>([
    ["interface name", { ...sampleDevice, interfaceName: "wg0; reboot" }, /interface name/],
    ["long interface name", { ...sampleDevice, interfaceName: "wg-sixteen-chars" }, /interface name/],
    ["private key", { ...sampleDevice, privateKey: "abc\nPostUp = id" }, /^private key: "\(hidden\)"/],
    ["no address", { ...sampleDevice, addresses: [] }, /addresses/],
    ["address", { ...sampleDevice, addresses: ["10.0.0.1/33"] }, /address/],
    ["LAN with bits beyond its length", { ...sampleDevice, lan: "192.168.1.1/24" }, /LAN/],
    [
      "unequal translation",
      { ...sampleDevice, translation: { mapped: "10.0.0.0/23", lan: "192.168.1.0/24" } },
      /transl/,
    ],
    ["MTU", { ...sampleDevice, mtu: 100 }, /MTU/],
    ["no peers", { ...sampleDevice, peers: [] }, /peers/],
    ["public key", withPeer({ publicKey: "AAAA" }), /public key/],
    ["preshared key", withPeer({ presharedKey: "$(id)" }), /preshared key: "\(hidden\)"/],
    ["host", withPeer({ endpoint: { address: "hub.example\nx", port: 1 } }), /endpoint/],
    ["mistyped address", withPeer({ endpoint: { address: "198.51.100.300", port: 1 } }), /endpoint/],
    ["port", withPeer({ endpoint: { address: "hub.example", port: 70_000 } }), /port/],
    ["allowed IPs", withPeer({ allowedIps: ["10.0.0.0/8; x"] }), /allowed IPs/],
    ["keepalive", withPeer({ keepaliveSeconds: 0 }), /keepalive/],
  ])("is refused for its %s", (_what, device, why) => {
    expect(() => checkedForRouter(device)).toThrow(RangeError);
    expect(() => checkedForRouter(device)).toThrow(why);
    expect(() => routerOsScript(device)).toThrow(RangeError);
    expect(() => edgeOsScript(device)).toThrow(RangeError);
  });

  it("may have words in place of its keys, to be shown", () => {
    const shown = { ...sampleDevice, privateKey: "<private key>" };
    expect(routerOsScript(shown).text).toContain('private-key="<private key>"');
    expect(edgeOsScript(shown).text).toContain("private-key '<private key>'");
  });
});
