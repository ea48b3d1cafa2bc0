import { errorText } from "#core/error-text.ts";
import { readFile, stat } from "node:fs/promises";
import type { CommandContext } from "./command-context.ts";

/** A recording of a large site is a few megabytes; a capture is one packet or page. */
const MAX_INPUT_BYTES = 64 * 1_024 * 1_024;

/** The bytes of a file, or of standard input for "-". Errors say which file and why. */
export async function readInput(file: string, context: CommandContext): Promise<Uint8Array> {
  if (file === "-") return context.readStdin();
  try {
    const { size } = await stat(file);
    if (size > MAX_INPUT_BYTES) throw new Error(`larger than ${MAX_INPUT_BYTES / (1_024 * 1_024)} MB`);
    return await readFile(file);
  } catch (error) {
    throw new Error(`${file}: ${errorText(error)}`, { cause: error });
  }
}
