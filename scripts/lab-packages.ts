import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { missingPrograms } from "../test/lab/requirements.ts";

/**
 * Installs the Debian packages of the network lab. Does nothing when they are there, so it can run before every test
 * run. The packaged daemons are for the lab's namespaces: they are kept from starting on the machine itself, now and
 * at the next boot.
 */

/** Exit status 101: "action forbidden by policy" (invoke-rc.d). */
const policyFile = "/usr/sbin/policy-rc.d";
const forbidAll = "#!/bin/sh\nexit 101\n";
/** Units of the lab's packages. */
const units = ["miniupnpd", "coturn", "stun-server", "nftables", "dnsmasq"];
const enabledFolder = "/etc/systemd/system/multi-user.target.wants";
const aptTimeoutMs = 300_000;

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: aptTimeoutMs,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? `status ${status}`}`);
}

function enabledUnits(): Set<string> {
  if (!existsSync(enabledFolder)) return new Set();
  const links = readdirSync(enabledFolder);
  return new Set(units.filter((unit) => links.includes(`${unit}.service`)));
}

function install(packages: readonly string[]): void {
  const guarded = !existsSync(policyFile);
  const enabledBefore = enabledUnits();
  if (guarded) writeFileSync(policyFile, forbidAll, { mode: 0o755 });
  try {
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages]);
    for (const unit of enabledUnits()) {
      if (!enabledBefore.has(unit)) run("systemctl", ["disable", "--quiet", unit]);
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
  const packages = missingPrograms().map(({ debianPackage }) => debianPackage);
  if (packages.length === 0) return 0;
  const list = packages.join(" ");
  if (!existsSync("/usr/bin/apt-get")) {
    console.log(`The network lab needs the programs of these Debian packages: ${list}`);
    return 0;
  }
  if (process.getuid?.() !== 0) {
    console.log(`The network lab needs some packages. As root: apt-get install --no-install-recommends ${list}`);
    return 0;
  }
  console.log(`Installing for the network lab: ${list}`);
  install(packages);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`The network lab's packages could not be installed. ${reason}`);
  process.exitCode = 1;
}
