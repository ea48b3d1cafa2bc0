import { describe, expect, test } from "vitest";
import { automaticLocale, createFormat, formatTag, paperOf } from "../../../renderer/i18n/format.ts";

describe("durations", () => {
  test.each([
    ["en-GB", 0.4, "0 ms"],
    ["en-GB", 38.2, "38 ms"],
    ["en-GB", 999.4, "999 ms"],
    ["en-GB", 999.6, "1.0 s"],
    ["de-DE", 1_234, "1,2 s"],
  ])("%s: %d", (tag, ms, text) => {
    expect(createFormat(tag).duration(ms).replace("\u00a0", " ")).toBe(text);
  });
});

test.each([
  ["en-GB", 45, "45 seconds"],
  ["en-GB", 3_600, "1 hour"],
  ["de-DE", 600, "10 Minuten"],
  ["de-DE", 604_800, "7 Tage"],
])("a lease in %s: %d", (tag, seconds, text) => {
  expect(createFormat(tag).longDuration(seconds)).toBe(text);
});

test.each([
  ["en-GB", 18, "EUR", "€18"],
  ["en-GB", 9.9, "USD", "US$9.90"],
  ["de-DE", 1_234.5, "EUR", "1.234,50 €"],
  ["de-DE", 7, "CHF", "7 CHF"],
])("money in %s: %d %s", (tag, amount, currency, text) => {
  expect(createFormat(tag).money(amount, currency).replaceAll("\u00a0", " ")).toBe(text);
});

test("a measured figure keeps one digit behind the point", () => {
  expect(createFormat("de-DE").decimal(9.44)).toBe("9,4");
  expect(createFormat("en-GB").decimal(10)).toBe("10");
});

test("shares are written as the region does", () => {
  expect(createFormat("en-GB").percent(0.974)).toBe("97%");
  expect(createFormat("de-DE").percent(0.974).replace("\u00a0", " ")).toBe("97 %");
});

test.each([
  ["de", "de"],
  ["de-AT", "de"],
  ["DE-ch", "de"],
  ["en-US", "en"],
  ["fr-FR", "en"],
])("a browser in %s speaks %s", (browser, locale) => {
  expect(automaticLocale(browser)).toBe(locale);
});

test("the browser's region is kept only for its own language", () => {
  expect(formatTag("en", "en-GB")).toBe("en-GB");
  expect(formatTag("de", "en-GB")).toBe("de");
});

test.each([
  ["en-US", "us-letter"],
  ["es-419-MX", "us-letter"],
  ["en-CA", "us-letter"],
  ["en-GB", "a4"],
  ["de", "a4"],
  ["fr-FR", "a4"],
] as const)("%s prints on %s", (browser, paper) => {
  expect(paperOf(browser)).toBe(paper);
});

test.each([
  ["en-GB", 812, "812 byte"],
  ["en-GB", 6_240, "6 kB"],
  ["en-GB", 1_440_000, "1.4 MB"],
  ["de-DE", 18_432_000, "18 MB"],
  ["de-DE", 2_500_000_000, "2,5 GB"],
])("a file in %s: %d bytes", (tag, count, text) => {
  expect(createFormat(tag).bytes(count).replace("\u00a0", " ")).toBe(text);
});
