import { parseArgs } from "node:util";
import { createI18n } from "#core/text/translate.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT, type ExitStatus } from "../usage.ts";

/** `farsite list`: the sites on this computer, the one that changed last first. */
export async function list(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, lang: { type: "string" } },
  });
  const host = await context.host();
  const sites = host.store().sites();
  if (values.json) {
    const rows = sites.map(({ id, name, updatedAt, checks, lastVerdict, waitingFor }) => ({
      id,
      name,
      updatedAt,
      checks,
      lastVerdict,
      waitingFor,
    }));
    context.out(JSON.stringify({ sites: rows }, null, 2));
    return EXIT.ran;
  }
  const locale = chooseLocale(values.lang, host.settings().locale, context.environment);
  const { t } = createI18n(locale);
  if (sites.length === 0) context.out(t("terminal.noSites"));
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  for (const site of sites)
    context.out(
      [
        site.id,
        when.format(new Date(site.updatedAt)),
        site.lastVerdict ? t(`verdict.name.${site.lastVerdict}`) : "-",
        site.name,
      ].join("  "),
    );
  return EXIT.ran;
}
