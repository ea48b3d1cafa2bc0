import { randomBytes } from "node:crypto";
import { chmod, chown, readFile, rename, stat, writeFile } from "node:fs/promises";
import { parseJson } from "#core/parse-json.ts";
import { NO_PACKET_KEY, packetKeyId } from "#core/vantage/vantage-key.ts";
import { keyIdOf, type Technician } from "./key-ring.ts";

/** As `vantageTokenSchema` has it; here without zod. */
const TOKEN = /^[A-Za-z0-9._~-]{16,200}$/;
/** What can stand in a log line and a label of a metric. */
const NAME = /^[^\p{Cc}\p{Cs}]{1,60}$/u;
const MOST = 1_000;
const TOKEN_BYTES = 32;
const OWNER_ONLY = 0o600;

export type TokensProblem =
  /** Not a list of names and tokens. */
  | "not-a-list"
  /** A name is empty, too long, or there twice. */
  | "bad-name"
  | "bad-token"
  /** Two tokens are alike, or can't be told apart in a packet: make one of them anew. */
  | "tokens-alike";

/** A file of tokens that can't be used. It never holds a token. */
export class TokensError extends Error {
  readonly problem: TokensProblem;

  constructor(problem: TokensProblem) {
    super(problem);
    this.name = "TokensError";
    this.problem = problem;
  }
}

/** `[{"name": ..., "token": ...}]`. @throws TokensError */
export function readTechnicians(text: string): Technician[] {
  const list = parseJson(text);
  if (!Array.isArray(list) || list.length > MOST) throw new TokensError("not-a-list");
  const technicians = list.map(technicianOf);
  if (new Set(technicians.map(({ name }) => name)).size < list.length) throw new TokensError("bad-name");
  const keys = technicians.map(({ token }) => packetKeyId(keyIdOf(token)));
  if (new Set(keys).size < list.length || keys.includes(NO_PACKET_KEY)) throw new TokensError("tokens-alike");
  return technicians;
}

function technicianOf(entry: unknown): Technician {
  if (typeof entry !== "object" || entry === null || !("name" in entry) || !("token" in entry))
    throw new TokensError("not-a-list");
  const { name, token } = entry;
  if (typeof name !== "string" || !NAME.test(name) || name.trim() === "") throw new TokensError("bad-name");
  if (typeof token !== "string" || !TOKEN.test(token)) throw new TokensError("bad-token");
  return { name, token };
}

/** @throws TokensError, or the system's error */
export const loadTechnicians = async (file: string): Promise<Technician[]> =>
  readTechnicians(await readFile(file, "utf8"));

/** The same, and nobody where there is no file yet. @throws TokensError, or the system's error */
export async function loadTechniciansOrNone(file: string): Promise<Technician[]> {
  try {
    return await loadTechnicians(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** A list with one more, whose token is new. @throws TokensError when somebody has that name */
export function withTechnician(list: readonly Technician[], name: string): { list: Technician[]; token: string } {
  for (;;) {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const longer = [...list, { name, token }];
    try {
      return { list: readTechnicians(JSON.stringify(longer)), token };
    } catch (error) {
      // Once in millions two keys begin alike.
      if (!(error instanceof TokensError) || error.problem !== "tokens-alike") throw error;
      readTechnicians(JSON.stringify(list));
    }
  }
}

/** Whole or not at all, and readable by whom it was readable before; a new file by its owner alone. */
export async function saveTechnicians(file: string, list: readonly Technician[]): Promise<void> {
  const before = await stat(file).catch(() => null);
  const temporary = `${file}.new`;
  await writeFile(temporary, `${JSON.stringify(list, null, 2)}\n`, { mode: OWNER_ONLY });
  if (before) {
    await chmod(temporary, before.mode & 0o777);
    // Only root may give a file away; whoever else writes it owns it.
    await chown(temporary, before.uid, before.gid).catch(() => {});
  }
  await rename(temporary, file);
}
