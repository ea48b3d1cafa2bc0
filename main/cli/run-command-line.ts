import { fileURLToPath } from "node:url";
import { assetsFolderIn } from "#host/assets-folder.ts";
import type { Host, HostOptions } from "#host/host.ts";
import type { CommandContext, Terminal } from "./command-context.ts";
import { commands } from "./commands/all-commands.ts";
import { EXIT, isWrongUsage, USAGE, UsageError, usageOf, type ExitStatus } from "./usage.ts";

// Host, catalogues and schemas are imported where they are used: loading them takes longer than most commands run.

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Runs one command. Everything that can go wrong becomes a sentence on standard error and an exit status. */
export async function runCommandLine(
  argv: readonly string[],
  given: Terminal,
  makeHost?: (options: HostOptions) => Host,
): Promise<ExitStatus> {
  const terminal: Terminal = {
    ...given,
    out: (text) => given.out(printable(text)),
    err: (text) => given.err(printable(text)),
  };
  const [name = "help", ...rest] = argv;
  if (name === "help" || name === "--help" || name === "-h") {
    terminal.out(USAGE);
    return EXIT.ran;
  }
  if (name === "--version") {
    const { readAppVersion } = await import("#host/app-version.ts");
    terminal.out(readAppVersion(ROOT));
    return EXIT.ran;
  }
  let host: Host | null = null;
  const context: CommandContext = {
    ...terminal,
    assetsFolder: assetsFolderIn(ROOT),
    host: async (overrides) => {
      const { makeTerminalHost } = await import("./terminal-host.ts");
      return (host ??= makeTerminalHost(ROOT, terminal.environment, overrides, makeHost));
    },
  };
  try {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!load) throw new UsageError(`farsite: no command “${name}”`);
    if (asksForHelp(rest)) {
      terminal.out(usageOf(name));
      return EXIT.ran;
    }
    const command = await load();
    return await command(rest, context);
  } catch (error) {
    const [{ chooseLocale }, { errorSentences }] = await Promise.all([
      import("./language.ts"),
      import("./error-sentences.ts"),
    ]);
    terminal.err(errorSentences(error, chooseLocale(undefined, null, terminal.environment)));
    return isWrongUsage(error) ? EXIT.wrongUsage : EXIT.couldNotRun;
  } finally {
    await (host as Host | null)?.close();
  }
}

/** What follows "--" are files, whatever they are called. */
const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? args.length : end).some((arg) => arg === "--help" || arg === "-h");
};

/**
 * Names and errors come from the network and from files: none of them may steer the terminal. In JSON the escape means the same
 * character.
 */
const printable = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
