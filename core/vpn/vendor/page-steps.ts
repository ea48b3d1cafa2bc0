import { ownWords } from "../../lan/own-words.ts";
import { message, type Message } from "../../nat/diagnosis.ts";
import type { WireGuardDevice } from "../wireguard-device.ts";
import { checkedForRouter } from "./vendor-file.ts";

/** Routers that are set up in their pages: what to press, in order, and the values to type, each under its own name there. */

export interface StepValue {
  readonly label: Message;
  readonly text: string;
  /** A key: shown only when asked for. */
  readonly secret?: true;
}

export interface PageSteps {
  readonly steps: readonly Message[];
  readonly values: readonly StepValue[];
  /** How it is taken back. */
  readonly undo: readonly Message[];
}

const step = (key: string, args: Message["args"] = {}): Message => message(`vpnVendor.${key}`, args);
const value = (name: string, text: string | number | null): StepValue[] =>
  text === null ? [] : [{ label: step(`value.${name}`), text: String(text) }];
const secret = (name: string, text: string | null): StepValue[] =>
  text === null ? [] : [{ label: step(`value.${name}`), text, secret: true }];

/** What every page asks for, in the order in which these two ask. */
function tunnelValues(device: WireGuardDevice): StepValue[] {
  const { interfaceName, privateKey, listenPort, mtu, addresses, peers } = checkedForRouter(device);
  return [
    ...value("name", interfaceName),
    ...secret("private-key", privateKey),
    ...value("listen-port", listenPort),
    ...value("tunnel-address", addresses.join(", ")),
    ...value("mtu", mtu),
    ...peers.flatMap((peer) => [
      ...value("peer-name", ownWords(peer.name) ?? null),
      ...value("peer-key", peer.publicKey),
      ...secret("preshared-key", peer.presharedKey),
      ...value("allowed-ips", peer.allowedIps.join(", ")),
      ...value("endpoint-address", peer.endpoint?.address ?? null),
      ...value("endpoint-port", peer.endpoint?.port ?? null),
      ...value("keepalive", peer.keepaliveSeconds),
    ]),
  ];
}

const translationValues = ({ translation }: WireGuardDevice): StepValue[] =>
  translation === null ? [] : [...value("nat-external", translation.mapped), ...value("nat-internal", translation.lan)];

/** What is let in from the tunnel: the LAN and nothing else. */
const passValues = ({ lan, translation }: WireGuardDevice): StepValue[] =>
  value("pass-destination", translation?.lan ?? lan);

/**
 * pfSense CE 2.5.2, Plus 21.05 or newer, with the package WireGuard.
 * https://docs.netgate.com/pfsense/en/latest/vpn/wireguard/settings.html and .../rules.html: NAT needs the tunnel as an interface.
 *
 * @throws RangeError when a value does not fit
 */
export function pfSenseSteps(device: WireGuardDevice): PageSteps {
  return {
    steps: [
      step("pfsense.package"),
      step("pfsense.tunnel"),
      step("pfsense.peer"),
      step("pfsense.enable"),
      step("pfsense.assign"),
      step("pfsense.routes"),
      step("pfsense.pass"),
      ...(device.translation === null ? [] : [step("pfsense.nat")]),
      step("pfsense.check"),
    ],
    values: [...tunnelValues(device), ...passValues(device), ...translationValues(device)],
    undo: [step("pfsense.undo")],
  };
}

/**
 * OPNsense 24.1 or newer; before, the same pages come with the plugin os-wireguard.
 * https://docs.opnsense.org/manual/how-tos/wireguard-s2s.html, https://docs.opnsense.org/manual/nat.html
 *
 * @throws RangeError when a value does not fit
 */
export function opnSenseSteps(device: WireGuardDevice): PageSteps {
  return {
    steps: [
      step("opnsense.instance"),
      step("opnsense.peer"),
      step("opnsense.link"),
      step("opnsense.enable"),
      step("opnsense.pass"),
      ...(device.translation === null ? [] : [step("opnsense.assign"), step("opnsense.nat")]),
      step("opnsense.mss"),
      step("opnsense.check"),
    ],
    values: [
      ...tunnelValues(device),
      ...passValues(device),
      ...translationValues(device),
      // "subtract at least 40 bytes from the WireGuard MTU"
      ...value("max-mss", device.mtu === null ? null : device.mtu - 40),
    ],
    undo: [step("opnsense.undo")],
  };
}

/**
 * UniFi gateways, UniFi OS 3.0 or newer. They take the `.conf` of another program as a "VPN client", which is meant for going out;
 * letting the firm in needs a rule, and translating a LAN one by hand.
 *
 * @throws RangeError when a value does not fit
 */
export function unifiSteps(device: WireGuardDevice): PageSteps {
  const { peers, addresses } = checkedForRouter(device);
  return {
    steps: [
      step("unifi.client"),
      step("unifi.import"),
      step("unifi.routes"),
      step("unifi.pass"),
      ...(device.translation === null ? [] : [step("unifi.nat")]),
      step("unifi.check"),
      step("unifi.otherwise"),
    ],
    values: [
      ...value("tunnel-address", addresses.join(", ")),
      ...peers.flatMap((peer) => value("pass-source", peer.allowedIps.join(", "))),
      ...passValues(device),
      ...translationValues(device),
    ],
    undo: [step("unifi.undo")],
  };
}
