import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";

/** What is searched of one site, by how much a hit there says; the columns of `site_text`. */
export interface SiteText {
  name: string;
  customer: string;
  place: string;
  devices: string;
  more: string;
  /** Other spellings of words above. */
  spellings: string;
}

/** What no person would look for: names of things inside Farsite, and words of its own that a person never sees. */
const UNSPOKEN: ReadonlySet<string> = new Set([
  "id",
  "hash",
  "thumbnail",
  "deviceId",
  "accountId",
  "laptopId",
  "revision",
  "author",
  "format",
  "path",
  "template",
  "status",
  "state",
  "kind",
  "event",
  "finding",
  // Choices of the wishes, what was not chosen as a route, and how a port was opened.
  "watchers",
  "viewerClient",
  "viewersIpv6",
  "maintainer",
  "routerAccess",
  "cloud",
  "ownServer",
  "mobileCoverage",
  "recommended",
  "transport",
  "use",
  "means",
]);
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
/** A search result marks its words with these two, so no text may hold them. */
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const MARKS = /[\u0000\u0002\u0003]/g;
/** More than a survey of any size has; a column is read and written whole. */
const MAX_COLUMN_CHARACTERS = 300_000;

/** All texts of a survey, with words of its records. Pure. */
export function siteText(document: SurveyDocument, recordWords: readonly string[]): SiteText {
  const {
    site,
    contacts,
    devices,
    conflicts: _decidedLater,
    checks: _checks,
    scans: _scans,
    proofs: _proofs,
    rehearsals: _rehearsals,
    walks: _walks,
    ...rest
  } = document;
  const columns = {
    name: column([site.name]),
    customer: column(textsIn([site.customer, site.reference])),
    place: column([...textsIn([site.address, site.access]), ...textsIn(contacts)]),
    devices: column([...devices.flatMap(deviceTexts), ...recordWords.flatMap((words) => words.split("\n"))]),
    more: column([...textsIn(rest), ...conflictTexts(document)]),
  };
  return { ...columns, spellings: column(Object.values(columns).flatMap(otherSpellings)) };
}

/** What a check saw that a person may look for, one a line. */
export function checkWords({ diagnosis }: CheckRecord): string {
  const { verdict, publicAddress, wanAddress, gateway, ipv6, layers } = diagnosis;
  return lines([
    verdict.kind,
    publicAddress,
    wanAddress,
    gateway,
    ipv6.address,
    ...layers.flatMap(({ name, address, insideAddress }) => [name, address, insideAddress]),
  ]);
}

/** The same of a search for devices. */
export function scanWords({ devices }: ScanRecord): string {
  return lines(
    devices.flatMap(({ brand, model, firmware, serialNumber, name, macs, maker, addresses }) => [
      ...[brand, model, name, firmware, serialNumber].map((said) => said?.value),
      maker,
      ...addresses.map(({ address }) => address),
      ...macs.flatMap((mac) => [mac, withoutSeparators(mac)]),
    ]),
  );
}

/** The same of a test from outside. */
export function proofWords({ origin, publicAddress, results }: ProofRecord): string {
  return lines([
    publicAddress,
    origin.address,
    ...(origin.kind === "vantage" || origin.kind === "server" ? [origin.host] : []),
    ...results.flatMap(({ address, port, answer }) => [address, String(port), answer?.says]),
  ]);
}

function lines(texts: readonly (string | null | undefined)[]): string {
  return [...new Set(texts.map((text) => (text ?? "").replace(/\s+/g, " ").trim()))]
    .filter((text) => text !== "")
    .join("\n");
}

/** Each text once, so that what is repeated in every entry weighs no more than the rest. */
function column(texts: readonly string[]): string {
  // Makes, models and notes mostly are the same many times over.
  const different = [...new Set(texts)];
  return lines(different.map((text) => text.toWellFormed().replace(MARKS, " "))).slice(0, MAX_COLUMN_CHARACTERS);
}

function deviceTexts({ keys, ...rest }: SurveyDocument["devices"][number]): string[] {
  // Keys are `mac:…`, `serial:brand:…`, `uuid:…`: what follows the first word is on the device's label.
  const names = keys.map((key) => key.slice(key.indexOf(":") + 1));
  return [...textsIn(rest), ...names.flatMap((name) => [name, withoutSeparators(name)])];
}

/** MAC addresses are typed with colons, hyphens, dots or nothing between. */
const withoutSeparators = (mac: string): string => mac.replace(/[:.-]/g, "");

function conflictTexts({ conflicts }: SurveyDocument): string[] {
  return conflicts.flatMap(({ sides }) => sides.flatMap(({ value }) => textsIn(value)));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return TIME.test(value) ? [] : [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (UNSPOKEN.has(name) ? [] : textsIn(member)));
}

const SPELT_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe", å: "aa" };

/**
 * A word as it is written where there are no umlauts ("Mueller" for "Müller"); the search itself only leaves the dots out. Lower case.
 */
export function speltOut(word: string): string {
  return word
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüßæøå]/g, (letter) => SPELT_OUT[letter] ?? letter);
}

function otherSpellings(text: string): string[] {
  const composed = text.normalize("NFC");
  // Most surveys have none, and looking for whole words takes some twenty times as long.
  if (!/[äöüßæøå]/iu.test(composed)) return [];
  const words = composed.match(/[\p{L}\p{N}]*[äöüßæøå][\p{L}\p{N}]*/giu) ?? [];
  return words.map(speltOut);
}

/**
 * Sorts names as people do: without regard to case and accents, numbers by their size. Compared by code units.
 */
export function nameKey(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[0-9]+/g, (digits) => {
      const number = digits.replace(/^0+(?=.)/, "");
      // The count of digits first, itself of one length: a longer number is a larger one.
      return `${String(number.length).padStart(3, "0")}${number}`;
    })
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toWellFormed();
}
