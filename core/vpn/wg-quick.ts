import { formatEndpoint } from "../net/endpoint.ts";
import { checkedDevice } from "./checked-device.ts";
import { iptablesRules, lanRules, nftablesLines, type LanRules } from "./lan-rules.ts";
import type { WireGuardDevice, WireGuardPeer } from "./wireguard-device.ts";
import type { WrittenFile } from "./written-file.ts";

/** Which program sets the rules for the LAN behind the box; `either`: nft where there is one, else iptables. */
export const LAN_FIREWALLS = ["either", "nftables", "iptables", "none"] as const;
export type LanFirewall = (typeof LAN_FIREWALLS)[number];

export interface WgQuickOptions {
  /** `none`: no commands at all; for apps that refuse them, or where the rules stand elsewhere. Absent: `either`. */
  readonly firewall?: LanFirewall;
  /** The box isn't the LAN's router (see LanRules). Absent: it is. */
  readonly masquerade?: boolean;
}

/** The line by which a reader knows whose commands these are, and from what they were made. */
export const RULES_COMMENT = "Farsite's rules:";

/**
 * A device as wg-quick(8) reads it, `/etc/wireguard/<interface>.conf`. The rules for the LAN behind it go into PostUp and PostDown.
 *
 * @throws RangeError when a value can't be written
 */
export function writeWgQuick(given: WireGuardDevice, options: WgQuickOptions = {}): WrittenFile {
  const device = checkedDevice(given);
  const text = [
    // Also when empty: the first line is the name, whatever it looks like.
    `# ${device.name}`.trimEnd(),
    ...rulesComment(device, options),
    "[Interface]",
    `PrivateKey = ${device.privateKey}`,
    ...(device.addresses.length === 0 ? [] : [`Address = ${device.addresses.join(", ")}`]),
    ...(device.listenPort === null ? [] : [`ListenPort = ${device.listenPort}`]),
    ...(device.mtu === null ? [] : [`MTU = ${device.mtu}`]),
    ...hookLines(device, options),
    ...device.peers.flatMap(peerLines),
    "",
  ].join("\n");
  const fileName = `${device.interfaceName}.conf`;
  return { fileName, text, installPath: `/etc/wireguard/${fileName}`, isSecret: true };
}

function peerLines(peer: WireGuardPeer): string[] {
  return [
    "",
    "[Peer]",
    ...(peer.name === "" ? [] : [`# ${peer.name}`]),
    `PublicKey = ${peer.publicKey}`,
    ...(peer.presharedKey === null ? [] : [`PresharedKey = ${peer.presharedKey}`]),
    ...(peer.endpoint === null ? [] : [`Endpoint = ${formatEndpoint(peer.endpoint)}`]),
    ...(peer.allowedIps.length === 0 ? [] : [`AllowedIPs = ${peer.allowedIps.join(", ")}`]),
    ...(peer.keepaliveSeconds === null ? [] : [`PersistentKeepalive = ${peer.keepaliveSeconds}`]),
  ];
}

function rulesComment(device: WireGuardDevice, { firewall = "either", masquerade = false }: WgQuickOptions): string[] {
  if (device.lan === null) return [];
  const words = [
    `LAN ${device.lan}`,
    ...(device.translation ? [`called ${device.translation.mapped}`] : []),
    `by ${firewall}`,
    ...(masquerade ? ["masquerading"] : []),
  ];
  return [`# ${RULES_COMMENT} ${words.join(", ")}`];
}

/** PostUp and PostDown of a device with a LAN: what wg-quick gives to bash, so no `#` (a comment to wg-quick) and no names of people. */
export function hookLines(
  device: WireGuardDevice,
  { firewall = "either", masquerade = false }: WgQuickOptions,
): string[] {
  // By %i the rules still fit when somebody renames the file, and with it the interface.
  const rules = lanRules(device, masquerade, "%i");
  if (rules === null || firewall === "none") return [];
  const { up, down } = commandsOf(rules, firewall);
  return ["PostUp = sysctl -q -w net.ipv4.ip_forward=1", `PostUp = ${up}`, `PostDown = ${down}`];
}

function commandsOf(rules: LanRules, firewall: Exclude<LanFirewall, "none">): { up: string; down: string } {
  const nft = {
    up: `nft '${nftablesLines(rules)
      .map((line) => line.trim())
      .join(" ")}'`,
    down: `nft delete table ip ${rules.table}`,
  };
  const iptables = { up: iptablesCommands(rules, "-A"), down: iptablesCommands(rules, "-D") };
  if (firewall === "nftables") return nft;
  if (firewall === "iptables") return iptables;
  const choose = (first: string, second: string): string =>
    `if command -v nft >/dev/null; then ${first}; else ${second}; fi`;
  return { up: choose(nft.up, iptables.up), down: choose(nft.down, iptables.down) };
}

const iptablesCommands = (rules: LanRules, action: "-A" | "-D"): string =>
  iptablesRules(rules)
    .map(({ table, chain, match }) => `iptables -t ${table} ${action} ${chain} ${match}`)
    .join("; ");
