import { checkedDevice } from "./checked-device.ts";
import { lanRules, nftablesLines } from "./lan-rules.ts";
import { list, option, uciBatchText, uciConfigText, type UciOption, type UciSection } from "./uci.ts";
import type { WireGuardDevice, WireGuardPeer } from "./wireguard-device.ts";
import type { WrittenFile } from "./written-file.ts";

export interface OpenWrtOptions {
  /** See LanRules; absent: the box is the LAN's router. */
  readonly masquerade?: boolean;
  /** The firewall's name for the network behind; absent: OpenWrt's own, `lan`. */
  readonly lanZone?: string;
}

/** netifd's interface is a UCI section, so its name has no signs; and firewall4 takes zones of at most 11 characters. */
const OPENWRT_NAME = /^[A-Za-z][A-Za-z0-9_]{0,10}$/;

/**
 * A device for OpenWrt 22.03 and later (firewall4): network, firewall zone, and the 1:1 translation as a file that firewall4
 * includes each time it loads. `uci batch < NAME.uci && service network reload && service firewall reload`.
 *
 * @throws RangeError when a value can't be written
 */
export function writeOpenWrtBatch(given: WireGuardDevice, options: OpenWrtOptions = {}): WrittenFile[] {
  const device = openWrtDevice(given);
  const text = uciBatchText(openWrtSections(device, options));
  return [
    { fileName: `${device.interfaceName}.uci`, text, installPath: null, isSecret: true },
    ...nftFile(device, options),
  ];
}

/** The same as the files have it: to be appended to /etc/config/network and /etc/config/firewall. */
export function writeOpenWrtConfig(given: WireGuardDevice, options: OpenWrtOptions = {}): WrittenFile[] {
  const device = openWrtDevice(given);
  const sections = openWrtSections(device, options);
  const file = (config: string): WrittenFile => ({
    fileName: config,
    text: uciConfigText(sections.filter((section) => section.config === config)),
    installPath: `/etc/config/${config}`,
    isSecret: config === "network",
  });
  return [file("network"), file("firewall"), ...nftFile(device, options)];
}

function openWrtDevice(given: WireGuardDevice): WireGuardDevice {
  const device = checkedDevice(given);
  if (!OPENWRT_NAME.test(device.interfaceName)) {
    throw new RangeError(`${device.interfaceName}: OpenWrt needs a name of at most 11 letters, digits and underscores`);
  }
  return device;
}

function nftFile(device: WireGuardDevice, { masquerade = false }: OpenWrtOptions): WrittenFile[] {
  const rules = lanRules(device, masquerade);
  if (rules === null) return [];
  const fileName = `90-${device.interfaceName}.nft`;
  // firewall4 takes in whatever is in this folder. A section `include` would survive an update without its file, and then no rule loads.
  // The path belongs into /etc/sysupgrade.conf, or an update takes the file away.
  const installPath = `/usr/share/nftables.d/ruleset-post/${fileName}`;
  return [{ fileName, text: `${nftablesLines(rules).join("\n")}\n`, installPath, isSecret: false }];
}

function openWrtSections(device: WireGuardDevice, { lanZone = "lan" }: OpenWrtOptions): UciSection[] {
  const { interfaceName: name, peers, lan } = device;
  return [
    { config: "network", type: "interface", name, options: interfaceOptions(device) },
    ...peers.map((peer, index) => ({
      config: "network",
      type: `wireguard_${name}`,
      name: `${name}_peer${index + 1}`,
      options: peerOptions(peer),
    })),
    {
      config: "firewall",
      type: "zone",
      name: `${name}_zone`,
      options: [
        option("name", name),
        list("network", [name]),
        // The box itself can be asked whether it is alive; its own pages stay shut.
        option("input", "REJECT"),
        option("output", "ACCEPT"),
        option("forward", "REJECT"),
        option("mtu_fix", 1),
      ],
    },
    {
      config: "firewall",
      type: "rule",
      name: `${name}_ping`,
      options: [
        option("name", `${name}-ping`),
        option("src", name),
        option("proto", "icmp"),
        list("icmp_type", ["echo-request"]),
        option("family", "ipv4"),
        option("target", "ACCEPT"),
      ],
    },
    ...(lan === null
      ? []
      : [
          {
            config: "firewall",
            type: "forwarding",
            name: `${name}_lan`,
            options: [option("src", name), option("dest", lanZone)],
          },
        ]),
  ];
}

