import { parseArgs } from "node:util";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import { readScanRange } from "#core/lan/scan-range.ts";
import { createI18n } from "#core/text/translate.ts";
import type { Host } from "#host/host.ts";
import type { SavedRecord } from "#host/store/survey-revisions.ts";
import type { CommandContext } from "../command-context.ts";
import { isConfirmed } from "../confirmed.ts";
import { errorSentences } from "../error-sentences.ts";
import { chooseLocale } from "../language.ts";
import { scanJson } from "../scan-json.ts";
import { scanText } from "../scan-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** `farsite scan`: the devices on the networks this computer is connected to. */
export async function scan(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({
    args,
    options: {
      range: { type: "string", multiple: true, default: [] },
      add: { type: "string", multiple: true, default: [] },
      yes: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      save: { type: "boolean", default: false },
      "discover-only": { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const { t } = createI18n(locale);
  const isSweep = !values["discover-only"];
  if (!isSweep && values.range.length > 0) throw new UsageError("--discover-only sweeps no --range");
  const ranges = isSweep ? await chosenRanges(host, values.range, values.yes) : [];
  if (isSweep && !values.yes) {
    for (const range of ranges) context.err(`  ${range}`);
    if (!(await isConfirmed(context, t("terminal.scan.confirm")))) {
      context.err(t("terminal.scan.notConfirmed"));
      return EXIT.wrongUsage;
    }
  }
  let record: ScanRecord | null = null;
  for await (const event of host.scans.run({ ranges, sweep: isSweep, byHand: values.add }, context.signal, null)) {
    if (event.type === "finished") record = event.record;
  }
  if (record === null) throw new Error("the scan ended without a result");
  const kept = values.save && !record.cancelled ? keep(host, record) : null;
  context.out(
    values.json
      ? JSON.stringify({ ...scanJson(record, locale), ...(kept?.saved && { saved: kept.saved }) }, null, 2)
      : scanText(record, locale),
  );
  if (kept?.saved && !values.json) context.out(t("terminal.saved", { name: kept.saved.siteName }));
  if (kept?.error !== undefined) context.err(`${t("terminal.scan.notSaved")} ${errorSentences(kept.error, locale)}`);
  if (record.cancelled) {
    context.err(t("terminal.incomplete"));
    return EXIT.cancelled;
  }
  return kept?.error === undefined ? EXIT.ran : EXIT.couldNotRun;
}

/** What was typed, in normal form, or what the adapters propose. Nothing is swept that was not shown or typed. */
async function chosenRanges(host: Host, typed: readonly string[], isConfirmedAlready: boolean): Promise<string[]> {
  if (typed.length > 0) {
    return typed.map((range) => {
      const read = readScanRange(range);
      if (!read.ok && read.reason === "no-range") throw new UsageError(`--range takes 192.168.1.0/24, not “${range}”`);
      // Whether an address is the site's own, the host knows.
      return read.ok ? read.range : range;
    });
  }
  if (isConfirmedAlready) throw new UsageError("--yes confirms the ranges given with --range; give at least one");
  const { adapters } = await host.scans.plan();
  const proposed = [...new Set(adapters.flatMap(({ range }) => range ?? []))];
  if (proposed.length === 0) throw new UsageError("no network to propose a range for; give one with --range");
  return proposed;
}

/** Keeps the scan; what stands in the way is returned, since the result has to be printed first. */
function keep(host: Host, record: ScanRecord): { saved?: SavedRecord; error?: unknown } {
  try {
    return { saved: host.scans.keep(null, record) };
  } catch (error) {
    return { error };
  }
}
