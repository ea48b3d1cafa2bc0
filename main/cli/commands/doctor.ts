import { parseArgs } from "node:util";
import { createI18n } from "#core/text/translate.ts";
import { examine } from "#host/doctor.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT, type ExitStatus } from "../usage.ts";

const STATE_WIDTH = 10;

/** `farsite doctor`: what Farsite needs on this computer, and whether it has it. */
export async function doctor(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, lang: { type: "string" } },
  });
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const { t } = createI18n(locale);
  const items = await examine(host, locale);
  if (values.json) {
    const rows = items.map(({ whatToDo, ...item }) => ({
      ...item,
      whatToDo: whatToDo && t(whatToDo),
      whatToDoKey: whatToDo,
    }));
    context.out(JSON.stringify({ items: rows }, null, 2));
    return EXIT.ran;
  }
  for (const { id, state, detail, whatToDo } of items) {
    context.out(`${t(`doctor.state.${state}`).padEnd(STATE_WIDTH)} ${t(`doctor.item.${id}`)}: ${detail}`);
    if (whatToDo) context.out(`${" ".repeat(STATE_WIDTH + 1)}${t(whatToDo)}`);
  }
  return EXIT.ran;
}
