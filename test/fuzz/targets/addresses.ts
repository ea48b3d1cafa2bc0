import { isDeepStrictEqual } from "node:util";
import { mapRuleFor, portSet, sharedPortsFrom } from "#core/nat/map-e.ts";
import { parseHttpUrl, resolveHttpUrl, sameHost } from "#core/net/http-url.ts";
import {
  addressScope,
  canonicalAddress,
  formatAddress,
  inPrefix,
  isIpv4,
  isIpv6,
  parseAddress,
  sameAddress,
} from "#core/net/ip-address.ts";
import { nat64Address } from "#core/net/nat64-address.ts";
import { unusedAddress } from "#core/net/unused-address.ts";
import { readTypedWanAddress } from "#core/survey/typed-wan-address.ts";
import {
  fromUtf8,
  latin1,
  must,
  mustBeAddress,
  mustBePort,
  mustBeRecordable,
  utf8,
  type FuzzTarget,
} from "../target.ts";

const ADDRESSES = [
  "192.168.1.1",
  "010.0.0.1",
  "0.0.0.0",
  "192.0.0.2",
  "100.64.1.1/10",
  "203.0.113.9",
  "::ffff:192.0.2.1",
  "fe80::1%eth0",
  "2001:db8::1/64",
  "64:ff9b::/96",
  "2001:db8:122:344::/56",
  "1:2:3:4:5:6:7::",
  "1:2:3:4:5:6:7:8",
] as const;
const ADDRESS_TOKENS = [
  "::",
  ":",
  ".",
  "%",
  "/",
  "/96",
  "/0",
  "..",
  "255",
  "ffff",
  "0",
  "fe80::",
  "0x7f",
  "\u0000",
] as const;

const addresses: FuzzTarget = {
  name: "addresses",
  sources: { "core/net/ip-address.ts": ["SCOPES"], "core/survey/typed-wan-address.ts": [] },
  seeds: () => [
    ...ADDRESSES.map((text) => utf8(text)),
    latin1("\xc0\xa8\x01\x01"),
    latin1("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"),
    latin1("\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\x02\x01"),
  ],
  tokens: ADDRESS_TOKENS,
  check(input) {
    const text = fromUtf8(input).slice(0, 4_000);
    const canonical = canonicalAddress(text);
    if (canonical !== undefined) {
      must(canonicalAddress(canonical) === canonical, "a canonical address stays as it is");
      must(isIpv4(canonical) !== isIpv6(canonical), "an address has one family");
      must(sameAddress(canonical, text), "an address is itself");
    }
    const parsed = parseAddress(text);
    must(parsed === undefined || parsed.bytes.length === (parsed.family === 4 ? 4 : 16), "an address has its bytes");
    const typed = readTypedWanAddress(text, { gateway: "192.168.1.1", layers: [] });
    if (typed.ok) mustBeRecordable({ kind: "wan-address-typed", address: typed.address });
    const [address = ""] = text.split("/", 1);
    return `${addressScope(text)} ${typed.ok || typed.reason} ${inPrefix(address, text)} ${written(input)}`;
  },
};

/** Bytes of an address come back from its text; any other number of bytes is refused. */
function written(input: Uint8Array): string {
  let text: string;
  try {
    text = formatAddress(input);
  } catch (error) {
    must(error instanceof RangeError && input.length !== 4 && input.length !== 16, "only other lengths are refused");
    return "no address";
  }
  must(isDeepStrictEqual(parseAddress(text)?.bytes, Uint8Array.from(input)), "an address comes back from its text");
  return `${input.length} ${text.includes("::")}`;
}

const BASES = ["http://192.168.1.1:5000/a/b?c", "http://[fe80::1%253]/", "http://router.example"] as const;

