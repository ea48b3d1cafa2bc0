import { canonicalFromBytes } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";
import { decodeText } from "./byte-text.ts";
import { ByteWriter } from "./byte-writer.ts";
import { DecodeError } from "./decode-error.ts";
import { decodeDnsName, encodeDnsName, type DnsName } from "./dns-name.ts";

/** DNS messages (RFC 1035 section 4) as multicast DNS uses them (RFC 6762 section 18). */

export type DnsQuestion = {
  readonly name: DnsName;
  readonly type: number;
  /** The QU bit: the answer may come to the asker alone (RFC 6762 section 5.4). */
  readonly unicastResponse: boolean;
};

export type DnsData =
  | { readonly type: "A" | "AAAA"; readonly address: string }
  | { readonly type: "PTR"; readonly target: DnsName }
  | { readonly type: "SRV"; readonly port: number; readonly target: DnsName }
  /** Each string as it came. */
  | { readonly type: "TXT"; readonly strings: readonly string[] }
  /** Of another type, or its data make no sense. */
  | { readonly type: "other" };

export type DnsRecord = {
  readonly section: "answer" | "authority" | "additional";
  readonly name: DnsName;
  readonly typeNumber: number;
  /** The record replaces what was known before (RFC 6762 section 10.2). */
  readonly cacheFlush: boolean;
  /** 0: the sender takes it back. */
  readonly ttlSeconds: number;
  readonly data: DnsData;
};

export type DnsMessage = {
  readonly id: number;
  readonly isResponse: boolean;
  readonly questions: readonly DnsQuestion[];
  readonly records: readonly DnsRecord[];
};

export const DNS_TYPES = { A: 1, PTR: 12, TXT: 16, AAAA: 28, SRV: 33 } as const;

const CLASS_INTERNET = 1;
/** QU in questions, cache-flush in records. */
const TOP_BIT = 0x8000;
const RESPONSE = 0x8000;
/** A site's busiest gateway answers with some dozens. */
const MAX_RECORDS = 512;
const MAX_QUESTIONS = 128;
const MAX_STRINGS = 64;

/** A query; `id` 0 for multicast (RFC 6762 section 18.1). */
export function encodeDnsQuery(questions: readonly DnsQuestion[], id = 0): Uint8Array {
  const writer = new ByteWriter().u16(id).u16(0).u16(questions.length).zeros(6);
  for (const { name, type, unicastResponse } of questions) {
    writer.bytes(encodeDnsName(name)).u16(type);
    writer.u16(unicastResponse ? CLASS_INTERNET | TOP_BIT : CLASS_INTERNET);
  }
  return writer.finish();
}

/** @throws DecodeError when the frame does not hold; a record whose own data are broken is `other` */
export function decodeDnsMessage(bytes: Uint8Array): DnsMessage {
  const reader = new ByteReader(bytes, "dns");
  const id = reader.u16("id");
  const flags = reader.u16("flags");
  const questionCount = reader.u16("question count");
  const counts = [
    ["answer", reader.u16("answer count")],
    ["authority", reader.u16("authority count")],
    ["additional", reader.u16("additional count")],
  ] as const;
  if (questionCount > MAX_QUESTIONS) reader.fail(`${questionCount} questions`, 4);
  const questions = Array.from({ length: questionCount }, () => question(reader, bytes));
  const records: DnsRecord[] = [];
  for (const [section, count] of counts) {
    if (records.length + count > MAX_RECORDS) reader.fail(`${count} records`, 6);
    for (let index = 0; index < count; index += 1) records.push(record(reader, bytes, section));
  }
  return { id, isResponse: (flags & RESPONSE) !== 0, questions, records };
}

function nameAt(reader: ByteReader, bytes: Uint8Array): DnsName {
  const { name, end } = decodeDnsName(bytes, reader.offset);
  reader.skip(end - reader.offset, "name");
  return name;
}

function question(reader: ByteReader, bytes: Uint8Array): DnsQuestion {
  const name = nameAt(reader, bytes);
  const type = reader.u16("question type");
  return { name, type, unicastResponse: (reader.u16("question class") & TOP_BIT) !== 0 };
}

function record(reader: ByteReader, bytes: Uint8Array, section: DnsRecord["section"]): DnsRecord {
  const name = nameAt(reader, bytes);
  const typeNumber = reader.u16("record type");
  const cacheFlush = (reader.u16("record class") & TOP_BIT) !== 0;
  const ttlSeconds = reader.u32("time to live");
  const length = reader.u16("data length");
  const start = reader.offset;
  const data = recordData(bytes, typeNumber, start, reader.take(length, "record data"));
  return { section, name, typeNumber, cacheFlush, ttlSeconds, data };
}

/** Names in the data may point to anywhere earlier in the message. */
function recordData(message: Uint8Array, type: number, start: number, data: Uint8Array): DnsData {
  try {
    switch (type) {
      case DNS_TYPES.A:
        return data.length === 4 ? { type: "A", address: canonicalFromBytes(data) } : { type: "other" };
      case DNS_TYPES.AAAA:
        return data.length === 16 ? { type: "AAAA", address: canonicalFromBytes(data) } : { type: "other" };
      case DNS_TYPES.PTR:
        return { type: "PTR", target: decodeDnsName(message, start).name };
      case DNS_TYPES.SRV:
        // Priority and weight choose among several; a device is one.
        return data.length < 7
          ? { type: "other" }
          : {
              type: "SRV",
              port: ((data[4] ?? 0) << 8) | (data[5] ?? 0),
              target: decodeDnsName(message, start + 6).name,
            };
      case DNS_TYPES.TXT:
        return { type: "TXT", strings: txtStrings(data) };
      default:
        return { type: "other" };
    }
  } catch (error) {
    if (error instanceof DecodeError) return { type: "other" };
    throw error;
  }
}

/** A last string that is cut off counts as far as it goes: some firmwares send 255 for all lengths they can't hold. */
function txtStrings(data: Uint8Array): string[] {
  const strings: string[] = [];
  for (let at = 0; at < data.length && strings.length < MAX_STRINGS; at += 1 + (data[at] ?? 0)) {
    const text = decodeText(data.subarray(at + 1, at + 1 + (data[at] ?? 0)));
    if (text !== "") strings.push(text);
  }
  return strings;
}
