import { isIpv6 } from "../../net/ip-address.ts";
import { formatEndpoint } from "../../net/endpoint.ts";
import { shellQuoted } from "../../system/quoted.ts";
import { commentText } from "../checked-device.ts";
import type { WireGuardDevice } from "../wireguard-device.ts";
import { checkedForRouter, isIpv4Prefix, routedPrefixes, type VendorFile } from "./vendor-file.ts";

/** EdgeOS and VyOS: two descendants of Vyatta. Their command line is a bash with words of its own, so values are quoted for bash. */

export const VYOS_VERSIONS = ["1.3", "1.4"] as const;
export type VyOsVersion = (typeof VYOS_VERSIONS)[number];

/** Vyatta's own rules begin low; source rules of EdgeOS must be 5000 and up, its masquerade is often 5010. */
const EDGEOS_DESTINATION_RULE = 960;
const EDGEOS_SOURCE_RULE = 5_960;
const VYOS_RULE = 960;

type Words = readonly string[];

/** The parts of a command that are ours stay bare; values are quoted. */
const set = (path: string, ...values: Words): string => ["set", path, ...values].join(" ");

/**
 * A script for the router's shell: `configure`, the commands, `commit`, `save`. Also right to be pasted line by line.
 * https://docs.vyos.io/en/sagitta/automation/command-scripting.html
 */
const script = (head: Words, before: Words, commands: Words): string =>
  `${[
    "#!/bin/vbash",
    ...head,
    "source /opt/vyatta/etc/functions/script-template",
    ...before,
    "configure",
    ...commands,
    "commit",
    "save",
    "exit",
  ].join("\n")}\n`;

/** Interfaces of WireGuard are `wg` and a number there. */
function checkedName(device: WireGuardDevice): string {
  const { interfaceName } = checkedForRouter(device);
  if (!/^wg\d{1,3}$/.test(interfaceName))
    throw new RangeError(`interface name: ${JSON.stringify(interfaceName)} must be wg and a number on this router`);
  return interfaceName;
}

/**
 * EdgeRouter with the package `wireguard-vyatta-ubnt` (EdgeOS has no WireGuard of its own): EdgeOS 1.10.11 and 2.0.9.
 * https://github.com/WireGuard/wireguard-vyatta-ubnt
 *
 * @throws RangeError when a value does not fit; the interface must be called wg0, wg1 ...
 */
export function edgeOsScript(device: WireGuardDevice): VendorFile {
  const name = checkedName(device);
  const path = `interfaces wireguard ${name}`;
  const { translation } = device;
  const nat = (rule: number, ...rest: Words): string => set(`service nat rule ${rule}`, ...rest);
  const commands = [
    ...device.addresses.map((address) => set(`${path} address`, shellQuoted(address))),
    set(`${path} private-key`, shellQuoted(device.privateKey)),
    ...(device.listenPort === null ? [] : [set(`${path} listen-port`, String(device.listenPort))]),
    ...(device.mtu === null ? [] : [set(`${path} mtu`, String(device.mtu))]),
    set(`${path} route-allowed-ips true`),
    ...device.peers.flatMap((peer) => {
      const at = `${path} peer ${shellQuoted(peer.publicKey)}`;
      return [
        ...(peer.endpoint === null ? [] : [set(`${at} endpoint`, shellQuoted(formatEndpoint(peer.endpoint)))]),
        ...peer.allowedIps.map((prefix) => set(`${at} allowed-ips`, shellQuoted(prefix))),
        ...(peer.presharedKey === null ? [] : [set(`${at} preshared-key`, shellQuoted(peer.presharedKey))]),
        ...(peer.keepaliveSeconds === null ? [] : [set(`${at} persistent-keepalive`, String(peer.keepaliveSeconds))]),
      ];
    }),
    ...(translation === null
      ? []
      : [
          nat(EDGEOS_DESTINATION_RULE, "type destination"),
          nat(EDGEOS_DESTINATION_RULE, "inbound-interface", name),
          nat(EDGEOS_DESTINATION_RULE, "protocol all"),
          nat(EDGEOS_DESTINATION_RULE, "destination address", shellQuoted(translation.mapped)),
          nat(EDGEOS_DESTINATION_RULE, "inside-address address", shellQuoted(translation.lan)),
          nat(EDGEOS_SOURCE_RULE, "type source"),
          nat(EDGEOS_SOURCE_RULE, "outbound-interface", name),
          nat(EDGEOS_SOURCE_RULE, "protocol all"),
          nat(EDGEOS_SOURCE_RULE, "source address", shellQuoted(translation.lan)),
          nat(EDGEOS_SOURCE_RULE, "outside-address address", shellQuoted(translation.mapped)),
        ]),
  ];
  const undo = [
    `delete ${path}`,
    ...(translation === null
      ? []
      : [`delete service nat rule ${EDGEOS_DESTINATION_RULE}`, `delete service nat rule ${EDGEOS_SOURCE_RULE}`]),
  ];
  const head = [`# WireGuard for ${commentText(device.name)}`, "# EdgeOS with the package wireguard-vyatta-ubnt"];
  return { fileName: `${name}-edgeos.sh`, text: script(head, [], commands), undo: script(head, [], undo) };
}

