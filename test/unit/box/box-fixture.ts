import type { SiteBoxInput } from "#core/box/box-input.ts";

/** Nobody's key: made of one letter. */
const PRIVATE_KEY = `-----BEGIN OPENSSH PRIVATE KEY-----\n${"A".repeat(70)}\n${"B".repeat(70)}\n-----END OPENSSH PRIVATE KEY-----\n`;
const HOST_KEY = `ssh-ed25519 ${Buffer.concat([
  Buffer.from("\0\0\0\x0bssh-ed25519\0\0\0\x20", "latin1"),
  Buffer.alloc(32, 0x11),
]).toString("base64")}`;

export const boxInput: SiteBoxInput = {
  siteId: "mueller-7",
  siteName: "Bäckerei Müller",
  locale: "de",
  primary: {
    kind: "wireguard",
    configText: [
      "[Interface]",
      "PrivateKey = 0000000000000000000000000000000000000000000=",
      "Address = 10.88.0.7/32, fd00::7/128",
      "MTU = 1380",
      "PostUp = true",
      "",
      "[Peer]",
      "PublicKey = 1111111111111111111111111111111111111111111=",
      "AllowedIPs = 10.88.0.0/16",
      "Endpoint = hub.example.com:51820",
      "PersistentKeepalive = 25",
      "",
    ].join("\n"),
    interfaceName: "farsite",
    hubAddress: "10.88.0.1",
  },
  fallback: {
    kind: "ssh",
    host: "hub.example.com",
    ports: [443, 22],
    user: "tunnel",
    hostKey: HOST_KEY,
    forwards: [
      { listen: "127.0.0.1", serverPort: 20_001, address: "192.168.1.20", port: 554 },
      { listen: "*", serverPort: 20_002, address: "fd00::20", port: 80 },
    ],
    privateKey: PRIVATE_KEY,
  },
  health: { kind: "https", url: "https://hub.example.com/health?site=7", token: "tok_0123456789abcdef" },
  devices: [{ name: "Recorder", address: "192.168.1.20", port: 554 }],
  madeOn: "2026-11-22",
};
