import { z } from "zod";

/**
 * Where a vantage is: `http://HOST:PORT/`, or `https:` where it has a certificate. Nothing else belongs into it, above all
 * no token: the address is stored and shown, the token is a secret.
 */
export const vantageUrlSchema = z
  .string()
  .trim()
  .max(300)
  .regex(/^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?\/?$/i, "http(s)://HOST[:PORT]/");

/** Shared by all laptops of a firm and its vantage. Characters that survive a URL; long enough that nobody guesses it. */
export const vantageTokenSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._~-]{16,200}$/, "16 to 200 letters, digits, - . _ ~");

/** A vantage as a check uses it. `token` null: none is kept, so nothing can be asked. */
export type VantageAccess = { url: string; token: string | null };

/**
 * What a person pastes: the address, and behind `#` the token, as `farsite vantage` prints them. Undefined when it is
 * something else.
 */
export function parseVantageAddress(text: string): VantageAccess | undefined {
  const hash = text.indexOf("#");
  const url = vantageUrlSchema.safeParse(hash === -1 ? text : text.slice(0, hash));
  if (!url.success || !hasUsablePort(url.data)) return undefined;
  const address = url.data.endsWith("/") ? url.data : `${url.data}/`;
  if (hash === -1) return { url: address, token: null };
  const token = vantageTokenSchema.safeParse(text.slice(hash + 1));
  return token.success ? { url: address, token: token.data } : undefined;
}

const HIGHEST_PORT = 65_535;

function hasUsablePort(url: string): boolean {
  const port = /:(\d{1,5})\/?$/.exec(url)?.[1];
  return port === undefined || (Number(port) >= 1 && Number(port) <= HIGHEST_PORT);
}
