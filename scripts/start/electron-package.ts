import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where npm put the electron package of a project. */
export function electronPackage(root: string): string {
  return join(root, "node_modules", "electron");
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/**
 * Electron's program, undefined when it was not downloaded yet. The package must not be asked: since version 42
 * `require("electron")` and its bin download in its stead, without a time-out.
 */
export function installedElectron(root: string): string | undefined {
  const folder = electronPackage(root);
  const name = read(join(folder, "path.txt"));
  const manifest = read(join(folder, "package.json"));
  if (name === undefined || manifest === undefined) return undefined;
  const { version } = JSON.parse(manifest) as { version: string };
  const program = join(folder, "dist", name);
  // An update of the package leaves the old program behind.
  if (read(join(folder, "dist", "version"))?.replace(/^v/, "") !== version) return undefined;
  return existsSync(program) ? program : undefined;
}
