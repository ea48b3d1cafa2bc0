import { formatEndpoint } from "../net/endpoint.ts";
import { checkedDevice } from "./checked-device.ts";
import { lanRules, nftablesLines } from "./lan-rules.ts";
import type { WireGuardDevice, WireGuardPeer } from "./wireguard-device.ts";
import type { WrittenFile } from "./written-file.ts";

/**
 * A device for systemd-networkd: the interface (.netdev), its addresses and routes (.network), and, where a LAN is behind it, the
 * rules for nft with a service that loads them. Routes are written one by one: RouteTable= in a .netdev needs systemd 250.
 *
 * @throws RangeError when a value can't be written
 */
export function writeNetworkd(
  given: WireGuardDevice,
  { masquerade = false }: { readonly masquerade?: boolean } = {},
): WrittenFile[] {
  const device = checkedDevice(given);
  const folder = "/etc/systemd/network";
  const base = `50-${device.interfaceName}`;
  const files = [
    file(folder, `${base}.netdev`, netdevLines(device), true),
    file(folder, `${base}.network`, networkLines(device), false),
  ];
  const rules = lanRules(device, masquerade);
  if (rules === null) return files;
  const nftFile = `${device.interfaceName}.nft`;
  const nftPath = `/etc/farsite/${nftFile}`;
  return [
    ...files,
    file("/etc/farsite", nftFile, nftablesLines(rules), false),
    // IPForward= in a .network is called IPv4Forwarding= from systemd 256 on; a sysctl is the same everywhere.
    file("/etc/sysctl.d", `50-${device.interfaceName}.conf`, ["net.ipv4.ip_forward = 1"], false),
    file(
      "/etc/systemd/system",
      `farsite-lan-${unitName(device.interfaceName)}.service`,
      serviceLines(nftPath, rules.table),
      false,
    ),
  ];
}

const file = (folder: string, fileName: string, lines: readonly string[], isSecret: boolean): WrittenFile => ({
  fileName,
  text: `${lines.join("\n")}\n`,
  installPath: `${folder}/${fileName}`,
  isSecret,
});

/** systemd.unit(5): letters, digits and :-_.\ may stand in a unit's name; an interface's may hold `=` and `+`. */
const unitName = (interfaceName: string): string => interfaceName.replaceAll(/[=+]/g, "_");

const netdevLines = (device: WireGuardDevice): string[] => [
  `# ${device.name}`.trimEnd(),
  "[NetDev]",
  `Name=${device.interfaceName}`,
  "Kind=wireguard",
  ...(device.mtu === null ? [] : [`MTUBytes=${device.mtu}`]),
  "",
  "[WireGuard]",
  `PrivateKey=${device.privateKey}`,
  ...(device.listenPort === null ? [] : [`ListenPort=${device.listenPort}`]),
  ...device.peers.flatMap(peerLines),
];

const peerLines = (peer: WireGuardPeer): string[] => [
  "",
  "[WireGuardPeer]",
  ...(peer.name === "" ? [] : [`# ${peer.name}`]),
  `PublicKey=${peer.publicKey}`,
  ...(peer.presharedKey === null ? [] : [`PresharedKey=${peer.presharedKey}`]),
  ...(peer.endpoint === null ? [] : [`Endpoint=${formatEndpoint(peer.endpoint)}`]),
  ...peer.allowedIps.map((prefix) => `AllowedIPs=${prefix}`),
  ...(peer.keepaliveSeconds === null ? [] : [`PersistentKeepalive=${peer.keepaliveSeconds}`]),
];

const networkLines = ({ interfaceName, addresses, peers }: WireGuardDevice): string[] => [
  "[Match]",
  `Name=${interfaceName}`,
  "",
  "[Network]",
  ...addresses.map((address) => `Address=${address}`),
  // Bringing the laptop's or the box's start to a halt for a tunnel helps nobody.
  "",
  "[Link]",
  "RequiredForOnline=no",
  ...peers
    .flatMap(({ allowedIps }) => allowedIps)
    .flatMap((prefix) => ["", "[Route]", `Destination=${prefix}`, "Scope=link"]),
];

const serviceLines = (nftPath: string, table: string): string[] => [
  "[Unit]",
  "Description=Rules between a tunnel and the LAN behind it",
  "Wants=network-pre.target",
  "Before=network-pre.target",
  "After=nftables.service",
  "",
  "[Service]",
  "Type=oneshot",
  "RemainAfterExit=yes",
  `ExecStart=/usr/sbin/nft -f ${nftPath}`,
  `ExecStop=/usr/sbin/nft delete table ip ${table}`,
  "",
  "[Install]",
  "WantedBy=multi-user.target",
];

/** Reads Farsite's own .netdev and .network back, for assertReadsBack; null for anything else. */
export function readNetworkd(netdev: string, network: string): WireGuardDevice | null {
  const sections = sectionsOf(netdev);
  const first = (kind: string, key: string): string | null =>
    sections
      .find((one) => one.kind === kind)
      ?.values.get(key)
      ?.at(-1) ?? null;
  const interfaceName = first("NetDev", "Name");
  const privateKey = first("WireGuard", "PrivateKey");
  if (interfaceName === null || privateKey === null) return null;
  const number = (text: string | null): number | null => (text === null ? null : Number(text));
  const addresses = sectionsOf(network).flatMap(({ kind, values }) =>
    kind === "Network" ? (values.get("Address") ?? []) : [],
  );
  return {
    name: /^# (.*)/.exec(netdev)?.[1] ?? "",
    interfaceName,
    privateKey,
    addresses,
    listenPort: number(first("WireGuard", "ListenPort")),
    mtu: number(first("NetDev", "MTUBytes")),
    peers: sections.filter(({ kind }) => kind === "WireGuardPeer").map(peerOf),
    lan: null,
    translation: null,
  };
}

interface IniSection {
  readonly kind: string;
  readonly name: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

function sectionsOf(text: string): IniSection[] {
  const sections: { kind: string; name: string; values: Map<string, string[]> }[] = [];
  for (const line of text.split("\n")) {
    const section = sections.at(-1);
    const at = line.indexOf("=");
    if (line.startsWith("[")) sections.push({ kind: line.slice(1, -1), name: "", values: new Map() });
    else if (line.startsWith("# ") && section) section.name = line.slice(2);
    else if (at > 0 && section && !line.startsWith("#")) {
      const key = line.slice(0, at);
      section.values.set(key, [...(section.values.get(key) ?? []), line.slice(at + 1)]);
    }
  }
  return sections;
}

const ENDPOINT = /^\[?(?<address>.+?)\]?:(?<port>\d+)$/;

function peerOf({ name, values }: IniSection): WireGuardPeer {
  const last = (key: string): string | null => values.get(key)?.at(-1) ?? null;
  const { address = "", port = "" } = ENDPOINT.exec(last("Endpoint") ?? "")?.groups ?? {};
  const keepalive = last("PersistentKeepalive");
  return {
    name,
    publicKey: last("PublicKey") ?? "",
    presharedKey: last("PresharedKey"),
    endpoint: address === "" ? null : { address, port: Number(port) },
    allowedIps: values.get("AllowedIPs") ?? [],
    keepaliveSeconds: keepalive === null ? null : Number(keepalive),
  };
}
