import { formatIpv4Prefix, parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import { wireGuardPublicKey } from "../wireguard/keys.ts";
import { commentText, PRIVATE_KEY_PLACEHOLDER } from "./checked-device.ts";
import { configLines, type ConfigLines, type ConfigSetting } from "./config-lines.ts";
import { namesOf, vpnFinding, worstFirst, type VpnFinding } from "./findings.ts";
import { FARSITE_INTERFACE } from "./interface-name.ts";
import { narrowed, wholeInternet, widePrefixes } from "./narrow.ts";
import { overlap, overlapGroups } from "./prefix-index.ts";
import { interfaceAddress } from "./prefix-text.ts";
import { lastValue, listOf, numberIn, readPeer, unreadableNumber, unreadablePrefix, valuesOf } from "./read-peer.ts";
import { rulesIn } from "./read-rules.ts";
import { hasKeyForm, isClamped } from "./weak-keys.ts";
import type { WireGuardDevice, WireGuardPeer } from "./wireguard-device.ts";

/** What is known of the place where a configuration is to be used. */
export interface ConfigPlace {
  /** Absent: true, as sites are. */
  readonly isBehindNat?: boolean;
  readonly lan?: string | null;
  /** What belongs to the tunnel, for the narrowed version. */
  readonly narrowTo?: readonly string[];
  /** Where the server really listens. */
  readonly serverPorts?: readonly number[];
  readonly interfaceName?: string;
}

export interface ReadConfig {
  /** What can be used of it; null when it is no configuration. Commands, DNS and routing tricks are never part of it. */
  readonly device: WireGuardDevice | null;
  /** The same with only the tunnel's own networks sent into the tunnel; null when it is narrow already. */
  readonly narrowed: WireGuardDevice | null;
  /** What it would run as administrator, as written; Farsite runs none of it. */
  readonly commands: readonly string[];
  /** Worst first. */
  readonly findings: readonly VpnFinding[];
}

const MAX_CHARACTERS = 1_000_000;
/** Nobody reads a longer list; the count is told. */
const MAX_FINDINGS_OF_A_KIND = 20;

const INTERFACE_KEYS: ReadonlySet<string> = new Set([
  "privatekey",
  "listenport",
  "fwmark",
  "address",
  "dns",
  "mtu",
  "table",
  "preup",
  "postup",
  "predown",
  "postdown",
  "saveconfig",
]);
const PEER_KEYS: ReadonlySet<string> = new Set([
  "publickey",
  "presharedkey",
  "allowedips",
  "endpoint",
  "persistentkeepalive",
]);
/** What AmneziaWG adds to hide WireGuard: junk packets and changed headers; the other end must know them, too. */
const AMNEZIA = /^(?:jc|jmin|jmax|s[1-4]|h[1-4]|i[1-5]|j[1-3]|itime|advancedsecurity)$/;
const HOOKS = ["preup", "postup", "predown", "postdown"];
/** These may stand more than once. */
const LISTS: ReadonlySet<string> = new Set([...HOOKS, "address", "dns", "allowedips"]);
const MAX_PORT = 65_535;
/** WireGuard over IPv4 on a line of 1500. */
const LARGEST_USUAL_MTU = 1440;
const LEAST_USUAL_MTU = 1280;
const MIN_MTU = 576;

/** Reads any text that somebody pasted as a WireGuard configuration. Never throws; executes nothing. */
export function readWireGuardConfig(text: string, place: ConfigPlace = {}): ReadConfig {
  if (text.length > MAX_CHARACTERS) return unusable(vpnFinding("too-large"));
  const lines = configLines(text);
  const interfaces = lines.sections.filter(({ kind }) => kind === "interface");
  if (interfaces.length === 0) return unusable(vpnFinding("not-a-config"));
  const settings = interfaces.flatMap((section) => section.settings);
  const sections = lines.sections.filter(({ kind }) => kind === "peer");
  const read = sections.map((section, index) => readPeer(section, index + 1, place.serverPorts ?? []));
  const peers = withoutTwins(read.flatMap(({ peer }) => peer ?? []));
  const [first] = interfaces;
  const plain: WireGuardDevice = {
    name: commentText(lines.title ?? first?.name ?? ""),
    interfaceName: place.interfaceName ?? FARSITE_INTERFACE,
    privateKey: privateKeyIn(settings),
    addresses: [...new Set(listOf(settings, "address").flatMap((one) => interfaceAddress(one) ?? []))],
    listenPort: numberIn(lastValue(settings, "listenport") ?? "", 1, MAX_PORT) ?? null,
    mtu: numberIn(lastValue(settings, "mtu") ?? "", MIN_MTU, MAX_PORT) ?? null,
    peers: peers.kept,
    lan: null,
    translation: null,
  };
  const hooks = settings.filter(({ key }) => HOOKS.includes(key));
  const device = rulesIn(lines.subtitle, hooks, plain) ?? plain;
  const commands = device === plain ? hooks.map(({ value }) => value) : [];
  const findings = [
    ...read.flatMap((one) => one.findings),
    ...peers.twins.map((name) => vpnFinding("peer-twice", { peer: name })),
    ...(sections.length === 0 ? [vpnFinding("no-peer")] : []),
    ...textFindings(lines, interfaces.length),
    ...interfaceFindings(settings, commands),
    ...keyFindings(settings, plain),
    ...peerFindings(plain, sections.length, place),
    ...sharedPrefixes(read.flatMap(({ peer }) => peer ?? [])),
  ];
  return {
    device,
    narrowed: narrowed(device, place.narrowTo ?? null),
    commands,
    findings: worstFirst(fewOfEach(findings)),
  };
}

const unusable = (finding: VpnFinding): ReadConfig => ({
  device: null,
  narrowed: null,
  commands: [],
  findings: [finding],
});

function fewOfEach(findings: readonly VpnFinding[]): VpnFinding[] {
  const counts = new Map<string, number>();
  return findings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= MAX_FINDINGS_OF_A_KIND;
  });
}

