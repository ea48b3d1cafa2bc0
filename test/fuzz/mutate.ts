import type { Random } from "./random.ts";

/** Larger ones only take longer: every reader's own cap is below, or is passed by a repetition. */
export const MAX_INPUT_BYTES = 600_000;

export type Material = {
  /** What came before: captures, and inputs that made a reader say something new. Never empty. */
  corpus: readonly Uint8Array[];
  /** Words that mean something to the reader. */
  tokens: readonly (string | Uint8Array)[];
};

type Mutation = (bytes: Uint8Array, random: Random, material: Material) => Uint8Array;

/** A real input with a few things wrong, or half of one and half of another. */
export function mutated(random: Random, material: Material): Uint8Array {
  let bytes = anyOf(random, material.corpus);
  for (let left = 1 + random.int(random.oneIn(8) ? 16 : 4); left > 0; left -= 1)
    bytes = random.pick(MUTATIONS)(bytes, random, material);
  return bytes.subarray(0, MAX_INPUT_BYTES);
}

/** Small changes are listed more than once: most of what is interesting lies beside what is right. */
const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  flipBit,
  setByte,
  setByte,
  setByte,
  insertBytes,
  insertToken,
  insertToken,
  insertToken,
  replaceWithToken,
  cut,
  cut,
  truncate,
  repeat,
  repeatOften,
  editLengthField,
  editLengthField,
  editNumber,
  editNumber,
  editNumber,
  swapCase,
  dropLine,
  doubleLine,
  doubleLine,
  moveLine,
  nest,
  splice,
  splice,
];

const anyOf = (random: Random, list: readonly Uint8Array[]): Uint8Array =>
  list[random.int(list.length)] ?? new Uint8Array();

const TELLING_BYTES = [
  0, 1, 2, 4, 8, 0x0a, 0x0d, 0x20, 0x22, 0x26, 0x2f, 0x30, 0x3a, 0x3c, 0x3e, 0x7f, 0x80, 0xff,
] as const;
/** Where counters and buffers end. */
const TELLING_NUMBERS = [
  "0",
  "-1",
  "1",
  "64",
  "255",
  "256",
  "65535",
  "65536",
  "2147483648",
  "4294967295",
  "4294967296",
  "9007199254740993",
  "99999999999999999999",
  "1e308",
  "0x7fffffff",
  "007",
] as const;
const NESTS = [
  ["<a>", "</a>"],
  ["<a:b ", "/>"],
  ["<![CDATA[", "]]>"],
  ["<!--", "-->"],
  ["{", "}"],
  ["[", "]"],
  ["(", ")"],
  ['{"a":', "}"],
] as const;

const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(
    Math.min(
      MAX_INPUT_BYTES,
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
  );
  let at = 0;
  for (const part of parts) {
    const fits = part.subarray(0, whole.length - at);
    whole.set(fits, at);
    at += fits.length;
  }
  return whole;
};
const text = (of: string): Uint8Array => new TextEncoder().encode(of);

function token(random: Random, tokens: Material["tokens"]): Uint8Array {
  const chosen = tokens[random.int(tokens.length)] ?? "";
  return typeof chosen === "string" ? text(chosen) : chosen;
}

/** A stretch of the input, mostly a short one. */
function stretch(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const from = random.int(bytes.length + 1);
  const length = random.oneIn(6) ? random.int(bytes.length - from + 1) : random.int(17);
  return [from, Math.min(bytes.length, from + length)];
}

function replaced(bytes: Uint8Array, [from, to]: readonly [number, number], by: Uint8Array): Uint8Array {
  return join([bytes.subarray(0, from), by, bytes.subarray(to)]);
}

function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (at < copy.length) copy[at] = value;
  return copy;
}

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.int(bytes.length);
  return withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << random.int(8)));
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  // The first bytes of a packet say what all others mean.
  const at = random.int(random.oneIn(2) ? Math.min(bytes.length, 32) : bytes.length);
  return withByte(bytes, at, random.oneIn(2) ? random.pick(TELLING_BYTES) : random.int(256));
}

function insertBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const [from] = stretch(bytes, random);
  const added = Uint8Array.from({ length: 1 + random.int(8) }, () =>
    random.oneIn(2) ? random.pick(TELLING_BYTES) : random.int(256),
  );
  return replaced(bytes, [from, from], added);
}

