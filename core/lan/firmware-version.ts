/** What can be compared in a device's firmware text: its numbers, and the day it was built on where the maker writes that. */
export type FirmwareVersion = {
  /** `V5.4.5` is 5, 4, 5; `2.60B15` is 2, 60, 15. Empty: the text has none. */
  readonly numbers: readonly number[];
  /** ISO 8601 date; null: the text doesn't say. */
  readonly builtOn: string | null;
};

/** Firmware texts are short; a device may send anything. */
const MAX_CHARACTERS = 200;
const MAX_NUMBERS = 8;

/** `V5.5.0 build 170725`, `Build Date: 2021-06-01`, `build:20210601`. */
const BUILD =
  /build(?:[ _]?(?:date|time))?[ :._-]{0,3}(?:(?<full>\d{4})-?(?<m1>\d{2})-?(?<d1>\d{2})|(?<short>\d{2})(?<m2>\d{2})(?<d2>\d{2}))(?!\d)/i;
/** Hikvision's files: `IPC_G3_EN_STD_5.5.160_210416`. */
const TRAILING = /_(?<short>\d{2})(?<m2>\d{2})(?<d2>\d{2})$/;
/** No camera's firmware is older; a wrong reading of other digits often is. */
const FIRST_YEAR = 2005;

/** Reads a firmware text of any maker; what it can't read is absent, nothing is guessed. */
export function parseFirmware(text: string): FirmwareVersion {
  const own = text.slice(0, MAX_CHARACTERS).trim();
  const match = BUILD.exec(own) ?? TRAILING.exec(own);
  return { numbers: numbersOf(own.slice(0, match?.index)), builtOn: match ? dateOf(match.groups ?? {}) : null };
}

function numbersOf(text: string): number[] {
  const found = /\d+(?:\.\d+)+/.exec(text) ?? /\d+/.exec(text);
  if (found === null) return [];
  // D-Link: the letter is a build within the version.
  const build = /^[Bb](\d+)/.exec(text.slice(found.index + found[0].length))?.[1];
  const parts = [...found[0].split("."), ...(build === undefined ? [] : [build])];
  return parts.slice(0, MAX_NUMBERS).map(Number);
}

function dateOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  const year = groups["full"] ?? `20${groups["short"]}`;
  const [month, day] = [groups["m1"] ?? groups["m2"] ?? "", groups["d1"] ?? groups["d2"] ?? ""];
  if (Number(year) < FIRST_YEAR || !isDayOfYear(Number(year), Number(month), Number(day))) return null;
  return `${year}-${month}-${day}`;
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isDayOfYear(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && !isLeap ? 28 : (DAYS_OF_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

/** Below zero: `a` is older. Missing parts count as zero. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
