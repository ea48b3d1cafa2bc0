import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { openStore } from "#host/store/open-store.ts";
import { offlineRecord } from "../../fakes/sample-records.ts";
import { sampleMapping } from "./sample-mapping.ts";

/**
 * A second shell, for tests that need a real process: it prints one line for everything the store has confirmed.
 *
 *   save FOLDER COUNT [SITE]   saves checks, each into a new site or all into SITE
 *   journal FOLDER COUNT       begins mappings, then lives on until it is killed
 *   recover FOLDER             prints the ids of the leftovers it got, then lives on until it is killed
 */
const [task, folder = "", count = "0", siteId = null] = process.argv.slice(2);
const store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });

if (task === "save") {
  for (let index = 0; index < Number(count); index += 1) {
    const record = { ...offlineRecord, checkId: randomUUID() };
    const saved = store.saveCheck({ siteId, siteName: `Site of ${process.pid}`, record });
    writeSync(1, `${saved.siteId} ${record.checkId}\n`);
  }
  store.close();
} else {
  if (task === "recover") writeSync(1, `${JSON.stringify(store.journal.leftovers().map(({ id }) => id))}\n`);
  for (let index = 0; index < Number(count); index += 1) {
    writeSync(1, `${store.journal.begin({ ...sampleMapping, internalPort: 40_000 + index })}\n`);
  }
  // Nothing refers to the store any more: the collector must not take its lock for dead.
  setInterval(() => globalThis.gc?.(), 20);
}
