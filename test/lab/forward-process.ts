import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { forwardWishSchema, walkEffectSchema } from "#core/walk/effect.ts";
import { siteEnvironment } from "#host/check/environment.ts";
import { ForwardService } from "#host/forward/forward-service.ts";
import type { LastingMappings } from "#host/store/lasting-mappings.ts";
import { openStore } from "#host/store/open-store.ts";

/**
 * One Farsite on the laptop that opens, looks at or closes a forward: `node forward-process.ts FOLDER JSON`. It prints what came of
 * it as JSON. `die` kills it without warning between its journal and the router, or between the router and its journal. `renew` keeps
 * it running that many milliseconds; `aheadMs` is by how much its clock is ahead.
 */
const commandSchema = z.object({
  siteId: z.uuid(),
  open: z.object({ wish: forwardWishSchema, means: z.enum(["upnp", "pcp", "nat-pmp", "pinhole"]) }).optional(),
  close: z.string().optional(),
  look: z.string().optional(),
  ask: z.boolean().optional(),
  reach: walkEffectSchema.options[2].omit({ kind: true }).optional(),
  renewMs: z.number().optional(),
  aheadMs: z.number().default(0),
  die: z.enum(["before-asking", "before-noting"]).optional(),
});

const [folder = "", json = ""] = process.argv.slice(2);
const command = commandSchema.parse(JSON.parse(json));
const now = (): Date => new Date(Date.now() + command.aheadMs);
const store = openStore({ folder, now, randomUuid: randomUUID });
const die = (): void => process.kill(process.pid, "SIGKILL") as unknown as void;

const lastingMappings: LastingMappings = {
  ...store.lastingMappings,
  begin: (entry) => {
    const id = store.lastingMappings.begin(entry);
    if (command.die === "before-asking") die();
    return id;
  },
  opened: (id, granted) => {
    if (command.die === "before-noting") die();
    store.lastingMappings.opened(id, granted);
  },
};
const forwards = new ForwardService({
  environment: siteEnvironment("assets"),
  store: () => ({ lastingMappings, document: store.document }),
  now,
  randomBytes: (length) => randomBytes(length),
  lookEveryMs: 500,
});
const { signal } = new AbortController();
const { siteId } = command;

async function run(): Promise<unknown> {
  if (command.open) return forwards.open(siteId, command.open.wish, command.open.means, signal);
  if (command.close !== undefined) return forwards.close(siteId, command.close, signal);
  if (command.look !== undefined) return forwards.look(siteId, command.look, signal);
  if (command.reach) return forwards.reachDevice(command.reach.address, command.reach.ports, signal);
  if (command.ask === true) return forwards.askRouter(signal);
  return null;
}

const result = await run();
if (command.renewMs !== undefined) {
  forwards.startRenewing();
  await new Promise((resolve) => setTimeout(resolve, command.renewMs));
}
const states = forwards.states(siteId);
await forwards.stop();
const entries = store.lastingMappings.all();
store.close();
process.stdout.write(`${JSON.stringify({ result, states, entries })}\n`);
