/**
 * How two Farsites meet at the firm's vantage (docs/rehearsal.md): it keeps a few short messages of two ends under a code, for ten
 * minutes, and can't read them. Apart from the schemas, since the vantage has no zod.
 */

/** POST: what the other end said since, and here is what I say. */
export const REHEARSAL_PATH = "/v1/rehearsal";

/** Consonants that look like nothing else, so that a code is no word and can be told over the telephone. */
export const CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
/** 2.6 * 10^10 codes; whoever has a token and guesses one a second needs centuries for one of a few rooms. */
export const CODE_LENGTH = 8;
export const CODE_PATTERN = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/;
/** Whose seat it is: chosen by each end itself. */
export const SEAT_PATTERN = /^[0-9a-f]{32}$/;
/** A sealed signal is 690 characters. */
export const MESSAGE_PATTERN = /^[A-Za-z0-9_-]{1,1000}$/;
/** Each end says three or four things. */
export const MAX_MESSAGES = 8;
/** Until the colleague has the code and typed it in. */
export const ROOM_LIFETIME_MS = 10 * 60_000;
/** A question waits so long for the other end; shorter than what servers and proxies cut off. */
export const MAX_WAIT_MS = 5_000;

/** One letter for each random byte; `random` below 256 each, at least 16 of them. */
export function codeFrom(random: Uint8Array): string {
  // 240 is the highest multiple of 20: without what is above, every letter is as likely.
  const fair = [...random].filter((byte) => byte < 240).slice(0, CODE_LENGTH);
  if (fair.length < CODE_LENGTH) throw new RangeError("not enough random bytes");
  return fair.map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join("");
}

/** `BCDF-GHJK` */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** What a person typed, however; undefined when it is no code. */
export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s\p{Pd}]+/gu, "").toUpperCase();
  return CODE_PATTERN.test(code) ? code : undefined;
}
