import type { Locale } from "#core/survey/settings.ts";

/** Numbers and dates as the person's own region writes them. */
export type Format = {
  /** `65534` -> `65,534`. */
  number: (value: number) => string;
  /** `9.44` -> `9.4`. */
  decimal: (value: number) => string;
  /** `6`, `EUR` -> `6 €`; cents only where there are some. */
  money: (amount: number, currency: string) => string;
  /** `0.97` -> `97 %`. */
  percent: (share: number) => string;
  /** Milliseconds, as seconds from one second up. */
  duration: (ms: number) => string;
  /** Whole seconds as the largest unit that fits, written out: "1 hour". */
  longDuration: (seconds: number) => string;
  /** A file's size in the unit that fits: "1.4 MB" (a megabyte is a million bytes, as disks and mails count). */
  bytes: (count: number) => string;
  /** An ISO 8601 day, `2026-11-21`, without a time or a zone. */
  date: (iso: string) => string;
  /** An ISO 8601 time as a date with the time of day. */
  dateTime: (iso: string) => string;
};

/** The language the app speaks when the person made no choice. */
export function automaticLocale(browserLanguage: string): Locale {
  return browserLanguage.toLowerCase().startsWith("de") ? "de" : "en";
}

/** The browser's own tag where it is the same language (so en-GB keeps its dates), else the plain language. */
export function formatTag(locale: Locale, browserLanguage: string): string {
  return browserLanguage.toLowerCase().split("-")[0] === locale ? browserLanguage : locale;
}

const LONG_UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

const BYTE_UNITS = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
] as const;

export function createFormat(tag: string): Format {
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const seconds = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
  // A day is the same day everywhere: without this, it would be the day before in America.
  const date = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" });
  return {
    number: (value) => whole.format(value),
    decimal: (value) => decimal.format(value),
    money: (amount, currency) =>
      new Intl.NumberFormat(tag, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" }).format(amount),
    percent: (share) => percent.format(share),
    // The units' symbols are the same in every language (SI); Intl would write "2.4 secs" in some.
    duration: (ms) => (ms < 999.5 ? `${whole.format(ms)}\u00a0ms` : `${seconds.format(ms / 1_000)}\u00a0s`),
    longDuration: (count) => {
      const [unit, length] = LONG_UNITS.find(([, least]) => count >= least) ?? (["second", 1] as const);
      const figures = new Intl.NumberFormat(tag, {
        style: "unit",
        unit,
        unitDisplay: "long",
        maximumFractionDigits: 0,
      });
      return figures.format(Math.round(count / length));
    },
    bytes: (count) => {
      const [unit, size] = BYTE_UNITS.find(([, least]) => count >= least) ?? (["byte", 1] as const);
      const value = count / size;
      const maximumFractionDigits = value < 10 && size > 1e3 ? 1 : 0;
      return new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits }).format(
        value,
      );
    },
    date: (iso) => date.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
  };
}

/** Where letter paper is the custom; everywhere else A4 is. */
const LETTER_REGIONS = new Set(["US", "CA", "MX", "PH", "CL", "CO", "VE"]);

export function paperOf(browserLanguage: string): "a4" | "us-letter" {
  const region = /-([a-z]{2})\b/i.exec(browserLanguage)?.[1]?.toUpperCase();
  return region !== undefined && LETTER_REGIONS.has(region) ? "us-letter" : "a4";
}
