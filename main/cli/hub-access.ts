import { hubName, parseHubLine, type HubAddress } from "#core/team/hub-address.ts";
import type { createI18n } from "#core/text/translate.ts";
import type { HubAccess } from "#host/hub/hub-line.ts";
import type { CommandContext } from "./command-context.ts";
import { readInput } from "./read-input.ts";
import { UsageError } from "./usage.ts";

export type HubOptions = {
  url?: string | undefined;
  authority?: string | undefined;
  "password-file"?: string | undefined;
};

/** libpq's name for it: scripts that know PostgreSQL know it. */
const PASSWORD_VARIABLE = "PGPASSWORD";

type Translate = ReturnType<typeof createI18n>["t"];

/**
 * How the administrator reaches the hub. His password comes from PGPASSWORD, a file or a prompt, never from the command line.
 *
 * @throws UsageError, InputError
 */
export async function adminAccess(values: HubOptions, context: CommandContext, t: Translate): Promise<HubAccess> {
  const address = addressNamed(values.url, t);
  const authority = values.authority === undefined ? null : await readText(values.authority, context);
  const file = values["password-file"];
  const password =
    file === undefined
      ? (context.environment[PASSWORD_VARIABLE] ??
        (await context.ask(t("hub.askPassword", { user: address.user, hub: hubName(address) }), { hidden: true })))
      : await readText(file, context);
  return { address, password: password.trim(), authority };
}

function addressNamed(url: string | undefined, t: Translate): HubAddress {
  if (url === undefined) throw new UsageError("--url postgres://ADMIN@HOST/DATABASE");
  // Also as libpq takes it, between user and host.
  if (/^postgres(ql)?:\/\/[^/@]*:[^/@]*@/.test(url)) throw new UsageError(t("hub.passwordInUrl"));
  const line = parseHubLine(url);
  if (!line) throw new UsageError(`--url takes postgres://ADMIN@HOST:PORT/DATABASE, not “${url}”`);
  if (line.password !== null) throw new UsageError(t("hub.passwordInUrl"));
  return line.address;
}

export async function readText(file: string, context: CommandContext): Promise<string> {
  return Buffer.from(await readInput(file, context)).toString("utf8");
}
