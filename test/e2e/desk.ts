import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { chromium, type BrowserContext, type LaunchOptions, type Page } from "@playwright/test";
import { projectRoot } from "../../scripts/project-root.ts";
import { hasProgram } from "../../scripts/test/system-packages.ts";

/** A session bus whose keyring opens by itself, as after a login; it ends with its input. */
const SESSION =
  'printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat';
/** Nobody listens there: a computer without a keychain. */
const NO_BUS = "unix:path=/nonexistent/farsite-bus";
const READ_KEYCHAIN = join(import.meta.dirname, "read-keychain.ts");
/** A program of the command line on a busy machine. */
const COMMAND_MS = 60_000;

export type Keychain = "unlocked" | "none";
export type Running = { link: string; process: ChildProcess };

/** What these tests need besides a browser; undefined: it is all there. */
export function whyNoDesk(): string | undefined {
  const missing = ["dbus-run-session", "gnome-keyring-daemon", "pdftotext"].filter((p) => !hasProgram(p, process.env));
  return missing.length === 0 ? undefined : `needs ${missing.join(", ")}`;
}

/**
 * A technician's computer: a home, a data folder and a keychain of its own, which outlive the programs that run on it. Nothing that runs
 * here is told of any server, so that nothing goes past loopback.
 */
export class Desk {
  readonly folder: string;
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #session: ChildProcess | null;
  readonly #programs = new Set<ChildProcess>();
  readonly #contexts = new Set<BrowserContext>();
  #profiles = 0;
  /** Everything that programs printed, errors and all. */
  said = "";

  static async open(keychain: Keychain = "unlocked"): Promise<Desk> {
    const folder = mkdtempSync(join(tmpdir(), "farsite-desk-"));
    mkdirSync(join(folder, "run"), { mode: 0o700 });
    const home = {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: join(folder, "data"),
      XDG_CONFIG_HOME: join(folder, "config"),
      XDG_RUNTIME_DIR: join(folder, "run"),
      LANG: "en_GB.UTF-8",
      FARSITE_DATA: join(folder, "farsite"),
      FARSITE_STUN: "",
      FARSITE_WHOAMI: "",
    };
    if (keychain === "none") return new Desk(folder, { ...home, DBUS_SESSION_BUS_ADDRESS: NO_BUS }, null);
    const session = spawn("dbus-run-session", ["--", "sh", "-c", SESSION], {
      env: home,
      stdio: ["pipe", "pipe", "ignore"],
    });
    const [address] = (await once(createInterface({ input: session.stdout }), "line")) as [string];
    return new Desk(folder, { ...home, DBUS_SESSION_BUS_ADDRESS: address }, session);
  }

  private constructor(folder: string, env: NodeJS.ProcessEnv, session: ChildProcess | null) {
    this.folder = folder;
    this.dataFolder = join(folder, "farsite");
    this.env = env;
    this.#session = session;
  }

  /** Starts the browser shell; the process is Node itself, so that a signal reaches the app and nothing around it. */
  async serve(): Promise<Running> {
    const server = spawn(process.execPath, ["main/serve/serve.ts", "--no-open"], {
      cwd: projectRoot,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.watch(server);
    for await (const line of createInterface({ input: server.stdout })) {
      if (line.startsWith("http://")) return { link: line, process: server };
    }
    throw new Error(`the browser shell ended without an address: ${this.said}`);
  }

  /** A second one beside it, which does not find the first: as after a crash of the first, or in another session. */
  async serveBeside(): Promise<Running> {
    rmSync(join(this.dataFolder, "browser-shell.json"));
    return this.serve();
  }

  /** Keeps what a program of this computer prints; it ends with the computer. */
  watch(program: ChildProcess): void {
    this.#programs.add(program);
    for (const stream of [program.stdout, program.stderr])
      stream?.setEncoding("utf8").on("data", (printed: string) => (this.said += printed));
  }

  /** Opens a link in a browser whose profile stays on this computer's disk. */
  async tab(link: string, launchOptions: LaunchOptions): Promise<Page> {
    const context = await chromium.launchPersistentContext(join(this.folder, `browser-${++this.#profiles}`), {
      ...launchOptions,
      locale: "en-GB",
      viewport: { width: 1280, height: 860 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.#contexts.add(context);
    context.once("close", () => this.#contexts.delete(context));
    const page = context.pages()[0] ?? (await context.newPage());
    page.on("console", (message) => (this.said += `${message.text()}\n`));
    await page.goto(link);
    return page;
  }

  /** `farsite …`; returns what it printed. Rejects when it did not end well. */
  async farsite(
    args: readonly string[],
    given: { env?: Readonly<Record<string, string>>; input?: string } = {},
  ): Promise<string> {
    const program = spawn(process.execPath, ["main/cli/farsite.mjs", ...args], {
      cwd: projectRoot,
      env: { ...this.env, ...given.env },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: COMMAND_MS,
    });
    program.stdin.end(given.input ?? "");
    const exited = once(program, "exit");
    const [stdout, stderr] = await Promise.all([text(program.stdout), text(program.stderr)]);
    await exited;
    this.said += stdout + stderr;
    if (program.exitCode !== 0) throw new Error(`farsite ${args.join(" ")} ended with ${program.exitCode}: ${stderr}`);
    return stdout;
  }

  /** Everything that Farsite keeps in this computer's keychain, by its name there. */
  secrets(): Record<string, string> {
    const printed = execFileSync(process.execPath, [READ_KEYCHAIN], { env: this.env, encoding: "utf8" });
    return JSON.parse(printed) as Record<string, string>;
  }

  /** The browsers write the last of their profiles when they end. */
  async closeTabs(): Promise<void> {
    await Promise.all([...this.#contexts].map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.closeTabs();
    await Promise.all([...this.#programs].map((program) => end(program, "SIGTERM")));
    if (this.#session) {
      this.#session.stdin?.end();
      await ended(this.#session);
    }
    chmodSync(this.folder, 0o700);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const ended = async (program: ChildProcess): Promise<void> => {
  if (program.exitCode === null && program.signalCode === null) await once(program, "exit");
};

/** Sends a signal to a program that may have ended already, and waits for its end. */
export async function end(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) program.kill(signal);
  await ended(program);
}
