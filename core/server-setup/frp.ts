import type { FirmServer } from "../tunnel/firm-server.ts";
import { FRP_SERVER_NAME, tlsListen } from "./listeners.ts";
import { tomlText } from "./quoted-text.ts";
import type { ServerSecrets, SetupOptions } from "./setup-options.ts";
import { address, hostName, portNumber, siteName, token } from "./values.ts";

/** frp 0.52 and newer (TOML). Names of settings: its `pkg/config/v1`, `conf/frps_full_example.toml`, `frpc_full_example.toml`. */

/**
 * frps has a certificate of its own, for ten years and for a name that is nobody's (RFC 9476: `.internal`). frpc checks a server's
 * certificate only where it is told which one to trust (`NewClientTLSConfig` of its `pkg/transport/tls.go`: without `trustedCaFile` it
 * takes any), so boxes get exactly this one; it has nothing to do with how the server is called, now or later.
 */
const FRPS_CERTIFICATE = "/etc/farsite/frps/certificate.pem";
const FRPS_KEY = "/etc/farsite/frps/key.pem";
export const FRPS_GROUP = "farsite-frps";

/** frp renders its files as Go's text/template before it reads them (`LoadFileContentWithTemplate`): no brace stands as it is. */
const text = (value: string): string => tomlText(value).replaceAll("{", String.raw`\u007b`);

/** A second time they leave the certificate alone: boxes at sites know it. */
export const frpCertificateCommands = (): string[][] => [
  ["install", "-d", "-m", "0750", "-g", FRPS_GROUP, "/etc/farsite/frps"],
  [
    "sh",
    "-c",
    [
      `[ -e ${FRPS_CERTIFICATE} ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650`,
      `-subj /CN=farsite-frps -addext subjectAltName=DNS:${FRP_SERVER_NAME} -keyout ${FRPS_KEY} -out ${FRPS_CERTIFICATE}`,
    ].join(" "),
  ],
  ["chgrp", FRPS_GROUP, FRPS_KEY, FRPS_CERTIFICATE],
  ["chmod", "0640", FRPS_KEY, FRPS_CERTIFICATE],
];

/** What `farsite-apply frp` reads: a port of the relay's range a line, at which frps may listen for a site. @throws RangeError */
export const frpPortList = (ports: readonly number[]): string =>
  ports.map((port) => `${portNumber("frp's port", port)}\n`).join("");

/** The packet rules that `farsite-apply frp` makes of that list. @throws RangeError */
export const frpNftables = (ports: readonly number[]): string =>
  [
    "flush set inet farsite frp_open\n",
    ...ports.map((port) => `add element inet farsite frp_open { ${portNumber("frp's port", port)} }\n`),
  ].join("");

/** Null: no frp. @throws RangeError */
export function frpsToml(server: FirmServer, secrets: ServerSecrets, { frpPorts }: SetupOptions): string | null {
  if (server.frp === null) return null;
  const listen = tlsListen(server, "frp", server.frp.port);
  const allowed = frpPorts.map((port) => `{ single = ${portNumber("frp's port", port)} }`);
  return [
    "# By Farsite.",
    `bindAddr = ${text(listen.address ?? "::")}`,
    `bindPort = ${portNumber("frp", listen.port)}`,
    // Published ports are everybody's, also where the control connection comes in through the shared port.
    'proxyBindAddr = "::"',
    'auth.method = "token"',
    `auth.token = ${text(token("frp's token", secrets.frpToken ?? ""))}`,
    'auth.additionalScopes = ["HeartBeats", "NewWorkConns"]',
    "transport.tls.force = true",
    `transport.tls.certFile = ${text(FRPS_CERTIFICATE)}`,
    `transport.tls.keyFile = ${text(FRPS_KEY)}`,
    // An empty list would allow every port: one that nobody can have says none. The line is kept by farsite-apply.
    `allowPorts = [${allowed.length === 0 ? `{ single = ${portNumber("frp", server.frp.port)} }` : allowed.join(", ")}]`,
    "maxPortsPerClient = 16",
    "detailedErrorsToClient = false",
    'log.to = "console"',
    'log.level = "info"',
    "log.disablePrintColor = true",
    "",
  ].join("\n");
}

/** A device's port as frp carries it: to everybody, at a port of the server's. */
export interface FrpProxy {
  /** Becomes part of the proxy's name, which frps logs. */
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly serverPort: number;
}

/**
 * frpc.toml of a site.
 *
 * @throws RangeError
 */
export function frpcToml(site: {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** Where the server's certificate lies on the box. */
  readonly certificateFile: string;
  readonly token: string;
  readonly proxies: readonly FrpProxy[];
}): string {
  const host = site.host.includes(":") ? address("server", site.host) : hostName("server", site.host);
  const ports = site.proxies.map(({ serverPort }) => serverPort);
  if (ports.length === 0) throw new RangeError("frpc without a port to carry");
  if (new Set(ports).size !== ports.length) throw new RangeError("a port of the server twice");
  return [
    "# By Farsite.",
    // frps tells proxies of one name apart by it.
    `user = ${text(siteName(site.id))}`,
    `serverAddr = ${text(host)}`,
    `serverPort = ${portNumber("frp", site.port)}`,
    // The line may be down when the box starts.
    "loginFailExit = false",
    'auth.method = "token"',
    `auth.token = ${text(token("frp's token", site.token))}`,
    'auth.additionalScopes = ["HeartBeats", "NewWorkConns"]',
    "transport.tls.enable = true",
    // Without it frpc would take any server's certificate.
    `transport.tls.trustedCaFile = ${text(site.certificateFile)}`,
    `transport.tls.serverName = ${text(FRP_SERVER_NAME)}`,
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

const proxyLines = ({ id, address: local, port, serverPort }: FrpProxy): string[] => [
  "[[proxies]]",
  `name = ${text(siteName(id))}`,
  'type = "tcp"',
  `localIP = ${text(address("device", local))}`,
  `localPort = ${portNumber("device's port", port)}`,
  `remotePort = ${portNumber("published port", serverPort)}`,
];
