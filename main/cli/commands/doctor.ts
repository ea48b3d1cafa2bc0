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
  const host = context.host();
  const items = await examine(host);
  if (values.json) {
    context.out(JSON.stringify({ items }, null, 2));
    return EXIT.ran;
  }
  const { t } = createI18n(chooseLocale(values.lang, host.settings().locale, context.environment));
  for (const { id, state, detail, whatToDo } of items) {
    context.out(`${t(`doctor.state.${state}`).padEnd(STATE_WIDTH)} ${t(`doctor.item.${id}`)}: ${detail}`);
    if (whatToDo) context.out(`${" ".repeat(STATE_WIDTH + 1)}${t(whatToDo)}`);
  }
  return EXIT.ran;
}
