import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RunResult } from "../lab/commands.ts";
import type { Lab } from "../lab/lab.ts";

/** Unlocks a keyring of its own, in a home folder of its own: nobody's keychain is touched. */
const UNLOCK_KEYRING = "printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";

/** A start of Electron and the whole thread on a busy machine; within the time of the test (journey.spec.ts). */
const SCRIPT_MS = 150_000;

/** The laptop of a lab that is up, on which a shell of the app can be started. */
export class Laptop {
  readonly folder: string;
  readonly dataFolder: string;
  readonly environment: Record<string, string>;
  readonly #lab: Pick<Lab, "prefix" | "run" | "spawn">;

  constructor(lab: Pick<Lab, "prefix" | "run" | "spawn">, environment: Record<string, string> = {}) {
    this.#lab = lab;
    this.folder = mkdtempSync(join(tmpdir(), "farsite-site-"));
    mkdirSync(join(this.folder, "run"), { mode: 0o700 });
    this.dataFolder = join(this.folder, "farsite");
    this.environment = {
      ...environment,
      FARSITE_DATA: this.dataFolder,
      HOME: this.folder,
      XDG_DATA_HOME: join(this.folder, "data"),
      XDG_CONFIG_HOME: join(this.folder, "config"),
      XDG_RUNTIME_DIR: join(this.folder, "run"),
      LANG: "en_GB.UTF-8",
    };
  }

  /** A program that runs another one on the laptop, in a session with an unlocked keychain. */
  launcher(program: string): string {
    const file = join(this.folder, "on-the-laptop");
    const inSession = `${UNLOCK_KEYRING}; exec "$0" "$@"`;
    writeFileSync(
      file,
      `#!/bin/sh\nexec ip netns exec ${this.#lab.prefix}laptop dbus-run-session -- sh -c '${inSession}' '${program}' "$@"\n`,
    );
    chmodSync(file, 0o755);
    return file;
  }

  /** Starts the browser shell and returns the address that it prints for the person. */
  async serve(): Promise<{ link: string; server: ChildProcess }> {
    const program = `${UNLOCK_KEYRING}; exec node main/serve/serve.ts --no-open`;
    const server = this.#lab.spawn("laptop", ["dbus-run-session", "--", "sh", "-c", program], {
      env: { ...process.env, ...this.environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (!server.stdout) throw new Error("no output");
    for await (const line of createInterface({ input: server.stdout }))
      if (line.startsWith("http://")) return { link: line, server };
    throw new Error("the browser shell ended without an address");
  }

  /** Runs a script of ours on the laptop, with `input` as its one argument, in a session with an unlocked keychain. */
  runInSession(script: string, input: unknown): Promise<RunResult> {
    const program = `${UNLOCK_KEYRING}; exec node "$@"`;
    return this.#lab.run(
      "laptop",
      ["dbus-run-session", "--", "sh", "-c", program, "sh", script, JSON.stringify(input)],
      { env: this.environment, timeoutMs: SCRIPT_MS },
    );
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
