import { decodeText, encodeUtf8 } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";

/** Names as they stand in DNS messages: labels, of which the rest may be a pointer to an earlier place (RFC 1035 section 4.1.4). */

/** RFC 1035 section 2.3.4. */
const MAX_NAME_BYTES = 255;
const MAX_LABEL_BYTES = 63;

export type DnsName = readonly string[];

export type NameAt = {
  readonly name: DnsName;
  /** Where the name ends in the message: behind the first pointer, or behind the root label. */
  readonly end: number;
};

/**
 * The name at `start`. A pointer must lead to an earlier place than the one it was reached by, so there is no loop.
 *
 * @throws DecodeError
 */
export function decodeDnsName(message: Uint8Array, start: number): NameAt {
  const name: string[] = [];
  let length = 0;
  let end: number | undefined;
  let from = start;
  let at = start;
  for (;;) {
    const first = message[at];
    if (first === undefined) throw new DecodeError("dns", "a name reaches past the end", at);
    if (first === 0) return { name, end: end ?? at + 1 };
    if (first >= 0xc0) {
      const target = ((first & 0x3f) << 8) | (message[at + 1] ?? 0);
      if (at + 1 >= message.length) throw new DecodeError("dns", "a pointer is cut off", at);
      if (target >= from) throw new DecodeError("dns", "a pointer does not lead back", at);
      end ??= at + 2;
      from = target;
      at = target;
      continue;
    }
    if (first > MAX_LABEL_BYTES) throw new DecodeError("dns", "a label of a kind nobody uses", at);
    if (at + 1 + first > message.length) throw new DecodeError("dns", "a label reaches past the end", at);
    length += 1 + first;
    if (length > MAX_NAME_BYTES) throw new DecodeError("dns", "a name longer than names may be", at);
    name.push(decodeText(message.subarray(at + 1, at + 1 + first)));
    at += 1 + first;
  }
}

/** The bytes of a name without pointers. A label of none or more than 63 bytes is a RangeError: the caller's mistake. */
export function encodeDnsName(name: DnsName): Uint8Array {
  const bytes: number[] = [];
  for (const label of name) {
    const text = encodeUtf8(label);
    if (text.length === 0 || text.length > MAX_LABEL_BYTES) throw new RangeError(`no label: ${label}`);
    bytes.push(text.length, ...text);
  }
  return Uint8Array.of(...bytes, 0);
}

/** A text in which a dot parts labels and nothing else: dots and backslashes of labels are escaped (RFC 6763 section 4.3). */
export function dnsNameText(name: DnsName): string {
  return name.map((label) => label.replace(/[.\\]/g, (sign) => `\\${sign}`)).join(".");
}

/** What names are compared by: case does not count (RFC 1035 section 2.3.3). */
export function dnsNameKey(name: DnsName): string {
  return dnsNameText(name).toLowerCase();
}

/** The labels of a text as `dnsNameText` writes it; a dot at the end is the root. */
export function dnsNameOf(text: string): DnsName {
  const labels = [""];
  for (const [, escaped, sign = ""] of text.replace(/(?<!\\)\.$/, "").matchAll(/\\(.)|(.)/gsu)) {
    if (escaped === undefined && sign === ".") labels.push("");
    else labels.push(`${labels.pop() ?? ""}${escaped ?? sign}`);
  }
  return labels.filter((label) => label !== "");
}
