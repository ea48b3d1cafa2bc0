import type { Host, HostOptions } from "#host/host.ts";
import type { ExitStatus } from "./usage.ts";

export type Terminal = {
  signal: AbortSignal;
  environment: NodeJS.ProcessEnv;
  /** One line (or several) to standard output. */
  out(text: string): void;
  err(text: string): void;
  readStdin(): Promise<Uint8Array>;
  /**
   * Puts a question to the person and waits for a line; empty where nobody can answer. `hidden`: what is typed is not shown, for
   * passwords.
   */
  ask(question: string, options?: { hidden: boolean }): Promise<string>;
};

export type CommandContext = Terminal & {
  /** Data and templates that come with the app. */
  assetsFolder: string;
  /** The host, loaded and made on first use: most commands need none. Throws when a FARSITE_ variable can't be used. */
  host(overrides?: HostOptions["overrides"]): Promise<Host>;
};

export type Command = (args: string[], context: CommandContext) => Promise<ExitStatus>;
