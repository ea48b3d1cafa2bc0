import type { ChildProcess } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { _electron, chromium, type Browser, type ElectronApplication, type Page } from "@playwright/test";
import { projectRoot } from "../../scripts/project-root.ts";
import { installedElectron } from "../../scripts/start/electron-package.ts";
import { hasDisplay } from "../../scripts/start/find-electron.ts";

export interface ElectronRuntime {
  readonly program: string;
  readonly args: readonly string[];
  remove(): void;
}

/** Holds the app back until Playwright is there, as it does itself for an Electron that it finds on its own. */
const HOLD_BACK = join(projectRoot, "node_modules", "playwright-core", "lib", "server", "electron", "loader.js");

/**
 * Begins the app so that it opens no window while Playwright is connecting: one that just then goes from its empty document
 * to its page is waited for without end. (One start in fifty, one in twenty on a busy machine.)
 */
const begin = (main: string): string => `import { createRequire } from "node:module";
if (process.argv.includes("--inspect=0")) createRequire(import.meta.url)(${JSON.stringify(HOLD_BACK)});
await import(${JSON.stringify(`./${main}`)});
`;

/**
 * A bare runtime with the app where a packaged one has it, in resources/app: Electron then waits for the app's code before
 * it gets ready (afterwards the app:// scheme cannot be registered any more).
 */
function withAppInside(program: string, app: string): ElectronRuntime {
  const folder = mkdtempSync(join(tmpdir(), "farsite-runtime-"));
  const inside = join(folder, "resources", "app");
  mkdirSync(inside, { recursive: true });
  for (const name of readdirSync(app)) {
    if (name !== "package.json") symlinkSync(join(app, name), join(inside, name));
  }
  const manifest = JSON.parse(readFileSync(join(app, "package.json"), "utf8")) as { main: string };
  writeFileSync(join(inside, "package.json"), JSON.stringify({ ...manifest, main: "begin.mjs" }));
  writeFileSync(join(inside, "begin.mjs"), begin(manifest.main));
  const own = basename(program);
  for (const name of readdirSync(dirname(program))) {
    if (name !== own && name !== "resources") symlinkSync(join(dirname(program), name), join(folder, name));
  }
  // Chromium looks for its files beside its program, as the link that was followed leads to it.
  try {
    linkSync(program, join(folder, own));
  } catch {
    // Another file system.
    copyFileSync(program, join(folder, own));
  }
  return { program: join(folder, own), args: [], remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The program that is given or that the electron package has. */
export function givenProgram(): string | undefined {
  return process.env["FARSITE_ELECTRON_EXECUTABLE"] ?? installedElectron(projectRoot);
}

/** Why there is no Electron to test with, undefined when there is one. */
export function whyNoRuntime(): string | undefined {
  const { env, platform } = process;
  if (!hasDisplay(env, platform)) return "no display, and no xvfb-run to make one";
  if (existsSync(givenProgram() ?? "")) return undefined;
  return env["FARSITE_ELECTRON_MISSING"] ?? "Electron's program is not here (npm start -- --electron gets it)";
}

/** The Electron to test with, to be removed afterwards. */
export function prepareRuntime(): ElectronRuntime {
  const program = givenProgram();
  if (program === undefined) throw new Error("there is no Electron; ask whyNoRuntime first");
  const app = process.env["FARSITE_ELECTRON_APP_DIR"];
  return app === undefined ? { program, args: [projectRoot], remove: () => {} } : withAppInside(program, app);
}

/** A start takes half a second, three on a busy machine. */
const LAUNCH_MS = 20_000;
/** An Electron that was not begun by us may still meet Playwright on its way (see `begin`). */
const LAUNCH_TRIES = 3;

/** Starts the built app under Playwright. Nothing it does may leave the machine: no public servers are configured. */
export async function launch(
  runtime: ElectronRuntime,
  dataFolder: string,
  options: { switches?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await _electron.launch({
        executablePath: runtime.program,
        args: [...runtime.args, ...rootSwitches(), ...(options.switches ?? [])],
        env: { ...electronEnv(dataFolder), ...options.env },
        timeout: LAUNCH_MS,
      });
    } catch (error) {
      const timedOut = error instanceof Error && error.name === "TimeoutError";
      if (!timedOut || attempt === LAUNCH_TRIES) throw error;
    }
  }
}

/** The same race as in `begin`, and no way to hold the app back: then it is over when Playwright comes again. */
const CONNECT_MS = 10_000;
const CONNECT_AGAIN_MS = 100;

/** The page of an app that was not started by Playwright, through Chromium's own debugging port. */
export async function connect(
  address: string,
  app: Pick<ChildProcess, "exitCode" | "signalCode">,
): Promise<{ browser: Browser; page: Page }> {
  for (;;) {
    try {
      const browser = await chromium.connectOverCDP(address, { timeout: CONNECT_MS });
      const [context] = browser.contexts();
      if (context === undefined) throw new Error("the app has no browser context");
      return { browser, page: context.pages()[0] ?? (await context.waitForEvent("page")) };
    } catch (error) {
      if (app.exitCode !== null || app.signalCode !== null) throw error;
      await setTimeout(CONNECT_AGAIN_MS);
    }
  }
}

/** As root (containers) Chromium starts without its sandbox only. */
export function rootSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

export function electronEnv(dataFolder: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const own = { FARSITE_DATA: dataFolder, FARSITE_STUN: "", FARSITE_WHOAMI: "", LANG: "en_GB.UTF-8" };
  return { ...Object.fromEntries(inherited), ...own };
}
