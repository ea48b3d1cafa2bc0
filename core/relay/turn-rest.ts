import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { encodeUtf8, toBase64 } from "../codec/byte-text.ts";

/**
 * Logins that end by themselves, made of a secret that server and client share ("REST API for TURN", draft-uberti-behave-turn-rest-00;
 * coturn: `use-auth-secret`, `static-auth-secret`): the user name begins with the time of its end.
 */

const USER_NAME = /^([0-9]{1,10})(?::|$)/;
/** Seconds since 1970 of 2001: a smaller number at the beginning of a user name is a number and no time. */
const FIRST_TIME_SECONDS = 1_000_000_000;

export type TurnLogin = { readonly userName: string; readonly password: string };

/** The login for a user (empty: nobody in particular) that ends at `expiresAtSeconds` since 1970, by the server's clock. */
export function restLogin(secret: string, user: string, expiresAtSeconds: number): TurnLogin {
  const time = String(Math.trunc(expiresAtSeconds));
  const userName = user === "" ? time : `${time}:${user}`;
  return { userName, password: toBase64(hmac(sha1, encodeUtf8(secret), encodeUtf8(userName))) };
}

/** When a login of that kind ends, in seconds since 1970; null: its user name names no time. */
export function restExpirySeconds(userName: string): number | null {
  const seconds = Number(USER_NAME.exec(userName)?.[1] ?? Number.NaN);
  return seconds >= FIRST_TIME_SECONDS ? seconds : null;
}
