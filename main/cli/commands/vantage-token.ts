import { parseArgs } from "node:util";
import { createI18n } from "#core/text/translate.ts";
import { parseVantageAddress } from "#core/vantage/vantage-address.ts";
import { DEFAULT_PORT } from "../../vantage/serve-options.ts";
import { loadTechniciansOrNone, saveTechnicians, TokensError, withTechnician } from "../../vantage/technicians.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { inputError } from "../read-input.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

type Translate = ReturnType<typeof createI18n>["t"];

/** `farsite vantage token NAME --tokens FILE`: a token of somebody's own, and the line for his laptop; or no longer. */
export async function changeTokens(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      tokens: { type: "string" },
      url: { type: "string" },
      remove: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const { t } = createI18n(chooseLocale(values.lang, null, context.environment));
  const [name, ...more] = positionals;
  const { tokens: file, remove } = values;
  if (name === undefined || more.length > 0 || file === undefined)
    throw new UsageError("farsite vantage token NAME --tokens FILE [--url URL] [--remove]");
  const url = values.url === undefined ? exampleUrl(t) : usableUrl(values.url);
  try {
    const list = await loadTechniciansOrNone(file);
    if (!remove) {
      const added = withTechnician(list, name);
      await saveTechnicians(file, added.list);
      context.out([t("terminal.vantage.tokenAdded", { name }), "", `  ${url}#${added.token}`].join("\n"));
      return EXIT.ran;
    }
    const left = list.filter((technician) => technician.name !== name);
    if (left.length === list.length) throw new Error(t("terminal.vantage.tokenUnknown", { name, file }));
    await saveTechnicians(file, left);
    context.out(t("terminal.vantage.tokenRemoved", { name }));
    return EXIT.ran;
  } catch (error) {
    throw tokensError(error, file, t);
  }
}

/** Where the server is, when nobody said. */
export const exampleUrl = (t: Translate): string => `http://${t("terminal.vantage.yourAddress")}:${DEFAULT_PORT}/`;

function usableUrl(text: string): string {
  const address = parseVantageAddress(text);
  if (address?.token !== null) throw new UsageError(`--url takes http(s)://HOST[:PORT]/, not “${text}”`);
  return address.url;
}

/** As a sentence. */
export function tokensError(error: unknown, file: string, t: Translate): unknown {
  if (error instanceof TokensError)
    return new Error(t(`terminal.vantage.tokensProblem.${error.problem}`, { file }), { cause: error });
  return error instanceof Error && "syscall" in error ? inputError(file, error) : error;
}
