import { adapterKindOf, type AdapterKind } from "./adapter-kind.ts";
import { parseRegistryValues, registryNumber, registryText } from "./registry-values.ts";

/** One network connection as Windows' registry lists it. */
export type WindowsConnection = {
  /** The name that the person may change ("Ethernet 2", "WLAN"). */
  name: string;
  /** The device behind it ("PCI\VEN_8086&...", "ROOT\NET\0000", "SWD\WINTUN\{...}"). */
  deviceId: string;
  isWireless: boolean;
};

/** `MediaSubType` of a wireless connection. */
const WIRELESS = 2;

/**
 * `reg query HKLM\SYSTEM\CurrentControlSet\Control\Network\{4D36E972-E325-11CE-BFC1-08002BE10318} /s`: every connection, also
 * of adapters that are not plugged in.
 */
export function parseConnections(text: string): WindowsConnection[] {
  const values = parseRegistryValues(text);
  const keys = [...new Set(values.map((value) => value.key))].filter((key) => /\\Connection$/i.test(key));
  return keys.flatMap((key) => {
    const own = values.filter((value) => value.key === key);
    const name = registryText(own, "Name");
    if (name === null) return [];
    const deviceId = registryText(own, "PnPInstanceID") ?? "";
    return [{ name, deviceId, isWireless: registryNumber(own, "MediaSubType") === WIRELESS }];
  });
}

/**
 * The connection of an adapter. Names in another alphabet may come back damaged by the console's code page: then the one
 * connection whose other characters agree is it.
 */
export function connectionNamed(connections: readonly WindowsConnection[], name: string): WindowsConnection | null {
  const exact = connections.find((connection) => connection.name === name);
  if (exact) return exact;
  const wanted = legible(name);
  const alike = connections.filter((connection) => legible(connection.name) === wanted);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

const legible = (text: string): string => text.replace(/[^ -~]+/g, "?");

/** A device that some program made up; what it is says its hardware id (`HardwareID` below `Enum\<deviceId>`). */
export const isMadeUp = (deviceId: string): boolean => /^ROOT\\/i.test(deviceId);

/** TAP-Windows, Wintun, OpenVPN DCO, ZeroTier, and the clients of Cisco, Fortinet, Palo Alto, Pulse, SonicWall, Check Point. */
const VPN_DEVICE =
  /wintun|wireguard|tailscale|tap[\w-]*\d|^tap|ovpn|openvpn|zttap|vpn|ftvnic|ftsvnic|pangp|jnprva|juniper|sonicwall|swvnic|cp_?apv|nordlynx|anyconnect|netbird/i;

/** What kind of adapter a connection is; `hardwareId` is asked for with devices that are made up. */
export function windowsAdapterKind(connection: WindowsConnection, hardwareId: string): AdapterKind {
  const { name, deviceId, isWireless } = connection;
  const byName = adapterKindOf(name);
  if (VPN_DEVICE.test(deviceId) || VPN_DEVICE.test(hardwareId)) return "tunnel";
  // The person's own name for it may only add to what the device is: "Firma VPN" on a cable is a cable.
  if (isMadeUp(deviceId) || /^SWD\\/i.test(deviceId)) return byName === "tunnel" ? "tunnel" : "virtual";
  if (isWireless || /vwifimp/i.test(deviceId)) return "wifi";
  if (/^PCI\\|^PCIE?\\|^VMBUS\\/i.test(deviceId)) return CELLULAR.test(name) ? "unknown" : "ethernet";
  if (/^USB\\/i.test(deviceId)) return byName === "ethernet" ? "ethernet" : "unknown";
  return byName;
}

/** Modems for mobile data sit on the same bus; Windows names them so in its own language. */
const CELLULAR = /cell|mobil|wwan|celular|携帯|移动/i;

/**
 * The VPN connections in a phone book of Windows (`rasphone.pbk`): the entries with `Type=2`. While they are up their adapter
 * bears the entry's name, and no other list of Windows shows it.
 */
export function parseVpnEntries(text: string): string[] {
  const names: string[] = [];
  let entry: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    entry = /^\[(.{1,256})\]$/.exec(line)?.[1] ?? entry;
    if (entry !== null && line === "Type=2") names.push(entry);
  }
  return names;
}
