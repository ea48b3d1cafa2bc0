import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportFileName } from "#core/report/report-file-name.ts";

const STARTED = "2026-11-20T23:41:07+01:00";

describe("the report's file name", () => {
  it.each([
    ["Bäckerei Möller, Hauptstraße 12", "Bäckerei-Möller-Hauptstraße-12-2026-11-20.pdf"],
    ["Site of Nov 21, 2026, 3:34 PM", "Site-of-Nov-21-2026-3-34-PM-2026-11-20.pdf"],
    ["../../etc/passwd", "etc-passwd-2026-11-20.pdf"],
    ["C:\\Temp\\a", "C-Temp-a-2026-11-20.pdf"],
    ["CON", "farsite-CON-2026-11-20.pdf"],
    ["com1", "farsite-com1-2026-11-20.pdf"],
    ["...", "farsite-2026-11-20.pdf"],
    ["  ", "farsite-2026-11-20.pdf"],
    ["a\u202efdp.exe", "afdp.exe-2026-11-20.pdf"],
    ["x".repeat(200), `${"x".repeat(80)}-2026-11-20.pdf`],
  ])("of %j", (site, name) => {
    expect(reportFileName(site, STARTED)).toBe(name);
  });

  it("can be written on every system, whatever the site is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (site) => {
        const name = reportFileName(site, STARTED);
        expect(name).toMatch(/^[^<>:"/\\|?*,;\p{C}\p{Z}]+-2026-11-20\.pdf$/u);
        expect(name).not.toMatch(/^[.\s-]/);
        expect(name.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255 + 100);
      }),
      { numRuns: 500 },
    );
  });
});
