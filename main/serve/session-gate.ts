import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 32;

/** Long enough to find the browser window, short enough that a link left in a terminal is worth nothing. */
const CODE_LIFETIME_MS = 10 * 60 * 1_000;

/** Links printed and not used; more than this means that somebody asks for them in a loop. */
const MAX_CODES = 16;
const MAX_TOKENS = 64;

/**
 * Who may talk to the host: a one-time code, printed for the person, is exchanged for a token that one tab keeps. Only
 * hashes are held, and they are compared in constant time.
 */
export class SessionGate {
  readonly #now: () => number;
  #codes: { hash: Buffer; expiresAtMs: number }[] = [];
  #tokens: Buffer[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  newCode(): string {
    const code = newSecret();
    this.#codes = [...this.#freshCodes(), { hash: hashOf(code), expiresAtMs: this.#now() + CODE_LIFETIME_MS }].slice(
      -MAX_CODES,
    );
    return code;
  }

  /** A token for a code that was not used before, null for any other. */
  exchange(code: string): string | null {
    const hash = hashOf(code);
    const found = this.#freshCodes().find((known) => timingSafeEqual(known.hash, hash));
    if (!found) return null;
    this.#codes = this.#codes.filter((known) => known !== found);
    const token = newSecret();
    this.#tokens = [...this.#tokens, hashOf(token)].slice(-MAX_TOKENS);
    return token;
  }

  admits(token: string): boolean {
    const hash = hashOf(token);
    // No early exit: how long the comparison takes tells nothing about which token matched.
    return this.#tokens.reduce((admitted, known) => timingSafeEqual(known, hash) || admitted, false);
  }

  #freshCodes(): { hash: Buffer; expiresAtMs: number }[] {
    return this.#codes.filter((code) => code.expiresAtMs > this.#now());
  }
}

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** Shows to who has the secret, too, that one has it, without telling it. */
export const proofOf = (secret: string, statement: string): string =>
  createHmac("sha256", secret).update(statement).digest("base64url");

/** Whether two secrets are the same, in constant time. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(hashOf(a), hashOf(b));
