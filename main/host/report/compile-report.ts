import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HostError } from "#core/contract/errors.ts";
import type { CheckReportModel } from "#core/report/check-report.ts";
import type { CredentialsSheetModel } from "#core/report/credentials-sheet.ts";
import { compileTypst } from "./typst-engine.ts";

export interface ReportOptions {
  /** Holds `report/`, `fonts/` and `icon/`. */
  assetsFolder: string;
}

const CHECK = "report/check.typ";
const CREDENTIALS = "report/credentials.typ";
const ICON = "icon/farsite.svg";

/**
 * The check's page as a tagged PDF. The same model gives the same bytes. Takes about half a second. Throws HostError
 * REPORT_FAILED.
 */
export function compileCheckReport(model: CheckReportModel, options: ReportOptions): Promise<Uint8Array> {
  return compile(CHECK, model, options);
}

/** The customer's sheet of passwords as a tagged PDF, not encrypted yet: it must not be written anywhere. Throws REPORT_FAILED. */
export function compileCredentialsSheet(model: CredentialsSheetModel, options: ReportOptions): Promise<Uint8Array> {
  return compile(CREDENTIALS, model, options);
}

function compile(template: string, model: unknown, { assetsFolder }: ReportOptions): Promise<Uint8Array> {
  return orReportFailed(async () =>
    compileTypst(assetsFolder, `/${template}`, {
      [`/${template}`]: await readFile(join(assetsFolder, template)),
      [`/${ICON}`]: await readFile(join(assetsFolder, ICON)),
      // Data, never part of the template's text: what the network said stays a string.
      "/model.json": Buffer.from(JSON.stringify(model)),
    }),
  );
}

/** Makes a page to see that PDFs can be made; says by what, for the doctor: "Typst 0.14.2". Throws REPORT_FAILED. */
export function reportEngineName({ assetsFolder }: ReportOptions): Promise<string> {
  return orReportFailed(async () => {
    const pdf = await compileTypst(assetsFolder, "/probe.typ", {
      "/probe.typ": Buffer.from('#set document(date: none)\n#set text(font: "IBM Plex Sans")\nFarsite'),
    });
    return /Typst \d+\.\d+\.\d+/.exec(Buffer.from(pdf).toString("latin1"))?.[0] ?? "Typst";
  });
}

async function orReportFailed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new HostError("REPORT_FAILED", { detail: error instanceof Error ? error.message : String(error) }, error);
  }
}
