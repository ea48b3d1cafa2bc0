// @ts-check
import { spawn } from "node:child_process";

/** Enough of npm's last words to find the reason in; npm prints little at this log level. */
const TAIL_CHARS = 20_000;
/** How often a long install says that it is still at it. */
const STILL_AT_IT_MS = 30_000;

/** npm stopped because the lock file and package.json (or this registry's choice of packages) do not fit together. */
const LOCK_COMPLAINT = /\bEUSAGE\b|from lock file|does not satisfy|\bETARGET\b|\bE404\b/;

/**
 * npm's failure as one plain sentence.
 * @param {string} output what npm printed
 */
export function explainNpmFailure(output) {
  const unreachable =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|ENOTCACHED|UND_ERR_\w+)\b/.exec(
      output,
    );
  if (unreachable) {
    return `the package registry cannot be reached (${unreachable[1]}). The first start needs the internet once; connect and run the command again.`;
  }
  if (/\bENOSPC\b/.test(output)) return "the disk is full. Free about 1 GB and run the command again.";
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) {
    return "this folder cannot be written to. Check who owns it, close programs that use it, and run the command again.";
  }
  if (/\bEINTEGRITY\b/.test(output)) {
    return "a downloaded package is not the one that was locked (EINTEGRITY). Do not use it; check the registry or proxy.";
  }
  const certificate = /\b(SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|CERT_\w+|DEPTH_ZERO_\w+)\b/.exec(output);
  if (certificate) {
    return `the registry's certificate is not trusted (${certificate[1]}). Behind a proxy that inspects traffic, set npm's "cafile".`;
  }
  const lines = output.split(/\r?\n/).map((line) => line.replace(/^npm (error|ERR!)\s*/, "").trim());
  const telling = lines.find((line) => line !== "" && !/^(code|A complete log|errno|syscall)\b/.test(line));
  return telling ?? "npm gave no reason.";
}

/**
 * @typedef {object} NpmRun
 * @property {string} systemNode
 * @property {string} npm
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env
 * @property {(line: string) => void} say
 * @property {AbortSignal} signal
 * @property {(pid: number) => void} onNpm
 */

/**
 * @param {NpmRun} run
 * @param {string[]} args
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function runNpm({ systemNode, npm, root, env, say, signal, onNpm }, args) {
  // The lock's hashes decide what is right, so packages in npm's cache need no question to the registry.
  const all = [npm, ...args, "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev"];
  return new Promise((resolve) => {
    const startedMs = performance.now();
    const child = spawn(systemNode, all, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], signal });
    if (child.pid !== undefined) onNpm(child.pid);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        output = (output + text).slice(-TAIL_CHARS);
      });
    }
    const still = setInterval(() => {
      say(`still installing (${Math.round((performance.now() - startedMs) / 1000)} s) ...`);
    }, STILL_AT_IT_MS);
    child.once("error", (error) => {
      output += `\n${error.message}`;
    });
    child.once("close", (code) => {
      clearInterval(still);
      resolve({ ok: code === 0, output });
    });
  });
}

/**
 * Installs what the lock names; where the lock does not fit this registry, what package.json names.
 * @param {NpmRun} run
 * @returns {Promise<{ ok: true } | { ok: false, reason: string, output: string }>}
 */
export async function installPackages(run) {
  const ci = await runNpm(run, ["ci"]);
  if (ci.ok) return { ok: true };
  if (run.signal.aborted || !LOCK_COMPLAINT.test(ci.output)) {
    return { ok: false, reason: explainNpmFailure(ci.output), output: ci.output };
  }
  run.say("the lock file does not fit this registry; installing by package.json instead ...");
  const install = await runNpm(run, ["install", "--no-save"]);
  if (install.ok) return { ok: true };
  return { ok: false, reason: explainNpmFailure(install.output), output: install.output };
}