function privateKeyIn(settings: readonly ConfigSetting[]): string {
  const key = lastValue(settings, "privatekey") ?? "";
  return hasKeyForm(key) ? key : PRIVATE_KEY_PLACEHOLDER;
}

/** As much of a key as people compare. */
const shortKey = (key: string): string => `${key.slice(0, 8)}…`;

/** Each key and each prefix once: of prefixes the last peer's, as WireGuard does it. */
function withoutTwins(peers: readonly WireGuardPeer[]): { kept: WireGuardPeer[]; twins: string[] } {
  const byKey = new Map<string, WireGuardPeer>();
  const twins: string[] = [];
  for (const peer of peers) {
    if (byKey.has(peer.publicKey)) twins.push(peer.name || shortKey(peer.publicKey));
    byKey.set(peer.publicKey, peer);
  }
  const owners = new Map<string, string>();
  for (const { allowedIps, publicKey } of byKey.values())
    for (const prefix of allowedIps) owners.set(prefix, publicKey);
  const kept = [...byKey.values()].map((peer) => ({
    ...peer,
    allowedIps: peer.allowedIps.filter((prefix) => owners.get(prefix) === peer.publicKey),
  }));
  return { kept, twins };
}

function textFindings({ sections, oddLines, strays }: ConfigLines, interfaceCount: number): VpnFinding[] {
  const unknownSections = sections
    .filter(({ kind }) => kind !== "interface" && kind !== "peer")
    .map(({ kind }) => `[${kind}]`);
  const unknown = sections.flatMap(({ kind, settings }) => {
    const known = kind === "peer" ? PEER_KEYS : INTERFACE_KEYS;
    return settings.filter(({ key }) => !known.has(key)).map(({ label }) => label);
  });
  const isAmnezia = (label: string): boolean => AMNEZIA.test(label.toLowerCase());
  const amnezia = unknown.filter(isAmnezia);
  const others = [...unknownSections, ...unknown.filter((label) => !isAmnezia(label)), ...strays];
  const twice = sections.flatMap(({ settings }) => repeated(settings));
  return [
    ...(interfaceCount > 1 ? [vpnFinding("section-twice", { count: interfaceCount })] : []),
    ...(amnezia.length > 0 ? [vpnFinding("not-plain-wireguard", { settings: shortList(amnezia) })] : []),
    ...(others.length > 0 ? [vpnFinding("setting-unknown", { settings: shortList(others) })] : []),
    ...(twice.length > 0 ? [vpnFinding("setting-twice", { settings: shortList(twice) })] : []),
    ...(oddLines.length > 0
      ? [vpnFinding("odd-characters", { count: oddLines.length, lines: namesOf(oddLines.map(String)) })]
      : []),
  ];
}

function repeated(settings: readonly ConfigSetting[]): string[] {
  const seen = new Set<string>();
  return settings.flatMap(({ key, label }) => {
    if (LISTS.has(key)) return [];
    if (seen.has(key)) return [label];
    seen.add(key);
    return [];
  });
}

const SHORT_CHARACTERS = 40;
const shortList = (labels: readonly string[]): string =>
  namesOf([...new Set(labels)].map((label) => label.slice(0, SHORT_CHARACTERS)));

const COMMAND_CHARACTERS = 80;

