import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { HostError } from "#core/contract/errors.ts";
import { ageWorkerSource } from "./age-worker-source.ts";

/**
 * Files encrypted with a passphrase in the age format (age-encryption.org/v1, C2SP), so that any age program opens them as well:
 * `age -d survey.farsite > survey.zip`.
 */

const INTRO = "age-encryption.org/v1\n";
/** A header with one passphrase is 150 bytes. */
const HEADER_BYTES = 512;

/**
 * Base-2 logarithm of scrypt's N (r = 8): what `age -p` uses, a second of work and 256 MB. A file that asks for more is refused: the
 * sender chooses it, and 22 is already 4 GB.
 */
const WORK_FACTOR = 18;

export async function isAgeFile(file: string): Promise<boolean> {
  return (await beginningOf(file)).startsWith(INTRO);
}

/** Writes `to`, encrypted. Throws HostError BAD_INPUT, and the system's errors of files. */
export async function sealFile(from: string, to: string, passphrase: string): Promise<void> {
  const { error, code } = await inWorker({ way: "seal", from, to, passphrase, maxBytes: Number.MAX_SAFE_INTEGER });
  if (error !== undefined) throw Object.assign(new Error(error), code === undefined ? {} : { code });
}

/** Writes `to`, decrypted. Throws HostError PASSPHRASE_WRONG, NOT_A_PACKAGE, and the system's errors of files. */
export async function unsealFile(from: string, to: string, passphrase: string, maxBytes: number): Promise<void> {
  checkHeader(await beginningOf(from));
  const { error, code } = await inWorker({ way: "unseal", from, to, passphrase, maxBytes });
  if (error === undefined) return;
  // The words are the library's own; everything else it says is about the file.
  if (error.startsWith("no identity matched")) throw new HostError("PASSPHRASE_WRONG");
  if (code !== undefined && code !== "ERR_INVALID_STATE") throw Object.assign(new Error(error), { code });
  throw new HostError("NOT_A_PACKAGE", { detail: `decryption: ${error}` });
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString("latin1");
  } finally {
    await handle.close();
  }
}

/** Looks at what the file asks for before any work is done. */
function checkHeader(beginning: string): void {
  const [, kind, , workFactor] = /^age-encryption\.org\/v1\n-> (\S+)(?: (\S+))?(?: (\S+))?\n/.exec(beginning) ?? [];
  if (kind !== "scrypt") {
    throw new HostError("NOT_A_PACKAGE", { detail: "it is encrypted, but not with a passphrase" });
  }
  if (!/^[1-9]\d?$/.test(workFactor ?? "") || Number(workFactor) > WORK_FACTOR) {
    throw new HostError("NOT_A_PACKAGE", { detail: `its passphrase needs a work factor of ${workFactor}` });
  }
}

type Job = { way: "seal" | "unseal"; from: string; to: string; passphrase: string; maxBytes: number };

async function inWorker(job: Job): Promise<{ error?: string; code?: string }> {
  const library = pathToFileURL(createRequire(import.meta.url).resolve("age-encryption")).href;
  // One passphrase is one sequence of bytes, whatever keyboard it was typed on.
  const passphrase = job.passphrase.normalize("NFC");
  const worker = new Worker(ageWorkerSource, {
    eval: true,
    workerData: { ...job, passphrase, library, workFactor: WORK_FACTOR },
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("the thread ended without a result")));
    });
  } finally {
    await worker.terminate();
  }
}
