import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { z } from "zod";
import { inboundSchema, verdictKindSchema } from "#core/nat/diagnosis.ts";
import { readMappings } from "../lab/router-mappings.ts";
import { launch } from "./electron-runtime.ts";
import { journey } from "./journey.ts";

// Run on the laptop of a lab site by journey.spec.ts: the whole thread in the Electron window. Says "done" at the end.

const input = z
  .object({
    program: z.string(),
    args: z.array(z.string()),
    dataFolder: z.string(),
    outputFolder: z.string(),
    routers: z.array(z.string()),
    expected: z.object({ verdict: verdictKindSchema, inbound: inboundSchema, boxes: z.array(z.array(z.string())) }),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

const { FARSITE_STUN = "", FARSITE_WHOAMI = "" } = process.env;
mkdirSync(input.outputFolder, { recursive: true });
const runtime = { program: input.program, args: input.args, remove: () => {} };
const electron = await launch(runtime, input.dataFolder, { env: { FARSITE_STUN, FARSITE_WHOAMI } });
try {
  const site = {
    shell: "window" as const,
    dataFolder: input.dataFolder,
    mappingsLeft: async () => (await Promise.all(input.routers.map(readMappings))).flat().length,
  };
  await journey(await electron.firstWindow(), site, input.expected, (press) => download(electron, press));
  process.stdout.write("done\n");
} finally {
  await electron.close();
}

/** Lets the window save a file without asking where. Returns where it is. */
async function download(app: ElectronApplication, press: () => Promise<void>): Promise<string> {
  const file = join(input.outputFolder, "report.pdf");
  const saved = app.evaluate(
    ({ session }, path) =>
      new Promise<string>((resolve) => {
        session.defaultSession.once("will-download", (_event, item) => {
          item.setSavePath(path);
          item.once("done", (_done, state) => resolve(state));
        });
      }),
    file,
  );
  await press();
  const state = await saved;
  if (state !== "completed") throw new Error(`the download ended with "${state}"`);
  return file;
}
