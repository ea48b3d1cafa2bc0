import type { CommandContext } from "./command-context.ts";
import { readInput } from "./read-input.ts";
import { UsageError } from "./usage.ts";

/**
 * A secret: the first line of a file ("-" is standard input), or what is typed without being shown; where nobody can type, the first line
 * of standard input. Never on the command line, where every user of the computer sees it.
 *
 * @param option as it is called, for the sentence when there is nothing
 * @throws UsageError, InputError
 */
export async function secretInput(
  file: string | undefined,
  { question, option }: { question: string; option: string },
  context: CommandContext,
): Promise<string> {
  const text =
    file === undefined
      ? await context.ask(question, { hidden: true })
      : Buffer.from(await readInput(file, context)).toString("utf8");
  const [line = ""] = text.split(/\r?\n/, 1);
  if (line === "")
    throw new UsageError(`${option}: nothing was given; it is read from a file, a prompt or standard input`);
  return line;
}
