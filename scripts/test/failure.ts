import { basename } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Failure } from "./step.ts";

/** Enough to see what was waited for; the whole of it is further up. */
const MOST_LINES = 8;
const MOST_CHARS = 200;

/**
 * A failed test with the first lines of its errors.
 * @param place where in the code the first of them came up
 */
export function failure(
  name: string,
  errors: readonly { readonly message?: string | undefined }[],
  place?: { readonly file: string; readonly line: number },
): Failure {
  const lines = errors
    .flatMap(({ message = "an error without a message" }) => stripVTControlCharacters(message).split("\n"))
    .map((line) => line.trimEnd().slice(0, MOST_CHARS))
    .filter(Boolean);
  const at = place === undefined ? [] : [`at ${basename(place.file)}:${place.line}`];
  return { name, lines: [...lines.slice(0, MOST_LINES), ...at] };
}
