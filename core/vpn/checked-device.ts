import { ownWords } from "../lan/own-words.ts";
import { canonicalAddress } from "../net/ip-address.ts";
import { isInterfaceName } from "./interface-name.ts";
import { interfaceAddress, networkPrefix } from "./prefix-text.ts";
import { hasKeyForm, isPeerKey } from "./weak-keys.ts";
import type { PrefixTranslation, WireGuardDevice, WireGuardPeer } from "./wireguard-device.ts";

/** Stands for the private key where a text is only shown; no program takes it for a key. */
export const PRIVATE_KEY_PLACEHOLDER = "<private-key>";

/** RFC 8200 section 5 has IPv6 need 1280; what is below RFC 791's 576 no line has. */
const MIN_MTU = 576;
const MAX_MTU = 65_535;
const MAX_PORT = 65_535;
/** wg(8): 1 to 65535 seconds. */
const MAX_KEEPALIVE_SECONDS = 65_535;
const MAX_HOST_CHARACTERS = 253;
/** DNS names as servers have them; nothing that a shell or a quoted string would stumble over. */
const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;
/** A name of digits and dots alone is an address that somebody mistyped. */
const DIGITS_AND_DOTS = /^[\d.]+$/;

/** A host as an endpoint's address, canonical: a name, or an address without brackets. Undefined for anything else. */
export function endpointHost(text: string): string | undefined {
  const address = canonicalAddress(text);
  if (address !== undefined) return address;
  return text.length <= MAX_HOST_CHARACTERS && HOST_NAME.test(text) && !DIGITS_AND_DOTS.test(text) ? text : undefined;
}

/**
 * What people call something as one line of a comment: nothing that ends the line, nothing that some program reads as the line's
 * continuation. Empty when nothing is left.
 */
export const commentText = (name: string): string =>
  (ownWords(name) ?? "")
    // Line separators for some editors and scripts, though not for the programs that read these files.
    .replaceAll(/[\u2028\u2029]/g, " ")
    .replace(/[\\\s]+$/, "");

/**
 * The device in canonical form, every value one that all formats can carry: after this only names are free text, and those are one
 * line each.
 *
 * @throws RangeError that says which value, and why: no file is written with a value that means something else in it
 */
export function checkedDevice(device: WireGuardDevice): WireGuardDevice {
  if (!isInterfaceName(device.interfaceName)) refuse("interface name", device.interfaceName);
  if (device.privateKey !== PRIVATE_KEY_PLACEHOLDER && !hasKeyForm(device.privateKey)) {
    // Never in a message: it may be one character away from the key.
    throw new RangeError("private key: not 32 bytes in base64");
  }
  const peers = device.peers.map(checkedPeer);
  const keys = new Set(peers.map(({ publicKey }) => publicKey));
  if (keys.size < peers.length) throw new RangeError("peers: two with the same public key");
  const prefixes = peers.flatMap(({ allowedIps }) => allowedIps);
  if (new Set(prefixes).size < prefixes.length) throw new RangeError("peers: one prefix allowed twice");
  return {
    name: commentText(device.name),
    interfaceName: device.interfaceName,
    privateKey: device.privateKey,
    addresses: device.addresses.map((text) => interfaceAddress(text) ?? refuse("address", text)),
    listenPort: device.listenPort === null ? null : integer("listen port", device.listenPort, 1, MAX_PORT),
    mtu: device.mtu === null ? null : integer("MTU", device.mtu, MIN_MTU, MAX_MTU),
    peers,
    lan: device.lan === null ? null : ipv4Network("LAN", device.lan),
    translation: device.translation === null ? null : checkedTranslation(device.translation, device.lan),
  };
}

function checkedPeer(peer: WireGuardPeer): WireGuardPeer {
  const { publicKey, presharedKey, endpoint, keepaliveSeconds } = peer;
  if (!isPeerKey(publicKey)) refuse("public key", publicKey);
  if (presharedKey !== null && !hasKeyForm(presharedKey)) {
    throw new RangeError("preshared key: not 32 bytes in base64");
  }
  return {
    name: commentText(peer.name),
    publicKey,
    presharedKey,
    endpoint: endpoint && {
      address: endpointHost(endpoint.address) ?? refuse("endpoint", endpoint.address),
      port: integer("endpoint's port", endpoint.port, 1, MAX_PORT),
    },
    allowedIps: peer.allowedIps.map((text) => networkPrefix(text) ?? refuse("allowed prefix", text)),
    keepaliveSeconds:
      keepaliveSeconds === null ? null : integer("keepalive", keepaliveSeconds, 1, MAX_KEEPALIVE_SECONDS),
  };
}

function checkedTranslation(translation: PrefixTranslation, deviceLan: string | null): PrefixTranslation {
  const mapped = ipv4Network("mapped prefix", translation.mapped);
  const lan = ipv4Network("translated LAN", translation.lan);
  if (mapped.split("/")[1] !== lan.split("/")[1]) refuse("translation", `${mapped} of ${lan}: not the same length`);
  if (mapped === lan) refuse("translation", `${mapped}: of a network to itself`);
  if (deviceLan === null || networkPrefix(deviceLan) !== lan) refuse("translation", `${lan}: not the device's LAN`);
  return { mapped, lan };
}

function ipv4Network(what: string, text: string): string {
  const prefix = networkPrefix(text);
  return prefix === undefined || prefix.includes(":") ? refuse(what, text) : prefix;
}

const integer = (what: string, value: number, min: number, max: number): number =>
  Number.isInteger(value) && value >= min && value <= max ? value : refuse(what, String(value));

function refuse(what: string, value: string): never {
  throw new RangeError(`${what}: ${JSON.stringify(value.slice(0, 80))} can't be written`);
}
