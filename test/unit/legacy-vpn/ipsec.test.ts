import { describe, expect, it } from "vitest";
import {
  ipsecRouterValues,
  l2tpValues,
  LEGACY_TRAITS,
  legacyWarnings,
  swanctlConfig,
  type IpsecServer,
} from "#core/vpn/legacy/ipsec-config.ts";
import { createTranslate } from "#core/text/translate.ts";

const site = { name: 'x"\ninclude /etc/passwd', id: "site-1", lan: "192.168.1.0/24" };
const server: IpsecServer = { host: "vpn.firm.example", firmNetworks: ["10.88.0.0/24"], sites: [site] };
const PSK = 'a"}{$#\\-very-long-pre-shared-key';

describe("strongSwan's file", () => {
  it("has the site's addresses only, and the key where no character means anything", () => {
    const { text } = swanctlConfig(server, () => PSK);
    expect(text).toContain('  # x" include /etc/passwd\n  site-1 {\n');
    expect(text).toContain("remote_ts = 192.168.1.0/24\n");
    expect(text).toContain(`secret = 0s${Buffer.from(PSK).toString("base64")}\n`);
    expect(text.match(/^\s*include/m)).toBeNull();
    expect(text).not.toMatch(/0\.0\.0\.0|sha1|3des|modp1024/);
  });

  it.each<[string, IpsecServer, string]>([
    ["equal LANs", { ...server, sites: [site, { ...site, id: "b", lan: "192.168.0.0/16" }] }, PSK],
    ["equal names", { ...server, sites: [site, { ...site, lan: "10.1.0.0/24" }] }, PSK],
    ["a name with a brace", { ...server, sites: [{ ...site, id: "a}" }] }, PSK],
    ["no network", { ...server, firmNetworks: [] }, PSK],
    ["a short key", server, "short"],
    ["a host", { ...server, host: "a b" }, PSK],
  ])("refuses %s", (_what, wrong, psk) => {
    expect(() => swanctlConfig(wrong, () => psk)).toThrow(RangeError);
  });
});

describe("what a person types", () => {
  it.each(["en", "de"] as const)("has words for it in %s", (locale) => {
    const say = createTranslate(locale);
    const values = [...ipsecRouterValues(server, site, PSK), ...l2tpValues(server.host, "site-1", PSK, "word")];
    const texts = [...values.map(({ label }) => label), ...legacyWarnings(LEGACY_TRAITS).map(({ text }) => text)];
    for (const text of texts) expect(say(text)).not.toContain("legacyVpn");
    expect(values.filter(({ secret }) => secret === true).map(({ text }) => text)).toEqual([PSK, PSK, "word"]);
    expect(values.map(({ text }) => text)).toContain("192.168.1.0/24 (255.255.255.0)");
  });

  it("names what is broken before what is old", () => {
    expect(legacyWarnings(["sha1", "pptp", "ikev1"]).map(({ tone }) => tone)).toEqual([
      "problem",
      "warning",
      "warning",
    ]);
  });
});
