import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { kevCatalogueSchema } from "#core/lan/kev.ts";
import { catalogueText } from "../../../scripts/kev/kev-feed.ts";
import { renewKev } from "../../../scripts/kev/renew-kev.ts";
import { projectRoot } from "../../../scripts/project-root.ts";
import { pinnedKev } from "./shipped-kev.ts";

type Row = Record<string, unknown>;
const rows = (
  JSON.parse(readFileSync(join(projectRoot, "test/vectors/kev/kev-camera-rows.json"), "utf8")) as {
    vulnerabilities: Row[];
  }
).vulnerabilities;

/** As many rows as the shipped file has, as CISA's feed would bring them. */
const feed = (dateReleased: string, more: Row[] = []): unknown => ({
  dateReleased,
  vulnerabilities: [
    ...rows,
    ...Array.from({ length: 30 }, (_, n) => ({ ...rows[0], cveID: `CVE-2026-${10_000 + n}` })),
    { ...rows[0], cveID: "CVE-2026-20000", vendorProject: "Microsoft", product: "Windows" },
    { ...rows[0], cveID: "CVE-2026-20001", vendorProject: "Cisco", product: "Adaptive Security Appliance" },
    { ...rows[0], cveID: "CVE-2026-20002", vendorProject: "Cisco", product: "Small Business RV340 Routers" },
    ...more,
  ],
});

describe("the refresh of the exploited flaws", () => {
  let root = "";
  const shipped = (): string => readFileSync(join(root, "assets/kev/kev.json"), "utf8");
  const ids = (): string[] => kevCatalogueSchema.parse(JSON.parse(shipped())).entries.map(({ cveId }) => cveId);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "farsite-kev-"));
    mkdirSync(join(root, "assets/kev"), { recursive: true });
    writeFileSync(join(root, "assets/kev/kev.json"), catalogueText(pinnedKev));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("takes the makers that are met on site", async () => {
    const result = await renewKev(root, () => Promise.resolve(feed("2026-11-20T10:00:00.1234Z")));
    expect(result).toEqual({ renewed: true, line: "40 exploited flaws as of 2026-11-20" });
    expect(ids()).toContain("CVE-2026-20002");
    expect(ids()).not.toContain("CVE-2026-20000");
    expect(ids()).not.toContain("CVE-2026-20001");
  });

  it.each<[name: string, fetchFeed: () => Promise<unknown>]>([
    ["there is no internet", () => Promise.reject(new TypeError("fetch failed"))],
    ["a login page answers", () => Promise.resolve("<html>")],
    ["the feed is cut off", () => Promise.resolve({ dateReleased: "2026-11-20T10:00:00Z", vulnerabilities: rows })],
    ["the feed is older", () => Promise.resolve(feed("2024-01-01T10:00:00Z"))],
    [
      "a row is not what it should be",
      () => Promise.resolve(feed("2026-11-20T10:00:00Z", [{ ...rows[0], cveID: "x" }])),
    ],
  ])("keeps the shipped file when %s", async (_name, fetchFeed) => {
    const before = shipped();
    const { renewed, line } = await renewKev(root, fetchFeed);
    expect(renewed).toBe(false);
    expect(line).toMatch(/^exploited flaws stay as of 2025-08-25: /);
    expect(shipped()).toBe(before);
  });
});
