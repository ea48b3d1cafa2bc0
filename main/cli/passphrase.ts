import type { CommandContext } from "./command-context.ts";
import { readInput } from "./read-input.ts";
import { UsageError } from "./usage.ts";

export const PASSPHRASE_OPTIONS = {
  "passphrase-file": { type: "string" },
  "passphrase-env": { type: "string" },
} as const;

type Values = { "passphrase-file"?: string | undefined; "passphrase-env"?: string | undefined };

/**
 * The passphrase that a file's first line or a variable holds; null: neither was named. It is never on the command line, where every
 * user of the computer sees it.
 *
 * @throws UsageError, InputError
 */
export async function namedPassphrase(values: Values, context: CommandContext): Promise<string | null> {
  const { "passphrase-file": file, "passphrase-env": variable } = values;
  if (file !== undefined && variable !== undefined) {
    throw new UsageError("--passphrase-file and --passphrase-env say the same; give one of them");
  }
  if (file !== undefined) {
    const [line = ""] = Buffer.from(await readInput(file, context))
      .toString("utf8")
      .split(/\r?\n/, 1);
    return notEmpty(line, "--passphrase-file: the first line is empty");
  }
  if (variable === undefined) return null;
  return notEmpty(context.environment[variable] ?? "", `--passphrase-env: ${variable} is not set`);
}

function notEmpty(passphrase: string, otherwise: string): string {
  if (passphrase === "") throw new UsageError(otherwise);
  return passphrase;
}
