import type { FirmServer } from "../tunnel/firm-server.ts";
import { SHARED_PORT, tlsListen, TURN_RELAY_PORTS } from "./listeners.ts";
import type { ServerSecrets, SetupOptions } from "./setup-options.ts";
import { checked, hostName, ipv4, ipv4PrefixText, portNumber, token } from "./values.ts";
import { broadcastOf, ipv4Text, parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import { TLS_CERTIFICATE, TLS_KEY } from "./certificates.ts";

/** Nobody's business of a relay that stands in the firm's network: RFC 6890 and the provider's inside. */
const DENIED = [
  "0.0.0.0-0.255.255.255",
  "10.0.0.0-10.255.255.255",
  "100.64.0.0-100.127.255.255",
  "127.0.0.0-127.255.255.255",
  "169.254.0.0-169.254.255.255",
  "172.16.0.0-172.31.255.255",
  "192.0.0.0-192.0.0.255",
  "192.0.2.0-192.0.2.255",
  "192.88.99.0-192.88.99.255",
  "192.168.0.0-192.168.255.255",
  "198.18.0.0-198.19.255.255",
  "198.51.100.0-198.51.100.255",
  "203.0.113.0-203.0.113.255",
  "240.0.0.0-255.255.255.255",
  "::1",
  "::ffff:0:0-::ffff:ffff:ffff",
  "64:ff9b::-64:ff9b::ffff:ffff",
  "2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
  "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
];

/** Two megabytes a second: a stream of a 4K camera, not somebody's downloads. */
const MAX_BYTES_PER_SECOND = 2_000_000;

/** coturn's turnserver.conf. Null: no TURN. @throws RangeError */
export function turnserverConf(server: FirmServer, secrets: ServerSecrets, options: SetupOptions): string | null {
  const { turn, wireguard } = server;
  if (turn === null) return null;
  const secret = token("TURN's secret", secrets.turnSecret ?? "");
  const tls = turn.tlsPort === null ? null : tlsListen(server, "turn", turn.tlsPort);
  const { publicAddress, insideAddress } = options;
  return [
    "# By Farsite.",
    `listening-port=${portNumber("TURN", turn.port)}`,
    `min-port=${TURN_RELAY_PORTS.first}`,
    `max-port=${TURN_RELAY_PORTS.last}`,
    // The allocation's address as clients have to name it, where the provider translates 1:1.
    ...(publicAddress === null
      ? []
      : [
          `external-ip=${ipv4("public address", publicAddress)}${insideAddress === null ? "" : `/${ipv4("inside address", insideAddress)}`}`,
        ]),
    `realm=${hostName("realm", turn.realm)}`,
    "fingerprint",
    ...(turn.userName === null
      ? ["use-auth-secret", `static-auth-secret=${secret}`]
      : [
          "lt-cred-mech",
          `user=${checked("TURN's user", turn.userName, /^[A-Za-z0-9][A-Za-z0-9._@-]{0,199}$/)}:${secret}`,
        ]),
    "stale-nonce=600",
    "user-quota=24",
    "total-quota=400",
    `max-bps=${MAX_BYTES_PER_SECOND}`,
    "no-multicast-peers",
    // Viewers and WebRTC relay UDP. By TCP (RFC 6062) who has a login could call any service from here, past the firewall the server's own.
    "no-tcp-relay",
    ...DENIED.map((range) => `denied-peer-ip=${range}`),
    // Pools outside the private ranges.
    ...(wireguard === null
      ? []
      : [wireguard.tunnelPool, wireguard.sitePool].map((pool) => `denied-peer-ip=${rangeOf(pool)}`)),
    "no-cli",
    // DTLS has no client that Farsite knows of, and would hold UDP 443.
    "no-dtls",
    ...(tls === null
      ? ["no-tls"]
      : [`tls-listening-port=${tls.port}`, `cert=${TLS_CERTIFICATE}`, `pkey=${TLS_KEY}`, "no-tlsv1", "no-tlsv1_1"]),
    "syslog",
    "simple-log",
    "no-software-attribute",
    "",
  ].join("\n");
}

function rangeOf(pool: string): string {
  const prefix = parseIpv4Prefix(ipv4PrefixText("pool", pool));
  if (prefix === undefined) throw new RangeError(`pool: ${pool}`);
  return `${ipv4Text(prefix.network)}-${ipv4Text(broadcastOf(prefix) ?? prefix.network)}`;
}

/** Whether coturn itself needs a port below 1024. */
export const turnNeedsLowPort = (server: FirmServer): boolean =>
  server.turn !== null &&
  (server.turn.port < 1_024 ||
    (server.turn.tlsPort !== null && tlsListen(server, "turn", server.turn.tlsPort).port <= SHARED_PORT));
