import { join } from "node:path";
import { environmentOverrides } from "#host/environment-overrides.ts";
import { Host } from "#host/host.ts";

/** The page for a telephone on a host of the lab: `node phone-process.ts FOLDER SITE [PORT]`, one line of JSON for each event. PORT: it was
 * forwarded by hand. */
const [dataFolder = "", siteId = "", port] = process.argv.slice(2);
const host = new Host({
  shell: "test",
  dataFolder,
  assetsFolder: join(import.meta.dirname, "../../assets"),
  version: "0.0.0",
  overrides: environmentOverrides(process.env),
});
const cancel = new AbortController();
process.once("SIGTERM", () => cancel.abort());
const test = { siteId, forwardId: null, byHandPort: port === undefined ? null : Number(port), carrier: null };
for await (const event of host.routes.proofs.phone(test, cancel.signal))
  process.stdout.write(`${JSON.stringify(event)}\n`);
await host.close();
