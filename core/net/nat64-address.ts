import { canonicalFromBytes, isIpv6, parseAddress } from "./ip-address.ts";

/** RFC 6052 section 2.2. */
const PREFIX_LENGTHS: readonly number[] = [32, 40, 48, 56, 64, 96];
/** Bits 64 to 71 are zero in every format. */
const RESERVED_BYTE = 8;

/**
 * The IPv6 address under which a NAT64 with this prefix (`64:ff9b::/96`) reaches an IPv4 address (RFC 6052 section 2.2);
 * null when either text is not what it should be.
 */
export function nat64Address(prefix: string, ipv4: string): string | null {
  const [base = "", length = ""] = prefix.split("/", 2);
  const parsed = parseAddress(base);
  const embedded = parseAddress(ipv4);
  if (parsed?.family !== 6 || embedded?.family !== 4 || !PREFIX_LENGTHS.includes(Number(length))) return null;
  const prefixBytes = Number(length) / 8;
  const bytes = parsed.bytes.map((byte, index) => (index < prefixBytes ? byte : 0));
  let at = prefixBytes;
  for (const byte of embedded.bytes) {
    if (at === RESERVED_BYTE) at += 1;
    bytes[at] = byte;
    at += 1;
  }
  const made = canonicalFromBytes(bytes);
  // `::ffff:0:0/96` is how IPv4 itself is written: whoever names it as a prefix would send us there without any NAT64.
  return isIpv6(made) ? made : null;
}
