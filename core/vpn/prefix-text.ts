import { canonicalFromBytes, isIpv4, parseAddress } from "../net/ip-address.ts";
import { formatIpPrefix, parseIpPrefix } from "../net/ip-prefix.ts";

const PREFIX = /^(?<address>[0-9A-Fa-f:.]{2,45})(?:\/(?<length>0|[1-9]\d{0,2}))?$/;

/** An address with its length as both were written, whatever the bits beyond the length. */
export interface AddressWithLength {
  /** Canonical. */
  readonly address: string;
  readonly length: number;
}

/** Reads `10.88.0.2/16` and `fd00::2/64`; a bare address has its whole length. Undefined for anything else. */
export function addressWithLength(text: string): AddressWithLength | undefined {
  const { address = "", length } = PREFIX.exec(text)?.groups ?? {};
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  const canonical = canonicalFromBytes(parsed.bytes);
  // ::ffff:10.0.0.0/104 is IPv4 in IPv6's clothes: no program agrees with the next one on what it means.
  if (isIpv4(canonical) !== (parsed.family === 4)) return undefined;
  const bits = parsed.bytes.length * 8;
  const given = length === undefined ? bits : Number(length);
  return given > bits ? undefined : { address: canonical, length: given };
}

/** `10.88.0.2/16` for an interface: the bits beyond the length are its own. Undefined for what is none. */
export function interfaceAddress(text: string): string | undefined {
  const read = addressWithLength(text);
  return read && `${read.address}/${read.length}`;
}

/** `10.88.0.0/16`: the network that the address lies in, canonical. Undefined for what is none. */
export function networkPrefix(text: string): string | undefined {
  const read = addressWithLength(text);
  const prefix = read && parseIpPrefix(`${read.address}/${read.length}`);
  return prefix && formatIpPrefix(prefix);
}
