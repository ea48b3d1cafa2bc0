import { describe, expect, it } from "vitest";
import { opnSenseSteps, pfSenseSteps, unifiSteps } from "#core/vpn/vendor/page-steps.ts";
import { backupStep, PLATFORM_FACTS, platformNotes } from "#core/vpn/vendor/platforms.ts";
import { sitePlatformSchema } from "#core/tunnel/tunnel.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import { sampleDevice } from "./sample-device.ts";

const say = createTranslate("en");
const pages = [pfSenseSteps, opnSenseSteps, unifiSteps] as const;
const untranslated = { ...sampleDevice, translation: null, listenPort: 51_820 };

describe("steps in a router's pages", () => {
  it.each(pages)("%o has the values to type, keys marked", (steps) => {
    const { values } = steps(sampleDevice);
    const texts = values.map(({ text }) => text);
    expect(texts).toContain("10.88.0.0/24, 10.96.0.0/16");
    expect(texts).toContain("10.96.3.0/24");
    const secrets = values.filter(({ secret }) => secret === true).map(({ text }) => text);
    expect(secrets).toEqual(steps === unifiSteps ? [] : [sampleDevice.privateKey, sampleDevice.peers[0]?.presharedKey]);
  });

  it.each(pages)("%o says nothing of translation where none is needed", (steps) => {
    const said = steps(untranslated);
    expect(said.steps.length).toBeLessThan(steps(sampleDevice).steps.length);
    expect(said.values.map(({ label }) => say(label)).filter((label) => label.startsWith("1:1"))).toEqual([]);
  });

  it("leaves room for the tunnel's own header in OPNsense", () => {
    const mss = opnSenseSteps(sampleDevice).values.find(({ label }) => say(label) === "Max MSS");
    expect(mss?.text).toBe("1340");
  });
});

describe("platforms", () => {
  it("has a source for every fact but of what nobody knows", () => {
    for (const platform of sitePlatformSchema.options)
      expect([platform, PLATFORM_FACTS[platform].source === ""]).toEqual([platform, platform === "other"]);
  });

  it("says what stands against one", () => {
    expect(platformNotes("other", true).map(say)).toEqual([say({ key: "vpnVendor.note.no-wireguard", args: {} })]);
    expect(platformNotes("routeros", true).map(say)).toEqual(["Needs RouterOS 7.1 or newer."]);
    expect(platformNotes("fritzbox", true).map(say).join(" ")).toContain("Renumber");
    expect(platformNotes("fritzbox", false).map(say).join(" ")).not.toContain("Renumber");
  });

  it.each(["en", "de"] as const)("has every text in %s, and none that nothing says", (locale) => {
    const i18n = createI18n(locale);
    const said: Message[] = [
      ...pages.flatMap((steps) =>
        [sampleDevice, untranslated].flatMap((device) => {
          const { steps: told, values, undo } = steps(device);
          return [...told, ...undo, ...values.map(({ label }) => label)];
        }),
      ),
      ...sitePlatformSchema.options.flatMap((platform) => [...platformNotes(platform, true), backupStep(platform)]),
    ];
    for (const { key, args } of said) {
      expect(i18n.exists(key)).toBe(true);
      expect(i18n.t(key, args)).not.toMatch(/\{\{|undefined/);
    }
    const keys = Object.entries(en.vpnVendor).flatMap(([group, texts]) =>
      Object.keys(texts).map((name) => `vpnVendor.${group}.${name}`),
    );
    expect(keys.filter((key) => !said.some((one) => one.key === key))).toEqual([]);
  });
});
