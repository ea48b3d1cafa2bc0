import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { Decrypter, Encrypter } from "age-encryption";
import { passphraseWorkerSource } from "./passphrase-worker-source.ts";

/**
 * A few bytes under a passphrase, in the age format. Making a key of a passphrase takes a processor for seconds, on purpose: it is
 * done in a thread of its own, so that a check that runs meanwhile does not take its own silence for the network's.
 */

export class WrongPassphrase extends Error {}

/** What age itself takes by default: 2^18 rounds, a second and 256 MB on the laptops of today. */
export const WORK_FACTOR = 18;
/** With fewer rounds the work is done before a thread has started. */
const THREAD_FROM = 12;

/** @throws Error of the system: no thread, no memory */
export async function sealWithPassphrase(text: string, passphrase: string, workFactor: number): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  if (workFactor >= THREAD_FROM) return inThread({ way: "seal", bytes, passphrase: typed(passphrase), workFactor });
  const encrypter = new Encrypter();
  encrypter.setPassphrase(typed(passphrase));
  encrypter.setScryptWorkFactor(workFactor);
  return encrypter.encrypt(bytes);
}

/** @throws WrongPassphrase; Error: the bytes are damaged */
export async function unsealWithPassphrase(bytes: Uint8Array, passphrase: string): Promise<string> {
  try {
    return new TextDecoder().decode(await unsealed(bytes, typed(passphrase)));
  } catch (error) {
    // The words are the library's own.
    if (error instanceof Error && error.message.startsWith("no identity matched")) throw new WrongPassphrase();
    throw error;
  }
}

async function unsealed(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
  if (workFactorOf(bytes) >= THREAD_FROM) return inThread({ way: "unseal", bytes, passphrase, workFactor: 0 });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(bytes);
}

/** Of the header's one stanza, "-> scrypt SALT FACTOR". One that can't be read is left to the library. */
function workFactorOf(bytes: Uint8Array): number {
  const header = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return Number(/\n-> scrypt \S+ (\d+)\n/.exec(header)?.[1] ?? 0);
}

/** The same letters typed on two systems may be composed differently (Unicode, NFC). */
const typed = (passphrase: string): string => passphrase.normalize("NFC");

interface Work {
  way: "seal" | "unseal";
  bytes: Uint8Array;
  passphrase: string;
  workFactor: number;
}

async function inThread(work: Work): Promise<Uint8Array> {
  const library = pathToFileURL(createRequire(import.meta.url).resolve("age-encryption")).href;
  const worker = new Worker(passphraseWorkerSource, { eval: true, execArgv: [], workerData: { ...work, library } });
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.once("message", ({ bytes, error }: { bytes?: Uint8Array; error?: string }) =>
        bytes === undefined ? reject(new Error(error)) : resolve(bytes),
      );
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("the thread ended without a result")));
    });
  } finally {
    await worker.terminate();
  }
}
