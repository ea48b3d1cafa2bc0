import type { DnsMessage, DnsRecord } from "./dns-message.ts";
import { dnsNameKey, dnsNameText, type DnsName } from "./dns-name.ts";

/** Services of DNS-SD (RFC 6763) out of one message. */

export type DnsSdService = {
  /** `_axis-video._tcp.local`. */
  readonly serviceType: string;
  /** What somebody called it, without escapes; null where only the type is told (RFC 6763 section 9). */
  readonly instance: string | null;
  /** Of the SRV record: `axis-00408c123456.local`. */
  readonly host: string | null;
  readonly port: number | null;
  /** By key as written; the first of a key counts (RFC 6763 section 6.4). */
  readonly txt: ReadonlyMap<string, string>;
  /** Canonical, as they came. */
  readonly addresses: readonly string[];
};

const ENUMERATION = "_services._dns-sd._udp";
const SERVICE = /^_[^.]{1,63}\._(?:tcp|udp)(?:\..+)?$/i;
/** More than any box has; a flood in one packet ends here. */
const MAX_SERVICES = 64;

/** A value of a TXT record; keys are compared without case (RFC 6763 section 6.4). */
export function txtValue({ txt }: DnsSdService, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    for (const [name, value] of txt) if (name.toLowerCase() === key && value !== "") return value;
  }
  return undefined;
}

/** What the message tells of services; records that are taken back tell nothing. */
export function dnsSdServices(message: DnsMessage): DnsSdService[] {
  const records = message.records.filter((one) => one.ttlSeconds > 0 || !one.cacheFlush);
  const named = new Map<string, { type: string; name: DnsName | null }>();
  const add = (type: string, name: DnsName | null): void => {
    const key = name === null ? `${type.toLowerCase()}.` : dnsNameKey(name);
    if (named.size < MAX_SERVICES && SERVICE.test(type) && !named.has(key)) named.set(key, { type, name });
  };
  for (const { name, data } of records) {
    if (data.type !== "PTR") continue;
    const type = dnsNameText(withoutSubtype(name));
    if (type.toLowerCase().startsWith(ENUMERATION)) add(dnsNameText(data.target), null);
    else if (data.target.length > 0) add(type, data.target);
  }
  for (const { name, data } of records) {
    if ((data.type === "SRV" || data.type === "TXT") && name.length > 2) add(dnsNameText(name.slice(1)), name);
  }
  const known = new Set(named.keys());
  return [...named.values()].map(({ type, name }) => serviceOf(type, name, records, known));
}

/** `_printer._sub._http._tcp.local` is `_http._tcp.local`. */
function withoutSubtype(name: DnsName): DnsName {
  return name[1]?.toLowerCase() === "_sub" ? name.slice(2) : name;
}

function serviceOf(
  type: string,
  name: DnsName | null,
  records: readonly DnsRecord[],
  known: ReadonlySet<string>,
): DnsSdService {
  if (name === null) {
    return { serviceType: type, instance: null, host: null, port: null, txt: new Map(), addresses: [] };
  }
  const key = dnsNameKey(name);
  const own = records.filter((one) => dnsNameKey(one.name) === key);
  const srv = own.map((one) => one.data).find((data) => data.type === "SRV");
  const strings = own.flatMap(({ data }) => (data.type === "TXT" ? data.strings : []));
  return {
    serviceType: type,
    instance: name[0] ?? null,
    host: srv === undefined ? null : dnsNameText(srv.target),
    port: srv === undefined || srv.port === 0 ? null : srv.port,
    txt: txtOf(strings.length > 0 ? strings : strayStrings(records, known)),
    addresses: addressesOf(records, srv?.target),
  };
}

/** TXT records under a name that is no service's are about whichever service has none: a packet tells of one device as a rule. */
function strayStrings(records: readonly DnsRecord[], known: ReadonlySet<string>): string[] {
  return records.flatMap(({ name, data }) => (data.type === "TXT" && !known.has(dnsNameKey(name)) ? data.strings : []));
}

function txtOf(strings: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  for (const text of strings) {
    const equals = text.indexOf("=");
    const key = equals === -1 ? text : text.slice(0, equals);
    if (key === "" || seen.has(key.toLowerCase())) continue;
    seen.add(key.toLowerCase());
    found.set(key, equals === -1 ? "" : text.slice(equals + 1));
  }
  return found;
}

/** Of the SRV record's host; where it names none, or none of its addresses is there, all that are nobody else's. */
function addressesOf(records: readonly DnsRecord[], host: DnsName | undefined): string[] {
  const all = records.flatMap(({ name, data }) =>
    data.type === "A" || data.type === "AAAA" ? [{ key: dnsNameKey(name), address: data.address }] : [],
  );
  const own = host === undefined ? [] : all.filter(({ key }) => key === dnsNameKey(host));
  if (own.length > 0) return [...new Set(own.map(({ address }) => address))];
  const hosts = new Set(records.flatMap(({ data }) => (data.type === "SRV" ? [dnsNameKey(data.target)] : [])));
  return [...new Set(all.filter(({ key }) => !hosts.has(key)).map(({ address }) => address))];
}
