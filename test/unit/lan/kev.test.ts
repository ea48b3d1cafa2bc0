import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { knownExploited, type KevEntry, type KevSubject } from "#core/lan/kev.ts";
import { loadKev } from "#host/lan/load-kev.ts";
import { catalogueOf } from "../../../scripts/kev/kev-feed.ts";
import { projectRoot } from "../../../scripts/project-root.ts";
import { pinnedKev, shippedKev } from "./shipped-kev.ts";

const vector = (name: string): string => readFileSync(join(projectRoot, "test/vectors/kev", name), "utf8");
const feed = JSON.parse(vector("kev-camera-rows.json")) as { vulnerabilities: { cveID: string }[] };

type Question = {
  input: { vendor: string; model: string; firmware: string };
  expect: { candidates: string[]; certainty: string };
};
const QUESTIONS = vector("kev-match-questions.jsonl")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Question);

const subject = (brand: string | null, model: string | null, more: Partial<KevSubject> = {}): KevSubject => ({
  brand,
  model,
  firmware: null,
  role: "unknown",
  ...more,
});

const found = (one: KevSubject): string[] =>
  knownExploited(one, pinnedKev).map(({ cveId, match }) => `${cveId} ${match}`);

describe("exploited flaws of captured devices", () => {
  /** How the questions word what `match` says. */
  const CERTAINTY: Readonly<Record<string, string>> = {
    "exact product": "product",
    "VioStor NVR family": "family",
    "check vendor advisory": "vendor",
    "check product list": "vendor",
  };

  it.each(QUESTIONS.map((one) => [one.input.vendor, one.input.model, one] as const))("%s %s", (_brand, _model, one) => {
    const { vendor, model, firmware } = one.input;
    const hits = knownExploited(subject(vendor, model, { firmware }), pinnedKev).filter(
      ({ verdict }) => verdict !== "not-affected",
    );
    expect(hits.map(({ cveId }) => cveId).toSorted()).toEqual(one.expect.candidates.toSorted());
    for (const { match } of hits) expect(match).toBe(CERTAINTY[one.expect.certainty]);
  });
});

describe("which rows concern a device", () => {
  it.each<[name: string, one: KevSubject, rows: string[]]>([
    ["nobody knows whose it is", subject(null, "IC-7100"), []],
    ["another model of the maker", subject("Edimax", "IC-3116W"), []],
    ["a maker's device of which nothing is known", subject("Edimax", null), []],
    ["a maker's camera without a model", subject("Edimax", null, { role: "camera" }), ["CVE-2025-1316 vendor"]],
    ["a maker's router", subject("Edimax", null, { role: "router" }), []],
    ["a variant", subject("Reolink", "RLC-410W-4MP"), ["CVE-2021-40407 product", "CVE-2019-11001 vendor"]],
    ["a panel of a maker of cameras", subject("Dahua", "ARC3000H", { role: "panel" }), []],
    ["a label, by its maker", subject("EmpireTech", null), ["CVE-2021-33045 vendor", "CVE-2021-33044 vendor"]],
    ["a router's family", subject("DrayTek", "Vigor2960"), ["CVE-2020-15415 family", "CVE-2020-8515 family"]],
    ["both cameras of one row", subject("D-Link", "DCS-2670L"), ["CVE-2020-25078 product"]],
    [
      "two models with a slash",
      subject("PTZOptics", "PT30X-NDI-GY"),
      ["CVE-2024-8957 product", "CVE-2024-8956 product"],
    ],
    ["the maker's other models", subject("PTZOptics", "PT12X-SDI-GY-G2"), []],
  ])("%s", (_name, one, rows) => {
    expect(found(one)).toEqual(rows);
  });

  it("link to the maker's list before the register's page", () => {
    const hits = knownExploited(subject("Hikvision", "DS-2CD2385G1-I", { role: "camera" }), pinnedKev);
    const hit = hits.find(({ cveId }) => cveId === "CVE-2021-36260");
    expect(hit?.links.map(({ label }) => label)).toEqual([
      "CVE-2021-36260 · hikvision.com",
      "CVE-2021-36260 · nvd.nist.gov",
    ]);
  });
});

describe("the shipped register", () => {
  it("has the published rows as they are", () => {
    const { entries } = catalogueOf(feed);
    expect(entries).toHaveLength(feed.vulnerabilities.length);
    const named = (list: readonly KevEntry[]): string[] =>
      list.map((one) => `${one.cveId} ${one.vendor} ${one.product}`);
    expect(named(shippedKev.entries)).toEqual(expect.arrayContaining(named(entries)));
  });

  it("names each flaw once", () => {
    const ids = shippedKev.entries.map(({ cveId }) => cveId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is what the host reads", async () => {
    expect(await loadKev(join(projectRoot, "assets"))).toEqual(shippedKev);
    await expect(loadKev(join(projectRoot, "no-such-folder"))).rejects.toThrow("ENOENT");
  });
});
