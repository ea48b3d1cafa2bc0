import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { benchPrograms, missingPrograms, type LabProgram } from "../test/lab/requirements.ts";

/**
 * Installs the Debian packages of the network lab and of its bench. Does nothing when they are there, so it can run before every test
 * run. The packaged daemons are for the lab's namespaces: they are kept from starting on the machine itself, now and
 * at the next boot.
 */

/** Exit status 101: "action forbidden by policy" (invoke-rc.d). */
const policyFile = "/usr/sbin/policy-rc.d";
const forbidAll = "#!/bin/sh\nexit 101\n";
const aptTimeoutMs = 300_000;

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: aptTimeoutMs,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? `status ${status}`}`);
}

const packagesOf = (programs: readonly LabProgram[]): string[] => [
  ...new Set(programs.map(({ debianPackage }) => debianPackage)),
];

function install(programs: readonly LabProgram[]): void {
  const guarded = !existsSync(policyFile);
  if (guarded) writeFileSync(policyFile, forbidAll, { mode: 0o755 });
  try {
    run("apt-get", ["update", "-qq"]);
    const packages = packagesOf(programs);
    run("apt-get", ["install", "-y", "-qq", "-o", "DPkg::Lock::Timeout=60", "--no-install-recommends", ...packages]);
    for (const service of programs.flatMap(({ services }) => services ?? [])) {
      if (existsSync(`/etc/init.d/${service}`)) run("update-rc.d", [service, "disable"]);
      if (existsSync(`/lib/systemd/system/${service}.service`) && existsSync("/usr/bin/systemctl")) {
        run("systemctl", ["disable", "--quiet", service]);
      }
    }
  } finally {
    if (guarded) rmSync(policyFile, { force: true });
  }
}

function main(): number {
  if (process.platform !== "linux") {
    console.log("The network lab runs on Linux only; nothing to install here.");
    return 0;
  }
  const programs = [...missingPrograms(), ...missingPrograms(benchPrograms)];
  if (programs.length === 0) return 0;
  const list = packagesOf(programs).join(" ");
  if (!existsSync("/usr/bin/apt-get")) {
    console.log(`The network lab needs the programs of these Debian packages: ${list}`);
    return 0;
  }
  if (process.getuid?.() !== 0) {
    console.log(`The network lab needs some packages. As root: apt-get install --no-install-recommends ${list}`);
    return 0;
  }
  console.log(`Installing for the network lab: ${list}`);
  install(programs);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`The network lab's packages could not be installed. ${reason}`);
  process.exitCode = 1;
}
