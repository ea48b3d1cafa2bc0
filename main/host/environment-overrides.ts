import { settingsSchema, type Settings } from "#core/survey/settings.ts";
import { parseVantageAddress, vantageTokenSchema, type VantageAccess } from "#core/vantage/vantage-address.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type ServerLists = Partial<Pick<Settings, "stunServers" | "whoamiUrls">>;
/** Servers for one run instead of the configured ones. `vantage` null: none. */
export type ServerOverrides = ServerLists & { vantage?: VantageAccess | null };

/** The token of the vantage that `--vantage` or `FARSITE_VANTAGE` names, where it doesn't stand behind `#`. */
export const VANTAGE_TOKEN_VARIABLE = "FARSITE_VANTAGE_TOKEN";

/**
 * `FARSITE_STUN` and `FARSITE_WHOAMI`, separated by commas, replace the configured servers; empty means none. For firms
 * with servers of their own, and for tests, which must not reach the public ones. `FARSITE_VANTAGE` is the address of the
 * vantage, with its token behind `#` or in `FARSITE_VANTAGE_TOKEN`.
 *
 * @throws when an entry is not HOST:PORT or an http(s) URL, naming the variable
 */
export function environmentOverrides(environment: Environment): ServerOverrides {
  const vantage = environment["FARSITE_VANTAGE"];
  return {
    ...(vantage !== undefined && {
      vantage: vantage.trim() === "" ? null : vantageFrom(vantage, environment, "FARSITE_VANTAGE"),
    }),
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

/**
 * A vantage as a command line or a variable names it.
 *
 * @throws when it is no address of one, or the token is none; the message says where (`name`) and never holds the token
 */
export function vantageFrom(text: string, environment: Environment, name: string): VantageAccess {
  const access = parseVantageAddress(text);
  if (!access) throw new Error(`${name} takes http://HOST:PORT/ or http://HOST:PORT/#TOKEN`);
  const variable = environment[VANTAGE_TOKEN_VARIABLE];
  if (access.token !== null || !variable) return access;
  const token = vantageTokenSchema.safeParse(variable);
  if (!token.success) throw new Error(`${VANTAGE_TOKEN_VARIABLE}: a token has 16 to 200 letters, digits, - . _ ~`);
  return { ...access, token: token.data };
}
