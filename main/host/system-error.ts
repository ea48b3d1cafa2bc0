/** The system's code of an error (ENOENT, ECONNREFUSED ...), undefined when it has none. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
