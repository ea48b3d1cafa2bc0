import { HostError } from "#core/contract/errors.ts";
import type { CheckReportModel } from "#core/report/check-report.ts";
import { loadTypstEngine } from "./typst-engine.ts";

export interface ReportOptions {
  /** Holds `report/`, `fonts/` and `icon/`. */
  assetsFolder: string;
}

/**
 * The check's page as a tagged PDF. The same model gives the same bytes. Takes a few milliseconds, the first time in a
 * process about half a second. Throws HostError REPORT_FAILED.
 */
export async function compileCheckReport(model: CheckReportModel, options: ReportOptions): Promise<Uint8Array> {
  try {
    const engine = await loadTypstEngine(options.assetsFolder);
    return engine.pdf("report/check.typ", model);
  } catch (error) {
    throw new HostError("REPORT_FAILED", { detail: error instanceof Error ? error.message : String(error) }, error);
  }
}

/** What makes the PDFs, for the doctor: "Typst 0.14.2". Throws HostError REPORT_FAILED. */
export async function reportEngineName(options: ReportOptions): Promise<string> {
  try {
    return `Typst ${(await loadTypstEngine(options.assetsFolder)).version}`;
  } catch (error) {
    throw new HostError("REPORT_FAILED", { detail: error instanceof Error ? error.message : String(error) }, error);
  }
}
