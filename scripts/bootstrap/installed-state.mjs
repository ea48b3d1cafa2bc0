// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of package.json that decide what gets installed; editing a script must not cost an install. */
const installKeys = ["dependencies", "devDependencies", "optionalDependencies", "overrides", "allowScripts"];

/** @param {string} file @returns {any} the parsed JSON, or undefined when the file is missing or broken */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} root */
function stampFile(root) {
  return join(root, "node_modules", ".farsite-lock-hash");
}

/**
 * The Node program that `npm run` will find first in its PATH once the packages are installed.
 * @param {string} root
 * @param {NodeJS.Platform} platform
 */
export function installedNode(root, platform) {
  // Windows gets a node.cmd in .bin, which cannot be started without a shell.
  return platform === "win32"
    ? join(root, "node_modules", "node", "bin", "node.exe")
    : join(root, "node_modules", ".bin", "node");
}

/**
 * What has to be installed, as one hash.
 * @param {string} root
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function wantedHash(root, platform, arch) {
  const manifest = readJson(join(root, "package.json")) ?? {};
  const hash = createHash("sha256");
  // A folder carried to another machine (or another Rosetta mode) holds the wrong bindings.
  hash.update(`${platform}-${arch}\n`);
  hash.update(JSON.stringify(installKeys.map((key) => manifest[key] ?? null)));
  // Line endings depend on git's settings, not on what is locked.
  hash.update(readFileSync(join(root, "package-lock.json"), "utf8").replaceAll("\r\n", "\n"));
  return hash.digest("hex");
}

/**
 * Whether an install by hand (`npm ci`) left exactly what the lock asks for. npm writes its hidden lock file last, so an
 * interrupted install does not pass.
 * @param {string} root
 */
function matchesHiddenLock(root) {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const found = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (!wanted || !found) return false;
  const wantedPaths = Object.keys(wanted).filter((path) => path !== "");
  const sameOrLeftOut = wantedPaths.every((path) => {
    const have = found[path];
    // Other platforms' bindings are locked but not installed.
    if (!have) return Boolean(wanted[path].optional || wanted[path].peer);
    return have.version === wanted[path].version && have.integrity === wanted[path].integrity;
  });
  return sameOrLeftOut && Object.keys(found).every((path) => path in wanted);
}

/**
 * Why an install is needed, or undefined when nothing is to do.
 * @param {string} root
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @returns {"first" | "changed" | "incomplete" | undefined}
 */
export function installReason(root, platform, arch) {
  if (!existsSync(join(root, "node_modules"))) return "first";
  const wanted = wantedHash(root, platform, arch);
  const stamp = existsSync(stampFile(root)) ? readFileSync(stampFile(root), "utf8").trim() : undefined;
  if (!existsSync(installedNode(root, platform))) return "incomplete";
  if (stamp === wanted) return undefined;
  if (stamp !== undefined) return "changed";
  if (!matchesHiddenLock(root)) return "incomplete";
  recordInstalled(root, wanted);
  return undefined;
}

/** Forgets the last install, so that one that is cut short is done again. @param {string} root */
export function forgetInstalled(root) {
  rmSync(stampFile(root), { force: true });
  // Without npm's own record a half-replaced folder cannot look complete.
  rmSync(join(root, "node_modules", ".package-lock.json"), { force: true });
}

/** @param {string} root @param {string} hash of `wantedHash`, taken before the install */
export function recordInstalled(root, hash) {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stampFile(root), `${hash}\n`);
}
