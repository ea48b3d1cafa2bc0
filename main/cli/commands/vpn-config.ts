import { parseArgs } from "node:util";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import { readPastedConfig } from "#host/tunnel/pasted-config.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { readInput } from "../read-input.ts";
import { remarkJson, remarkLines } from "../remark-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/**
 * `farsite vpn-config FILE`: what a WireGuard or OpenVPN configuration from elsewhere would do; with `--narrow` the same with only what
 * is needed, alone on standard output. Nothing of it is run, and nothing is kept.
 */
export async function vpnConfig(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      narrow: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("vpn-config takes one FILE (- is standard input)");
  const locale = chooseLocale(values.lang, values.json ? "en" : null, context.environment);
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  const text = Buffer.from(await readInput(file, context)).toString("utf8");
  const { kind, remarks, narrowed } = readPastedConfig(text, new Date());
  if (values.json) {
    const told = { kind, remarks: remarks.map((one) => remarkJson(one, say)), canNarrow: narrowed !== null };
    context.out(JSON.stringify({ ...told, ...(values.narrow && { narrowed }) }, null, 2));
    return EXIT.ran;
  }
  const lines = [
    t(`uiTunnels.config.kind.${kind}`),
    ...remarks.flatMap((one) => remarkLines(one, say)),
    ...(remarks.length === 0 && kind !== "unknown" ? [t("terminalTunnels.config.fine")] : []),
  ];
  if (!values.narrow) {
    context.out([...lines, ...(narrowed === null ? [] : ["", t("terminalTunnels.config.canNarrow")])].join("\n"));
    return EXIT.ran;
  }
  context.err(lines.join("\n"));
  if (kind === "unknown") throw new Error(t("terminalTunnels.config.cantNarrow"));
  // What needs nothing of that is narrow already: whoever writes it to a file must not get an empty one.
  context.out((narrowed ?? text).replaceAll(/\r\n?/g, "\n").replace(/\n$/, ""));
  return EXIT.ran;
}
