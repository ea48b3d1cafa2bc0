import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkReportModel, type CheckReportInput } from "#core/report/check-report.ts";
import { createTranslate } from "#core/text/translate.ts";
import { compileCheckReport, reportEngineName } from "#host/report/compile-report.ts";
import { cgnatRecord, offlineRecord, publicRecord } from "../../fakes/sample-records.ts";

const assetsFolder = fileURLToPath(new URL("../../../assets", import.meta.url));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function model(change: Partial<CheckReportInput> = {}) {
  const { locale = "en" } = change;
  const given = { siteName: "Bäckerei Möller", record: cgnatRecord, locale, paper: "a4" as const };
  return checkReportModel({ ...given, translate: createTranslate(locale), ...change });
}

const pdfOf = (change?: Partial<CheckReportInput>) => compileCheckReport(model(change), { assetsFolder });

// Poppler reads the file as any reader does (Debian: poppler-utils).
const hasPoppler = spawnSync("pdftotext", ["-v"]).error === undefined;

function read(pdf: Uint8Array, program: string, before: string[] = [], after: string[] = []): string {
  const file = join(temporaryFolder(), "report.pdf");
  writeFileSync(file, pdf);
  return execFileSync(program, [...before, file, ...after], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

const textOf = (pdf: Uint8Array) => read(pdf, "pdftotext", ["-layout"], ["-"]);
const infoOf = (pdf: Uint8Array) => read(pdf, "pdfinfo");
const pagesOf = (pdf: Uint8Array) => Number(/^Pages:\s+(\d+)$/m.exec(infoOf(pdf))?.[1]);

describe("the PDF of a check", { timeout: 60_000 }, () => {
  it("gives the same bytes for the same record", async () => {
    const [one, two] = [await pdfOf(), await pdfOf()];
    expect(Buffer.from(one).equals(two)).toBe(true);
    expect(Buffer.from(one.subarray(0, 5)).toString()).toBe("%PDF-");
  });

  it("carries its fonts and needs no file but the assets", async () => {
    const folder = join(temporaryFolder(), "somewhere else");
    cpSync(assetsFolder, folder, { recursive: true });
    const cwd = process.cwd();
    process.chdir(tmpdir());
    onTestFinished(() => process.chdir(cwd));
    const elsewhere = await compileCheckReport(model(), { assetsFolder: folder });
    expect(Buffer.from(elsewhere).equals(await pdfOf())).toBe(true);
    expect(await reportEngineName({ assetsFolder })).toMatch(/^Typst \d+\.\d+\.\d+$/);
  });

  it("says that it can't be made when a part of the installation is missing", async () => {
    const nowhere = { assetsFolder: join(temporaryFolder(), "missing") };
    await expect(compileCheckReport(model(), nowhere)).rejects.toMatchObject({ code: "REPORT_FAILED" });
    await expect(reportEngineName(nowhere)).rejects.toMatchObject({ code: "REPORT_FAILED" });
  });

  it("says that it can't be made when the template and the data do not fit", async () => {
    const broken = { ...model(), verdict: undefined } as never;
    const failure: unknown = await compileCheckReport(broken, { assetsFolder }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "REPORT_FAILED", data: { detail: expect.stringContaining("verdict") } });
    expect((await pdfOf()).length).toBeGreaterThan(10_000);
  });
});

describe.skipIf(!hasPoppler)("the PDF as a reader sees it (needs poppler-utils)", { timeout: 60_000 }, () => {
  it("is one tagged page with a title and its own date", async () => {
    for (const record of [publicRecord, cgnatRecord, offlineRecord]) {
      for (const locale of ["en", "de"] as const) expect(pagesOf(await pdfOf({ record, locale }))).toBe(1);
    }
    const info = infoOf(await pdfOf({ locale: "de" }));
    expect(info).toMatch(/^Title:\s+Objektprüfung: Bäckerei Möller$/m);
    expect(info).toMatch(/^Tagged:\s+yes$/m);
    expect(info).toMatch(/^Page size:.*A4/m);
    expect(info).toMatch(/^CreationDate:.*2026/m);
    expect(infoOf(await pdfOf({ paper: "us-letter" }))).toMatch(/^Page size:.*letter/m);
  });

  it("names its language", async () => {
    expect(Buffer.from(await pdfOf({ locale: "de" })).toString("latin1")).toMatch(/\/Lang\s*\(de\)/);
    expect(Buffer.from(await pdfOf({ locale: "en" })).toString("latin1")).toMatch(/\/Lang\s*\(en\)/);
  });

  it("has headings, lists and a table with a header for who can't see it", async () => {
    const structure = read(await pdfOf({ record: cgnatRecord }), "pdfinfo", ["-struct"]);
    for (const tag of ["H1", "H2", "H3", "L ", "LI", "Table", "THead", "TH", "TD", "Figure"]) {
      expect(structure, tag).toMatch(new RegExp(`^\\s*${tag}`, "m"));
    }
  });

  it("draws the way out as a figure that says in words what it shows", async () => {
    const { map } = model({ record: cgnatRecord });
    const pdf = Buffer.from(await pdfOf({ record: cgnatRecord }));
    expect(map.columns).toHaveLength(4);
    // The alternative text of a figure is UTF-16, written out in hexadecimal.
    const alt = Buffer.from(`\ufeff${map.alt}`, "utf16le").swap16().toString("hex").toUpperCase();
    expect(pdf.toString("latin1")).toContain(`/Alt <${alt}>`);
    expect(textOf(pdf).replace(/\s+/g, " ")).toContain("A call from outside ends here");
  });

  it("contains the verdict, the reasons, the way out and every answer as text", async () => {
    const report = model({ record: cgnatRecord });
    const text = textOf(await pdfOf({ record: cgnatRecord }))
      .replace(/-\n\s*/g, "-")
      .replace(/\s+/g, " ");
    expect(text).toContain(report.verdict.sentence);
    expect(text).toContain(report.footer);
    for (const part of ["Bäckerei Möller", "certain, 99%", "Archer MR600", "100.83.12.9", "Evidence", "764 ms"]) {
      expect(text).toContain(part);
    }
    for (const row of report.evidence) expect(text).toContain(row.asked);
  });

  it("writes Latin, Greek and Cyrillic names", async () => {
    const siteName = "Žižkov Ærø İstanbul · Αποθήκη Πειραιά · Склад № 4";
    expect(textOf(await pdfOf({ siteName }))).toContain(siteName);
  });

  it("goes on to further pages with a header when there is much evidence", async () => {
    const observations = Array.from({ length: 120 }, (_, index) => {
      const one = cgnatRecord.observations[index % cgnatRecord.observations.length];
      if (!one) throw new Error("the sample has no observations");
      return { ...one, id: `${one.id}#${index}` };
    });
    const pdf = await pdfOf({ record: { ...cgnatRecord, observations } });
    expect(pagesOf(pdf)).toBeGreaterThan(2);
    const second = read(pdf, "pdftotext", ["-f", "2", "-l", "2", "-layout"], ["-"]);
    expect(second).toMatch(/Site check: Bäckerei Möller\s+continued/);
    expect(second).toMatch(/Question\s+Asked\s+Answer\s+Time/);
    expect(second).toMatch(/Page 2 of \d/);
  });
});

describe("what the network says", { timeout: 60_000 }, () => {
  const hostile = [
    "#panic()",
    '"] #panic("x") [',
    "*x* _y_ `z` $a$ = b <label> @ref",
    '#import "/model.json": *',
    "\\u{1F600} \\ // comment /* open",
    "{{page}} $t(report.kind) %(x)s",
    "https://" + "a".repeat(300) + ".example/#fragment",
    "\u202egnp.exe\u0000\ud800",
  ];

  const withText = (text: string): Partial<CheckReportInput> => ({
    siteName: text.slice(0, 200),
    record: {
      ...offlineRecord,
      observations: offlineRecord.observations.map((o) => ({
        ...o,
        asked: text.slice(0, 500),
        trouble: text.slice(0, 80),
      })),
      diagnosis: {
        ...offlineRecord.diagnosis,
        layers: offlineRecord.diagnosis.layers.map((layer) => ({ ...layer, name: text.slice(0, 200) })),
        gateway: text.slice(0, 64),
        findings: [
          { code: "x", severity: "warning", title: { key: text, args: {} }, whatToDo: null, observationIds: [] },
        ],
      },
    },
  });

  it.skipIf(!hasPoppler).each(hostile.slice(0, 6))("stays text: %s", async (text) => {
    expect(textOf(await pdfOf(withText(text)))).toContain(text);
  });

  it("always gives a PDF", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(...hostile),
          fc.string({ unit: "binary", maxLength: 200 }),
          fc.string({
            unit: fc.constantFrom(
              "#",
              "[",
              "]",
              "{",
              "}",
              "(",
              ")",
              '"',
              "\\",
              "$",
              "*",
              "_",
              "`",
              "@",
              "<",
              ">",
              "=",
              "x",
              " ",
            ),
            maxLength: 60,
          }),
        ),
        async (text) => {
          expect((await pdfOf(withText(text === "" ? "x" : text))).length).toBeGreaterThan(5_000);
        },
      ),
      { numRuns: 40 },
    );
  });
});
