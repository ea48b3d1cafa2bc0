import type { Locale } from "../survey/settings.ts";
import { addressWithLength } from "../vpn/prefix-text.ts";
import { isInterfaceName } from "../vpn/interface-name.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { canonicalAddress } from "../net/ip-address.ts";
import {
  address,
  checked,
  hostName,
  portNumber,
  siteName,
  sshPublicKey,
  token,
  userName,
} from "../server-setup/values.ts";

/** The tunnel that a box keeps up as long as it can. */
export type BoxPrimary = {
  kind: "wireguard";
  /** In wg-quick's form, with the private key. */
  configText: string;
  interfaceName: string;
  /** The hub's own address in the tunnel: whoever answers there is at the other end. */
  hubAddress: string;
};

/** A port of the server that leads to a device. `listen`: as its key's `permitlisten` has it. */
export type BoxForward = { listen: "127.0.0.1" | "*"; serverPort: number; address: string; port: number };

/** The way that takes over when the tunnel is dead: OpenSSH, also through TCP 443. */
export type BoxFallback = {
  kind: "ssh";
  host: string;
  /** Tried one after the other. */
  ports: readonly number[];
  user: string;
  /** The server's public key, `ssh-ed25519 AAAA...`: the box talks to no other. */
  hostKey: string;
  forwards: readonly BoxForward[];
  /** OpenSSH's form, without a passphrase. */
  privateKey: string;
};

/** How a box tells that it is well, every five minutes and when its path changes: one line of JSON. */
export type BoxHealth =
  | { kind: "https"; url: string; token: string }
  /** Runs the command that the server's `authorized_keys` forces on this key. */
  | { kind: "ssh"; host: string; port: number; user: string; hostKey: string; privateKey: string };

export type BoxDevice = { name: string; address: string; port: number };

export type SiteBoxInput = {
  /** A word for files and reports. */
  siteId: string;
  /** As people call it; only ever in a text for people. */
  siteName: string;
  /** Of the sentences that the box says. */
  locale: Locale;
  primary: BoxPrimary | null;
  fallback: BoxFallback | null;
  health: BoxHealth | null;
  devices: readonly BoxDevice[];
  /** `2026-11-22` */
  madeOn: string;
};

/** A command line and a config file carry so many. */
const MAX_FORWARDS = 64;
const MAX_DEVICES = 64;

/**
 * The same input, every value held against what its place can carry.
 *
 * @throws RangeError with what and where
 */
export function checkedBox(given: SiteBoxInput): SiteBoxInput {
  if (given.primary === null && given.fallback === null)
    throw new RangeError("site box: neither a tunnel nor a fallback");
  if (given.devices.length > MAX_DEVICES) throw new RangeError(`devices: more than ${MAX_DEVICES}`);
  return {
    ...given,
    siteId: siteName(given.siteId),
    madeOn: checked("day", given.madeOn, /^\d{4}-\d{2}-\d{2}$/),
    primary: given.primary && checkedPrimary(given.primary),
    fallback: given.fallback && checkedFallback(given.fallback),
    health: given.health && checkedHealth(given.health),
    devices: given.devices.map((one) => ({ ...one, ...deviceEnd("device", one) })),
  };
}

function checkedPrimary(primary: BoxPrimary): BoxPrimary {
  const { interfaceName, configText, hubAddress } = primary;
  // A leading hyphen would be an option of wg, and systemd escapes others than these in a unit's name.
  if (!isInterfaceName(interfaceName) || !/^[A-Za-z0-9][A-Za-z0-9_.]*$/.test(interfaceName)) {
    throw new RangeError("WireGuard: not an interface's name");
  }
  if (!/^\[Interface\]/m.test(configText)) throw new RangeError("WireGuard: not a configuration");
  for (const [, value = ""] of configText.matchAll(/^Address\s*=\s*(.*)$/gm)) {
    const wrong = value.split(",").find((one) => addressWithLength(one.trim()) === undefined);
    if (wrong !== undefined) throw new RangeError("WireGuard: an address that is none");
  }
  return {
    ...primary,
    configText: secretText("WireGuard", configText),
    hubAddress: address("hub's address", hubAddress),
  };
}

function checkedFallback(fallback: BoxFallback): BoxFallback {
  if (fallback.ports.length === 0) throw new RangeError("SSH: no port");
  if (fallback.forwards.length > MAX_FORWARDS) throw new RangeError(`SSH: more than ${MAX_FORWARDS} forwards`);
  return {
    ...fallback,
    host: sshHost(fallback.host),
    ports: fallback.ports.map((port) => portNumber("SSH port", port)),
    user: userName(fallback.user),
    hostKey: sshPublicKey(fallback.hostKey),
    forwards: fallback.forwards.map((one) => ({
      listen: one.listen,
      serverPort: portNumber("server's port", one.serverPort),
      ...deviceEnd("forward", one),
    })),
    privateKey: privateKeyText(fallback.privateKey),
  };
}

function checkedHealth(health: BoxHealth): BoxHealth {
  if (health.kind === "https") {
    return {
      ...health,
      // What curl's own config file can hold between quotes.
      url: checked("health URL", health.url, /^https?:\/\/[A-Za-z0-9._~:/?#@!$&()*+,;=%[\]-]{1,500}$/),
      token: token("health token", health.token),
    };
  }
  return {
    ...health,
    host: sshHost(health.host),
    port: portNumber("health port", health.port),
    user: userName(health.user),
    hostKey: sshPublicKey(health.hostKey),
    privateKey: privateKeyText(health.privateKey),
  };
}

const sshHost = (host: string): string => canonicalAddress(host) ?? hostName("SSH host", host);

function deviceEnd(what: string, end: { address: string; port: number }): { address: string; port: number } {
  const canonical = address(what, end.address);
  if (!isDeviceAddress(canonical)) throw new RangeError(`${what}: ${canonical} is no device's address`);
  return { address: canonical, port: portNumber(what, end.port) };
}

function privateKeyText(text: string): string {
  if (
    !/^-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----\r?\n[\s\S]{50,20000}-----END [A-Z ]{0,20}PRIVATE KEY-----\s*$/.test(text)
  ) {
    throw new RangeError("SSH: not a private key");
  }
  return `${secretText("SSH key", text).replaceAll("\r", "").trimEnd()}\n`;
}

function secretText(what: string, text: string): string {
  if (text.includes("\0") || text.length > 100_000 || !text.isWellFormed()) throw new RangeError(`${what}: not a text`);
  return text;
}
