import { ownWords } from "../../lan/own-words.ts";
import { canonicalAddress, isIpv6 } from "../../net/ip-address.ts";
import { formatIpv4Prefix, ipv4Number, parseIpv4Prefix } from "../../net/ipv4-prefix.ts";
import type { WireGuardDevice, WireGuardPeer } from "../wireguard-device.ts";

/** What every vendor's format refuses to carry, found before a line of it is written. */

/** A file for a router, and what takes it back off. */
export interface VendorFile {
  readonly fileName: string;
  readonly text: string;
  /** Typed or imported on the same router; leaves everything as it was before the file. */
  readonly undo: string;
}

const INTERFACE_NAME = /^[A-Za-z0-9_=+.-]{1,15}$/;
/** 32 bytes in base64: the last of 43 characters holds four bits (RFC 4648 section 3.5). */
const KEY = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
/** What stands in for a key on the screen: plain words that no format takes for anything else. */
const STAND_IN = /^[\p{L}\p{N} _.()<>…-]{1,60}$/u;
const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const MAX_HOST_CHARACTERS = 253;
const MAX_PEERS = 500;

function refuse(what: string, value: string | number): never {
  throw new RangeError(`${what}: ${JSON.stringify(value).slice(0, 80)} can't be written`);
}

/** `192.168.1.0/24` or `2001:db8::/64`, with nothing set beyond the length. */
export function isPrefix(text: string): boolean {
  const ipv4 = parseIpv4Prefix(text);
  if (ipv4 !== undefined) return formatIpv4Prefix(ipv4) === text;
  const [address = "", length = "", rest] = text.split("/");
  return rest === undefined && isIpv6(address) && canonicalAddress(address) === address && isLength(length, 128);
}

const isLength = (text: string, most: number): boolean => /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= most;

/** `10.88.0.2/24`: an address and how long its network is. */
function isInterfaceAddress(text: string): boolean {
  const [address = "", length = "", rest] = text.split("/");
  if (rest !== undefined || canonicalAddress(address) !== address) return false;
  return isLength(length, isIpv6(address) ? 128 : 32);
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

/** A host name or a canonical address, without a zone. @throws RangeError */
export function checkedHost(host: string, what: string): string {
  const isAddress = canonicalAddress(host) === host && !host.includes("%");
  // A name of figures and dots only is an address that somebody mistyped.
  const isName = host.length <= MAX_HOST_CHARACTERS && HOST_NAME.test(host) && !/^[\d.]+$/.test(host);
  return isAddress || isName ? host : refuse(what, host);
}

/** @throws RangeError */
export function checkedPrefix(prefix: string, what: string): string {
  return isPrefix(prefix) ? prefix : refuse(what, prefix);
}

function checkedPeer(peer: WireGuardPeer, index: number): void {
  const where = `peer ${index + 1}`;
  if (!KEY.test(peer.publicKey)) refuse(`${where}, public key`, peer.publicKey);
  if (peer.presharedKey !== null && !isKeyOrStandIn(peer.presharedKey)) refuse(`${where}, preshared key`, "(hidden)");
  if (peer.endpoint !== null) {
    checkedHost(peer.endpoint.address, `${where}, endpoint`);
    if (!isPort(peer.endpoint.port)) refuse(`${where}, port`, peer.endpoint.port);
  }
  if (peer.allowedIps.length === 0) refuse(`${where}, allowed IPs`, "none");
  for (const prefix of peer.allowedIps) checkedPrefix(prefix, `${where}, allowed IPs`);
  const { keepaliveSeconds: seconds } = peer;
  if (seconds !== null && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= 65_535))
    refuse(`${where}, keepalive`, seconds);
}

const isKeyOrStandIn = (key: string): boolean => KEY.test(key) || STAND_IN.test(key);

/**
 * The same device, once everything in it fits into a file for a router.
 *
 * @throws RangeError that says which value does not, never with a secret in it
 */
export function checkedDevice(device: WireGuardDevice): WireGuardDevice {
  if (!INTERFACE_NAME.test(device.interfaceName)) refuse("interface name", device.interfaceName);
  if (!isKeyOrStandIn(device.privateKey)) refuse("private key", "(hidden)");
  if (device.addresses.length === 0) refuse("addresses", "none");
  for (const address of device.addresses) if (!isInterfaceAddress(address)) refuse("address", address);
  const { listenPort, mtu, lan, translation, peers } = device;
  if (listenPort !== null && !isPort(listenPort)) refuse("listen port", listenPort);
  if (mtu !== null && !(Number.isInteger(mtu) && mtu >= 576 && mtu <= 9_000)) refuse("MTU", mtu);
  if (lan !== null) checkedPrefix(lan, "LAN");
  if (translation !== null) {
    const [mapped, real] = [parseIpv4Prefix(translation.mapped), parseIpv4Prefix(translation.lan)];
    checkedPrefix(translation.mapped, "translated prefix");
    checkedPrefix(translation.lan, "translated LAN");
    if (mapped === undefined || real === undefined || mapped.length !== real.length)
      refuse("translation", `${translation.lan} to ${translation.mapped}`);
  }
  if (peers.length === 0 || peers.length > MAX_PEERS) refuse("number of peers", peers.length);
  for (const [index, peer] of peers.entries()) checkedPeer(peer, index);
  return device;
}

/** Words for one line of a comment. */
export const commentWords = (name: string): string => ownWords(name) ?? "";

/** Destinations that are sent into the tunnel, each once. */
export const routedPrefixes = ({ peers, addresses }: WireGuardDevice): string[] => {
  const own = new Set(addresses.map(networkOf));
  return [...new Set(peers.flatMap(({ allowedIps }) => allowedIps))].filter((prefix) => !own.has(prefix));
};

/** The network that an interface's address brings a route for by itself. */
function networkOf(address: string): string {
  const prefix = parseIpv4Prefix(address);
  return prefix === undefined ? address : formatIpv4Prefix(prefix);
}

export const isIpv4Prefix = (prefix: string): boolean => ipv4Number(prefix.split("/")[0] ?? "") !== undefined;
