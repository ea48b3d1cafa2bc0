import type { HubStatus } from "#core/contract/team-calls.ts";
import type { PhotoStore } from "../photos/photo-store.ts";
import type { Exchange } from "../store/exchange.ts";
import type { HubState } from "./hub-state.ts";
import { Pace } from "./paced.ts";
import { readMarks } from "./sync-context.ts";

/** What is on this laptop and, as far as it knows, not on the hub. Works offline; `state` null: the hub never answered. */
export async function waitingForHub(
  exchange: Exchange,
  photos: PhotoStore,
  state: HubState | null,
): Promise<HubStatus["waiting"]> {
  const marks = state === null ? new Map<string, never>() : readMarks(state);
  const waiting = { revisions: 0, photos: 0 };
  await new Pace().each("read", exchange.siteIds(), (some) => {
    for (const siteId of some) {
      const mark = marks.get(siteId);
      const revisions = exchange.revisionHashes(siteId).length - (mark?.revisions ?? 0);
      waiting.revisions += Math.max(0, revisions);
      if (revisions <= 0 && mark?.complete) continue;
      const here = exchange.photoHashes(siteId).filter((hash) => photos.has(hash)).length;
      waiting.photos += Math.max(0, here - (mark?.photos ?? 0));
    }
  });
  return waiting;
}
