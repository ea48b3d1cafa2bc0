import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTranslate } from "#core/text/translate.ts";
import { writeSiteBoxKit, type WrittenKit } from "#host/box/write-kit.ts";
import { boxInput } from "./box-fixture.ts";
import { boxRoot, type BoxRoot } from "./box-root.ts";

const say = (key: string): string => createTranslate("de")({ key: `box.say.${key}`, args: {} });

let box: BoxRoot;
let made: WrittenKit;
/** A copy for each test: some damage theirs. */
let kit: WrittenKit;

const stick = (): string => mkdtempSync(join(tmpdir(), "farsite-stick-"));

beforeAll(async () => {
  made = await writeSiteBoxKit(boxInput, { folder: stick(), form: "folder" });
});

beforeEach(() => {
  kit = { ...made, path: join(stick(), "kit") };
  cpSync(made.path, kit.path, { recursive: true });
  box = boxRoot();
  box.put("etc/debian_version", "12.5\n");
  box.put("etc/sysctl.d/none", "");
  for (const name of ["systemctl", "logger", "useradd", "userdel", "chown", "apt-get"]) box.stub(name, "");
  box.stub("id", "case $* in *farsite*) exit 1 ;; esac; echo 0");
  box.stub("wg", "printf 'KEY=\\t%s\\n' \"$(($(date +%s) - 9))\"");
  for (const name of ["ping", "ssh"]) box.stub(name, "");
  for (const name of ["nc", "curl"]) box.stub(name, "cat >/dev/null");
});

const install = (typed: string, shell?: string) => box.run(join(kit.path, "install.sh"), `${typed}\n`, shell);
const mode = (path: string): string => (statSync(box.path(path)).mode & 0o777).toString(8);

describe("the set-up of a Debian box", () => {
  test.each(["dash", "bash"])("puts everything in its place, with %s", (shell) => {
    const { status, stdout, stderr } = install(kit.passphrase, shell);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(say("tunnel-up"));
    expect(stdout.trimEnd().endsWith(say("alive"))).toBe(true);
    expect(box.read("etc/wireguard/farsite.conf")).toBe(boxInput.primary?.configText);
    expect(box.read("etc/farsite/ssh-key")).toBe(boxInput.fallback?.privateKey);
    expect(box.read("etc/farsite/health.curl")).toContain('header = "Authorization: Bearer tok_0123456789abcdef"');
    expect(["etc/wireguard/farsite.conf", "etc/farsite/ssh-key", "etc/farsite/health.curl"].map(mode)).toEqual([
      "600",
      "600",
      "600",
    ]);
    expect(mode("usr/local/lib/farsite/farsite-path")).toBe("755");
    const calls = box.calls();
    expect(calls).toEqual(
      expect.arrayContaining([
        "systemctl enable wg-quick@farsite",
        "systemctl restart wg-quick@farsite",
        "systemctl enable --now farsite-path.timer",
        `chown farsite-tunnel ${box.root}/etc/farsite/ssh-key`,
      ]),
    );
    expect(calls.filter((call) => call.startsWith("apt-get"))).toEqual([]);
    expect(calls.join("\n")).not.toContain(kit.passphrase.replaceAll("-", ""));
  });

  test("takes the passphrase as people type it, and is the same the second time", () => {
    expect(install(` ${kit.passphrase.toUpperCase().replaceAll("-", " ")}`).status).toBe(0);
    const before = box.read("etc/farsite/box.conf");
    expect(install(kit.passphrase).status).toBe(0);
    expect(box.read("etc/farsite/box.conf")).toBe(before);
  });

  test("three wrong passphrases change nothing", () => {
    const { status, stdout, stderr } = install("wrong\nwrong\nwrong");
    expect(status).toBe(1);
    expect(stdout.split(say("try-again"))).toHaveLength(3);
    expect(stderr.trim()).toBe(say("wrong-passphrase"));
    expect(box.has("etc/farsite")).toBe(false);
    expect(box.calls().filter((call) => call.startsWith("systemctl"))).toEqual([]);
  });

  test("the second try may be right", () => {
    expect(install(`wrong\n${kit.passphrase}`).status).toBe(0);
  });

  test.each(["box.conf", "secrets.enc", "lib/farsite-path"])("a damaged %s stops it at once", (name) => {
    writeFileSync(join(kit.path, name), "x", { flag: "a" });
    const { status, stderr } = install(kit.passphrase);
    expect([status, stderr.trim()]).toEqual([1, say("damaged")]);
    expect(box.has("etc/farsite")).toBe(false);
  });

  test("another system is named, and left alone", () => {
    const other = boxRoot();
    const { status, stderr } = other.run(join(kit.path, "install.sh"), kit.passphrase);
    expect([status, stderr.trim()]).toEqual([1, say("wrong-system")]);
    expect(other.has("etc/farsite")).toBe(false);
  });

  test("a dead box is called dead, by its exit status too", () => {
    box.stub("wg", "printf 'KEY=\\t0\\n'");
    box.stub("ssh", "exit 255");
    box.stub("nc", "exit 1");
    const { status, stdout } = install(kit.passphrase);
    expect(status).toBe(1);
    for (const key of ["no-handshake", "fallback-down", "device-down", "dead"]) expect(stdout).toContain(say(key));
  });

  test("what is missing is installed only with a yes", () => {
    // A path without wg, and with nothing of this machine that could stand in.
    const bare = mkdtempSync(join(tmpdir(), "farsite-bare-"));
    for (const name of [
      "sh",
      "cat",
      "sed",
      "tr",
      "cut",
      "dirname",
      "basename",
      "sha256sum",
      "openssl",
      "cp",
      "mv",
      "chmod",
      "mkdir",
      "rm",
      "printenv",
      "awk",
      "date",
      "sleep",
      "flock",
    ]) {
      symlinkSync(execFileSync("which", [name]).toString().trim(), join(bare, name));
    }
    for (const name of readdirSync(box.path("stubs")))
      if (name !== "wg") cpSync(box.path(`stubs/${name}`), join(bare, name));
    const run = (input: string) =>
      execFileSync(
        "/bin/sh",
        [
          "-c",
          `sed -i 's#^PATH=.*#PATH=${bare}#' ${kit.path}/install.sh; cd ${kit.path} && sha256sum $(cut -c67- SHA256SUMS) >S && mv S SHA256SUMS; PATH=${bare} FARSITE_ROOT=${box.root} sh install.sh; echo "status $?"`,
        ],
        { input, stdio: ["pipe", "pipe", "ignore"] },
      ).toString();
    const refused = run("n\n");
    expect(refused).toContain(`${say("missing")} wireguard-tools`);
    expect(refused).toContain("status 1");
    expect(box.calls().filter((call) => call.startsWith("apt-get"))).toEqual([]);
    run(`j\n${kit.passphrase}\n`);
    expect(box.calls()).toContain("apt-get install -y --no-install-recommends wireguard-tools");
  });

  test("goes away without a trace", () => {
    install(kit.passphrase);
    box.calls();
    const { status, stdout } = box.run(join(kit.path, "uninstall.sh"));
    expect([status, stdout.trim()]).toEqual([0, say("removed")]);
    expect(
      ["etc/farsite", "etc/wireguard/farsite.conf", "usr/local/lib/farsite", "var/lib/farsite"].filter(box.has),
    ).toEqual([]);
    expect(readdirSync(box.path("etc/systemd/system"))).toEqual([]);
    expect(box.calls()).toContain("systemctl disable --now wg-quick@farsite");
  });
});

