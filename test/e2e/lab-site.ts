import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { LAB_STUN_SERVERS, LAB_WHOAMI_URLS, VANTAGE_TOKEN } from "../lab/internet.ts";
import type { RunResult } from "../lab/commands.ts";
import { vantageUrl } from "../lab/ipv6-daemons.ts";
import { bringUp, type Lab } from "../lab/lab.ts";
import { topologies } from "../lab/topologies.ts";

/** Unlocks a keyring of its own, in a home folder of its own: nobody's keychain is touched. */
const UNLOCK_KEYRING = "printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";

/** A start of Electron and the whole thread on a busy machine; within the time of the test (journey.spec.ts). */
const SCRIPT_MS = 150_000;

/** A site of the lab with a laptop on which a shell of the app can be started. */
export class LabSite {
  readonly lab: Lab;
  readonly folder: string;
  readonly dataFolder: string;
  readonly shell = "browser";

  private constructor(lab: Lab, folder: string) {
    this.lab = lab;
    this.folder = folder;
    this.dataFolder = join(folder, "farsite");
  }

  static async open(name: string): Promise<LabSite> {
    const topology = topologies.find((t) => t.name === name);
    if (!topology) throw new Error(`no topology ${name}`);
    const folder = mkdtempSync(join(tmpdir(), "farsite-site-"));
    mkdirSync(join(folder, "run"), { mode: 0o700 });
    return new LabSite(await bringUp(topology), folder);
  }

  /** What a program on the laptop runs with: the lab's servers, its vantage where it has one, and folders of its own. */
  get environment(): Record<string, string> {
    const { topology } = this.lab;
    return {
      ...(topology.vantage === true && {
        FARSITE_VANTAGE: vantageUrl(topology),
        FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN,
      }),
      FARSITE_DATA: this.dataFolder,
      FARSITE_STUN: LAB_STUN_SERVERS.join(","),
      FARSITE_WHOAMI: LAB_WHOAMI_URLS.join(","),
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
      `#!/bin/sh\nexec ip netns exec ${this.lab.namespaceOf("laptop")} dbus-run-session -- sh -c '${inSession}' '${program}' "$@"\n`,
    );
    chmodSync(file, 0o755);
    return file;
  }

  /** Starts the browser shell and returns the address that it prints for the person. */
  async serve(): Promise<{ link: string; server: ChildProcess }> {
    const program = `${UNLOCK_KEYRING}; exec node main/serve/serve.ts --no-open`;
    const server = this.lab.spawn("laptop", ["dbus-run-session", "--", "sh", "-c", program], {
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
    return this.lab.run(
      "laptop",
      ["dbus-run-session", "--", "sh", "-c", program, "sh", script, JSON.stringify(input)],
      {
        env: this.environment,
        timeoutMs: SCRIPT_MS,
      },
    );
  }

  async mappingsLeft(): Promise<number> {
    const tables = await Promise.all(this.lab.topology.layers.map((layer) => this.lab.routerMappings(layer.host)));
    return tables.flat().length;
  }

  async close(): Promise<void> {
    await this.lab.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