const urls: FuzzTarget = {
  name: "http-url",
  sources: { "core/net/http-url.ts": [] },
  seeds: () =>
    [
      "http://192.168.1.1:5000/root.xml?x#y",
      "http://[fe80::1%253]:80/a/../b/./c",
      "http://[fe80::1%eth0]/..",
      "http://user@host/",
      "HTTP://A_b.Example./ä b",
      "http://host",
      "http://host?query",
      "http://host:99999/",
      "//host:8080/x",
      "?query",
      "#fragment",
      "",
      "uuid:1/WANIPConnection:1",
    ].map((text) => utf8(text)),
  tokens: [
    ...ADDRESS_TOKENS,
    "[",
    "]",
    "@",
    "#",
    "?",
    "http://",
    "https://",
    "//",
    "/../",
    "/.",
    ":80",
    "%25",
    " ",
    "ä",
  ],
  check(input) {
    const text = fromUtf8(input);
    const found = [parseHttpUrl(text), ...BASES.map((base) => resolvedFrom(base, text))];
    for (const url of found) {
      if (url === undefined) continue;
      mustBePort(url.port);
      must(
        url.target.startsWith("/") && /^[\u0021-\u007e]*$/.test(url.target),
        "a target is one word of a request line",
      );
      must(isDeepStrictEqual(parseHttpUrl(url.href), url), "a URL reads the same when it was written");
      must(sameHost(url.host, url.host.toUpperCase()), "a host is itself in any case");
    }
    return found.map((url) => `${url === undefined ? "-" : url.host.length > 0}${url?.target.includes("?")}`).join(" ");
  },
};

function resolvedFrom(base: string, reference: string): ReturnType<typeof parseHttpUrl> {
  const parsed = parseHttpUrl(base);
  must(parsed !== undefined, `${base} is a URL`);
  return parsed && resolveHttpUrl(parsed, reference);
}

/** NAT64 (RFC 6052), MAP-E (RFC 7597), and the search for an address that nobody has. */
const sharing: FuzzTarget = {
  name: "shared-lines",
  sources: {
    "core/net/nat64-address.ts": [],
    "core/net/unused-address.ts": [],
    "core/nat/map-e.ts": ["parsePrefix", "portSet"],
  },
  seeds: () =>
    [
      ...ADDRESSES,
      ...["32", "40", "48", "56", "64"].map((length) => `2001:db8:122:344::/${length}`),
      "240b:10:1234:5600::1",
      "2404:7a82:c00:100::1",
      "::ffff:0:0/96",
      "192.168.1.6/29 192.168.1.7 192.168.1.1 192.168.1.2 192.168.1.3 192.168.1.4 192.168.1.5",
      "10.0.0.1/31",
      "4096 8193 12290 16387 20484",
      "5136 9232 13328 17424 21520 25616 29712",
    ].map((text) => utf8(text)),
  tokens: [
    ...ADDRESS_TOKENS,
    "/32",
    "/40",
    "/30",
    "64:ff9b::",
    "240b:10::",
    "2404:7a80::",
    "192.168.1.5 ",
    " 5136",
    " 9232",
    " 13328",
  ],
  check(input) {
    const words = fromUtf8(input).slice(0, 4_000).split(/\s+/);
    const [first = ""] = words;
    const [address = "", length = ""] = first.split("/", 2);
    const made = nat64Address(first, "192.0.2.33");
    if (made !== null) {
      mustBeAddress(made);
      must(isIpv6(made), "a NAT64 makes IPv6 addresses");
    }
    const rule = mapRuleFor(address);
    if (rule !== null) {
      mustBeAddress(rule.ipv4Address);
      must(isDeepStrictEqual(rule.ranges, portSet(rule)), "a rule has its port set");
      for (const { from, to } of rule.ranges) must(from >= 0 && from <= to && to <= 65_535, "ports are ports");
    }
    const taken = new Set(words);
    const free = unusedAddress({ address, prefixLength: Number(length) || 24 }, taken, (words.length % 8) / 8);
    must(free === null || (free !== address && !taken.has(free) && isIpv4(free)), "an unused address is nobody's");
    const ports = words.filter((word) => /^\d{1,5}$/.test(word)).map((word) => Math.min(Number(word), 65_535));
    const kept = words.length % 2 === 0;
    const shared = sharedPortsFrom(ports.map((port, index) => ({ localPort: kept ? port : index, mappedPort: port })));
    return `${made === null} ${rule?.operator} ${free === null} ${shared.state}`;
  },
};

export const ADDRESS_TARGETS: readonly FuzzTarget[] = [addresses, urls, sharing];
