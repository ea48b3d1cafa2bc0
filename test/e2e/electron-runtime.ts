import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { _electron, type ElectronApplication } from "@playwright/test";
import { projectRoot } from "../../scripts/project-root.ts";
import { installedElectron } from "../../scripts/start/electron-package.ts";
import { hasDisplay } from "../../scripts/start/find-electron.ts";

export interface ElectronRuntime {
  readonly program: string;
  readonly args: readonly string[];
  remove(): void;
}

/**
 * A bare runtime with the app where a packaged one has it, in resources/app: Electron then waits for the app's code before
 * it gets ready, which a starter app that loads another one by hand cannot make it do (and then the app:// scheme cannot
 * be registered any more).
 */
function withAppInside(program: string, app: string): ElectronRuntime {
  const folder = mkdtempSync(join(tmpdir(), "farsite-runtime-"));
  mkdirSync(join(folder, "resources"));
  symlinkSync(app, join(folder, "resources", "app"));
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
/** About one start in fifty never reports itself to Playwright (seen with the stand-in runtime, whatever it shows). */
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

/** As root (containers) Chromium starts without its sandbox only. */
export function rootSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

export function electronEnv(dataFolder: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const own = { FARSITE_DATA: dataFolder, FARSITE_STUN: "", FARSITE_WHOAMI: "", LANG: "en_GB.UTF-8" };
  return { ...Object.fromEntries(inherited), ...own };
}
