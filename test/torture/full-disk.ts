import { randomUUID } from "node:crypto";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isHostError } from "#core/contract/errors.ts";
import { openStore } from "#host/store/open-store.ts";
import { randomFrom } from "../fuzz/random.ts";
import { inspectFolder } from "./inspect-folder.ts";
import { randomEdit, type Confirmed } from "./random-edits.ts";
import { mountDisk, unmountDisk } from "./small-disk.ts";

const DISK_KIB = 8_192;
const FILLER_BYTES = 7_000_000;
const EDITS_AFTERWARDS = 20;
/** Far more than find room. */
const MAX_EDITS = 5_000;

/**
 * Works on a small disk until it is full, at another write each time: earlier work stays readable, and with room again the same
 * store works on. Returns what went wrong.
 */
export async function workOnFullDisk(seed: number): Promise<string[]> {
  const random = randomFrom(seed);
  const folder = mountDisk(DISK_KIB);
  const failures: string[] = [];
  const confirmed: Confirmed[] = [];
  try {
    const store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });
    writeFileSync(join(folder, "filler"), Buffer.alloc(FILLER_BYTES - random.int(400_000)));
    const edit = (): void => {
      const done = randomEdit(store, random, () => `${seed} ${confirmed.length} ${"x".repeat(random.int(90))}`);
      if (done !== null) confirmed.push(done);
    };
    const refusal = untilRefused(edit);
    if (refusal !== "DISK_FULL") failures.push(`a full disk was called ${refusal}`);
    for (const { revision } of confirmed) store.exchange.revision(revision);
    truncateSync(join(folder, "filler"), 0);
    for (let index = 0; index < EDITS_AFTERWARDS; index += 1) edit();
    if (store.status().detail !== null) failures.push(`with room again it says: ${store.status().detail}`);
    store.close();
    failures.push(...(await inspectFolder(folder, confirmed)).failures);
  } catch (error) {
    failures.push(`${String(error)} ${isHostError(error) ? JSON.stringify(error.data) : ""}`);
  } finally {
    unmountDisk(folder);
  }
  return failures;
}

function untilRefused(edit: () => void): string {
  try {
    for (let edits = 0; edits < MAX_EDITS; edits += 1) edit();
    return "nothing at all";
  } catch (error) {
    return isHostError(error) ? error.code : String(error);
  }
}
