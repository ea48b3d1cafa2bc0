/** What devices put into JSON: numbers as text, flags as numbers, and anything in place of anything else. */

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Longer texts are no value of a field. */
const MAX_CHARACTERS = 1_000;

export function jsonRecord(value: unknown): JsonRecord | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

/** Null for an empty text, too. */
export function jsonText(record: JsonRecord, key: string): string | null {
  const value = own(record, key);
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" || text.length > MAX_CHARACTERS ? null : text;
}

/** A whole number from 0 to 4,294,967,295, also when it is written as text. */
export function jsonCount(record: JsonRecord, key: string): number | null {
  const value = own(record, key);
  const number = typeof value === "string" && /^[0-9]{1,10}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 0xffff_ffff ? number : null;
}

export function jsonFlag(record: JsonRecord, key: string): boolean | null {
  const value = own(record, key);
  if (typeof value === "boolean") return value;
  if (value === 1 || value === "1" || value === "true") return true;
  return value === 0 || value === "0" || value === "false" ? false : null;
}

/** The text up to the last closing brace, without what fixed buffers and line ends leave behind it. */
export function jsonObjectText(text: string): string {
  return text.slice(0, text.lastIndexOf("}") + 1);
}

function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
