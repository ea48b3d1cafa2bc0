import { settingsSchema, type Settings } from "#core/survey/settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type ServerLists = Partial<Pick<Settings, "stunServers" | "whoamiUrls">>;

/**
 * `FARSITE_STUN` and `FARSITE_WHOAMI`, separated by commas, replace the configured servers; empty means none. For firms
 * with servers of their own, and for tests, which must not reach the public ones.
 *
 * @throws when an entry is not HOST:PORT or an http(s) URL, naming the variable
 */
export function environmentOverrides(environment: Environment): ServerLists {
  return {
    ...list(environment, "FARSITE_STUN", "stunServers"),
    ...list(environment, "FARSITE_WHOAMI", "whoamiUrls"),
  };
}

function list(environment: Environment, variable: string, setting: keyof ServerLists): ServerLists {
  const text = environment[variable];
  if (text === undefined) return {};
  const entries = text
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
  const parsed = settingsSchema.shape[setting].safeParse(entries);
  if (!parsed.success)
    throw new Error(`${variable}: “${text}” is not a list of ${setting === "stunServers" ? "HOST:PORT" : "URLs"}`);
  return { [setting]: parsed.data };
}
