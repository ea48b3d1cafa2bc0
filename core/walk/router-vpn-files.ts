import { encodeUtf8, toBase64 } from "../codec/byte-text.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { firstHost, hostCount, ipv4Text, parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import { assertNever } from "../never.ts";
import { standingTunnels, type Tunnel } from "../tunnel/tunnel.ts";
import { authorityScript, siteCertificateScript } from "../vpn/legacy/authority-script.ts";
import { ipsecRouterValues, l2tpValues, swanctlConfig } from "../vpn/legacy/ipsec-config.ts";
import { openVpnProfile, openVpnServerFiles, type OpenVpnServer } from "../vpn/legacy/openvpn-config.ts";
import { startIn } from "../vpn/plan-allocation.ts";
import type { StepValue } from "../vpn/vendor/page-steps.ts";
import { OPENVPN_POOLS as POOLS } from "../vpn/pools.ts";
import { overlap } from "../vpn/prefix-index.ts";
import type { WalkContext } from "./machine.ts";
import type { RouterVpnAt } from "./router-vpn-state.ts";

/** What is typed or saved at both ends. Secrets are made where they belong: words stand in their place here. */

/** In place of what comes from the server. 20 characters at least, as a key must have. */
const STAND_INS = { psk: "PUT-THE-KEY-OF-THE-SERVER-HERE", password: "PUT-THE-PASSWORD-HERE" } as const;

/** The site's name to the server: the same on every laptop, and no one else's. */
export const siteName = ({ siteId }: Pick<WalkContext, "siteId">): string =>
  `site-${siteId.replace(/[^A-Za-z0-9]/g, "").slice(0, 32) || "box"}`;

/** Tunnels of other sites at the same server, of the same kind. */
export function neighbours(
  { server, kind }: Pick<RouterVpnAt<"site">, "server" | "kind">,
  { firm, siteId }: WalkContext,
): { name: string; tunnel: Tunnel }[] {
  return firm
    .sites()
    .filter((site) => site.siteId !== siteId)
    .flatMap(({ name, tunnels }) =>
      standingTunnels(tunnels)
        .filter((one) => one.kind === tunnelKind(kind) && one.host === server.host)
        .map((tunnel) => ({ name, tunnel })),
    );
}

export const tunnelKind = (kind: RouterVpnAt<"site">["kind"]): Tunnel["kind"] => (kind === "ikev2" ? "ipsec" : kind);

const meets = (a: string, b: string): boolean => {
  const [one, two] = [parseIpv4Prefix(a), parseIpv4Prefix(b)];
  return one !== undefined && two !== undefined && overlap(one, two);
};

/** Other sites that have this network: `atServer` those that the same server knows by it, where nothing can tell them apart. */
export function lanClashes(
  lan: string,
  state: Pick<RouterVpnAt<"site">, "server" | "kind">,
  context: WalkContext,
): { atServer: string[]; alike: string[] } {
  const atServer = neighbours(state, context).flatMap(({ name, tunnel }) =>
    meets(tunnel.lan ?? "", lan) ? [name] : [],
  );
  const alike = context.firm
    .sites()
    .filter((site) => site.siteId !== context.siteId && site.lan !== null && meets(site.lan, lan))
    .map(({ name }) => name)
    .filter((name) => !atServer.includes(name));
  return { atServer, alike };
}

/** An address of OpenVPN's pool that no other site at this server has; null: the pool is full. */
export function freeAddress(state: Pick<RouterVpnAt<"site">, "server" | "kind">, context: WalkContext): string | null {
  const pool = parseIpv4Prefix(POOLS.udp);
  if (pool === undefined) return null;
  const taken = new Set(neighbours(state, context).map(({ tunnel }) => tunnel.address));
  // The first is the server's.
  const places = hostCount(pool) - 1;
  const start = startIn(context.siteId, places);
  for (let step = 0; step < places; step += 1) {
    const address = ipv4Text(firstHost(pool) + 1 + ((start + step) % places));
    if (!taken.has(address)) return address;
  }
  return null;
}