function insertToken(bytes: Uint8Array, random: Random, { tokens }: Material): Uint8Array {
  const [from] = stretch(bytes, random);
  return replaced(bytes, [from, from], token(random, tokens));
}

function replaceWithToken(bytes: Uint8Array, random: Random, { tokens }: Material): Uint8Array {
  return replaced(bytes, stretch(bytes, random), token(random, tokens));
}

function cut(bytes: Uint8Array, random: Random): Uint8Array {
  return replaced(bytes, stretch(bytes, random), new Uint8Array());
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  const end = random.oneIn(2) ? random.int(bytes.length) : bytes.length - random.int(8);
  return bytes.subarray(0, Math.max(0, end));
}

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = stretch(bytes, random);
  return replaced(bytes, [to, to], bytes.subarray(from, to));
}

/** A loop or a pattern that takes time by the square of its input shows itself here. */
function repeatOften(bytes: Uint8Array, random: Random): Uint8Array {
  if (!random.oneIn(24)) return repeat(bytes, random);
  const [from, to] = stretch(bytes, random);
  const part = bytes.subarray(from, Math.min(to, from + 64));
  const times = part.length === 0 ? 0 : Math.floor((1 + random.int(MAX_INPUT_BYTES)) / part.length);
  return replaced(bytes, [to, to], join(Array.from({ length: times }, () => part)));
}

/** Two or four bytes that say how much follows: a little wrong, or wildly. */
function editLengthField(bytes: Uint8Array, random: Random): Uint8Array {
  const width = random.oneIn(3) ? 4 : 2;
  const at = random.int(Math.max(1, Math.min(bytes.length, 128) - width));
  if (at + width > bytes.length) return bytes;
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  const before = width === 4 ? view.getUint32(at) : view.getUint16(at);
  const lengths = [before + 1, before - 1, before + 4, before * 2, bytes.length, bytes.length - at, 0, 0xffff] as const;
  const value = random.pick(lengths) >>> 0;
  if (width === 4) view.setUint32(at, value);
  else view.setUint16(at, value & 0xffff);
  return copy;
}

/** A number written in digits. */
function editNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const isDigit = (at: number): boolean => {
    const byte = bytes[at] ?? 0;
    return byte >= 0x30 && byte <= 0x39;
  };
  let from = random.int(bytes.length);
  while (from < bytes.length && !isDigit(from)) from += 1;
  let to = from;
  while (isDigit(to)) to += 1;
  if (from === to) return bytes;
  return replaced(bytes, [from, to], text(random.oneIn(3) ? String(random.int(512)) : random.pick(TELLING_NUMBERS)));
}

function swapCase(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = stretch(bytes, random);
  const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return bytes.map((byte, at) => (at >= from && at < to && isLetter(byte) ? byte ^ 0x20 : byte));
}

/** The line around a random place, with its end. */
function line(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const at = random.int(bytes.length);
  const from = at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1;
  const end = bytes.indexOf(0x0a, at);
  return [from, end === -1 ? bytes.length : end + 1];
}

function dropLine(bytes: Uint8Array, random: Random): Uint8Array {
  return replaced(bytes, line(bytes, random), new Uint8Array());
}

function doubleLine(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = line(bytes, random);
  const [there] = line(bytes, random);
  return replaced(bytes, [there, there], bytes.subarray(from, to));
}

function moveLine(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = line(bytes, random);
  const rest = replaced(bytes, [from, to], new Uint8Array());
  const [there] = line(rest, random);
  return replaced(rest, [there, there], bytes.subarray(from, to));
}

function nest(bytes: Uint8Array, random: Random): Uint8Array {
  const [open, close] = random.pick(NESTS);
  const [from, to] = stretch(bytes, random);
  const depth = random.oneIn(40) ? 1 + random.int(40_000) : 1 + random.int(80);
  return replaced(
    bytes,
    [from, to],
    join([text(open.repeat(depth)), bytes.subarray(from, to), text(random.oneIn(4) ? "" : close.repeat(depth))]),
  );
}

function splice(bytes: Uint8Array, random: Random, { corpus }: Material): Uint8Array {
  const other = anyOf(random, corpus);
  const [from, to] = stretch(other, random);
  if (random.oneIn(2)) return join([bytes.subarray(0, random.int(bytes.length + 1)), other.subarray(from)]);
  return replaced(bytes, stretch(bytes, random), other.subarray(from, to));
}
