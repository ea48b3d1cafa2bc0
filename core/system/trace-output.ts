import { DecodeError } from "../codec/decode-error.ts";
import { canonicalAddress } from "../net/ip-address.ts";

/** What traceroute, tracepath or tracert printed, on any system and in any language. */

export interface TraceHop {
  /** How many steps away; 1 is the router. */
  readonly hop: number;
  /** Every box that answered at this distance, in the order of the print. */
  readonly addresses: readonly string[];
  /** Their names, where the program looked them up and found more than the address. */
  readonly names: readonly string[];
  /** Probes that nobody answered. */
  readonly lost: number;
  /** Shortest time of an answer; null when none is printed. "<1 ms" counts as 1. */
  readonly rttMs: number | null;
}

export interface Trace {
  /** Which system's program printed it; null where it could be several. */
  readonly platform: "linux" | "macos" | "windows" | null;
  /** Where the way was to lead; null when the head of the print is missing. */
  readonly target: string | null;
  /** The target as it was asked for. */
  readonly targetName: string | null;
  readonly hops: readonly TraceHop[];
}

const MAX_LINES = 512;
const MAX_LINE_CHARACTERS = 2_000;
const MAX_ADDRESSES = 16;
const MAX_HOP = 255;
/** Enough for a prompt and what the person typed before the print. */
const MAX_HEAD_LINES = 32;
const TRACERT_COLUMNS = 3;

/** `logger` and `ts` put the time in front of every line. */
const TIME_STAMP =
  /^\s*(?:\[[^\]]{0,40}\d:\d\d[^\]]{0,20}\]|\d{4}-\d\d-\d\d[ T][\d:.,]{5,20}Z?|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d)[ \t]/;
/** ` 3  ...`; tracepath writes ` 3: ` and ` 1?: `. */
const HOP_NUMBER = /^\s*(\d{1,3})(?:\??:)?\s+(?=\S)/;
const BRACKETED = /^[([]([0-9a-f:.]+(?:%\S{1,32})?)[)\]],?$/i;
/** `12.3`, `<1`, `0.633ms`; the comma is some systems' decimal point. */
const TIME = /^<?\d{1,6}(?:[.,]\d{1,6})?(?:ms)?$/i;
/** The number of the network an address belongs to, as `-a` and `-A` print it. */
const NETWORK_NUMBER = /^\[(?:AS\d[^\]]*|\*)\]$/i;

type HopParts = {
  addresses: string[];
  names: string[];
  lost: number;
  times: number[];
  /** Only tracert prints three columns of times in front of whom they belong to, or of a sentence. */
  columnsFirst: boolean;
};

/**
 * Reads the print of one trace. Words are never looked at: a hop is a line that begins with its number, addresses and times are
 * told by their form, and a name stands in front of its address in brackets.
 *
 * @throws DecodeError when no line is a hop
 */
export function parseTrace(text: string): Trace {
  const lines = text
    .split(/\r\n|\r|\n/, MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_CHARACTERS).replace(TIME_STAMP, ""));
  const head: string[] = [];
  const hops = new Map<number, HopParts>();
  let last: { number: number; parts: HopParts } | null = null;
  let continued = false;
  for (const line of lines) {
    const found = hopLine(line);
    if (found && last && found.number < last.number) break;
    if (found) {
      const parts = merged(hops.get(found.number), found.parts);
      hops.set(found.number, parts);
      last = { number: found.number, parts };
    } else if (last === null) {
      if (head.length < MAX_HEAD_LINES) head.push(line);
    } else if (/^\s/.test(line)) {
      // BSD and macOS print another box at the same distance on a line of its own.
      const more = partsOf(line.trim().split(/\s+/));
      if (more.addresses.length === 0 || more.times.length === 0) continue;
      hops.set(last.number, merged(last.parts, more));
      last = { number: last.number, parts: hops.get(last.number) ?? more };
      continued = true;
    }
  }
  if (hops.size === 0) throw new DecodeError("trace", "no line is a hop");
  return {
    ...targetOf(head),
    platform: platformOf(head.join("\n"), [...hops.values()], continued, lines),
    hops: [...hops]
      .toSorted(([a], [b]) => a - b)
      .map(([hop, { addresses, names, lost, times }]) => ({
        hop,
        addresses,
        names,
        lost,
        rttMs: times.length === 0 ? null : Math.min(...times),
      })),
  };
}

/** Where the trace met the target, if it did. */
export const reachedTarget = ({ target, hops }: Trace): boolean =>
  target !== null && hops.some((hop) => hop.addresses.includes(target));

function hopLine(line: string): { number: number; parts: HopParts } | null {
  const shown = HOP_NUMBER.exec(line);
  const number = Number(shown?.[1]);
  if (!shown || number < 1 || number > MAX_HOP) return null;
  const words = line.slice(shown[0].length).trim().split(/\s+/);
  // tracepath's first line tells the size of packets on our own cable; its "no reply" is never translated.
  if (words[0] === "[LOCALHOST]") return null;
  if (words[0] === "no" && words[1] === "reply") return { number, parts: { ...partsOf([]), lost: 1 } };
  const parts = partsOf(words);
  const isHop = parts.lost > 0 || parts.times.length > 0 || parts.addresses.length > 0;
  if (!isHop) return null;
  // tracepath without -b names a box and keeps its address to itself.
  const [first = ""] = words;
  const isName = parts.addresses.length === 0 && parts.times.length > 0 && !TIME.test(first) && first !== "*";
  return { number, parts: isName ? { ...parts, names: [first] } : parts };
}