/** The same place in the pool of the TCP server. */
function inTcpPool(address: string): string {
  const [udp, tcp, at] = [parseIpv4Prefix(POOLS.udp), parseIpv4Prefix(POOLS.tcp), parseIpv4Prefix(address)];
  if (udp === undefined || tcp === undefined || at === undefined) throw new RangeError(`address: ${address}`);
  return ipv4Text(tcp.network + (at.network - udp.network));
}

export interface CopyItem {
  readonly label: Message;
  readonly text: string;
}

const label = (name: string, args?: Message["args"]): Message => message(`walk.router-vpn.copy.${name}`, args);

/** What is copied at this step, in its order; null: the values, which may come from elsewhere, fit into no file. */
export function copyItems(state: RouterVpnAt<"files">, context: WalkContext): CopyItem[] | null {
  try {
    return state.server.at === "router" ? [] : itemsOf(state, context);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function itemsOf(state: RouterVpnAt<"files">, context: WalkContext): CopyItem[] {
  switch (state.kind) {
    case "openvpn":
      return openVpnItems(state, context);
    case "ikev2":
      return ipsecItems(state, context);
    case "l2tp":
      return asItems(l2tpValues(state.server.host, siteName(context), STAND_INS.psk, STAND_INS.password));
    default:
      return assertNever(state.kind);
  }
}

const asItems = (values: readonly StepValue[]): CopyItem[] =>
  values.map(({ label: name, text }) => ({ label: name, text }));

function openVpnItems({ server, place, ...state }: RouterVpnAt<"files">, context: WalkContext): CopyItem[] {
  const commonName = siteName(context);
  const { name } = context.document.site;
  const address = place.address ?? "";
  const isFirst = neighbours({ ...state, server }, context).length === 0;
  const written = (protocol: "udp" | "tcp") => {
    const config: OpenVpnServer = {
      protocol,
      port: protocol === "udp" ? server.udpPort : server.tcpPort,
      pool: POOLS[protocol],
      firmNetworks: place.firmNetworks,
      tlsCrypt: true,
      oldClients: false,
      sites: [{ name, commonName, address: protocol === "udp" ? address : inTcpPool(address), lan: place.lan }],
    };
    return openVpnServerFiles(config).map(({ path, text }): CopyItem => {
      if (isFirst || !path.endsWith(".conf")) return { label: label("server-file", { path }), text };
      // Other sites stand in that file already: this one's route is one more line.
      return { label: label("server-line", { path }), text: `${text.split("\n").filter(isRoute).join("\n")}\n` };
    });
  };
  const profile = openVpnProfile(
    {
      name,
      commonName,
      remotes: [
        { host: server.host, port: server.udpPort, protocol: "udp" },
        { host: server.host, port: server.tcpPort, protocol: "tcp" },
      ],
      serverName: "server",
      oldClient: false,
    },
    { ca: "ca.crt", cert: `${commonName}.crt`, key: `${commonName}.key`, tlsCrypt: "tls-crypt.key" },
  );
  return [
    ...(isFirst ? [{ label: label("authority"), text: authorityScript() }] : []),
    { label: label("certificate"), text: siteCertificateScript(commonName) },
    ...written("udp"),
    ...written("tcp"),
    { label: label("profile", { file: profile.fileName }), text: profile.text },
  ];
}

const isRoute = (line: string): boolean => line.startsWith("route ");

function ipsecItems({ server, place }: RouterVpnAt<"files">, context: WalkContext): CopyItem[] {
  const id = siteName(context);
  const site = { name: context.document.site.name, id, lan: place.lan };
  const ends = { host: server.host, firmNetworks: place.firmNetworks, sites: [site] };
  const { text } = swanctlConfig(ends, () => STAND_INS.psk);
  // In base64 nobody would find what is to be replaced.
  const readable = text.replace(`0s${toBase64(encodeUtf8(STAND_INS.psk))}`, `"${STAND_INS.psk}"`);
  return [
    { label: label("psk"), text: "openssl rand -base64 30" },
    { label: label("server-file", { path: `/etc/swanctl/conf.d/${id}.conf` }), text: readable },
    ...asItems(ipsecRouterValues(ends, site, STAND_INS.psk)),
  ];
}
