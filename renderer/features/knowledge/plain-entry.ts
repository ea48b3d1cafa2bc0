/** Any entry, or a part of one, as its JSON. */
export type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What can't be read as an amount stays as it was typed, for the schema to refuse. */
export const amountOf = (typed: string): unknown =>
  // Where a comma stands for the decimal point, keyboards offer nothing else.
  /^\d{1,6}(?:[.,]\d{1,2})?$/.test(typed.trim()) ? Number(typed.trim().replace(",", ".")) : typed;

/** Prose is kept on one line. */
export const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ").trim();
