import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

/**
 * The real library against a real GNOME Keyring, on a D-Bus session and in a home folder of its own: nobody's own keychain
 * is ever touched. Needs dbus-run-session and gnome-keyring-daemon (Debian: dbus-daemon, gnome-keyring).
 */
const installed = ["dbus-run-session", "gnome-keyring-daemon"].every(
  (program) => process.platform === "linux" && spawnSync("which", [program]).status === 0,
);
const child = fileURLToPath(new URL("./secret-service-child.ts", import.meta.url));

const UNLOCK = "printf 'pass' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
const START_LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1";

function newHome() {
  const home = mkdtempSync(join(tmpdir(), "farsite-keychain-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, "run"), { mode: 0o700 });
  const env = {
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_RUNTIME_DIR: join(home, "run"),
    PATH: "/usr/bin:/bin",
  };
  return { home, env };
}

type Home = ReturnType<typeof newHome>;

/** Runs the child's steps after `prepare`, on a bus of its own unless `bus` is none. Returns its answers. */
function inSession(
  { home, env }: Home,
  prepare: string,
  steps: string[],
  bus: "own" | "none" | "bare" | "mute" = "own",
) {
  const command = [process.execPath, child, ...steps];
  const script = `${prepare}; exec "$@"`;
  const shell = ["sh", "-c", script, "sh", ...command];
  const config = bus === "bare" || bus === "mute" ? ["--config-file", writeBusConfig(home, bus)] : [];
  const [program = "", ...rest] = bus === "none" ? shell : ["dbus-run-session", ...config, "--", ...shell];
  const output = execFileSync(program, rest, {
    env,
    encoding: "utf8",
    timeout: 30_000,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output) as unknown[];
}

/** A bus that starts no services (`bare`), or one whose password prompt stays silent for longer than is waited (`mute`). */
function writeBusConfig(home: string, kind: "bare" | "mute"): string {
  const services = join(home, "services");
  mkdirSync(services, { recursive: true });
  if (kind === "mute") {
    const prompter = '[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sh -c "sleep 4; exit 1"\n';
    writeFileSync(join(services, "org.gnome.keyring.SystemPrompter.service"), prompter);
  }
  const file = join(home, "bus.conf");
  writeFileSync(
    file,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig>
      <type>session</type>
      <listen>unix:tmpdir=${home}</listen>
      <auth>EXTERNAL</auth>
      <servicedir>${services}</servicedir>
      <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
    </busconfig>`,
  );
  return file;
}

describe.skipIf(!installed)("a real Secret Service (needs gnome-keyring and dbus-run-session)", () => {
  it("keeps a secret over a restart, gives it back and forgets it", { timeout: 40_000 }, () => {
    const home = newHome();
    expect(inSession(home, UNLOCK, ["probe", "read", "write", "read"])).toEqual([
      "ok",
      null,
      null,
      "s3cret ä\u{1f511}",
    ]);
    expect(inSession(home, UNLOCK, ["read", "remove", "remove", "read"])).toEqual([
      "s3cret ä\u{1f511}",
      true,
      false,
      null,
    ]);
  });

  it("lets its secrets move to a passphrase vault and back", { timeout: 40_000 }, () => {
    const token = "a token \u{1f511}";
    expect(inSession(newHome(), UNLOCK, ["move"])).toEqual([
      [
        [token, token],
        [null, token],
        [token, token],
      ],
    ]);
  });

  it("says that it is locked when the unlock prompt can't be shown", { timeout: 40_000 }, () => {
    const home = newHome();
    inSession(home, UNLOCK, ["write"]);
    const locked = { code: "KEYCHAIN_LOCKED" };
    expect(inSession(home, START_LOCKED, ["read", "write", "remove", "probe"])).toMatchObject([
      locked,
      locked,
      locked,
      locked,
    ]);
    expect(inSession(home, UNLOCK, ["read"])).toEqual(["s3cret ä\u{1f511}"]);
  });

  it("is not waited for when its prompt is not answered", { timeout: 40_000 }, () => {
    const home = newHome();
    inSession(home, UNLOCK, ["write"]);
    expect(inSession(home, START_LOCKED, ["read", "remove"], "mute")).toMatchObject([
      { code: "KEYCHAIN_TIMEOUT" },
      { code: "KEYCHAIN_TIMEOUT" },
    ]);
    expect(inSession(home, UNLOCK, ["read"])).toEqual(["s3cret ä\u{1f511}"]);
  });

  it.each([
    ["there is no session bus", "none"],
    ["the bus has no such service", "bare"],
  ] as const)("is missing when %s", { timeout: 40_000 }, (_name, bus) => {
    const missing = { code: "KEYCHAIN_MISSING" };
    expect(inSession(newHome(), ":", ["read", "write", "probe"], bus)).toMatchObject([missing, missing, missing]);
  });

  it("is missing when it runs but has no keyring", { timeout: 40_000 }, () => {
    expect(inSession(newHome(), ":", ["write", "probe"])).toMatchObject([
      { code: "KEYCHAIN_MISSING" },
      { code: "KEYCHAIN_MISSING" },
    ]);
  });
});
