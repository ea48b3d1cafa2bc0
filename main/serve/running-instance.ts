import { makeOwnFolder } from "#host/own-folder.ts";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { newSecret, proofOf, sameSecret } from "./session-gate.ts";

/** Asking a server on the same machine; one that hangs must not keep a new start waiting. */
const ASK_MS = 1_500;

const noteSchema = z.object({ port: z.number().int().min(1).max(65535), secret: z.string() });

const noteFile = (folder: string): string => join(folder, "browser-shell.json");

/** Leaves a note, readable by its owner only, so that a second start finds this one. */
export function leaveNote(folder: string, note: { port: number; secret: string }): void {
  makeOwnFolder(folder);
  const file = noteFile(folder);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(note), { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
}

export function removeNote(folder: string): void {
  rmSync(noteFile(folder), { force: true });
}

/** What a second start says to the first: that it has the owner's secret. */
export const linkRequestSchema = z.object({ nonce: z.string().min(1).max(100), proof: z.string() });

/** What each side proves to know the secret for; the nonce keeps an answer from being used twice. */
export const linkStatements = {
  request: (nonce: string): string => `link please ${nonce}`,
  answer: (nonce: string, link: string): string => `link given ${nonce} ${link}`,
};

/**
 * A fresh link of a Farsite that is already open in the browser, null when there is none. After a crash another user's program
 * may have the port of the note: it is not told the secret, and its link is not believed.
 */
export async function linkOfRunningInstance(folder: string): Promise<string | null> {
  try {
    const { port, secret } = noteSchema.parse(JSON.parse(readFileSync(noteFile(folder), "utf8")));
    const nonce = newSecret();
    const response = await fetch(`http://127.0.0.1:${port}/link`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nonce, proof: proofOf(secret, linkStatements.request(nonce)) }),
      redirect: "error",
      signal: AbortSignal.timeout(ASK_MS),
    });
    const { link, proof } = z.object({ link: z.string(), proof: z.string() }).parse(await response.json());
    return sameSecret(proof, proofOf(secret, linkStatements.answer(nonce, link))) ? link : null;
  } catch {
    // No note, a stale one, or another program on that port by now: then this start is the first.
    return null;
  }
}
