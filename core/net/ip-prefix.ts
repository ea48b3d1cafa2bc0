import { formatAddress, parseAddress } from "./ip-address.ts";

/** A network of either family, its bits beyond the length zero. */
export type IpPrefix = { bytes: Uint8Array; length: number };

/** `192.168.1.7/24` -> the network it lies in; a bare address is a network of one. Undefined for anything else. */
export function parseIpPrefix(text: string): IpPrefix | undefined {
  const [address = "", length, ...rest] = text.split("/");
  const bytes = parseAddress(address)?.bytes;
  if (bytes === undefined || rest.length > 0) return undefined;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const bits = length === undefined ? bytes.length * 8 : Number(length);
  if (bits > bytes.length * 8) return undefined;
  return { bytes: bytes.map((byte, index) => byte & maskOf(bits - index * 8)), length: bits };
}

/** `192.168.1.0/24`. */
export const formatIpPrefix = ({ bytes, length }: IpPrefix): string => `${formatAddress(bytes)}/${length}`;

/** Whether an address lies in both. Networks of two families never overlap. */
export function overlap(a: IpPrefix, b: IpPrefix): boolean {
  if (a.bytes.length !== b.bytes.length) return false;
  const bits = Math.min(a.length, b.length);
  return a.bytes.every((byte, index) => {
    const mask = maskOf(bits - index * 8);
    return (byte & mask) === ((b.bytes[index] ?? 0) & mask);
  });
}

/** `0.0.0.0/0` and `::/0`: everything, which is an exit node's offer and no subnet. */
export const isDefaultRoute = (text: string): boolean => parseIpPrefix(text)?.length === 0;

/** The first of these bits in a byte. */
const maskOf = (bits: number): number => (0xff << (8 - Math.max(0, Math.min(8, bits)))) & 0xff;
