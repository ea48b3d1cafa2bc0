import { HostError } from "#core/contract/errors.ts";
import { z } from "zod";
import type { HubLine } from "./hub-line.ts";
import { hasNewForged } from "./forged-rows.ts";
import { hasRow } from "./hub-rows.ts";
import { photosOnHub } from "./hub-photo-rows.ts";
import { forgetPlaces, lastPulled, pull } from "./pull.ts";
import { pushSites, sitesSignedSince } from "./push.ts";
import { HUB_VERSION } from "./schema.ts";
import { settleSites } from "./settle-sites.ts";
import { forgetMarks, type SyncContext } from "./sync-context.ts";
import { syncPhotos } from "./sync-photos.ts";

/** However sure a laptop is of what the hub has, it asks for everything once a day. */
const COMPARE_ALL_MS = 24 * 60 * 60_000;

const hubRowSchema = z.object({ id: z.uuid(), version: z.number().int() });

/**
 * The id of the hub behind this line.
 *
 * @throws HostError HUB_NOT_SET_UP (also: an older version than ours), HUB_NEWER, HUB_REFUSED
 */
export async function enterHub(line: HubLine): Promise<string> {
  const [row] = await line.query("select id, version from farsite.hub");
  const hub = hubRowSchema.safeParse(row);
  if (!hub.success) throw new HostError("HUB_NOT_SET_UP", { hub: line.name, detail: "farsite.hub is empty" });
  const { id, version } = hub.data;
  if (version > HUB_VERSION) throw new HostError("HUB_NEWER", { hub: line.name, found: version, known: HUB_VERSION });
  if (version < HUB_VERSION) {
    const detail = `version ${version} is older than this Farsite's ${HUB_VERSION}`;
    throw new HostError("HUB_NOT_SET_UP", { hub: line.name, detail });
  }
  await line.query("select farsite.enter()");
  return id;
}

/**
 * One sync: own work first, then that of the others, merged; then what merging made; pictures last. Each part keeps how far it came.
 * `all`: everything is compared with the hub, whatever was known.
 */
export async function runSync(context: SyncContext, options: { all: boolean; now: Date }): Promise<void> {
  const { state, exchange } = context;
  await forgetWhatWasLost(context);
  const comparedAt = Date.parse(state.get("compared-at") ?? "");
  const isDue = !(options.now.getTime() - comparedAt < COMPARE_ALL_MS) || comparedAt > options.now.getTime();
  const all = options.all || isDue || hasNewForged(context);
  // What an earlier sync took in and could not merge any more.
  await settleSites(context);
  await pushSites(context, await sitesToPush(context, all));
  const touched = await pull(context, { all });
  if (all) state.set({ "compared-at": options.now.toISOString() });
  const merged = await settleSites(context);
  const here = new Set(exchange.siteIds());
  // A forged row that has just come is answered now, not in five minutes.
  await pushSites(context, hasNewForged(context) ? [...here] : merged);
  const open = [...context.marks].filter(([, mark]) => !mark.complete).map(([siteId]) => siteId);
  await syncPhotos(
    context,
    [...new Set([...touched, ...open])].filter((siteId) => here.has(siteId)),
  );
}

/** Those that have more revisions than are known to be on the hub; revisions are never deleted, so that their number tells. */
async function sitesToPush(context: SyncContext, all: boolean): Promise<string[]> {
  const { exchange, pace, signal } = context;
  const siteIds = exchange.siteIds();
  if (all) return siteIds;
  const changed = await sitesSignedSince(context);
  await pace.each(
    "read",
    siteIds,
    (some) => {
      for (const siteId of some) {
        if (exchange.revisionHashes(siteId).length !== context.marks.get(siteId)?.revisions) changed.push(siteId);
      }
    },
    signal,
  );
  return [...new Set(changed)];
}

/** A hub that was put back from an older backup lacks the rows that came last: then nothing is known of it any more. */
async function forgetWhatWasLost(context: SyncContext): Promise<void> {
  const { state, line } = context;
  let lost = false;
  for (const table of ["laptop_card", "revision", "late_signature", "record"] as const) {
    const [seq, hash] = (state.get(`pushed:${table}`) ?? "").split(" ");
    const pulled = lastPulled(context, table);
    if (seq && hash && !(await hasRow(line, table, seq, hash))) lost = true;
    if (pulled && !(await hasRow(line, table, pulled.seq, pulled.hash))) lost = true;
  }
  const photo = state.get("pushed:photo");
  if (photo !== null && (await photosOnHub(line, [photo])).length === 0) lost = true;
  if (!lost) return;
  forgetMarks(context);
  forgetPlaces(context);
  state.removeAll("pushed:");
  state.set({ "compared-at": null });
}
