import { canonicalAddress } from "../../net/ip-address.ts";
import { ipv4Number, parseIpv4Prefix } from "../../net/ipv4-prefix.ts";
import { isHostName } from "../../net/host-name.ts";
import { isInterfaceName } from "../interface-name.ts";
import { interfaceAddress, networkPrefix } from "../prefix-text.ts";
import { hasKeyForm } from "../weak-keys.ts";
import type { WireGuardDevice, WireGuardPeer } from "../wireguard-device.ts";

/** What every vendor's format refuses to carry, found before a line of it is written. */

/** A file for a router, and what takes it back off. */
export interface VendorFile {
  readonly fileName: string;
  readonly text: string;
  /** Typed or imported on the same router; leaves everything as it was before the file. */
  readonly undo: string;
}

/** What stands in for a key on the screen: plain words that no format takes for anything else. */
const STAND_IN = /^[\p{L}\p{N} _.()<>…-]{1,60}$/u;
const MAX_PEERS = 500;

function refuse(what: string, value: string | number): never {
  throw new RangeError(`${what}: ${JSON.stringify(value).slice(0, 80)} can't be written`);
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

/** A host name or a canonical address, without a zone. @throws RangeError */
export function checkedHost(host: string, what: string): string {
  const isAddress = canonicalAddress(host) === host && !host.includes("%");
  // A name of figures and dots only is an address that somebody mistyped.
  const isName = isHostName(host) && !/^[\d.]+$/.test(host);
  return isAddress || isName ? host : refuse(what, host);
}

/** `192.168.1.0/24` or `2001:db8::/64`, with nothing set beyond the length. */
function checkPrefix(prefix: string, what: string): void {
  if (networkPrefix(prefix) !== prefix) refuse(what, prefix);
}

function checkedPeer(peer: WireGuardPeer, index: number): void {
  const where = `peer ${index + 1}`;
  if (!hasKeyForm(peer.publicKey)) refuse(`${where}, public key`, peer.publicKey);
  if (peer.presharedKey !== null && !isKeyOrStandIn(peer.presharedKey)) refuse(`${where}, preshared key`, "(hidden)");
  if (peer.endpoint !== null) {
    checkedHost(peer.endpoint.address, `${where}, endpoint`);
    if (!isPort(peer.endpoint.port)) refuse(`${where}, port`, peer.endpoint.port);
  }
  if (peer.allowedIps.length === 0) refuse(`${where}, allowed IPs`, "none");
  for (const prefix of peer.allowedIps) checkPrefix(prefix, `${where}, allowed IPs`);
  const { keepaliveSeconds: seconds } = peer;
  if (seconds !== null && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= 65_535))
    refuse(`${where}, keepalive`, seconds);
}

const isKeyOrStandIn = (key: string): boolean => hasKeyForm(key) || STAND_IN.test(key);

/**
 * The same device, once everything in it fits into a file for a router.
 *
 * @throws RangeError that says which value does not, never with a secret in it
 */
export function checkedForRouter(device: WireGuardDevice): WireGuardDevice {
  if (!isInterfaceName(device.interfaceName)) refuse("interface name", device.interfaceName);
  if (!isKeyOrStandIn(device.privateKey)) refuse("private key", "(hidden)");
  if (device.addresses.length === 0) refuse("addresses", "none");
  for (const address of device.addresses) if (interfaceAddress(address) !== address) refuse("address", address);
  const { listenPort, mtu, lan, translation, peers } = device;
  if (listenPort !== null && !isPort(listenPort)) refuse("listen port", listenPort);
  if (mtu !== null && !(Number.isInteger(mtu) && mtu >= 576 && mtu <= 9_000)) refuse("MTU", mtu);
  if (lan !== null) checkPrefix(lan, "LAN");
  if (translation !== null) {
    const [mapped, real] = [parseIpv4Prefix(translation.mapped), parseIpv4Prefix(translation.lan)];
    checkPrefix(translation.mapped, "translated prefix");
    checkPrefix(translation.lan, "translated LAN");
    if (mapped === undefined || real === undefined || mapped.length !== real.length)
      refuse("translation", `${translation.lan} to ${translation.mapped}`);
  }
  if (peers.length === 0 || peers.length > MAX_PEERS) refuse("number of peers", peers.length);
  for (const [index, peer] of peers.entries()) checkedPeer(peer, index);
  return device;
}

/** Destinations that are sent into the tunnel, each once. */
export const routedPrefixes = ({ peers, addresses }: WireGuardDevice): string[] => {
  // For these an interface's address brings a route by itself.
  const own = new Set(addresses.map(networkPrefix));
  return [...new Set(peers.flatMap(({ allowedIps }) => allowedIps))].filter((prefix) => !own.has(prefix));
};

export const isIpv4Prefix = (prefix: string): boolean => ipv4Number(prefix.split("/")[0] ?? "") !== undefined;
