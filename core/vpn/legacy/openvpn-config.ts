import { firstHost, inIpv4Prefix, ipv4Number, type Ipv4Prefix } from "../../net/ipv4-prefix.ts";
import { commentText } from "../checked-device.ts";
import { checkedHost } from "../vendor/vendor-file.ts";
import {
  checkedCommonName,
  inlineFile,
  ipv4PrefixOf,
  maskText,
  networkAndMask,
  openVpnQuoted,
} from "./openvpn-words.ts";

/**
 * OpenVPN for routers that speak nothing newer: the server on the firm's VPS and a site's profile. One server process for UDP
 * and one for TCP (443, where UDP is blocked), each with addresses of its own.
 */

/** One site as the server knows it. */
export interface OpenVpnSite {
  /** For a comment. */
  readonly name: string;
  /** In its certificate. */
  readonly commonName: string;
  /** Its end in the tunnel, within the server's pool. */
  readonly address: string;
  /** What the site is reached under; null: only the router itself. No two sites may have the same. */
  readonly lan: string | null;
}

export interface OpenVpnServer {
  readonly protocol: "udp" | "tcp";
  readonly port: number;
  /** Of the tunnel's own addresses; the server takes the first. */
  readonly pool: string;
  /** What the sites may reach on the firm's side. */
  readonly firmNetworks: readonly string[];
  /** Off for routers whose OpenVPN has neither tls-auth nor tls-crypt (MikroTik's). */
  readonly tlsCrypt: boolean;
  /** AES-CBC for clients older than OpenVPN 2.4, which can't negotiate. */
  readonly oldClients: boolean;
  readonly sites: readonly OpenVpnSite[];
}

export interface ServerFile {
  readonly path: string;
  readonly text: string;
}

/** Where certificates and keys lie on the server; made there by `authority-script.ts`. */
export const OPENVPN_FOLDER = "/etc/openvpn/server/farsite";
/** OpenVPN 2.4 and newer agree on the first that both know; the last is for processors without AES. */
const DATA_CIPHERS = "AES-256-GCM:AES-128-GCM:CHACHA20-POLY1305";
const OLD_CIPHER = "AES-256-CBC";

function checkedPort(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new RangeError(`port: ${port} is none`);
}

function checkedSite(site: OpenVpnSite, pool: Ipv4Prefix): { address: string; lan: Ipv4Prefix | null } {
  checkedCommonName(site.commonName);
  const number = ipv4Number(site.address);
  if (number === undefined || !inIpv4Prefix(number, pool) || number <= firstHost(pool))
    throw new RangeError(`address of ${site.commonName}: ${JSON.stringify(site.address)} is not free in the pool`);
  return { address: site.address, lan: site.lan === null ? null : ipv4PrefixOf(site.lan, "LAN") };
}

const overlap = (one: Ipv4Prefix, other: Ipv4Prefix): boolean =>
  inIpv4Prefix(one.network, other) || inIpv4Prefix(other.network, one);

/**
 * The server's configuration and a file for each site, whose name is the site's common name. Start it with
 * `systemctl enable --now openvpn-server@farsite-udp`.
 *
 * @throws RangeError when a value does not fit, or two sites have the same addresses: OpenVPN can't tell those apart
 */
