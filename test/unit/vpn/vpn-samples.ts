import fc from "fast-check";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { Tunnel, TunnelPeer } from "#core/tunnel/tunnel.ts";
import type { WireGuardDevice } from "#core/vpn/wireguard-device.ts";
import { newWireGuardKey } from "#core/wireguard/keys.ts";

const AT = "2026-11-21T10:00:00Z";

/** What a test needs and can't go on without. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("it isn't there");
  return value;
}

/** Always the same pair for a number. */
export const keyPair = (seed: number) => {
  const bytes = new Uint8Array(32).fill(7);
  new DataView(bytes.buffer).setUint32(4, seed);
  return newWireGuardKey(bytes);
};

/** As many keys as tests want, without a multiplication each. */
export function anyKey(seed: number): string {
  const bytes = Buffer.alloc(32, 9);
  bytes.writeUInt32BE(seed, 4);
  return bytes.toString("base64");
}

/** A hub with other pools. */
export const hubWith = (tunnelPool: string, sitePool: string, probe = "10.87.255.254"): FirmServer => {
  const { wireguard, ...rest } = server();
  return {
    ...rest,
    wireguard: wireguard && { ...wireguard, tunnelPool, sitePool, probe: { ...wireguard.probe, address: probe } },
  };
};

export const server = (changes: Partial<FirmServer> = {}): FirmServer => ({
  id: "hub-1",
  name: "Firm's hub",
  host: "vpn.example.com",
  region: null,
  ssh: { ports: [22], user: "admin", hostKeys: [], hostKeyLine: null },
  wireguard: {
    publicKey: anyKey(1),
    port: 51_820,
    alsoPorts: [443],
    tunnelPool: "10.87.0.0/16",
    sitePool: "10.96.0.0/11",
    probe: { publicKey: anyKey(9_999), address: "10.87.255.254" },
  },
  relay: null,
  frp: null,
  media: null,
  turn: null,
  technicians: [],
  madeAt: AT,
  changedAt: AT,
  ...changes,
});

export const tunnel = (changes: Partial<Tunnel> = {}): Tunnel => ({
  id: "t1",
  kind: "wireguard",
  serverId: "hub-1",
  platform: "linux",
  lan: "192.168.1.0/24",
  mapped: "10.96.3.0/24",
  address: "10.87.0.2",
  publicKey: anyKey(2),
  peers: [],
  published: [],
  madeAt: AT,
  ...changes,
});

export const peer = (changes: Partial<TunnelPeer> = {}): TunnelPeer => ({
  id: "p1",
  name: "Ms Post's phone",
  role: "customer",
  publicKey: anyKey(3),
  address: "10.87.0.3",
  addedAt: AT,
  ...changes,
});

/** What people call things, at its worst. */
export const wildName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "'; reboot; '",
    '"$(touch /tmp/x)"',
    "`id`",
    "a\n[Peer]\nPublicKey = x",
    "a\r\nPostUp = id",
    "x\u2028PostUp = id",
    "x\u0000y",
    "# [Interface]",
    "Farsite's rules: LAN 10.0.0.0/24, by none",
    "ends with \\",
    "{{name}} %i $PATH",
    "Zoë 株式会社 \u202Eevil",
  ),
);

const octet = fc.integer({ min: 0, max: 255 });
const key = fc.integer({ min: 10, max: 1e9 });

/** Devices as Farsite makes them: every peer another key, every prefix once. */
export const anyDevice: fc.Arbitrary<WireGuardDevice> = fc
  .record({
    name: wildName,
    interfaceName: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,10}$/),
    seed: key,
    second: octet,
    listenPort: fc.option(fc.integer({ min: 1, max: 65_535 })),
    mtu: fc.option(fc.integer({ min: 1280, max: 1420 })),
    isTranslated: fc.boolean(),
    hasLan: fc.boolean(),
    peers: fc.array(
      fc.record({
        name: wildName,
        shared: fc.boolean(),
        host: fc.option(fc.constantFrom("vpn.example.com", "198.51.100.7", "2001:db8::7")),
        port: fc.integer({ min: 1, max: 65_535 }),
        keepaliveSeconds: fc.option(fc.integer({ min: 1, max: 65_535 })),
        count: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map((given) => {
    const lan = given.hasLan ? `192.168.${given.second}.0/24` : null;
    return {
      name: given.name,
      interfaceName: given.interfaceName,
      privateKey: keyPair(given.seed).privateKey,
      addresses: [`10.87.${given.second}.2/32`, "fd00:87::2/128"],
      listenPort: given.listenPort,
      mtu: given.mtu,
      peers: given.peers.map((one, index) => ({
        name: one.name,
        publicKey: anyKey(given.seed + index),
        presharedKey: one.shared ? anyKey(given.seed * 2 + index) : null,
        endpoint: one.host === null ? null : { address: one.host, port: one.port },
        allowedIps: Array.from({ length: one.count }, (_, part) => `10.${100 + index}.${part}.0/24`),
        keepaliveSeconds: one.keepaliveSeconds,
      })),
      lan,
      translation: lan !== null && given.isTranslated ? { mapped: `10.96.${given.second}.0/24`, lan } : null,
    };
  });
