import { describe, expect, it } from "vitest";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";
import {
  canTranslate,
  customerDevice,
  hubDevice,
  hubReach,
  siteDevice,
  siteServerCaller,
  siteServerDevice,
  technicianDevice,
} from "#core/vpn/devices.ts";
import { anyKey, keyPair, peer, server, tunnel } from "./vpn-samples.ts";

const { privateKey } = keyPair(77);
const gone = "2026-11-20T10:00:00Z";
const anna = { id: "a", name: "Anna", publicKey: anyKey(20), address: "10.87.0.20", addedAt: gone };
const hub = server({
  technicians: [anna, { ...anna, id: "b", name: "Ben", publicKey: anyKey(21), address: "10.87.0.21", removedAt: gone }],
});
const post = { name: "Hotel Post", tunnel: tunnel({ peers: [peer(), peer({ id: "p2", removedAt: gone })] }) };
const mitte = {
  name: "Café Mitte",
  tunnel: tunnel({ id: "t2", mapped: null, lan: "192.168.178.0/24", address: "10.87.0.9", publicKey: anyKey(5) }),
};
const elsewhere = { name: "Elsewhere", tunnel: tunnel({ id: "t3", serverId: "hub-9", publicKey: anyKey(6) }) };
const removed = { name: "Removed", tunnel: tunnel({ id: "t4", publicKey: anyKey(7), removedAt: gone }) };
const all = [post, mitte, elsewhere, removed];

describe("the ends of a tunnel", () => {
  it("are, at the hub, those that stand, each with its own addresses", () => {
    const device = hubDevice(hub, all, { privateKey });
    expect(device).toMatchObject({ addresses: ["10.87.0.1/16"], listenPort: 51_820, mtu: 1420, lan: null });
    expect(
      device.peers.map(({ name, allowedIps, endpoint, keepaliveSeconds }) => [
        name,
        allowedIps,
        endpoint,
        keepaliveSeconds,
      ]),
    ).toEqual([
      ["Farsite's probe", ["10.87.255.254/32"], null, null],
      ["Anna", ["10.87.0.20/32"], null, null],
      ["Hotel Post", ["10.87.0.2/32", "10.96.3.0/24"], null, null],
      ["Ms Post's phone (Hotel Post)", ["10.87.0.3/32"], null, null],
      ["Café Mitte", ["10.87.0.9/32", "192.168.178.0/24"], null, null],
    ]);
  });

  it("are never written where one would take the other's place", () => {
    const twin = { ...mitte, tunnel: { ...mitte.tunnel, mapped: "10.96.3.0/24" } };
    expect(() => hubDevice(hub, [post, twin], { privateKey })).toThrow("10.96.3.0/24 is Hotel Post's and Café Mitte's");
    // A customer's telephone of such a site would reach the others, and one whose LAN holds the tunnel's own addresses every telephone.
    const wide = { ...mitte, tunnel: { ...mitte.tunnel, mapped: "10.96.0.0/16" } };
    for (const order of [
      [post, wide],
      [wide, post],
    ])
      expect(() => hubDevice(hub, order, { privateKey })).toThrow(
        "10.96.3.0/24 is Hotel Post's, and in Café Mitte's 10.96.0.0/16",
      );
    const around = { ...mitte, tunnel: { ...mitte.tunnel, lan: "10.87.0.0/24" } };
    expect(() => hubDevice(hub, [post, around], { privateKey })).toThrow(RangeError);
    const sameKey = { ...mitte, tunnel: { ...mitte.tunnel, publicKey: post.tunnel.publicKey } };
    expect(() => hubDevice(hub, [post, sameKey], { privateKey })).toThrow(RangeError);
    expect(() => hubDevice({ ...hub, wireguard: null }, [], { privateKey })).toThrow("no WireGuard hub");
  });

  it("reach at the hub what they may, sites nobody", () => {
    const everySite = ["10.96.0.0/11", "192.168.178.0/24"];
    expect(hubReach(hub, all)).toEqual([
      { from: "10.87.0.20", to: everySite },
      { from: "10.87.0.3", to: ["10.96.3.0/24"] },
    ]);
  });

  it("call narrowly from the site, and stay awake behind a NAT", () => {
    expect(siteDevice(hub, post, { privateKey })).toMatchObject({
      name: "Hotel Post",
      addresses: ["10.87.0.2/32"],
      lan: "192.168.1.0/24",
      translation: { mapped: "10.96.3.0/24", lan: "192.168.1.0/24" },
      peers: [
        { endpoint: { address: "vpn.example.com", port: 51_820 }, allowedIps: ["10.87.0.0/16"], keepaliveSeconds: 25 },
      ],
    });
    const other = siteDevice(
      hub,
      { ...mitte, tunnel: { ...mitte.tunnel, mtu: 1360 } },
      { privateKey, port: 443, isBehindNat: false },
    );
    expect(other).toMatchObject({
      mtu: 1360,
      translation: null,
      peers: [{ endpoint: { port: 443 }, keepaliveSeconds: null }],
    });
    expect(() => siteDevice(hub, { ...post, tunnel: { ...post.tunnel, address: null } }, { privateKey })).toThrow(
      RangeError,
    );
  });

  it("are a technician's for every site and a customer's for one", () => {
    const options = { privateKey: PRIVATE_KEY_PLACEHOLDER };
    expect(technicianDevice(hub, anna, all, options).peers[0]?.allowedIps).toEqual([
      "10.87.0.1/32",
      "10.96.0.0/11",
      "192.168.178.0/24",
    ]);
    const phone = customerDevice(hub, post, peer(), options);
    expect([phone.addresses, phone.peers[0]?.allowedIps]).toEqual([["10.87.0.3/32"], ["10.96.3.0/24"]]);
    expect(customerDevice(hub, mitte, peer(), options).peers[0]?.allowedIps).toEqual(["192.168.178.0/24"]);
  });

  it("may be the site's own router, which is called", () => {
    const direct = {
      ...post,
      tunnel: tunnel({
        serverId: null,
        host: "post.example.net",
        ports: [51_820],
        address: "10.95.0.1",
        peers: [peer({ address: "10.95.0.2" })],
      }),
    };
    expect(siteServerDevice(direct, { privateKey })).toMatchObject({
      listenPort: 51_820,
      addresses: ["10.95.0.1/32"],
      peers: [{ endpoint: null, allowedIps: ["10.95.0.2/32"], keepaliveSeconds: null }],
    });
    expect(siteServerCaller(direct, peer({ address: "10.95.0.2" }), { privateKey }).peers).toEqual([
      {
        name: "Hotel Post",
        publicKey: direct.tunnel.publicKey,
        presharedKey: null,
        endpoint: { address: "post.example.net", port: 51_820 },
        allowedIps: ["10.95.0.1/32", "10.96.3.0/24"],
        keepaliveSeconds: 25,
      },
    ]);
    expect(() => siteServerDevice({ ...direct, tunnel: { ...direct.tunnel, ports: [] } }, { privateKey })).toThrow(
      RangeError,
    );
  });

  it("translate only where the box is known to", () => {
    expect([
      canTranslate("openwrt"),
      canTranslate("fritzbox"),
      canTranslate("unifi"),
      canTranslate("other"),
      canTranslate(null),
    ]).toEqual([true, false, false, false, false]);
  });
});