const interfaceOptions = ({ privateKey, listenPort, addresses, mtu }: WireGuardDevice): UciOption[] => [
  option("proto", "wireguard"),
  option("private_key", privateKey),
  ...(listenPort === null ? [] : [option("listen_port", listenPort)]),
  list("addresses", addresses),
  ...(mtu === null ? [] : [option("mtu", mtu)]),
];

const peerOptions = (peer: WireGuardPeer): UciOption[] => [
  ...(peer.name === "" ? [] : [option("description", peer.name)]),
  option("public_key", peer.publicKey),
  ...(peer.presharedKey === null ? [] : [option("preshared_key", peer.presharedKey)]),
  ...(peer.endpoint === null
    ? []
    : [option("endpoint_host", peer.endpoint.address), option("endpoint_port", peer.endpoint.port)]),
  list("allowed_ips", peer.allowedIps),
  option("route_allowed_ips", 1),
  ...(peer.keepaliveSeconds === null ? [] : [option("persistent_keepalive", peer.keepaliveSeconds)]),
];

const WORD = String.raw`(?:'[^']*'|\\')+`;
const COMMAND = new RegExp(String.raw`^(?:set|add_list) (?<path>[\w.]+)=(?<value>${WORD})$`);

/** Reads Farsite's own batch back, for assertReadsBack; OpenWrt has no place for the device's name, its LAN stands in the nft file. */
export function readOpenWrtBatch(text: string): WireGuardDevice | null {
  const sections = new Map<string, Map<string, string[]>>();
  for (const line of text.split("\n")) {
    const { path = "", value = "" } = COMMAND.exec(line)?.groups ?? {};
    const [config, section = "", key = ".type"] = path.split(".");
    if (config !== "network") continue;
    const options = sections.get(section) ?? new Map<string, string[]>();
    options.set(key, [...(options.get(key) ?? []), unquoted(value)]);
    sections.set(section, options);
  }
  const own = [...sections].find(([, options]) => options.get(".type")?.[0] === "interface");
  if (!own) return null;
  const [interfaceName, options] = own;
  const peers = [...sections.values()].filter((one) => one.get(".type")?.[0] === `wireguard_${interfaceName}`);
  return {
    name: "",
    interfaceName,
    privateKey: options.get("private_key")?.[0] ?? "",
    addresses: options.get("addresses") ?? [],
    listenPort: numberOf(options.get("listen_port")),
    mtu: numberOf(options.get("mtu")),
    peers: peers.map(peerOf),
    lan: null,
    translation: null,
  };
}

const unquoted = (text: string): string =>
  text.replaceAll(`'\\''`, "\u0000").replaceAll("'", "").replaceAll("\u0000", "'");

const numberOf = (values: readonly string[] | undefined): number | null =>
  values?.[0] === undefined ? null : Number(values[0]);

function peerOf(options: ReadonlyMap<string, readonly string[]>): WireGuardPeer {
  const first = (key: string): string | null => options.get(key)?.[0] ?? null;
  const host = first("endpoint_host");
  return {
    name: first("description") ?? "",
    publicKey: first("public_key") ?? "",
    presharedKey: first("preshared_key"),
    endpoint: host === null ? null : { address: host, port: Number(first("endpoint_port")) },
    allowedIps: options.get("allowed_ips") ?? [],
    keepaliveSeconds: numberOf(options.get("persistent_keepalive")),
  };
}
