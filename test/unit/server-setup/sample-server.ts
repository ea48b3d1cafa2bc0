import { SECRET_PLACEHOLDER } from "#core/server-setup/setup-file.ts";
import type { ServerSecrets, SetupOptions } from "#core/server-setup/setup-options.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";

export const ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEChANgbkkt/AvQDS0LDSKGO8YMGyF8NTsFbSMwrkG";
export const OTHER_ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM0cNlWgSEKDZwCaLZ2y0hIM9+5NI4lmzqrkVZlkqGuF";
/** Keys that are nobody's: of wg genkey, made for this test. */
export const KEYS = {
  hub: "6NbdmOsFBgIsL+RkQjxfM0Y5Q2YkbWb0qPbbJXJ5ql0=",
  site: "n36Is5aTCXJqJ0pTnmPF8uwJ2R5n9BgxCkPKWdUIUjM=",
  phone: "zvH9wUH8X0M8eA0gXH0cW2w4sYp0YyEYsPyZ7QUylCU=",
};

export const hubConfig = (extra = ""): string => `# Hub
[Interface]
PrivateKey = ${KEYS.hub}
ListenPort = 51820
Address = 10.88.0.1/16
MTU = 1420

# Bäckerei Huber
[Peer]
PublicKey = ${KEYS.site}
AllowedIPs = 10.88.0.2/32, 10.96.3.0/24
${extra}`;

/** A server with every route. */
export const sampleServer = (over: Partial<FirmServer> = {}): FirmServer => ({
  id: "server-1",
  name: "Firm's server",
  host: "vpn.firm.example",
  region: "Nuremberg",
  ssh: { ports: [22, 443], user: "farsite-admin", hostKeys: [], hostKeyLine: null },
  wireguard: {
    publicKey: KEYS.site,
    port: 51_820,
    alsoPorts: [443],
    tunnelPool: "10.88.0.0/16",
    sitePool: "10.96.0.0/11",
    probe: { publicKey: KEYS.phone, address: "10.88.255.254" },
  },
  relay: { user: "farsite-relay", firstPort: 20_000, lastPort: 20_999 },
  frp: { port: 7000 },
  media: { engine: "mediamtx", port: 443 },
  turn: { port: 3478, tlsPort: 443, realm: "turn.firm.example", userName: null },
  technicians: [
    { id: "t1", name: "Anna", publicKey: KEYS.phone, address: "10.88.0.10", addedAt: "2026-11-20T10:00:00Z" },
    {
      id: "t2",
      name: "Ben, who left",
      publicKey: KEYS.phone,
      address: "10.88.0.11",
      addedAt: "2026-11-20T10:00:00Z",
      removedAt: "2026-11-21T10:00:00Z",
    },
  ],
  madeAt: "2026-11-20T10:00:00Z",
  changedAt: "2026-11-20T10:00:00Z",
  ...over,
});

export const sampleSecrets = (over: Partial<ServerSecrets> = {}): ServerSecrets => ({
  hubConfig: hubConfig(),
  frpToken: SECRET_PLACEHOLDER,
  mediaToken: SECRET_PLACEHOLDER,
  turnSecret: SECRET_PLACEHOLDER,
  ...over,
});

export const sampleOptions = (over: Partial<SetupOptions> = {}): SetupOptions => ({
  adminKeys: [`${ED25519} farsite@laptop`],
  owner: { user: "anna", keys: [OTHER_ED25519] },
  rebootTime: "03:30",
  reach: [
    { from: "10.88.0.10", to: ["10.96.0.0/11", "10.96.3.0/24"] },
    { from: "10.88.0.20", to: ["10.96.3.0/24"] },
  ],
  relayKeys: [],
  published: [{ serverPort: 30_554, transport: "tcp", address: "10.96.3.10", port: 554, from: null }],
  frpPorts: [20_900, 20_901],
  frps: { url: "https://downloads.firm.example/frp.tar.gz", sha256: "a".repeat(64) },
  media: {
    streams: [
      {
        name: "front-door",
        source: {
          scheme: "rtsp",
          address: "10.96.3.10",
          port: 554,
          path: "/Streaming/Channels/101?transportmode=unicast",
          userName: "admin",
          password: "p@ss:w/ord?#%",
        },
      },
    ],
    users: [{ name: "huber", token: "9f4dca0b1c9f4dca0b1c9f4dca0b1c77", streams: ["front-door"] }],
    protocols: ["rtsp", "hls"],
    program: { url: "https://downloads.firm.example/mediamtx.tar.gz", sha256: "b".repeat(64) },
  },
  names: { media: "media.firm.example", turn: "turn.firm.example" },
  certificateMail: "office@firm.example",
  insideAddress: null,
  publicAddress: "198.51.100.20",
  ...over,
});