function interfaceFindings(settings: readonly ConfigSetting[], commands: readonly string[]): VpnFinding[] {
  const findings: VpnFinding[] = [];
  const found = (finding: VpnFinding): void => void findings.push(finding);
  if (commands.length > 0) {
    const shown = namesOf(commands.map((command) => command.slice(0, COMMAND_CHARACTERS)));
    found(vpnFinding("runs-commands", { count: commands.length, commands: shown }));
  }
  const routing = settings.filter(({ key, value }) => isOwnRouting(key, value.toLowerCase()));
  if (routing.length > 0) {
    found(vpnFinding("own-routing", { settings: shortList(routing.map(({ label, value }) => `${label} = ${value}`)) }));
  }
  if (valuesOf(settings, "saveconfig").some((value) => value.toLowerCase() === "true"))
    found(vpnFinding("overwrites-itself"));
  const dns = listOf(settings, "dns");
  if (dns.length > 0) found(vpnFinding("changes-dns", { servers: shortList(dns) }));
  const addresses = listOf(settings, "address");
  for (const text of addresses) if (!interfaceAddress(text)) found(unreadablePrefix(text));
  if (addresses.length === 0) found(vpnFinding("no-address"));
  const port = lastValue(settings, "listenport");
  if (port !== undefined && numberIn(port, 0, MAX_PORT) === undefined) found(unreadableNumber("ListenPort", port));
  const mtuText = lastValue(settings, "mtu");
  const mtu = mtuText === undefined ? undefined : numberIn(mtuText, MIN_MTU, MAX_PORT);
  if (mtuText !== undefined && mtu === undefined) found(unreadableNumber("MTU", mtuText));
  if (mtu !== undefined && (mtu < LEAST_USUAL_MTU || mtu > LARGEST_USUAL_MTU))
    found(vpnFinding("mtu-out-of-range", { mtu }));
  return findings;
}

/** `Table = auto` and a mark of 0 are what wg-quick does anyway; `Table = off` leaves even the tunnel's routes out. */
const isOwnRouting = (key: string, value: string): boolean =>
  (key === "table" && value !== "auto") || (key === "fwmark" && !["off", "0", "0x0"].includes(value));

function keyFindings(settings: readonly ConfigSetting[], { privateKey, peers }: WireGuardDevice): VpnFinding[] {
  const given = lastValue(settings, "privatekey");
  if (given === undefined || given === "" || given === PRIVATE_KEY_PLACEHOLDER)
    return [vpnFinding("private-key-missing")];
  if (privateKey === PRIVATE_KEY_PLACEHOLDER) return [vpnFinding("private-key-broken")];
  const ownKeys = new Set([privateKey, wireGuardPublicKey(privateKey)]);
  const confused = peers.flatMap(({ publicKey, name }, index) =>
    // By number, never by key: it may be the private one.
    ownKeys.has(publicKey) ? [name || `Peer ${index + 1}`] : [],
  );
  return [
    ...(isClamped(privateKey) ? [] : [vpnFinding("private-key-unlikely")]),
    ...confused.map((peer) => vpnFinding("public-key-own", { peer })),
  ];
}

function peerFindings({ peers, listenPort }: WireGuardDevice, sectionCount: number, place: ConfigPlace): VpnFinding[] {
  const all = peers.flatMap(({ allowedIps }) => allowedIps);
  const whole = wholeInternet(all);
  const wide = widePrefixes(all).filter((text) => !whole.includes(text));
  const lan = place.lan ? parseIpv4Prefix(place.lan) : undefined;
  const covering = all.filter((text) => {
    const prefix = parseIpv4Prefix(text);
    return lan && prefix && !whole.includes(text) && overlap(prefix, lan);
  });
  const callers = peers.filter(({ endpoint }) => endpoint !== null);
  const isCalled = callers.length > 0 || listenPort !== null || sectionCount === 0;
  const isForgotten = (place.isBehindNat ?? true) && callers.some(({ keepaliveSeconds }) => keepaliveSeconds === null);
  return [
    ...(whole.length > 0 ? [vpnFinding("whole-internet", { prefixes: namesOf(whole) })] : []),
    ...(wide.length > 0 ? [vpnFinding("wide-prefix", { prefixes: namesOf(wide) })] : []),
    ...(lan && covering.length > 0
      ? [vpnFinding("covers-lan", { lan: formatIpv4Prefix(lan), prefixes: namesOf(covering) })]
      : []),
    ...(isCalled ? [] : [vpnFinding("endpoint-missing")]),
    ...(isForgotten ? [vpnFinding("no-keepalive")] : []),
  ];
}

/** A network inside another peer's is possible (the narrower one counts), and rarely meant. */
function sharedPrefixes(peers: readonly WireGuardPeer[]): VpnFinding[] {
  const entries = peers.flatMap((of) =>
    of.allowedIps.flatMap((text) => {
      const prefix = parseIpv4Prefix(text);
      return prefix ? [{ prefix, of }] : [];
    }),
  );
  const groups = overlapGroups(entries).filter((group) => new Set(group.map(({ of }) => of.publicKey)).size > 1);
  const prefixes = groups.map((group) =>
    group
      .map(({ prefix }) => formatIpv4Prefix(prefix))
      .slice(0, 2)
      .join(" / "),
  );
  return prefixes.length > 0 ? [vpnFinding("prefix-in-two-peers", { prefixes: namesOf(prefixes) })] : [];
}
