import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorityScript, siteCertificateScript } from "#core/vpn/legacy/authority-script.ts";
import { openVpnProfile, openVpnServerFiles, type OpenVpnServer } from "#core/vpn/legacy/openvpn-config.ts";
import { narrowedOpenVpn, openVpnFindings } from "#core/vpn/legacy/openvpn-findings.ts";
import { readOpenVpnConfig } from "#core/vpn/legacy/openvpn-reader.ts";
import { openVpnQuoted } from "#core/vpn/legacy/openvpn-words.ts";
import { createTranslate } from "#core/text/translate.ts";
import { hostileText } from "../vpn-vendor/sample-device.ts";

const now = new Date("2026-11-22T00:00:00Z");
const codes = (text: string, ends: readonly string[] = []): string[] =>
  openVpnFindings(
    readOpenVpnConfig(text),
    ends.map((notAfter) => ({ notAfter: new Date(notAfter) })),
    now,
  ).map(({ code, line }) => (line === null ? code : `${code}:${line}`));

const GOOD = "client\nremote vpn.example 1194 udp\nremote-cert-tls server\ndata-ciphers AES-256-GCM\n";

describe("a pasted profile", () => {
  it.each<[string, string, string[]]>([
    ["nothing wrong", GOOD, []],
    ["a script", `${GOOD}up "/bin/sh -c 'id'"`, ["runs-programs:5"]],
    ["the same as a long option", `${GOOD}--up id`, ["runs-programs:5"]],
    ["the same by setenv opt", `${GOOD}setenv opt route-up id`, ["runs-programs:5"]],
    ["the same in quotes", `${GOOD}"pl\\ugin" x.so`, ["runs-programs:5"]],
    ["the same behind a BOM", `\uFEFFup id\n${GOOD}`, ["runs-programs:1"]],
    ["behind a file that is closed sloppily", `${GOOD}<ca>\nx\n  </ca> y\ndown id`, ["runs-programs:8"]],
    ["in a block of a remote", `${GOOD}<connection>\nremote b\nplugin x\n</connection>`, ["runs-programs:7"]],
    ["not within a file", `${GOOD}<ca>\nup id\n</ca>`, []],
    ["not in a comment", `${GOOD}# up id\n;up id`, []],
    ["leave to run scripts", `${GOOD}script-security 2`, ["runs-programs:5"]],
    ["none to run scripts", `${GOOD}script-security 0`, []],
    ["all traffic", `${GOOD}redirect-gateway def1`, ["whole-traffic:5"]],
    ["all traffic in halves", `${GOOD}route 128.0.0.0 128.0.0.0`, ["whole-traffic:5"]],
    ["one network", `${GOOD}route 10.0.0.0 255.0.0.0`, []],
    ["compression", `${GOOD}comp-lzo`, ["compression:5"]],
    ["none", `${GOOD}comp-lzo no`, []],
    ["Blowfish", `${GOOD}cipher BF-CBC`, ["old-cipher:5"]],
    ["no cipher", `${GOOD}cipher none`, ["no-cipher:5"]],
    ["MD5", `${GOOD}auth MD5`, ["old-digest:5"]],
    ["anybody as server", "client\nremote a", ["server-not-checked"]],
    ["a password", `${GOOD}<auth-user-pass>\nme\nsecret\n</auth-user-pass>`, ["password-inside:5"]],
    ["a static key", "remote a\nsecret key.txt", ["static-key:2"]],
    ["a static key inside", `${GOOD}<secret>\nx\n</secret>`, ["static-key:5"]],
    ["an open quote", `${GOOD}remote "x`, ["unreadable:5"]],
    ["a line that OpenVPN splits", `${GOOD}#${" ".repeat(300)}up id`, ["unreadable:5"]],
  ])("with %s", (_what, text, expected) => {
    expect(codes(text)).toEqual(expected);
    for (const { message } of openVpnFindings(readOpenVpnConfig(text), [], now))
      for (const locale of ["en", "de"] as const)
        expect(createTranslate(locale)(message)).not.toMatch(/\{\{|legacyVpn/);
  });

  it("says when its certificates end", () => {
    expect(codes(GOOD, ["2026-11-21T00:00:00Z"])).toEqual(["expired"]);
    expect(codes(GOOD, ["2026-12-24T00:00:00Z"])).toEqual(["expires-soon"]);
    expect(codes(GOOD, ["2030-01-01T00:00:00Z"])).toEqual([]);
  });

  it("gives its certificates away and no keys", () => {
    const certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    const read = readOpenVpnConfig(`<cert>\nText\n${certificate}\n</cert>\n<key>\nsecret\n</key>`);
    expect(read.certificates).toEqual([certificate]);
    expect(JSON.stringify(read)).not.toContain("secret");
  });

  it("has no directive left that starts something, once narrowed, whatever was in it", () => {
    const line = fc.oneof(
      hostileText,
      fc.constantFrom(
        "up id",
        "redirect-gateway def1",
        "<ca>",
        "</ca>",
        "<ca> x",
        "comp-lzo",
        "setenv opt up x",
        "remote a",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join("\n");
        const narrow = narrowedOpenVpn(text, readOpenVpnConfig(text));
        const left = openVpnFindings(readOpenVpnConfig(narrow), [], now).filter(({ code }) =>
          ["runs-programs", "whole-traffic", "compression"].includes(code),
        );
        expect(left).toEqual([]);
      }),
    );
  });
});

const server: OpenVpnServer = {
  protocol: "udp",
  port: 1_194,
  pool: "10.89.0.0/24",
  firmNetworks: ["10.88.0.0/24"],
  tlsCrypt: true,
  oldClients: false,
  sites: [
    { name: "Bäckerei\nup id", commonName: "site-1", address: "10.89.0.2", lan: "192.168.1.0/24" },
    { name: "Lager", commonName: "site-2", address: "10.89.0.3", lan: null },
  ],
};

describe("the firm's server", () => {
  it("routes each site's LAN to it and locks out who has no file", () => {
    const [config, first] = openVpnServerFiles(server);
    expect(config?.path).toBe("/etc/openvpn/server/farsite-udp.conf");
    expect(config?.text).toContain("\nroute 192.168.1.0 255.255.255.0\n");
    expect(config?.text).toContain("\nccd-exclusive\n");
    expect(codes(config?.text ?? "")).toEqual([]);
    expect(first).toEqual({
      path: "/etc/openvpn/server/farsite/sites-udp/site-1",
      text: '# Bäckerei up id\nifconfig-push 10.89.0.2 255.255.255.0\niroute 192.168.1.0 255.255.255.0\npush "route 10.88.0.0 255.255.255.0"\n',
    });
  });

  it.each<[string, Partial<OpenVpnServer>]>([
    ["a name that leaves its folder", { sites: [{ name: "x", commonName: "../x", address: "10.89.0.2", lan: null }] }],
    ["the server's own address", { sites: [{ name: "x", commonName: "x", address: "10.89.0.1", lan: null }] }],
    ["equal LANs", { sites: server.sites.map((site) => ({ ...site, lan: "192.168.0.0/16" })) }],
    ["a port", { port: 0 }],
    ["a pool", { pool: "10.89.0.1/24" }],
  ])("refuses %s", (_what, change) => {
    expect(() => openVpnServerFiles({ ...server, ...change })).toThrow(RangeError);
  });
});

describe("a site's profile", () => {
  const profile = {
    name: "x",
    commonName: "site-1",
    remotes: [{ host: "vpn.firm.example", port: 443, protocol: "tcp" as const }],
    serverName: "server",
    oldClient: false,
  };
  const shown = { ca: "<ca>", cert: "(certificate)", key: "(key)", tlsCrypt: null };

  it("has nothing against it, whatever the site is called", () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const { text } = openVpnProfile({ ...profile, name }, shown);
        expect(codes(text)).toEqual([]);
        const plain = readOpenVpnConfig(openVpnProfile(profile, shown).text);
        expect(readOpenVpnConfig(text).directives.map(({ name: said, args }) => [said, ...args])).toEqual(
          plain.directives.map(({ name: said, args }) => [said, ...args]),
        );
      }),
    );
  });

  it("takes files only, and repeats no secret when it refuses one", () => {
    const refused = () => openVpnProfile(profile, { ...shown, key: "hunter2!\n</key>\nup id" });
    expect(refused).toThrow(/^OpenVPN: <key> is no such file$/);
  });

  it("gives words back as they were", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const word = text.replace(/\p{Cc}/gu, "").slice(0, 100);
        expect(readOpenVpnConfig(`x ${openVpnQuoted(word)}`).directives[0]?.args).toEqual([word]);
      }),
    );
  });
});

describe("the scripts of the authority", () => {
  it("refuse names that are no file's", () => {
    expect(() => siteCertificateScript("a;id")).toThrow(RangeError);
    expect(() => authorityScript({ years: 0 })).toThrow(RangeError);
    expect(authorityScript({ folder: "/tmp/it's" })).toContain(String.raw`cd '/tmp/it'\''s'`);
  });
});
