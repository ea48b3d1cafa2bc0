import { describe, expect, it } from "vitest";
import { CONFLICT_WITH_NOTHING, upnpErrorName } from "#core/codec/upnp-error.ts";
import { natPmpResultName } from "#core/codec/natpmp.ts";
import { pcpResultName } from "#core/codec/pcp.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import { pinholeRefusalText, refusalText } from "#core/nat/refusal-text.ts";
import { en } from "#core/text/en.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

const CODES = Array.from({ length: 1_000 }, (_, code) => code);
const PROTOCOLS = ["upnp", "nat-pmp", "pcp"] as const;

const all: Message[] = [
  ...PROTOCOLS.flatMap((protocol) => CODES.map((code) => refusalText(protocol, code))),
  ...CODES.map((code) => pinholeRefusalText("upnp", code)),
  refusalText("upnp", 718, CONFLICT_WITH_NOTHING),
  refusalText("upnp", null, "Go away"),
  refusalText("upnp", null),
];

describe.each(["en", "de"] as const)("a refusal in %s", (locale) => {
  const say = createTranslate(locale);
  const i18n = createI18n(locale);

  it("has a sentence for every code there is", () => {
    for (const message of all) {
      expect(say(message)).not.toMatch(/^refusal\.|\{\{/);
      expect(i18n.exists(message.key, { lngs: [locale], fallbackLng: [] })).toBe(true);
    }
  });
});

describe("a refusal", () => {
  it("is said in words wherever the standard names the code", () => {
    const unsaid = (names: (code: number) => string, protocol: (typeof PROTOCOLS)[number], unnamed: RegExp) =>
      CODES.filter(
        (code) => code > 0 && !unnamed.test(names(code)) && refusalText(protocol, code).key === "refusal.other",
      );
    expect(unsaid(natPmpResultName, "nat-pmp", /^RESULT_/)).toEqual([]);
    expect(unsaid(pcpResultName, "pcp", /^RESULT_/)).toEqual([]);
    // Signatures and sessions, which no router asks for.
    expect(unsaid(upnpErrorName, "upnp", /^UPnPError/)).toEqual([412, 607, 608, 609, 610, 611, 612]);
  });

  it("has no sentence that no code leads to", () => {
    const said = new Set(all.map((message) => message.key));
    const leaves = (tree: object, path: string): string[] =>
      Object.entries(tree).flatMap(([name, value]) =>
        typeof value === "string" ? [`${path}.${name}`] : leaves(value as object, `${path}.${name}`),
      );
    expect(leaves(en.refusal, "refusal").filter((key) => !said.has(key))).toEqual([]);
  });

  it("of secure mode is no conflict", () => {
    expect(refusalText("upnp", 718).key).toBe("refusal.upnp.taken");
    expect(refusalText("upnp", 718, CONFLICT_WITH_NOTHING).key).toBe("refusal.upnp.only-itself");
    expect(refusalText("pcp", 5).key).toBe("refusal.pcp.only-itself");
    expect(pinholeRefusalText("upnp", 703).key).toBe("refusal.pinhole.not-allowed");
    expect(pinholeRefusalText("pcp", 2).key).toBe("refusal.pcp.not-allowed");
  });
});
