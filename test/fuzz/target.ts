import { isDeepStrictEqual } from "node:util";
import type { DecodeKind } from "#core/codec/decode-kinds.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { observationDataSchema } from "#core/nat/observation.ts";
import { vectorBytes, vectors } from "../unit/codec/vector-files.ts";

/** One reader of what the network, a program or a file says, and what must hold whatever it is given. */
export type FuzzTarget = {
  name: string;
  /** Files whose branches the run has to reach, each with its functions that read nothing (encoders): those are left out. */
  sources: Readonly<Record<string, readonly string[]>>;
  seeds(): Uint8Array[];
  /** Words that mean something to this reader. */
  tokens: readonly (string | Uint8Array)[];
  /**
   * Reads an input. Returns what became of it in a few words: an input that brings new ones is kept and changed further.
   * Throws when something does not hold.
   */
  check(input: Uint8Array): string;
};

/** Something that must be so, and is not: the input is kept as a regression. */
export class Broken extends Error {
  constructor(what: string) {
    super(what);
    this.name = "Broken";
  }
}

export function must(holds: boolean, what: string): void {
  if (!holds) throw new Broken(what);
}

/** A reader that may refuse with its own error and nothing else; what it makes of the input is judged by `judge`. */
export function decoded<T>(input: Uint8Array, read: (input: Uint8Array) => T, judge: (value: T) => string): string {
  const before = Uint8Array.from(input);
  let value: T;
  try {
    value = read(input);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    must(error.reason.length > 0 && error.message.length < 1_000, "a refusal says why, and not at length");
    return `refused: ${error.reason.replace(/[\d"<>].*/s, "")}`;
  } finally {
    must(isDeepStrictEqual(before, Uint8Array.from(input)), "a reader leaves its input alone");
  }
  return judge(value);
}

/** What a probe would record of this fits into a record. */
export function mustBeRecordable(data: unknown): void {
  const parsed = observationDataSchema.safeParse(data);
  const [issue] = parsed.error?.issues ?? [];
  must(parsed.success, `can't be recorded: ${issue?.path.join(".")}: ${issue?.message}`);
}

export function mustBePort(port: number): void {
  must(Number.isInteger(port) && port >= 0 && port <= 65_535, `${port} is no port`);
}

export function mustBeAddress(address: string): void {
  must(canonicalAddress(address) === address, `${JSON.stringify(address)} is no canonical address`);
}

export function mustBeCount(value: number): void {
  must(Number.isSafeInteger(value) && value >= 0 && value <= 0xffff_ffff, `${value} is no 32-bit number`);
}

/** The captures of these kinds. */
export function captures(...kinds: readonly DecodeKind[]): Uint8Array[] {
  return vectors.filter((vector) => kinds.includes(vector.kind)).map((vector) => vectorBytes(vector));
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
