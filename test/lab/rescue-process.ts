import { randomUUID } from "node:crypto";
import { openStore } from "#host/store/open-store.ts";
import { RescueKeeper } from "#host/scan/rescue-keeper.ts";
import { readAdapters } from "#host/system/adapters.ts";
import { startProgram } from "#host/system/start-program.ts";

/**
 * A process with a second address: `node rescue-process.ts FOLDER DEVICE-ADDRESS` sets one, says which, and lives on; without an address it
 * says what is left of an earlier one, and ends.
 */
const [folder = "", deviceAddress] = process.argv.slice(2);
const store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });
const keeper = new RescueKeeper({
  platform: process.platform,
  readAdapters,
  rows: () => store.rescues,
  folder,
  isRoot: true,
  start: startProgram,
});
keeper.recover();
if (deviceAddress === undefined) {
  process.stdout.write(`${JSON.stringify(keeper.list())}\n`);
  store.close();
} else {
  const [rescue] = await keeper.begin(keeper.plan({ deviceAddress, interfaceName: null }));
  process.stdout.write(`${rescue?.address} on ${rescue?.interfaceName}\n`);
  process.on("SIGTERM", () => void keeper.close().then(() => process.exit()));
  setInterval(() => {}, 60_000);
}
