import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createI18n } from "#core/text/translate.ts";
import { blobPieces } from "#host/blob-pieces.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { inputError } from "../read-input.ts";
import { namedPassphrase, PASSPHRASE_OPTIONS } from "../passphrase.ts";
import { namedSite } from "../named-site.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** `farsite export`: surveys as one `.farsite` file. */
export async function exportSites(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...PASSPHRASE_OPTIONS,
      all: { type: "boolean", default: false },
      output: { type: "string", short: "o" },
      "no-photos": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const { output } = values;
  if (output === undefined || output === "") throw new UsageError("export needs -o FILE");
  if (values.all === positionals.length > 0) throw new UsageError("export takes one or more SITEs, or --all");
  const passphrase = await namedPassphrase(values, context);
  const host = await context.host();
  const { t } = createI18n(chooseLocale(values.lang, host.settings().locale, context.environment));
  const store = host.store();
  const siteIds = values.all
    ? store.sites().map(({ id }) => id)
    : [...new Set(positionals.map((site) => namedSite(store, site)))];
  if (siteIds.length === 0) throw new UsageError(t("terminal.noSites"));
  const { file, withheld } = await host.surveys.transfers.export({ siteIds, passphrase, photos: !values["no-photos"] });
  await writeWhole(output, file);
  if (values.json) {
    const result = { file: output, bytes: file.size, sites: siteIds, encrypted: passphrase !== null, withheld };
    context.out(JSON.stringify(result, null, 2));
    return EXIT.ran;
  }
  context.out(t("terminal.transfer.exported", { count: siteIds.length, file: output }));
  if (passphrase === null) context.err(t("terminal.transfer.notEncrypted"));
  if (withheld > 0) context.err(t("terminal.transfer.withheld", { count: withheld }));
  return EXIT.ran;
}

/** A file of this name is there whole, or as it was before. */
async function writeWhole(output: string, file: Blob): Promise<void> {
  const part = `${output}.${process.pid}.part`;
  try {
    await pipeline(blobPieces(file), createWriteStream(part, { flags: "wx", mode: 0o600 }));
    await rename(part, output);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw inputError(output, error);
  }
}
