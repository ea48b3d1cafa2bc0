import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxConf, knownHosts } from "#core/box/box-conf.ts";
import type { SiteBoxInput } from "#core/box/box-input.ts";
import { siteBoxKit, type KitFile } from "#core/box/kit.ts";
import { localeSchema } from "#core/survey/settings.ts";
import { en } from "#core/text/en.ts";
import { boxInput } from "./box-fixture.ts";

const files = siteBoxKit(boxInput);
const fileNamed = (name: string, list: readonly KitFile[] = files): string =>
  list.find(({ path }) => path === name)?.text ?? "";
const inShell = (text: string, program = "dash") =>
  execFileSync(program, ["-n"], { input: text, stdio: ["pipe", "pipe", "pipe"] });

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "'; reboot; '",
    "$(reboot)",
    "`reboot`",
    "a\nroot: x",
    "\u2028[Peer]",
    "\0",
    "'\r\nExecStart=/bin/sh",
    '"; #',
    "%i",
  ),
);

describe("a site's kit", () => {
  test("every shell script is one, for dash and for bash", () => {
    const scripts = files.filter(({ mode }) => mode === "0755");
    expect(scripts.map(({ path }) => path)).toEqual([
      "install.sh",
      "uninstall.sh",
      "lib/farsite-path",
      "lib/farsite-tunnel",
      "lib/farsite-box-check",
      "openwrt/farsite-wg",
      "openwrt/farsite-tunnel",
    ]);
    for (const { text } of [...scripts, ...files.filter(({ path }) => /box\.conf|words\.sh/.test(path))]) {
      for (const shell of ["dash", "bash"]) expect(() => inShell(text, shell)).not.toThrow();
    }
  });

  test("systemd takes its units without a word", () => {
    const folder = mkdtempSync(join(tmpdir(), "farsite-units-"));
    const units = files.filter(({ path }) => path.startsWith("systemd/"));
    for (const { path, text } of units) {
      // The programs are not on this machine; what is verified is the rest.
      writeFileSync(
        join(folder, path.slice("systemd/".length)),
        text.replace(/^ExecStart=.*$/m, "ExecStart=/bin/true").replace(/^User=.*$/m, "User=daemon"),
      );
    }
    const names = units.map(({ path }) => join(folder, path.slice("systemd/".length)));
    const said = execFileSync("sh", ["-c", 'systemd-analyze verify --man=no "$@" 2>&1', "sh", ...names], {
      encoding: "utf8",
    });
    expect(said.split("\n").filter((line) => line.includes("farsite"))).toEqual([]);
  });

  test("its names are FAT32's, and no secret is in what is not one", () => {
    for (const { path } of files) expect(path).toMatch(/^[A-Za-z0-9._/@-]{1,60}$/);
    const lower = files.map(({ path }) => path.toLowerCase());
    expect(new Set(lower).size).toBe(lower.length);
    const open = files
      .filter(({ isSecret }) => !isSecret)
      .map(({ text }) => text)
      .join("\n");
    for (const secret of ["000000000000000000", "BEGIN OPENSSH", "tok_0123"]) expect(open).not.toContain(secret);
  });

  test("the READMEs name what is there, in both languages", () => {
    expect(fileNamed("README.txt")).toMatch(
      /Bäckerei Müller[\s\S]*WireGuard[\s\S]*Port 20001 of the server leads to 192\.168\.1\.20, port 554\./,
    );
    expect(fileNamed("LIESMICH.txt")).toMatch(/22\. November 2026[\s\S]*Die Box|die Box/);
    const bare = siteBoxKit({ ...boxInput, primary: null, health: null, devices: [] });
    for (const list of [files, bare]) {
      for (const name of ["README.txt", "LIESMICH.txt"])
        expect(fileNamed(name, list)).not.toMatch(/\{\{|undefined|null|box\.readme/);
    }
  });

  test.each(localeSchema.options)("every sentence of its scripts is there in %s, and each is said by one", (locale) => {
    const list = siteBoxKit({ ...boxInput, locale });
    const words = fileNamed("lib/words.sh", list);
    const names = [...words.matchAll(/^(SAY_\w+)='/gm)].map(([, name = ""]) => name);
    expect(names).toHaveLength(Object.keys(en.box.say).length);
    const scripts = list
      .filter(({ path }) => !path.includes("words"))
      .map(({ text }) => text)
      .join("\n");
    for (const name of names) expect(scripts).toContain(`$${name}`);
    for (const [used] of scripts.matchAll(/SAY_\w+/g)) expect(names).toContain(used);
    expect(words).not.toContain("box.say");
  });

  test("a server's keys are looked for at each of its ports", () => {
    const lines = knownHosts(boxInput.fallback, boxInput.health).split("\n").slice(0, -1);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["[hub.example.com]:443", "hub.example.com"]);
    const folder = mkdtempSync(join(tmpdir(), "farsite-known-"));
    writeFileSync(join(folder, "known"), lines.join("\n"));
    const found = execFileSync("/usr/bin/ssh-keygen", [
      "-F",
      "[hub.example.com]:443",
      "-f",
      join(folder, "known"),
    ]).toString();
    expect(found).toContain("ssh-ed25519");
  });
});

describe("whatever people and devices are called", () => {
  test("names stand in the READMEs only, as one line each", () => {
    fc.assert(
      fc.property(hostile, hostile, (siteName, name) => {
        const device = { name, address: "192.168.1.20", port: 554 };
        const odd = siteBoxKit({ ...boxInput, siteName, devices: [device] });
        const changed = odd.filter(({ path, text }) => text !== fileNamed(path));
        expect(changed.map(({ path }) => path).filter((path) => !/^(README|LIESMICH)\.txt$/.test(path))).toEqual([]);
        const lines = (text: string): number => text.split(/\r\n|[\n\r\u2028\u2029\u0085]/).length;
        for (const { path, text } of changed) expect(lines(text)).toBe(lines(fileNamed(path)));
      }),
      { numRuns: 50 },
    );
  });

  test("a shell reads from box.conf exactly what was meant", () => {
    const printed = execFileSync("sh", [
      "-c",
      `ROOT=; ${boxConf(boxInput)} printf '%s|' "$SITE_ID" "$HUB_ADDRESS" "$SSH_PORTS" "$SSH_FORWARDS" "$DEVICES"`,
    ]).toString();
    expect(printed).toBe(
      "mueller-7|10.88.0.1|443 22|127.0.0.1:20001:192.168.1.20:554 *:20002:[fd00::20]:80|192.168.1.20_554|",
    );
  });

  const places: [string, (value: string) => SiteBoxInput][] = [
    ["the site's id", (siteId) => ({ ...boxInput, siteId })],
    ["the interface", (interfaceName) => ({ ...boxInput, primary: { ...primaryOf(), interfaceName } })],
    ["the hub's address", (hubAddress) => ({ ...boxInput, primary: { ...primaryOf(), hubAddress } })],
    ["the server", (host) => ({ ...boxInput, fallback: { ...fallbackOf(), host } })],
    ["the account", (user) => ({ ...boxInput, fallback: { ...fallbackOf(), user } })],
    ["the host key", (hostKey) => ({ ...boxInput, fallback: { ...fallbackOf(), hostKey } })],
    ["the private key", (privateKey) => ({ ...boxInput, fallback: { ...fallbackOf(), privateKey } })],
    ["the report's URL", (url) => ({ ...boxInput, health: { kind: "https", url, token: "tok_0123456789" } })],
    ["the report's token", (token) => ({ ...boxInput, health: { kind: "https", url: "https://a.example/", token } })],
    ["a device", (address) => ({ ...boxInput, devices: [{ name: "x", address, port: 1 }] })],
    ["the day", (madeOn) => ({ ...boxInput, madeOn })],
  ];
  test.each(places)("%s: refused, or carried as it is", (name, place) => {
    const tricks = ["a b", "a'b", 'a"b', "a\nb", "a;b", "$(a)", "`a`", "a\0b", "a\u2028b", "", "-oProxyCommand=a"];
    // Behind "Bearer" a hyphen is a letter like others.
    if (name === "the report's token") tricks.pop();
    for (const trick of tricks) expect(() => siteBoxKit(place(trick)), JSON.stringify(trick)).toThrow(RangeError);
  });

  test("an address in a configuration that is none is refused", () => {
    const configText = "[Interface]\nAddress = 10.0.0.1/32 $(reboot)\n";
    expect(() => siteBoxKit({ ...boxInput, primary: { ...primaryOf(), configText } })).toThrow(RangeError);
  });

  test("a box without any way is none", () => {
    expect(() => siteBoxKit({ ...boxInput, primary: null, fallback: null })).toThrow(RangeError);
  });
});

function primaryOf(): NonNullable<SiteBoxInput["primary"]> {
  if (boxInput.primary === null) throw new Error("the fixture has one");
  return boxInput.primary;
}
function fallbackOf(): NonNullable<SiteBoxInput["fallback"]> {
  if (boxInput.fallback === null) throw new Error("the fixture has one");
  return boxInput.fallback;
}
