import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { openStore } from "#host/store/open-store.ts";
import { randomFrom } from "../fuzz/random.ts";
import { randomEdit } from "./random-edits.ts";

/**
 * A shell that works on surveys until it is killed, or has made so many edits: it prints one line for everything that the store
 * has confirmed, site and revision.
 *
 *   FOLDER SEED COUNT
 */
const [folder = "", seed = "1", count = "0"] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });

for (let edits = 0; edits < Number(count); edits += 1) {
  const confirmed = randomEdit(store, random, () => `${process.pid} ${edits} ${random.int(1_000_000)}`);
  if (confirmed !== null) writeSync(1, `${confirmed.siteId} ${confirmed.revision}\n`);
}
store.close();
