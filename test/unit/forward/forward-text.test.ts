import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { whyRefused, whyTaken } from "#core/forward/forward-refusal.ts";
import { forward as german } from "#core/text/de/forward.ts";
import { forward as english } from "#core/text/en/forward.ts";
import { createI18n } from "#core/text/translate.ts";

const sources = ["core/forward", "main/host/forward"].flatMap((folder) =>
  readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, "utf8")),
);

describe("what is said of forwards", () => {
  it.each(Object.entries(english).flatMap(([area, texts]) => Object.keys(texts).map((key) => [area, key])))(
    "is said by something: %s, %s",
    (_area, key) => {
      expect(sources.some((source) => source.includes(`"${key}"`) || source.includes(`.${key}"`))).toBe(true);
    },
  );

  it.each(["en", "de"] as const)("has the same gaps in %s", (locale) => {
    const texts = { en: english, de: german }[locale];
    const gapsOf = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap = ""]) => gap).toSorted();
    for (const area of ["refused", "failed", "offer"] as const)
      for (const [key, text] of Object.entries(texts[area]))
        expect([key, gapsOf(text)]).toEqual([
          key,
          gapsOf(Object.entries(english[area]).find(([k]) => k === key)?.[1] ?? ""),
        ]);
  });

  it.each(["upnp", "nat-pmp", "pcp"] as const)("has words for every code of %s, in both languages", (protocol) => {
    const codes = [null, ...Array.from({ length: 1_000 }, (_, code) => code)];
    for (const locale of ["en", "de"] as const) {
      const { t } = createI18n(locale);
      for (const errorCode of codes)
        for (const isPinhole of [false, true])
          for (const forOther of [false, true]) {
            const why = whyRefused({ protocol, isPinhole, errorCode, errorName: null, forOther });
            expect(t(why.key, why.args)).not.toMatch(/forward\.|\{\{/);
          }
    }
  });

  it("names a vendor's own refusal, and who holds a port", () => {
    const refusal = { protocol: "upnp", isPinhole: false, errorCode: null, forOther: false } as const;
    const { t } = createI18n("en");
    const named = whyRefused({ ...refusal, errorName: "No way" });
    expect(t(named.key, named.args)).toContain("No way");
    const entry = {
      remoteHost: "",
      externalPort: 80,
      transport: "tcp",
      internalClient: "192.168.1.9",
      internalPort: 8080,
      enabled: true,
      description: "",
      leaseSeconds: 0,
    } as const;
    expect(whyTaken(entry).key).toBe("forward.refused.taken");
    const taken = whyTaken({ ...entry, description: "Games" });
    const nasty = whyTaken({ ...entry, internalClient: "\u0007<b>", description: " \u0000\u001b[31mGa\n mes " });
    expect(Object.values(nasty.args).join(" ")).not.toMatch(/\p{Cc}/u);
    expect(t(taken.key, taken.args)).toContain("192.168.1.9, port 8080, and is called “Games”");
  });
});
