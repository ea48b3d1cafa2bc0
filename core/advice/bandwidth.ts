import { message } from "../nat/diagnosis.ts";
import type { Facet } from "./advice.ts";
import type { RouteId } from "./route-id.ts";
import type { SiteFacts } from "./site-facts.ts";
import type { WishesSection } from "../survey/survey-sections.ts";

/** A sub-stream is below 1 Mbit/s, a main stream of four megapixels in H.265 around two; recorders' own defaults lie between. */
const USUAL_STREAM_MBPS = 2;
/** A line that is full drops packets: video needs some room. */
const ROOM = 0.8;

/** One copy of each stream leaves the site, however many watch: the server in between copies it. */
const COPIES_OUTSIDE: ReadonlySet<RouteId> = new Set(["hosted-relay", "own-relay"]);

export interface BandwidthNeed {
  /** Mbit/s of upload; null: nobody said how many streams or viewers. */
  readonly needMbps: number | null;
  readonly haveMbps: number | null;
  readonly streams: number | null;
  readonly viewers: number | null;
}

/** What a route takes of the site's upload. */
export function bandwidthNeed(route: RouteId, { wishes, line }: SiteFacts): BandwidthNeed {
  const { streams = null, viewers = null, streamMbps } = wishes;
  const copies = COPIES_OUTSIDE.has(route) ? 1 : viewers;
  const needMbps = streams === null || copies === null ? null : streams * copies * (streamMbps ?? USUAL_STREAM_MBPS);
  return { needMbps, haveMbps: line.uploadMbps ?? null, streams, viewers };
}

/** What those who watch need together, as the wishes say it: nothing usual is put in. Null: they don't. */
export function wishedMbps(route: RouteId, { streams, streamMbps, viewers }: WishesSection): number | null {
  if (streams == null || streamMbps == null) return null;
  const copies = COPIES_OUTSIDE.has(route) ? 1 : Math.max(1, viewers ?? 1);
  return streams * streamMbps * copies;
}

export function bandwidthFacet(route: RouteId, facts: SiteFacts): Facet {
  const { needMbps, haveMbps } = bandwidthNeed(route, facts);
  const say = (grade: Facet["grade"], word: string): Facet => ({
    grade,
    says: message(`advice.facet.bandwidth.${word}`, { need: needMbps ?? 0, have: haveMbps ?? 0 }),
  });
  if (needMbps === null) return say("unknown", "not-said");
  if (haveMbps === null) return say("unknown", "not-measured");
  if (needMbps > haveMbps) return say("poor", "too-little");
  return needMbps > haveMbps * ROOM ? say("fair", "tight") : say("good", "enough");
}
