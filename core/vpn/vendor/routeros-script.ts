import { encodeUtf8 } from "../../codec/byte-text.ts";
import { ownWords } from "../../lan/own-words.ts";
import { commentText } from "../checked-device.ts";
import type { WireGuardDevice, WireGuardPeer } from "../wireguard-device.ts";
import { checkedForRouter, isIpv4Prefix, routedPrefixes, type VendorFile } from "./vendor-file.ts";

/**
 * MikroTik RouterOS 7 (WireGuard came with 7.1). Imported with `/import FILE`; running it a second time replaces what the first
 * run made. RouterOS takes no routes from a peer's allowed addresses, so they are written as well.
 * https://help.mikrotik.com/docs/spaces/ROS/pages/69664792/WireGuard
 */

/**
 * One value for a script. Everything but plain characters is written as `\XX`, which no version reads as anything else: `$` names a
 * variable, `[` a command, `?` asked for help before 7.1, and text is bytes of UTF-8.
 * https://help.mikrotik.com/docs/spaces/ROS/pages/47579229/Scripting ("Constant Escape Sequences")
 *
 * @throws RangeError for control characters, which no value here has
 */
export function routerOsQuoted(text: string): string {
  let quoted = "";
  for (const byte of encodeUtf8(text.toWellFormed())) {
    if (byte < 0x20 || byte === 0x7f) throw new RangeError("RouterOS script: a value can't hold control characters");
    const character = String.fromCharCode(byte);
    quoted += /[A-Za-z0-9 _.,:;/+=()<>@#%&*!|~^'-]/.test(character)
      ? character
      : `\\${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return `"${quoted}"`;
}

export interface RouterOsOptions {
  /** The bridge or port of the site's LAN; forwarded packets must leave there. Absent: wherever the LAN's prefix is. */
  readonly lanInterface?: string;
}

type Parameters = Readonly<Record<string, string | null>>;

const command = (path: string, parameters: Parameters): string =>
  [
    path,
    ...Object.entries(parameters).flatMap(([name, value]) =>
      value === null ? [] : [`${name}=${routerOsQuoted(value)}`],
    ),
  ].join(" ");

/**
 * The tunnel's end on a MikroTik router: interface, peers, addresses, routes, a firewall rule for the LAN, and the 1:1 translation
 * in both directions.
 *
 * @throws RangeError when a value does not fit
 */
export function routerOsScript(device: WireGuardDevice, { lanInterface }: RouterOsOptions = {}): VendorFile {
  const { interfaceName, privateKey, listenPort, mtu, addresses, peers, lan, translation } = checkedForRouter(device);
  const comment = tagOf(device);
  const reached = translation?.lan ?? lan;
  const lines = [
    command("/interface/wireguard/add", {
      name: interfaceName,
      "private-key": privateKey,
      "listen-port": listenPort === null ? null : String(listenPort),
      mtu: mtu === null ? null : String(mtu),
      comment,
    }),
    ...peers.map((peer) => peerCommand(interfaceName, peer)),
    ...addresses.map((address) =>
      command(isIpv4Prefix(address) ? "/ip/address/add" : "/ipv6/address/add", {
        address,
        ...(!isIpv4Prefix(address) && { advertise: "no" }),
        interface: interfaceName,
        comment,
      }),
    ),
    ...routedPrefixes(device).map((prefix) =>
      command(isIpv4Prefix(prefix) ? "/ip/route/add" : "/ipv6/route/add", {
        "dst-address": prefix,
        gateway: interfaceName,
        comment,
      }),
    ),
    ...(reached === null ? [] : forwardRule(interfaceName, reached, lanInterface ?? null, comment)),
    ...(translation === null
      ? []
      : [
          command("/ip/firewall/nat/add", {
            chain: "dstnat",
            action: "netmap",
            "in-interface": interfaceName,
            "dst-address": translation.mapped,
            "to-addresses": translation.lan,
            comment,
          }),
          command("/ip/firewall/nat/add", {
            chain: "srcnat",
            action: "netmap",
            "out-interface": interfaceName,
            "src-address": translation.lan,
            "to-addresses": translation.mapped,
            comment,
          }),
        ]),
  ];
  const undo = undoLines(device);
  const head = [`# WireGuard for ${commentText(device.name)}`, "# RouterOS 7.1 or newer"];
  return {
    fileName: `${interfaceName}.rsc`,
    text: `${[...head, ...undo, ...lines].join("\n")}\n`,
    undo: `${undo.join("\n")}\n`,
  };
}

/** Marks what is ours; made of the interface's name alone, so that it can be looked for. */
const tagOf = ({ interfaceName }: WireGuardDevice): string => `farsite ${interfaceName}`;

const peerCommand = (interfaceName: string, peer: WireGuardPeer): string =>
  command("/interface/wireguard/peers/add", {
    interface: interfaceName,
    "public-key": peer.publicKey,
    "preshared-key": peer.presharedKey,
    "endpoint-address": peer.endpoint?.address ?? null,
    "endpoint-port": peer.endpoint === null ? null : String(peer.endpoint.port),
    "allowed-address": peer.allowedIps.join(","),
    "persistent-keepalive": peer.keepaliveSeconds === null ? null : `${peer.keepaliveSeconds}s`,
    comment: ownWords(peer.name) ?? null,
  });

/** New rules go to the end, behind a "drop the rest"; so this one is moved before the first of its chain that is not dynamic. */
function forwardRule(interfaceName: string, lan: string, lanInterface: string | null, comment: string): string[] {
  const path = isIpv4Prefix(lan) ? "/ip/firewall/filter" : "/ipv6/firewall/filter";
  const rule = command(`${path}/add`, {
    chain: "forward",
    action: "accept",
    "in-interface": interfaceName,
    "out-interface": lanInterface,
    "dst-address": lan,
    comment,
  });
  const first = `[:pick [${path}/find where chain="forward" and !dynamic] 0]`;
  return [rule, `${path}/move [find where comment=${routerOsQuoted(comment)}] destination=${first}`];
}

const TAGGED = [
  "/ip/firewall/nat",
  "/ip/firewall/filter",
  "/ipv6/firewall/filter",
  "/ip/route",
  "/ipv6/route",
  "/ip/address",
  "/ipv6/address",
] as const;

/** A menu that this router lacks (IPv6 switched off) must not keep the others from being cleaned. */
function undoLines(device: WireGuardDevice): string[] {
  const name = routerOsQuoted(device.interfaceName);
  const tag = routerOsQuoted(tagOf(device));
  return [
    ...TAGGED.map((path) => `:do { ${path}/remove [${path}/find where comment=${tag}] } on-error={}`),
    `/interface/wireguard/peers/remove [/interface/wireguard/peers/find where interface=${name}]`,
    `/interface/wireguard/remove [/interface/wireguard/find where name=${name} and comment=${tag}]`,
  ];
}
