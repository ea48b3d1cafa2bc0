// @ts-check
import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join, sep } from "node:path";

/** @param {string} path */
function realPath(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Whether the file lives in the folder that `npm ci` deletes.
 * @param {string} file
 * @param {string} root
 */
export function isInstalledFile(file, root) {
  return realPath(file).startsWith(realPath(join(root, "node_modules")) + sep);
}

/** @param {NodeJS.ProcessEnv} env the PATH of a Windows environment may be spelled `Path` */
function searchPath(env) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === "PATH");
  return (key === undefined ? "" : (env[key] ?? "")).split(delimiter).filter((folder) => folder !== "");
}

/**
 * The Node that was there before node_modules. `npm run` puts node_modules/.bin first in PATH, so on a second run this very
 * script already runs on the installed Node, and `npm ci` would delete its own interpreter.
 * @param {{ root: string, env: NodeJS.ProcessEnv, execPath: string, platform: NodeJS.Platform }} where
 * @returns {string | undefined}
 */
export function findSystemNode({ root, env, execPath, platform }) {
  const program = platform === "win32" ? "node.exe" : "node";
  const candidates = [
    execPath,
    env["npm_node_execpath"] ?? "",
    ...searchPath(env).map((folder) => join(folder, program)),
  ];
  return candidates.find((file) => file !== "" && existsSync(file) && !isInstalledFile(file, root));
}

/**
 * npm's own program file, to be run by `findSystemNode()`'s Node.
 * @param {{ root: string, env: NodeJS.ProcessEnv, systemNode: string }} where
 * @returns {string | undefined}
 */
export function findNpm({ root, env, systemNode }) {
  const bin = dirname(realPath(systemNode));
  const candidates = [
    env["npm_execpath"] ?? "",
    join(bin, "node_modules", "npm", "bin", "npm-cli.js"), // Windows
    join(bin, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    join(bin, "..", "share", "nodejs", "npm", "bin", "npm-cli.js"), // Debian's own package
    ...searchPath(env).map((folder) => realPath(join(folder, "npm"))),
  ];
  // Another package manager sets npm_execpath too, and does not know `npm ci`.
  return candidates.find(
    (file) => /^npm-cli\.c?js$/.test(basename(file)) && existsSync(file) && !isInstalledFile(file, root),
  );
}
