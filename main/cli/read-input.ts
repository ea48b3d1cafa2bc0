import { errorText } from "#core/error-text.ts";
import { readFile, stat } from "node:fs/promises";
import { systemErrorCode } from "#host/system-error.ts";
import type { CommandContext } from "./command-context.ts";
import { InputError, type InputProblem } from "./input-error.ts";

/** A recording of a large site is a few megabytes; a capture is one packet or page. */
const MAX_INPUT_BYTES = 64 * 1_024 * 1_024;

/**
 * The bytes of a file, or of standard input for "-".
 *
 * @throws InputError, which says which file and why
 */
export async function readInput(file: string, context: CommandContext): Promise<Uint8Array> {
  if (file === "-") return context.readStdin();
  try {
    const { size } = await stat(file);
    if (size <= MAX_INPUT_BYTES) return await readFile(file);
  } catch (error) {
    throw inputError(file, error);
  }
  throw new InputError(file, { kind: "unreadable", reason: "too-large" });
}

/** A file that can't be read or written, and why. */
export const inputError = (file: string, error: unknown): InputError =>
  error instanceof InputError ? error : new InputError(file, problemOf(error), error);

function problemOf(error: unknown): InputProblem {
  switch (systemErrorCode(error)) {
    case "ENOENT":
      return { kind: "unreadable", reason: "missing" };
    case "EACCES":
    case "EPERM":
      return { kind: "unreadable", reason: "forbidden" };
    case "EISDIR":
      return { kind: "unreadable", reason: "folder" };
    default:
      return { kind: "unreadable", reason: "other", detail: errorText(error) };
  }
}
