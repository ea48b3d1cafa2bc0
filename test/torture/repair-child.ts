import { writeSync } from "node:fs";
import { repairStore } from "#host/store/repair.ts";

/** A shell that repairs FOLDER, for tests that kill it meanwhile. */
const [folder = ""] = process.argv.slice(2);
writeSync(1, "begins\n");
await repairStore({ folder, now: () => new Date() });
writeSync(1, "done\n");
