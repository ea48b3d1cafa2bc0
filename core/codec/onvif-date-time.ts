import { xmlChild, xmlChildText, type XmlElement } from "./xml.ts";

/** The clock of an ONVIF device (GetSystemDateAndTime), which it tells without a login so that logins can be made. */
export type OnvifDateTime = {
  /** `Manual` or `NTP`; null when absent. */
  readonly dateTimeType: string | null;
  readonly daylightSavings: boolean | null;
  /** POSIX 1003.1, by the specification; as written. */
  readonly timeZone: string | null;
  /** ISO 8601 without fractions: `2026-01-13T19:25:37Z`. Null when it can't be known. */
  readonly utc: string | null;
  /** Of the device's place, without zone. */
  readonly local: string | null;
  /** Whether `utc` was said, or computed from the local time and the zone, in which makers get the sign wrong. */
  readonly utcIsComputed: boolean;
};

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** `CST-8`, `<+03>-3`, `UTC-1:0`, `CET-1CEST,M3.5.0,M10.5.0/3`; POSIX counts hours *behind* Greenwich. */
const POSIX_ZONE = /^(?:[A-Za-z]{1,12}|<[A-Za-z0-9+-]{1,12}>)([+-]?)([0-9]{1,2})(?::([0-9]{1,2}))?(?![0-9])/;

function numberIn(
  element: XmlElement | undefined,
  name: string,
  smallest: number,
  largest: number,
): number | undefined {
  const text = (element && xmlChildText(element, name)) ?? "";
  const value = /^[0-9]{1,4}$/.test(text) ? Number(text) : -1;
  return value >= smallest && value <= largest ? value : undefined;
}

/** Milliseconds since 1970 of a tt:DateTime as if it were UTC; undefined when a part is missing or no calendar has it. */
function readDateTime(element: XmlElement | undefined): number | undefined {
  const date = element && xmlChild(element, "Date");
  const time = element && xmlChild(element, "Time");
  const year = numberIn(date, "Year", 1_900, 2_999);
  const month = numberIn(date, "Month", 1, 12);
  const day = numberIn(date, "Day", 1, 31);
  const hour = numberIn(time, "Hour", 0, 23);
  const minute = numberIn(time, "Minute", 0, 59);
  const second = numberIn(time, "Second", 0, 59);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (day > (DAYS[month - 1] ?? 0) || (month === 2 && day === 29 && !isLeap)) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function zoneOffsetMinutes(zone: string, daylightSavings: boolean): number | undefined {
  const [, sign, hours, minutes = "0"] = POSIX_ZONE.exec(zone) ?? [];
  if (hours === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  const behind = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return (daylightSavings ? 60 : 0) - behind;
}

const isoSeconds = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

/** Reads a GetSystemDateAndTimeResponse. */
export function readOnvifDateTime(response: XmlElement): OnvifDateTime {
  const clock = xmlChild(response, "SystemDateAndTime") ?? response;
  const zone = xmlChild(clock, "TimeZone");
  const timeZone = (zone && (xmlChildText(zone, "TZ") ?? zone.text)) || null;
  const saving = xmlChildText(clock, "DaylightSavings")?.toLowerCase();
  const daylightSavings =
    saving === "true" || saving === "1" ? true : saving === "false" || saving === "0" ? false : null;
  const said = readDateTime(xmlChild(clock, "UTCDateTime"));
  const local = readDateTime(xmlChild(clock, "LocalDateTime"));
  const offset = timeZone === null ? undefined : zoneOffsetMinutes(timeZone, daylightSavings ?? false);
  const computed = local === undefined || offset === undefined ? undefined : local - offset * 60_000;
  const utc = said ?? computed;
  return {
    dateTimeType: xmlChildText(clock, "DateTimeType") || null,
    daylightSavings,
    timeZone,
    utc: utc === undefined ? null : `${isoSeconds(utc)}Z`,
    local: local === undefined ? null : isoSeconds(local),
    utcIsComputed: said === undefined && computed !== undefined,
  };
}