describe("the set-up of an OpenWrt box", () => {
  test("has procd's services, a zone of the firewall, and cron", () => {
    box = boxRoot();
    box.put("etc/openwrt_release", "DISTRIB_RELEASE='24.10.0'\n");
    box.put("etc/crontabs/root", "0 4 * * * reboot\n* * * * * /usr/local/lib/farsite/farsite-path; old\n");
    // `systemctl` of this machine is not the router's.
    for (const name of ["uci", "service", "logger"]) box.stub(name, "");
    for (const name of ["ping", "ssh"]) box.stub(name, "");
    for (const name of ["nc", "curl"]) box.stub(name, "cat >/dev/null");
    box.stub("wg", "printf 'KEY=\\t%s\\n' \"$(($(date +%s) - 9))\"");
    box.put("etc/rc.common", "");
    // The services' own interpreter is OpenWrt's.
    const shim = join(kit.path, "openwrt");
    for (const name of ["farsite-wg", "farsite-tunnel"]) {
      expect(execFileSync("/bin/dash", ["-n", join(shim, name)]).toString()).toBe("");
      writeFileSync(join(shim, name), `#!/bin/sh\necho "${name} $*" >>'${box.path("calls")}'\n`);
    }
    execFileSync("sh", ["-c", `cd '${kit.path}' && sha256sum $(cut -c67- SHA256SUMS) >S && mv S SHA256SUMS`]);
    const { status, stderr } = install(kit.passphrase);
    expect([status, stderr]).toEqual([0, ""]);
    expect(box.calls()).toEqual(
      expect.arrayContaining([
        "farsite-wg enable",
        "farsite-wg restart",
        "uci add_list firewall.farsite.device=farsite",
        "service firewall restart",
        "service cron restart",
      ]),
    );
    expect(box.read("etc/crontabs/root")).toBe(
      "0 4 * * * reboot\n* * * * * /usr/local/lib/farsite/farsite-path; sleep 30; /usr/local/lib/farsite/farsite-path\n",
    );
    expect(box.run(join(kit.path, "uninstall.sh")).status).toBe(0);
    expect(box.read("etc/crontabs/root")).toBe("0 4 * * * reboot\n");
  });

  test("brings the tunnel up from wg-quick's file, without what wg doesn't know", () => {
    box = boxRoot();
    box.put("etc/farsite/box.conf", execFileSync("cat", [join(kit.path, "box.conf")]).toString());
    box.put("etc/wireguard/farsite.conf", boxInput.primary?.configText ?? "");
    for (const name of ["ip", "logger"]) box.stub(name, "");
    box.stub("wg", `cat "$3" >'${box.path("given")}'`);
    const script = execFileSync("cat", [join(kit.path, "openwrt/farsite-wg")]).toString();
    box.put(
      "wg-service",
      `${script
        .replace(/^ROOT=$/m, `ROOT='${box.root}'`)
        .replaceAll(" /etc/", ` ${box.root}/etc/`)
        .replace("CONF=/etc", `CONF=${box.root}/etc`)}\nstart\n`,
    );
    expect(box.run(box.path("wg-service")).status).toBe(0);
    expect(box.read("given")).toBe(
      (boxInput.primary?.configText ?? "")
        .split("\n")
        .filter((line) => !/^(Address|MTU|PostUp)/.test(line))
        .join("\n"),
    );
    expect(box.calls().filter((call) => call.startsWith("ip "))).toEqual([
      "ip link add dev farsite type wireguard",
      "ip address replace 10.88.0.7/32 dev farsite",
      "ip address replace fd00::7/128 dev farsite",
      "ip link set mtu 1380 dev farsite",
      "ip link set up dev farsite",
      "ip route replace 10.88.0.0/16 dev farsite",
    ]);
  });
});
