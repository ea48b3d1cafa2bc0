import { fileURLToPath } from "node:url";
import { assetsFolderIn, Host, type HostOptions } from "#host/host.ts";
import { probeKeychainInChild } from "#host/vault/probe-in-child.ts";
import { dataFolder } from "#host/data-folder.ts";
import { environmentOverrides } from "#host/environment-overrides.ts";
import { systemErrorCode } from "#host/system-error.ts";
import { readAppVersion } from "#host/app-version.ts";
import { createI18n } from "#core/text/translate.ts";
import { chooseLocale } from "./language.ts";
import { EXIT, USAGE, UsageError, type ExitStatus } from "./usage.ts";
import type { CommandContext, Terminal } from "./command-context.ts";
import { errorSentences } from "./error-sentences.ts";
import { commands } from "./commands/all-commands.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Runs one command. Everything that can go wrong becomes a sentence on standard error and an exit status. */
export async function runCommandLine(
  argv: readonly string[],
  given: Terminal,
  makeHost: (options: HostOptions) => Host = (options) => new Host(options),
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
    terminal.out(readAppVersion(ROOT));
    return EXIT.ran;
  }
  let host: Host | null = null;
  const context: CommandContext = {
    ...terminal,
    assetsFolder: assetsFolderIn(ROOT),
    host: (overrides) =>
      (host ??= makeHost({
        shell: "terminal",
        dataFolder: dataFolder(terminal.environment),
        assetsFolder: assetsFolderIn(ROOT),
        version: readAppVersion(ROOT),
        probeKeychain: probeKeychainInChild,
        overrides: { ...environmentOverrides(terminal.environment), ...overrides },
      })),
  };
  const locale = chooseLocale(undefined, null, terminal.environment);
  const { t } = createI18n(locale);
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(`farsite: no command “${name}”`);
    if (asksForHelp(rest)) {
      terminal.out(USAGE);
      return EXIT.ran;
    }
    return await command(rest, context);
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      terminal.err(t("terminal.usageError", { detail: error.message }));
      return EXIT.wrongUsage;
    }
    terminal.err(errorSentences(error, locale));
    return EXIT.couldNotRun;
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

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof TypeError && systemErrorCode(error)?.startsWith("ERR_PARSE_ARGS_") === true;