function partsOf(words: readonly string[]): HopParts {
  const parts: HopParts = { addresses: [], names: [], lost: 0, times: [], columnsFirst: false };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (word === "*") {
      parts.lost += 1;
      continue;
    }
    const unit = unitWords(words, index);
    if (unit !== null) {
      parts.times.push(timeMs(word));
      index += unit;
      continue;
    }
    if (NETWORK_NUMBER.test(word)) continue;
    parts.columnsFirst ||= parts.addresses.length === 0 && parts.times.length + parts.lost === TRACERT_COLUMNS;
    const bracketed = addressIn(BRACKETED.exec(word)?.[1] ?? "");
    const address = bracketed ?? addressIn(word);
    if (address === undefined) continue;
    add(parts.addresses, address);
    const name = bracketed === undefined ? undefined : nameBefore(words, index);
    if (name !== undefined) add(parts.names, name);
  }
  return parts;
}

/**
 * How many words behind a time are its unit (in whatever script), null where the word is no time: tracepath also counts steps
 * back and the size of packets.
 */
function unitWords(words: readonly string[], index: number): number | null {
  const word = words[index] ?? "";
  if (!TIME.test(word) || /^(?:asymm|pmtu)$/.test(words[index - 1] ?? "")) return null;
  if (/ms$/i.test(word)) return 0;
  return /^[^\d*([]+$/.test(words[index + 1] ?? "") ? 1 : null;
}

const addressIn = (text: string): string | undefined => (/[.:]/.test(text) ? canonicalAddress(text) : undefined);

/** The word in front of an address in brackets; without a name the address itself stands there. */
function nameBefore(words: readonly string[], index: number): string | undefined {
  const word = words[index - 1];
  if (word === undefined || word === "*" || NETWORK_NUMBER.test(word) || canonicalAddress(word) !== undefined)
    return undefined;
  return word;
}

function add(list: string[], value: string): void {
  if (!list.includes(value) && list.length < MAX_ADDRESSES) list.push(value);
}

const timeMs = (word: string): number => Number(word.replace(/^<|ms$/gi, "").replace(",", "."));

/** A second line about the same distance: tracepath repeats itself, BSD adds boxes. */
function merged(before: HopParts | undefined, more: HopParts): HopParts {
  if (!before) return more;
  return {
    addresses: [...new Set([...before.addresses, ...more.addresses])].slice(0, MAX_ADDRESSES),
    names: [...new Set([...before.names, ...more.names])].slice(0, MAX_ADDRESSES),
    lost: before.lost + more.lost,
    times: [...before.times, ...more.times],
    columnsFirst: before.columnsFirst || more.columnsFirst,
  };
}

/** `www.example.org (192.0.2.1)`, `www.example.org [192.0.2.1]`, or an address alone, between words of any language. */
const NAMED_TARGET = /([^\s()[\]]{1,255}) ?[([]([0-9a-f:.]{2,45})(?:%[^\s)\]]{1,32})?[)\]]/gi;
const BARE_TARGET = /(?<![0-9a-z:.])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![0-9a-z:])/gi;

function targetOf(head: readonly string[]): Pick<Trace, "target" | "targetName"> {
  for (const line of head) {
    for (const [, name = "", text = ""] of line.matchAll(NAMED_TARGET)) {
      const target = canonicalAddress(text);
      if (target !== undefined) return { target, targetName: name };
    }
  }
  // Where the address itself was asked for, it is printed once. (The warning of BSD about several addresses comes before.)
  for (const line of head) {
    for (const [text] of line.matchAll(BARE_TARGET)) {
      const target = canonicalAddress(text.replace(/\.$/, ""));
      if (target !== undefined) return { target, targetName: text };
    }
  }
  return { target: null, targetName: null };
}

/** The head of traceroute is never translated. BSD probes with packets of 40 and 52 bytes, Linux with 60 and 80. */
const TRACEROUTE_HEAD = /\btraceroute6? to .*?, (\d+) hops max, (\d+) byte packets/;
const BSD_PACKET_BYTES: ReadonlySet<string> = new Set(["12", "20", "28", "40", "52"]);
const BSD_HOPS = "64";

function platformOf(
  head: string,
  hops: readonly HopParts[],
  continued: boolean,
  lines: readonly string[],
): Trace["platform"] {
  const traceroute = TRACEROUTE_HEAD.exec(head);
  if (traceroute) {
    const [, maxHops, bytes = ""] = traceroute;
    return BSD_PACKET_BYTES.has(bytes) || (maxHops === BSD_HOPS && bytes === "") ? "macos" : "linux";
  }
  if (hops.some((hop) => hop.columnsFirst)) return "windows";
  if (lines.some((line) => /^\s*\d{1,3}\??:\s/.test(line))) return "linux";
  if (continued) return "macos";
  return hops.some((hop) => hop.addresses.length > 1) ? "linux" : null;
}
