import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { show } from "./step.ts";

/** Debian keeps PostgreSQL's programs out of PATH, one folder for each version. */
const POSTGRESQL_FOLDERS = "/usr/lib/postgresql";

/** Programs that tests drive, and Debian's packages of them. (The lab's are in lab-packages.ts.) */
const packageOf: Readonly<Record<string, string>> = {
  chromium: "chromium",
  "xvfb-run": "xvfb",
  xauth: "xauth",
  pdftotext: "poppler-utils",
  "dbus-run-session": "dbus",
  "gnome-keyring-daemon": "gnome-keyring",
};

/** A slow mirror and 100 MB of browser. */
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** Whether a program is in PATH. */
export function hasProgram(name: string, env: NodeJS.ProcessEnv): boolean {
  return (env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function isDebian(): boolean {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

/** Debian's packages that tests need and that are not there. */
export function missingPackages(env: NodeJS.ProcessEnv): readonly string[] {
  if (!isDebian()) return [];
  return Object.keys(packageOf)
    .filter((program) => !hasProgram(program, env))
    .map((program) => packageOf[program] ?? program)
    .concat(existsSync(POSTGRESQL_FOLDERS) ? [] : ["postgresql"]);
}

/** On Debian as root, installs what tests need; elsewhere says what would be good to have. */
export async function installSystemPackages(cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const labPackages = join(cwd, "scripts", "lab-packages.ts");
  await show([process.execPath, labPackages], { cwd, env, timeoutMs: INSTALL_TIMEOUT_MS, signal });
  const missing = missingPackages(env);
  if (missing.length === 0) return;
  const names = missing.join(" ");
  if (process.getuid?.() !== 0) {
    console.log(`Farsite: some tests need packages. As root: apt-get install --no-install-recommends ${names}`);
    return;
  }
  console.log(`Farsite: installing for the tests: ${names}`);
  const options = { cwd, env: { ...env, DEBIAN_FRONTEND: "noninteractive" }, timeoutMs: INSTALL_TIMEOUT_MS, signal };
  await show(["apt-get", "update", "-qq"], options);
  await show(["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...missing], options);
}
