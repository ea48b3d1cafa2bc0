import { describe, expect, it } from "vitest";
import type { Message } from "#core/nat/diagnosis.ts";
import { deviceFindings } from "#core/lan/device-findings.ts";
import { siteFindings } from "#core/lan/site-findings.ts";
import { deviceFinding } from "#core/text/en/device-finding.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import { DEVICE_FINDING_CASES, siteOf } from "./device-finding-cases.ts";
import { SITE_FINDING_CASES } from "./site-finding-cases.ts";

/** Every finding that the catalogue has is found in one of these cases; each must read as a sentence in every language. */

const CASES = [...DEVICE_FINDING_CASES, ...SITE_FINDING_CASES];
const findings = [
  ...DEVICE_FINDING_CASES.flatMap((row) => deviceFindings(...siteOf(row))),
  ...SITE_FINDING_CASES.flatMap((row) => siteFindings(row[3])),
];
const said: Message[] = findings.flatMap(({ title, whatToDo }) => [title, ...(whatToDo ? [whatToDo] : [])]);

describe.each(["en", "de"] as const)("what is said about devices in %s", (locale) => {
  const say = createTranslate(locale);
  const i18n = createI18n(locale);

  it("exists and has all that it names filled in", () => {
    for (const message of said) {
      expect(say(message)).not.toMatch(/\{\{|\}\}|undefined|null|NaN|\( *\)|^\s*$/);
      // A missing translation would fall back to English unnoticed.
      const exists = i18n.exists(message.key, { lngs: [locale], fallbackLng: [], ...message.args });
      expect([message.key, exists]).toEqual([message.key, true]);
    }
  });
});

describe("the catalogue of findings about devices", () => {
  const codes = Object.keys(deviceFinding);

  it.each(codes)("has a case with %s and one without", (code) => {
    const severities = CASES.filter((row) => row[1] === code).map((row) => row[2]);
    expect(severities).toContain(null);
    expect(severities.some((severity) => severity !== null)).toBe(true);
  });

  it("has no text that nothing says", () => {
    const used = new Set(said.map(({ key }) => key));
    const known = Object.entries(deviceFinding).flatMap(([code, texts]) =>
      Object.keys(texts).map((part) => `deviceFinding.${code}.${part.replace(/_(one|other)$/, "")}`),
    );
    expect([...new Set(known)].filter((key) => !used.has(key))).toEqual([]);
  });

  it("says nothing that has no text", () => {
    expect(findings.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });
});
