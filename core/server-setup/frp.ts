import type { FirmServer } from "../tunnel/firm-server.ts";
import { TLS_CERTIFICATE, TLS_KEY } from "./certificates.ts";
import { tlsListen } from "./listeners.ts";
import { tomlText } from "./quoted-text.ts";
import type { ServerSecrets, SetupOptions } from "./setup-options.ts";
import { address, hostName, portNumber, siteName, token } from "./values.ts";

/** frp 0.52 and newer (TOML). Names of settings: its `conf/frps_full_example.toml`, `frpc_full_example.toml`. */

/** Null: no frp. @throws RangeError */
export function frpsToml(server: FirmServer, secrets: ServerSecrets, { frpPorts }: SetupOptions): string | null {
  if (server.frp === null) return null;
  const listen = tlsListen(server, "frp", server.frp.port);
  const allowed = frpPorts.map((port) => `{ single = ${portNumber("frp's port", port)} }`);
  return [
    "# By Farsite.",
    `bindAddr = ${tomlText(listen.address ?? "::")}`,
    `bindPort = ${portNumber("frp", listen.port)}`,
    // Published ports are everybody's, also where the control connection comes in through the shared port.
    'proxyBindAddr = "::"',
    'auth.method = "token"',
    `auth.token = ${tomlText(token("frp's token", secrets.frpToken ?? ""))}`,
    'auth.additionalScopes = ["HeartBeats", "NewWorkConns"]',
    "transport.tls.force = true",
    `transport.tls.certFile = ${tomlText(TLS_CERTIFICATE)}`,
    `transport.tls.keyFile = ${tomlText(TLS_KEY)}`,
    // An empty list would allow every port: one that nobody can have says none.
    `allowPorts = [${allowed.length === 0 ? `{ single = ${portNumber("frp", server.frp.port)} }` : allowed.join(", ")}]`,
    "maxPortsPerClient = 16",
    "detailedErrorsToClient = false",
    'log.to = "console"',
    'log.level = "info"',
    "log.disablePrintColor = true",
    "",
  ].join("\n");
}

/** A device's port as frp carries it. */
export interface FrpProxy {
  /** For a person; becomes part of the proxy's name. */
  readonly id: string;
  readonly address: string;
  readonly port: number;
  /** `everyone`: at this port of the server's. `visitors`: only who has the key, by a frpc of their own (stcp). */
  readonly reach:
    | { readonly kind: "everyone"; readonly transport: "tcp" | "udp"; readonly serverPort: number }
    | { readonly kind: "visitors"; readonly secretKey: string };
}

/**
 * frpc.toml of a site.
 *
 * @param trustedCa where the server's certificate lies on the box; null: certificates of the system's authorities
 * @throws RangeError
 */
export function frpcToml(site: {
  readonly id: string;
  readonly serverAddress: string;
  readonly serverPort: number;
  /** The name in the server's certificate. */
  readonly serverName: string | null;
  readonly trustedCa: string | null;
  readonly token: string;
  readonly proxies: readonly FrpProxy[];
}): string {
  const host = site.serverAddress.includes(":")
    ? address("server", site.serverAddress)
    : hostName("server", site.serverAddress);
  return [
    "# By Farsite.",
    `user = ${tomlText(siteName(site.id))}`,
    `serverAddr = ${tomlText(host)}`,
    `serverPort = ${portNumber("frp", site.serverPort)}`,
    // The line may be down when the box starts.
    "loginFailExit = false",
    'auth.method = "token"',
    `auth.token = ${tomlText(token("frp's token", site.token))}`,
    'auth.additionalScopes = ["HeartBeats", "NewWorkConns"]',
    "transport.tls.enable = true",
    ...(site.trustedCa === null ? [] : [`transport.tls.trustedCaFile = ${tomlText(site.trustedCa)}`]),
    ...(site.serverName === null
      ? []
      : [`transport.tls.serverName = ${tomlText(hostName("server's name", site.serverName))}`]),
    // Dead lines are noticed in 45 s instead of 90.
    "transport.heartbeatInterval = 15",
    "transport.heartbeatTimeout = 45",
    'log.to = "console"',
    'log.level = "info"',
    "log.disablePrintColor = true",
    ...site.proxies.flatMap((proxy) => ["", ...proxyLines(proxy)]),
    "",
  ].join("\n");
}

const proxyLines = ({ id, address: local, port, reach }: FrpProxy): string[] => [
  "[[proxies]]",
  `name = ${tomlText(siteName(id))}`,
  `type = ${tomlText(reach.kind === "everyone" ? reach.transport : "stcp")}`,
  `localIP = ${tomlText(address("device", local))}`,
  `localPort = ${portNumber("device's port", port)}`,
  reach.kind === "everyone"
    ? `remotePort = ${portNumber("published port", reach.serverPort)}`
    : `secretKey = ${tomlText(token("visitors' key", reach.secretKey))}`,
];
