/** Header lines as HTTP and SSDP have them (RFC 9112 section 5), read the way devices write them. */

export interface HeaderField {
  /** Lower case; `_` stays as it is. */
  readonly name: string;
  readonly value: string;
}

/** No device sends more; a sender that does is not one. */
const MAX_FIELDS = 200;

/**
 * Reads the lines behind the start line. A line without a colon is skipped, because one broken line of a router must not hide
 * the others; a line that starts with white space continues the one before (RFC 9112 section 5.2).
 */
export function parseHeaderFields(lines: readonly string[]): HeaderField[] {
  const fields: { name: string; value: string }[] = [];
  for (const line of lines) {
    if (line.trim() === "") continue;
    const previous = fields.at(-1);
    if (/^[ \t]/.test(line) && previous !== undefined) {
      previous.value = `${previous.value} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(":");
    if (colon < 1 || fields.length >= MAX_FIELDS) continue;
    fields.push({ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() });
  }
  return fields;
}

/** The value of the first field of that name, null when there is none. */
export function headerValue(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

/** As one object, the first of several fields winning. */
export function headerRecord(fields: readonly HeaderField[]): Readonly<Record<string, string>> {
  return firstWins(fields.map((field) => [field.name, field.value] as const));
}

/** An object in the order of the entries; of several with one key the first counts. */
export function firstWins(entries: Iterable<readonly [string, string]>): Readonly<Record<string, string>> {
  const first = new Map<string, string>();
  for (const [key, value] of entries) if (!first.has(key)) first.set(key, value);
  // fromEntries defines its keys, so one called `__proto__` is only a key.
  return Object.fromEntries(first);
}
