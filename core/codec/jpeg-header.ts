import { ByteReader } from "./byte-reader.ts";

/** No picture of a survey is larger; a small file must not unfold into gigabytes of pixels. */
const MAX_SIDE_PIXELS = 8_192;
const MAX_PIXELS = 40_000_000;

/** Markers of ITU-T T.81 (JPEG), table B.1. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Sequential (baseline, extended) and progressive, Huffman-coded: what every browser writes and reads. */
const FRAMES = new Map<number, boolean>([
  [0xc0, false],
  [0xc1, false],
  [0xc2, true],
]);
/** DHT, DQT, DRI: tables without which no picture is drawn. */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xdb, 0xdd]);
/** JFIF, colour profile, Adobe's colour transform. */
const HARMLESS: ReadonlySet<number> = new Set([0xe0, 0xe2, 0xee]);

export type JpegHeader = { width: number; height: number; isProgressive: boolean };

/**
 * Size of a JPEG, for bytes that are one JPEG from first to last and hold nothing but the picture: Exif (APP1, which carries
 * places and serial numbers), comments and all that a picture from the page's own canvas does not have are refused, also
 * between and behind its scans. The pixels are not decoded.
 *
 * Throws DecodeError.
 */
export function decodeJpegHeader(bytes: Uint8Array): JpegHeader {
  const reader: ByteReader = new ByteReader(bytes, "jpeg");
  if (marker(reader) !== SOI) reader.fail("no start of image", 0);
  let header: JpegHeader | null = null;
  let scans = 0;
  for (;;) {
    const code = marker(reader);
    if (code === EOI) break;
    if (FRAMES.has(code)) {
      if (header !== null) reader.fail("a second frame");
      header = frame(segment(reader), FRAMES.get(code) === true);
    } else if (code === SOS) {
      if (header === null) reader.fail("a scan before its frame");
      segment(reader);
      skipScan(reader, bytes);
      scans += 1;
    } else if (TABLES.has(code) || HARMLESS.has(code)) {
      segment(reader);
    } else {
      reader.fail(`marker 0x${code.toString(16)} has no place in a picture for a survey`);
    }
  }
  if (header === null || scans === 0) reader.fail("no picture");
  if (reader.remaining > 0) reader.fail("bytes behind the end of the image");
  return header;
}

/** T.81 section B.1.1.2: 0xff, any number of fill bytes 0xff, and a code. */
function marker(reader: ByteReader): number {
  if (reader.u8("a marker") !== 0xff) reader.fail("no marker", reader.offset - 1);
  let code = 0xff;
  while (code === 0xff) code = reader.u8("a marker's code");
  return code;
}

/** A marker segment's content, as its own reader. */
function segment(reader: ByteReader): ByteReader {
  const length = reader.u16("a segment's length");
  if (length < 2) reader.fail("a segment shorter than its length", reader.offset - 2);
  return new ByteReader(reader.take(length - 2, "a segment"), "jpeg");
}

/** T.81 section B.2.2. */
function frame(reader: ByteReader, isProgressive: boolean): JpegHeader {
  if (reader.u8("precision") !== 8) reader.fail("not 8 bits a sample");
  const height = reader.u16("height");
  const width = reader.u16("width");
  const components = reader.u8("components");
  if (components !== 1 && components !== 3) reader.fail(`${components} components`);
  // A height of 0 is told behind the first scan (DNL), which no browser writes.
  if (width === 0 || height === 0) reader.fail("no size");
  if (width > MAX_SIDE_PIXELS || height > MAX_SIDE_PIXELS || width * height > MAX_PIXELS) {
    reader.fail(`too large: ${width} x ${height} pixels`);
  }
  return { width, height, isProgressive };
}

/** Entropy-coded data goes on until a marker that is neither stuffing (0xff00) nor a restart (T.81 section B.1.1.5). */
function skipScan(reader: ByteReader, bytes: Uint8Array): void {
  let at = reader.offset;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    const next = at === -1 ? undefined : bytes[at + 1];
    if (next === undefined) reader.fail("the scan does not end");
    if (next !== 0x00 && (next < 0xd0 || next > 0xd7)) break;
    at += 2;
  }
  reader.skip(at - reader.offset, "a scan");
}