export function openVpnServerFiles(server: OpenVpnServer): ServerFile[] {
  const pool = ipv4PrefixOf(server.pool, "pool");
  const sites = server.sites.map((site) => ({ ...site, ...checkedSite(site, pool) }));
  for (const [index, site] of sites.entries())
    for (const other of sites.slice(0, index)) {
      const twice = other.commonName === site.commonName || other.address === site.address;
      if (twice || (other.lan !== null && site.lan !== null && overlap(other.lan, site.lan)))
        throw new RangeError(`${other.commonName} and ${site.commonName}: same name or overlapping addresses`);
    }
  const name = `farsite-${server.protocol}`;
  const sitesFolder = `${OPENVPN_FOLDER}/sites-${server.protocol}`;
  const lines = [
    `port ${checkedPort(server.port)}`,
    `proto ${server.protocol === "udp" ? "udp" : "tcp-server"}`,
    `dev ovpn-${server.protocol}`,
    "dev-type tun",
    "topology subnet",
    `server ${networkAndMask(pool)}`,
    `ca ${OPENVPN_FOLDER}/ca.crt`,
    `cert ${OPENVPN_FOLDER}/server.crt`,
    `key ${OPENVPN_FOLDER}/server.key`,
    "dh none",
    ...(server.tlsCrypt ? [`tls-crypt ${OPENVPN_FOLDER}/tls-crypt.key`] : []),
    "tls-version-min 1.2",
    "verify-client-cert require",
    "remote-cert-tls client",
    `data-ciphers ${DATA_CIPHERS}${server.oldClients ? `:${OLD_CIPHER}` : ""}`,
    ...(server.oldClients ? [`data-ciphers-fallback ${OLD_CIPHER}`] : []),
    "auth SHA256",
    // Compressed and then encrypted, lengths tell what was sent (VORACLE).
    "allow-compression no",
    `client-config-dir ${sitesFolder}`,
    // A certificate without a file of its own gets no tunnel: removing the file locks a site out.
    "ccd-exclusive",
    "keepalive 10 60",
    "persist-key",
    "persist-tun",
    "user nobody",
    "group nogroup",
    ...(server.protocol === "udp" ? ["explicit-exit-notify 1"] : ["tcp-nodelay"]),
    ...sites.flatMap(({ lan }) => (lan === null ? [] : [`route ${networkAndMask(lan)}`])),
    "verb 3",
  ];
  const pushes = server.firmNetworks.map(
    (text) => `push "route ${networkAndMask(ipv4PrefixOf(text, "network of the firm"))}"`,
  );
  return [
    { path: `/etc/openvpn/server/${name}.conf`, text: `${lines.join("\n")}\n` },
    ...sites.map(({ name: said, commonName, address, lan }) => ({
      path: `${sitesFolder}/${commonName}`,
      text: `${[
        `# ${commentText(said)}`,
        `ifconfig-push ${address} ${maskText(pool.length)}`,
        ...(lan === null ? [] : [`iroute ${networkAndMask(lan)}`]),
        ...pushes,
      ].join("\n")}\n`,
    })),
  ];
}

/** Given at the last moment; or words in their place, for a text that is only shown. */
export interface OpenVpnSecrets {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** Null where the server has none. */
  readonly tlsCrypt: string | null;
}

export interface OpenVpnRemote {
  readonly host: string;
  readonly port: number;
  readonly protocol: "udp" | "tcp";
}

export interface OpenVpnProfile {
  /** For a comment. */
  readonly name: string;
  readonly commonName: string;
  /** Tried in this order: UDP first, since TCP within TCP stalls on bad lines. */
  readonly remotes: readonly OpenVpnRemote[];
  /** The common name in the server's certificate. */
  readonly serverName: string;
  readonly oldClient: boolean;
}

/**
 * A site's profile with everything in one file, for the router's import. It never sends all of the site's traffic through the
 * server, whatever that pushes.
 *
 * @throws RangeError when a value does not fit, never with a secret in it
 */
export function openVpnProfile(profile: OpenVpnProfile, secrets: OpenVpnSecrets): { fileName: string; text: string } {
  if (profile.remotes.length === 0) throw new RangeError("remotes: none");
  const lines = [
    `# ${commentText(profile.name)}`,
    "client",
    "dev tun",
    ...profile.remotes.map(
      ({ host, port, protocol }) =>
        `remote ${openVpnQuoted(checkedHost(host, "remote"))} ${checkedPort(port)} ${protocol === "udp" ? "udp" : "tcp-client"}`,
    ),
    // The next way after 10 s of silence, instead of two minutes.
    "connect-timeout 10",
    "resolv-retry infinite",
    "nobind",
    "persist-key",
    "persist-tun",
    "remote-cert-tls server",
    `verify-x509-name ${checkedCommonName(profile.serverName)} name`,
    "tls-version-min 1.2",
    `data-ciphers ${DATA_CIPHERS}${profile.oldClient ? `:${OLD_CIPHER}` : ""}`,
    ...(profile.oldClient ? [`cipher ${OLD_CIPHER}`] : []),
    "auth SHA256",
    'pull-filter ignore "redirect-gateway"',
    'pull-filter ignore "dhcp-option"',
    "verb 3",
    ...inlineFile("ca", secrets.ca),
    ...inlineFile("cert", secrets.cert),
    ...inlineFile("key", secrets.key),
    ...(secrets.tlsCrypt === null ? [] : inlineFile("tls-crypt", secrets.tlsCrypt)),
  ];
  return { fileName: `${checkedCommonName(profile.commonName)}.ovpn`, text: `${lines.join("\n")}\n` };
}
