import type { TransferPreview } from "#core/contract/team-calls.ts";

type PreviewSite = TransferPreview["sites"][number];

/** A site with nothing new needs no taking in. */
export const bringsSomething = ({ what, newPhotos }: PreviewSite): boolean => what !== "same" || newPhotos > 0;

/** All that brings something is chosen until the person says otherwise. */
export const firstChoice = ({ sites }: TransferPreview): ReadonlySet<string> =>
  new Set(sites.filter(bringsSomething).map(({ siteId }) => siteId));

export type MakerTrust = "own" | "confirmed" | "seen" | "unknown";

/** What is known of the laptop that made a file. Never by its name: that can be anybody's. */
export function trustInMaker(
  laptopId: string | null,
  laptops: readonly { id: string; trust: "own" | "confirmed" | "seen" }[],
): MakerTrust {
  return laptops.find(({ id }) => id === laptopId)?.trust ?? "unknown";
}