/**
 * VyOS. 1.3 keeps private keys in files and names interfaces in NAT rules plainly; 1.4 has keys in the configuration and
 * `inbound-interface name`. Both take addresses of peers only, no names.
 * https://docs.vyos.io/en/equuleus/configuration/interfaces/wireguard.html and .../en/sagitta/...
 *
 * @throws RangeError when a value does not fit; a peer's endpoint must be an address
 */
export function vyOsScript(device: WireGuardDevice, version: VyOsVersion): VendorFile {
  const name = checkedName(device);
  const path = `interfaces wireguard ${name}`;
  const old = version === "1.3";
  const commands = [
    ...device.addresses.map((address) => set(`${path} address`, shellQuoted(address))),
    set(`${path} private-key`, old ? KEY_NAME : shellQuoted(device.privateKey)),
    ...(device.listenPort === null ? [] : [set(`${path} port`, String(device.listenPort))]),
    ...(device.mtu === null ? [] : [set(`${path} mtu`, String(device.mtu))]),
    ...device.peers.flatMap((peer, index) => {
      const at = `${path} peer peer-${index + 1}`;
      return [
        set(`${at} ${old ? "pubkey" : "public-key"}`, shellQuoted(peer.publicKey)),
        ...(peer.endpoint === null
          ? []
          : [
              set(`${at} address`, shellQuoted(checkedAddress(peer.endpoint.address))),
              set(`${at} port`, String(peer.endpoint.port)),
            ]),
        ...peer.allowedIps.map((prefix) => set(`${at} allowed-ips`, shellQuoted(prefix))),
        ...(peer.presharedKey === null ? [] : [set(`${at} preshared-key`, shellQuoted(peer.presharedKey))]),
        ...(peer.keepaliveSeconds === null ? [] : [set(`${at} persistent-keepalive`, String(peer.keepaliveSeconds))]),
      ];
    }),
    ...routedPrefixes(device).map((prefix) => set(routePath(prefix, name, old))),
    ...vyOsTranslation(device, name, old),
  ];
  const undo = [
    `delete ${path}`,
    ...routedPrefixes(device).map((prefix) => `delete ${routePath(prefix, name, old)}`),
    ...(device.translation === null
      ? []
      : [`delete nat destination rule ${VYOS_RULE}`, `delete nat source rule ${VYOS_RULE}`]),
  ];
  const head = [`# WireGuard for ${commentText(device.name)}`, `# VyOS ${version}`];
  return {
    fileName: `${name}-vyos-${version}.sh`,
    text: script(head, old ? keyFile(device.privateKey) : [], commands),
    undo: script(head, old ? [`sudo rm -rf ${KEY_FOLDER}`] : [], undo),
  };
}

const KEY_NAME = "farsite";
const KEY_FOLDER = `/config/auth/wireguard/${KEY_NAME}`;

/** VyOS 1.3 finds a key by the name of its folder. */
const keyFile = (privateKey: string): string[] => [
  `sudo install -d -m 750 -g vyattacfg ${KEY_FOLDER}`,
  `printf '%s\\n' ${shellQuoted(privateKey)} | sudo install -m 640 -g vyattacfg /dev/stdin ${KEY_FOLDER}/private.key`,
];

function routePath(prefix: string, name: string, old: boolean): string {
  const quoted = shellQuoted(prefix);
  const family = isIpv4Prefix(prefix) ? "" : "6";
  return old
    ? `protocols static interface-route${family} ${quoted} next-hop-interface ${name}`
    : `protocols static route${family} ${quoted} interface ${name}`;
}

function vyOsTranslation({ translation }: WireGuardDevice, name: string, old: boolean): string[] {
  if (translation === null) return [];
  const through = old ? name : `name ${name}`;
  const rule = (kind: string, ...rest: Words): string => set(`nat ${kind} rule ${VYOS_RULE}`, ...rest);
  return [
    rule("destination", "inbound-interface", through),
    rule("destination", "destination address", shellQuoted(translation.mapped)),
    rule("destination", "translation address", shellQuoted(translation.lan)),
    rule("source", "outbound-interface", through),
    rule("source", "source address", shellQuoted(translation.lan)),
    rule("source", "translation address", shellQuoted(translation.mapped)),
  ];
}

function checkedAddress(host: string): string {
  if (isIpv4Prefix(host) || isIpv6(host)) return host;
  throw new RangeError(`endpoint: VyOS takes an address there, not the name ${JSON.stringify(host)}`);
}
