import { spawn, type ChildProcess } from "node:child_process";
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectRoot } from "../../../scripts/project-root.ts";

/**
 * npm's stand-in: notes how it was called, then installs what the bootstrap looks for. `plan.json` beside it says how the
 * next calls go.
 */
const fakeNpm = `
const { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const plan = JSON.parse(readFileSync(join(__dirname, "plan.json"), "utf8"));
const command = process.argv[2];
appendFileSync(join(__dirname, "calls.jsonl"), JSON.stringify({ command, args: process.argv.slice(3), node: process.execPath, pid: process.pid }) + "\\n");
console.log("npm talks on stdout");
const step = plan[command] ?? {};
rmSync("node_modules", { recursive: true, force: true });
if (step.hang) setInterval(() => {}, 1000);
else if (step.fails) { console.error(step.fails); process.exitCode = 1; }
else setTimeout(() => {
  mkdirSync(join("node_modules", ".bin"), { recursive: true });
  if (step.node !== null) {
    mkdirSync(join("node_modules", "node", "bin"), { recursive: true });
    writeFileSync(join("node_modules", "node", "bin", "node"), "#!/bin/sh\\necho " + (step.node ?? "v24.21.0") + "\\n", { mode: 0o755 });
    symlinkSync("../node/bin/node", join("node_modules", ".bin", "node"));
  }
  writeFileSync(join("node_modules", ".package-lock.json"), readFileSync("package-lock.json"));
}, step.delayMs ?? 0);
`;

export interface NpmStep {
  readonly fails?: string;
  readonly hang?: boolean;
  readonly delayMs?: number;
  /** What the installed Node says its version is; null = none gets installed. */
  readonly node?: string | null;
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project with Farsite's bootstrap, a small lock, and a stand-in for npm. */
export class MadeUpProject {
  readonly root = mkdtempSync(join(tmpdir(), "farsite-bootstrap-"));
  readonly #npmFolder = mkdtempSync(join(tmpdir(), "farsite-npm-"));

  constructor() {
    mkdirSync(join(this.root, "scripts"));
    cpSync(join(projectRoot, "scripts", "bootstrap.mjs"), join(this.root, "scripts", "bootstrap.mjs"));
    cpSync(join(projectRoot, "scripts", "bootstrap"), join(this.root, "scripts", "bootstrap"), { recursive: true });
    this.write("package.json", { name: "made-up", scripts: {}, dependencies: { a: "1.0.0" } });
    this.writeLock("1.0.0");
    writeFileSync(join(this.#npmFolder, "npm-cli.js"), fakeNpm);
    this.plan({});
  }

  write(file: string, content: unknown): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), typeof content === "string" ? content : JSON.stringify(content));
  }

  writeLock(version: string): void {
    const locked = { version, integrity: `sha512-${version}` };
    const other = { version, integrity: "sha512-x", optional: true };
    this.write("package-lock.json", { packages: { "": {}, "node_modules/a": locked, "node_modules/a-win32": other } });
  }

  /** How npm's next calls go, by command (`ci`, `install`). */
  plan(steps: Readonly<Record<string, NpmStep>>): void {
    writeFileSync(join(this.#npmFolder, "plan.json"), JSON.stringify(steps));
  }

  calls(): readonly {
    readonly command: string;
    readonly args: readonly string[];
    readonly node: string;
    readonly pid: number;
  }[] {
    const file = join(this.#npmFolder, "calls.jsonl");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ReturnType<MadeUpProject["calls"]>[number]);
  }

  /** Puts a real Node where the installed one is, as on a second run. */
  installRealNode(): string {
    const folder = join(this.root, "node_modules", "node", "bin");
    const node = join(folder, "node");
    rmSync(node, { force: true });
    mkdirSync(folder, { recursive: true });
    try {
      linkSync(process.execPath, node);
    } catch {
      // Another file system.
      cpSync(process.execPath, node);
    }
    rmSync(join(this.root, "node_modules", ".bin"), { recursive: true, force: true });
    mkdirSync(join(this.root, "node_modules", ".bin"));
    symlinkSync("../node/bin/node", join(this.root, "node_modules", ".bin", "node"));
    return node;
  }

  start(env: NodeJS.ProcessEnv = {}, node = process.execPath): { child: ChildProcess; done: Promise<Run> } {
    const child = spawn(node, [join(this.root, "scripts", "bootstrap.mjs")], {
      cwd: this.root,
      env: { PATH: dirname(process.execPath), npm_execpath: join(this.#npmFolder, "npm-cli.js"), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const done = new Promise<Run>((resolve) => {
      child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
    return { child, done };
  }

  run(env: NodeJS.ProcessEnv = {}, node = process.execPath): Promise<Run> {
    return this.start(env, node).done;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.#npmFolder, { recursive: true, force: true });
  }
}
