/** Writing of Bech32 (BIP-173), which age spells its keys in. age's own readers take the result; nothing here reads it. */

const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const CHECKSUM_LENGTH = 6;

/** The text of groups of five bits under a prefix in lower case. age exceeds the 90 characters of BIP-173, and so may this. */
export function bech32(prefix: string, groups: readonly number[]): string {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const remainder = polymod([...expanded, ...groups, ...Array.from({ length: CHECKSUM_LENGTH }, () => 0)]) ^ 1;
  const checksum = Array.from({ length: CHECKSUM_LENGTH }, (_, i) => (remainder >> (5 * (5 - i))) & 31);
  return `${prefix}1${[...groups, ...checksum].map((group) => ALPHABET.charAt(group)).join("")}`;
}

/** Bytes in groups of five bits, the last one filled up with zeros. */
export function fiveBitGroups(bytes: Uint8Array): number[] {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((group) => Number.parseInt(group.padEnd(5, "0"), 2));
}

function polymod(values: readonly number[]): number {
  return values.reduce((checksum, value) => {
    const shifted = ((checksum & 0x1ffffff) << 5) ^ value;
    return GENERATOR.reduce((sum, term, i) => ((checksum >>> (25 + i)) & 1 ? sum ^ term : sum), shifted);
  }, 1);
}
