import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { projectRoot } from "../../scripts/project-root.ts";

/** What git would not have: installed, built, left over. */
const notCloned = ["node_modules", ".git", "out", "dist", "release", "coverage", "test-results"];

/** The environment of a person's own terminal: nothing of this npm run or of its Node is left in it. */
function terminalEnv(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|FARSITE_|ELECTRON_|NODE_|INIT_CWD|DISPLAY|WAYLAND_DISPLAY|CI$)/i.test(name),
  );
  const env: NodeJS.ProcessEnv = Object.fromEntries(kept);
  const path = (env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  return { ...env, PATH: path.join(delimiter), ...extra };
}

export interface Command {
  readonly stdout: () => string;
  /** Without what npm itself has to say about its own settings. */
  readonly stderr: () => string;
  /** Waits until stdout or stderr has it; fails when the command ends before. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Ctrl-C: every process of the terminal's foreground group gets the signal. */
  readonly interrupt: () => void;
  /** As a crash of the machine would: all at once, with no time to clean up. */
  readonly kill: () => void;
  readonly ended: Promise<number | null>;
}

function run(child: ChildProcess): Command {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    stdout: () => stdout,
    stderr: () => stderr.replaceAll(/^npm (warn|notice) .*\n/gm, ""),
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(stdout) ?? pattern.exec(stderr);
          if (found) resolve(found);
        };
        child.stdout?.on("data", look);
        child.stderr?.on("data", look);
        child.once("close", () => {
          look();
          reject(new Error(`ended without printing ${String(pattern)}:\n${stdout}\n${stderr}`));
        });
        look();
      }),
    interrupt: () => process.kill(-(child.pid ?? 0), "SIGINT"),
    kill: () => process.kill(-(child.pid ?? 0), "SIGKILL"),
  };
}

/** A copy of the project as git would make it, with a data folder of its own. */
export class FreshClone {
  readonly #folder = mkdtempSync(join(tmpdir(), "farsite-clone-"));
  readonly root = join(this.#folder, "farsite");
  readonly env: NodeJS.ProcessEnv;
  readonly #running = new Set<Command>();

  constructor(extra: NodeJS.ProcessEnv) {
    cpSync(projectRoot, this.root, { recursive: true, filter: (path) => !notCloned.includes(basename(path)) });
    const data = join(this.#folder, "data");
    this.env = terminalEnv({ FARSITE_DATA: data, FARSITE_STUN: "", FARSITE_WHOAMI: "", ...extra });
  }

  /** `npm ARGS` in the clone. */
  npm(...args: readonly string[]): Command {
    return run(
      spawn("npm", args, { cwd: this.root, env: this.env, detached: true, stdio: ["ignore", "pipe", "pipe"] }),
    );
  }

  /** A path in a folder that goes away with the clone. */
  beside(name: string): string {
    return join(this.#folder, name);
  }

  /** Ends what a failed test left running, which would be found by the next one. */
  async endAll(): Promise<void> {
    for (const command of this.#running) command.interrupt();
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  async remove(): Promise<void> {
    await this.endAll();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
