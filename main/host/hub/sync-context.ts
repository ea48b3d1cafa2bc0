import type { SyncEvent } from "#core/contract/team-calls.ts";
import type { PhotoStore } from "../photos/photo-store.ts";
import type { Exchange } from "../store/exchange.ts";
import type { HubLine } from "./hub-line.ts";
import type { HubState } from "./hub-state.ts";
import type { Pace } from "./paced.ts";

export type SyncPhase = Extract<SyncEvent, { type: "progress" }>["phase"];
export type SyncTotals = Omit<Extract<SyncEvent, { type: "finished" }>, "type">;

/** Something that was left out, and why; the rest goes on. */
export interface LeftOut {
  /** `row`: from the hub, by `pushedBy`. `own`: of this laptop, which the hub does not take. */
  side: "row" | "own";
  hash: string;
  reason: string;
  /** The login that brought it to the hub. */
  pushedBy: string | null;
}

/** What all parts of one sync work with. */
export interface SyncContext {
  readonly line: HubLine;
  /** As whom this laptop is at the hub. What came by the same login is believed to be what it says; nothing else is. */
  readonly login: string;
  /** Of this hub. */
  readonly state: HubState;
  readonly exchange: Exchange;
  readonly photos: PhotoStore;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly totals: SyncTotals;
  readonly leftOut: LeftOut[];
  /** What is known of each site; `state` holds the same. */
  readonly marks: Map<string, SiteMark>;
  /** Sites that something came for. */
  readonly changedSites: Set<string>;
  report(phase: SyncPhase, done: number, total: number): void;
}

/** What is known of a site: how many of its revisions and pictures are on the hub, and whether all of it is here and there. */
export interface SiteMark {
  revisions: number;
  photos: number;
  complete: boolean;
}

const SITE_PREFIX = "site:";

export function readMarks(state: HubState): Map<string, SiteMark> {
  return new Map([...state.all(SITE_PREFIX)].map(([siteId, text]) => [siteId, markFrom(text)]));
}

export function forgetMarks({ state, marks }: SyncContext): void {
  state.removeAll(SITE_PREFIX);
  marks.clear();
}

export function writeMarks({ state, marks }: SyncContext, news: ReadonlyMap<string, SiteMark>): void {
  if (news.size === 0) return;
  state.set(
    Object.fromEntries(
      [...news].map(([siteId, { revisions, photos, complete }]) => [
        `${SITE_PREFIX}${siteId}`,
        `${revisions} ${photos} ${complete ? "complete" : "open"}`,
      ]),
    ),
  );
  for (const [siteId, mark] of news) marks.set(siteId, mark);
}

function markFrom(text: string): SiteMark {
  const [revisions = "0", photos = "0", word] = text.split(" ");
  return { revisions: Number(revisions), photos: Number(photos), complete: word === "complete" };
}
