import { openAsBlob } from "node:fs";
import { access, constants } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { TransferPreview } from "#core/contract/team-calls.ts";
import { isHostError } from "#core/contract/errors.ts";
import { createI18n } from "#core/text/translate.ts";
import type { TransferService } from "#host/transfer/transfer-service.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { isConfirmed } from "../confirmed.ts";
import { inputError } from "../read-input.ts";
import { namedPassphrase, PASSPHRASE_OPTIONS } from "../passphrase.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

type Translate = ReturnType<typeof createI18n>["t"];

/** `farsite import`: shows what a `.farsite` file would bring, and takes it in when that is confirmed. */
export async function importFile(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...PASSPHRASE_OPTIONS,
      yes: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("import takes one FILE");
  const passphrase = await namedPassphrase(values, context);
  const blob = await blobOf(file, context);
  const host = await context.host();
  const { t } = createI18n(chooseLocale(values.lang, host.settings().locale, context.environment));
  const { transfers } = host.surveys;
  const preview = await opened(transfers, blob, passphrase, () =>
    context.ask(t("terminal.transfer.askPassphrase"), { hidden: true }),
  );
  try {
    const lines = previewLines(preview, t).join("\n");
    if (values.json) context.err(lines);
    else context.out(lines);
    if (!values.yes && !(await isConfirmed(context, t("terminal.transfer.confirm")))) {
      context.err(t("terminal.transfer.notImported"));
      return EXIT.wrongUsage;
    }
    const applied = await transfers.apply(
      preview.transferId,
      preview.sites.map(({ siteId }) => siteId),
    );
    if (values.json) {
      const { transferId: _, sites, ...rest } = preview;
      context.out(JSON.stringify({ ...rest, offered: sites, ...applied }, null, 2));
    } else {
      context.out(t("terminal.transfer.imported", { count: applied.sites, revisions: applied.revisions }));
      if (applied.conflicts > 0) context.out(t("terminal.transfer.conflicts", { count: applied.conflicts }));
    }
    return EXIT.ran;
  } finally {
    await transfers.drop(preview.transferId);
  }
}

async function blobOf(file: string, context: CommandContext): Promise<Blob> {
  if (file === "-") return new Blob([new Uint8Array(await context.readStdin())]);
  try {
    // Opening a blob says of no file why it can't.
    await access(file, constants.R_OK);
    return await openAsBlob(file);
  } catch (error) {
    throw inputError(file, error);
  }
}

/** Asks for a passphrase where the file has one and none was given. */
async function opened(
  transfers: TransferService,
  blob: Blob,
  passphrase: string | null,
  ask: () => Promise<string>,
): Promise<TransferPreview> {
  try {
    return await transfers.open(blob, passphrase);
  } catch (error) {
    if (!isHostError(error) || error.code !== "PASSPHRASE_NEEDED") throw error;
    return transfers.open(blob, await ask());
  }
}

function previewLines({ madeAt, madeBy, sites }: TransferPreview, t: Translate): string[] {
  const from =
    madeBy === null
      ? t("terminal.transfer.madeAt", { when: madeAt })
      : t("terminal.transfer.madeBy", { when: madeAt, who: madeBy });
  return [
    from,
    ...sites.map((site) => {
      const parts = [
        t(`terminal.transfer.what.${site.what}`),
        t("terminal.transfer.changes", { count: site.newRevisions }),
        t("terminal.transfer.photos", { count: site.newPhotos }),
        ...(site.conflicts > 0 ? [t("terminal.transfer.siteConflicts", { count: site.conflicts })] : []),
        ...(site.unsigned > 0 ? [t("terminal.transfer.unsigned", { count: site.unsigned })] : []),
      ];
      return `  ${site.name}: ${parts.join(", ")}`;
    }),
  ];
}
