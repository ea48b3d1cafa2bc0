import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addressOf } from "./cidr.ts";
import type { Daemon } from "./daemons.ts";
import { vpnServerAddress } from "./internet.ts";
import type { HostPlan } from "./network-plan.ts";
import { vpnInterface, vpnRouteOfRouter } from "./second-way.ts";
import type { Topology } from "./topology.ts";

/**
 * A VPN provider and its customer, by WireGuard: on the laptop, or on a router for all of its LAN. What goes through
 * leaves with the provider's address.
 */

export const vpnServerHost = "vpn";
const serverInside = "10.77.0.1/24";
const clientInside = "10.77.0.2/24";
const listenPort = 51820;

/** Steered past the default route without replacing it, as wg-quick and OpenVPN's `redirect-gateway def1` do. */
const laptopRoutes = ["0.0.0.0/1", "128.0.0.0/1"].map((half) => `route add ${half} dev ${vpnInterface}`);

/** The host at the site's end of the tunnel, and how its packets come to take it. */
function tunnelClient({ laptop, layers }: Topology): { host: string; routes: readonly string[] } | null {
  if (laptop === "vpn") {
    const around = `route add ${addressOf(vpnServerAddress)} via ${addressOf(layers[0].inside)}`;
    return { host: "laptop", routes: [around, ...laptopRoutes] };
  }
  const router = layers.find(({ secondWay }) => secondWay?.kind === "vpn");
  return router ? { host: router.host, routes: [vpnRouteOfRouter] } : null;
}

export const hasVpn = (topology: Topology): boolean => tunnelClient(topology) !== null;

export function vpnServerPlan(gateway: string, nameServer: string): HostPlan {
  return {
    host: vpnServerHost,
    forwards: true,
    bridges: [],
    up: ["eth0"],
    addresses: [{ interfaceName: "eth0", cidr: vpnServerAddress }],
    defaultGateway: gateway,
    nameServer,
    ruleset: `table inet filter {
chain postrouting {
type nat hook postrouting priority 100; policy accept;
iifname "${vpnInterface}" oifname "eth0" masquerade
}
}
`,
  };
}

/** Both ends of the tunnel; none where nobody uses one. */
export function vpnDaemons(topology: Topology): Daemon[] {
  const client = tunnelClient(topology);
  if (client === null) return [];
  const server = newKeys();
  const site = newKeys();
  return [
    wireguard(vpnServerHost, {
      privateKey: server.privateKey,
      address: serverInside,
      peer: [`PublicKey = ${site.publicKey}`, `AllowedIPs = ${addressOf(clientInside)}/32`],
      routes: [],
    }),
    wireguard(client.host, {
      privateKey: site.privateKey,
      address: clientInside,
      peer: [
        `PublicKey = ${server.publicKey}`,
        "AllowedIPs = 0.0.0.0/0",
        `Endpoint = ${addressOf(vpnServerAddress)}:${listenPort}`,
      ],
      routes: client.routes,
    }),
  ];
}

interface TunnelEnd {
  readonly privateKey: string;
  readonly address: string;
  readonly peer: readonly string[];
  readonly routes: readonly string[];
}

function wireguard(host: string, { privateKey, address, peer, routes }: TunnelEnd): Daemon {
  const name = `wireguard-${host}`;
  const settings = ["[Interface]", `PrivateKey = ${privateKey}`, `ListenPort = ${listenPort}`, "[Peer]", ...peer];
  const links = [`address add ${address} dev ${vpnInterface}`, `link set ${vpnInterface} up`, ...routes];
  return {
    host,
    name,
    prepare: (folder) => {
      const file = (kind: string): string => join(folder, `${name}.${kind}`);
      writeFileSync(file("conf"), `${settings.join("\n")}\n`, { mode: 0o600 });
      writeFileSync(file("links"), `${links.join("\n")}\n`);
      return ["sh", "-ec", wireguardScript, "sh", vpnInterface, file("conf"), file("links"), file("up")];
    },
    ready: [{ transport: "udp", port: listenPort }, { file: `${name}.up` }],
  };
}

/**
 * The program keeps a control socket named after the interface in one folder for the whole machine; a folder of its own,
 * seen by this script alone, keeps labs apart.
 */
const wireguardScript = `
mkdir -p /run/wireguard
mount -t tmpfs none /run/wireguard
LOG_LEVEL=error wireguard-go -f "$1" &
while [ ! -S "/run/wireguard/$1.sock" ]; do sleep 0.02; done
wg setconf "$1" "$2"
ip -batch "$3"
touch "$4"
wait
`;

/** WireGuard's keys are those of X25519 (RFC 7748), in base64. */
function newKeys(): { privateKey: string; publicKey: string } {
  const { privateKey } = generateKeyPairSync("x25519");
  const { d, x } = privateKey.export({ format: "jwk" });
  const base64 = (value: string | undefined): string => Buffer.from(value ?? "", "base64url").toString("base64");
  return { privateKey: base64(d), publicKey: base64(x) };
}
