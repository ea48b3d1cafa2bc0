// @ts-check
// Runs before every npm script, on whatever Node the machine has: Node 20 syntax and builtins only.
import { execFileSync } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  forgetInstalled,
  installReason,
  installedNode,
  recordInstalled,
  wantedHash,
} from "./bootstrap/installed-state.mjs";
import { installPackages } from "./bootstrap/npm-install.mjs";
import { findNpm, findSystemNode, isInstalledFile } from "./bootstrap/system-node.mjs";
import { takeTurn } from "./bootstrap/turn.mjs";

/** Type stripping without a flag, and the line that Electron embeds. */
const LEAST_NODE_MAJOR = 24;
/** What a shell reports for Ctrl-C (128 + SIGINT). */
const EXIT_INTERRUPTED = 130;

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { platform, arch, env, execPath } = process;

/** stdout belongs to the command that follows. @param {string} line */
function say(line) {
  process.stderr.write(`Farsite: ${line}\n`);
}

/** Windows does not delete a program that runs, but lets it be renamed. */
function moveRunningNodeAside() {
  const aside = join(root, ".bootstrap-old-node.exe");
  rmSync(aside, { force: true });
  if (platform === "win32" && isInstalledFile(execPath, root)) renameSync(execPath, aside);
}

/** @returns {string | undefined} what is wrong with the installed Node */
function installedNodeProblem() {
  let version;
  try {
    version = execFileSync(installedNode(root, platform), ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return env["npm_config_ignore_scripts"] === "true"
      ? 'npm is set to "ignore-scripts", which leaves out Node 24. Run `npm ci --ignore-scripts=false` once.'
      : "Node 24 was not installed with the packages. Delete the node_modules folder and run the command again.";
  }
  const major = Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
  return major >= LEAST_NODE_MAJOR
    ? undefined
    : `Node ${version} was installed, but Farsite needs ${LEAST_NODE_MAJOR}.`;
}

/**
 * @param {AbortSignal} signal
 * @param {(pid: number) => void} onNpm
 * @returns {Promise<string | undefined>} what went wrong
 */
async function install(signal, onNpm) {
  const systemNode = findSystemNode({ root, env, execPath, platform });
  if (systemNode === undefined) return "no Node was found in PATH besides the installed one. Install Node 20 or newer.";
  const npm = findNpm({ root, env, systemNode });
  if (npm === undefined) return "npm was not found beside Node. Install npm 11 or newer.";
  const hash = wantedHash(root, platform, arch);
  const startedMs = performance.now();
  forgetInstalled(root);
  moveRunningNodeAside();
  const result = await installPackages({ systemNode, npm, root, env, say, signal, onNpm });
  if (signal.aborted) return "the installation was stopped; the next start does it again.";
  if (!result.ok) {
    if (env["npm_config_loglevel"] !== "silent") process.stderr.write(result.output);
    return `could not install: ${result.reason}`;
  }
  const problem = installedNodeProblem();
  if (problem !== undefined) return problem;
  recordInstalled(root, hash);
  say(`installed in ${Math.round((performance.now() - startedMs) / 1000)} s.`);
  return undefined;
}

const reasons = {
  first: "installing packages (first start) ...",
  changed: "installing packages (package-lock.json or package.json changed) ...",
  incomplete: "installing packages (the last installation is not complete) ...",
};

async function bootstrap() {
  if (installReason(root, platform, arch) === undefined) return;
  const stop = new AbortController();
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(name, () => stop.abort());
  const waiting = () => say("another start is installing packages; waiting for it ...");
  const turn = await takeTurn(join(root, ".bootstrap.lock"), waiting, stop.signal).catch((error) => {
    if (!stop.signal.aborted) throw error;
    process.exitCode = EXIT_INTERRUPTED;
  });
  if (turn === undefined) return;
  try {
    // The other start may have done it.
    const reason = installReason(root, platform, arch);
    if (reason === undefined) return;
    say(reasons[reason]);
    const problem = await install(stop.signal, turn.shareWith);
    if (problem !== undefined) {
      say(problem);
      process.exitCode = stop.signal.aborted ? EXIT_INTERRUPTED : 1;
    }
  } finally {
    turn.giveBack();
  }
}

await bootstrap();
