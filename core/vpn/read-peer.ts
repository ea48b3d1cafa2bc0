import type { Endpoint } from "../net/endpoint.ts";
import { addressScope, isIpv4, isIpv6 } from "../net/ip-address.ts";
import { commentText, endpointHost } from "./checked-device.ts";
import type { ConfigSection, ConfigSetting } from "./config-lines.ts";
import { vpnFinding, type VpnFinding } from "./findings.ts";
import { networkPrefix } from "./prefix-text.ts";
import { hasKeyForm, isPeerKey } from "./weak-keys.ts";
import type { WireGuardPeer } from "./wireguard-device.ts";

/** A setting's values, the last one for those that can be there only once. */
export const valuesOf = (settings: readonly ConfigSetting[], key: string): string[] =>
  settings.filter((setting) => setting.key === key).map(({ value }) => value);

export const lastValue = (settings: readonly ConfigSetting[], key: string): string | undefined =>
  valuesOf(settings, key).at(-1);

/** Comma-separated values of all lines with this key. */
export const listOf = (settings: readonly ConfigSetting[], key: string): string[] =>
  valuesOf(settings, key).flatMap((value) => value.split(/[\s,]+/).filter((part) => part !== ""));

/** A number as the format has it, undefined for other text. */
export function numberIn(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

export interface ReadPeer {
  /** Null: without a usable key there is no peer. */
  readonly peer: WireGuardPeer | null;
  readonly findings: readonly VpnFinding[];
}

const MAX_PORT = 65_535;
/** More than a sentence can show of what could not be read. */
const SHOWN_CHARACTERS = 60;

/** One [Peer] of a pasted configuration: what can be used of it, and what is wrong with the rest. */
export function readPeer(
  { name: given, settings }: ConfigSection,
  number: number,
  expectedPorts: readonly number[],
): ReadPeer {
  const findings: VpnFinding[] = [];
  const publicKey = lastValue(settings, "publickey") ?? "";
  const name = commentText(given);
  const shown = name || `Peer ${number}`;
  const found = (...all: VpnFinding[]): void => void findings.push(...all);

  if (!hasKeyForm(publicKey)) found(vpnFinding("public-key-broken", { peer: shown }));
  else if (!isPeerKey(publicKey)) found(vpnFinding("public-key-weak", { peer: shown }));

  const shared = lastValue(settings, "presharedkey");
  if (shared !== undefined && !hasKeyForm(shared)) found(vpnFinding("preshared-key-broken", { peer: shown }));

  const { endpoint, finding } = readEndpoint(lastValue(settings, "endpoint"), expectedPorts);
  if (finding) found(finding);

  const allowed = listOf(settings, "allowedips").map((text) => ({ text, prefix: networkPrefix(text) }));
  for (const { text, prefix } of allowed) if (!prefix) found(unreadablePrefix(text));

  const keepalive = lastValue(settings, "persistentkeepalive");
  const keepaliveSeconds = keepalive === undefined || keepalive === "off" ? 0 : numberIn(keepalive, 0, MAX_PORT);
  if (keepaliveSeconds === undefined) found(unreadableNumber("PersistentKeepalive", keepalive ?? ""));

  const peer = {
    name,
    publicKey,
    presharedKey: shared !== undefined && hasKeyForm(shared) ? shared : null,
    endpoint,
    allowedIps: [...new Set(allowed.flatMap(({ prefix }) => prefix ?? []))],
    keepaliveSeconds: keepaliveSeconds || null,
  };
  return { peer: isPeerKey(publicKey) ? peer : null, findings };
}

export const unreadablePrefix = (text: string): VpnFinding =>
  vpnFinding("prefix-unreadable", { text: text.slice(0, SHOWN_CHARACTERS) });

export const unreadableNumber = (setting: string, text: string): VpnFinding =>
  vpnFinding("number-unreadable", { setting, text: text.slice(0, SHOWN_CHARACTERS) });

const ENDPOINT = /^(?:\[(?<ipv6>[^\]]+)\]|(?<host>[^:[\]]+)):(?<port>\d{1,5})$/;

function readEndpoint(
  text: string | undefined,
  expectedPorts: readonly number[],
): { endpoint: Endpoint | null; finding: VpnFinding | null } {
  if (text === undefined) return { endpoint: null, finding: null };
  const { ipv6, host = ipv6, port = "" } = ENDPOINT.exec(text)?.groups ?? {};
  const address = endpointHost(host ?? "");
  const number = numberIn(port, 1, MAX_PORT);
  const isWhatItSays = ipv6 === undefined || isIpv6(ipv6);
  if (address === undefined || number === undefined || !isWhatItSays) {
    const finding = vpnFinding("endpoint-unreadable", { endpoint: text.slice(0, SHOWN_CHARACTERS) });
    return { endpoint: null, finding };
  }
  const endpoint = { address, port: number };
  if (isLocal(address)) return { endpoint, finding: vpnFinding("endpoint-private", { endpoint: text }) };
  const isExpected = expectedPorts.length === 0 || expectedPorts.includes(number);
  const expected = expectedPorts.join(", ");
  return { endpoint, finding: isExpected ? null : vpnFinding("endpoint-odd-port", { endpoint: text, expected }) };
}

/** Names that only a router's own DNS knows (RFC 6762, RFC 8375, AVM). */
const LOCAL_NAME = /\.(?:local|lan|home|internal|home\.arpa|fritz\.box)$|^(?:fritz\.box|localhost)$/i;

const isLocal = (address: string): boolean =>
  isIpv4(address) || isIpv6(address)
    ? addressScope(address) !== "public" && addressScope(address) !== "documentation"
    : LOCAL_NAME.test(address) || !address.includes(".");
