import type { SealedRecord, SealedRevision, Taken } from "#host/store/exchange.ts";
import type { Store } from "#host/store/open-store.ts";

/** All that a laptop has of a site, as it would travel. */
export interface Parcel {
  revisions: SealedRevision[];
  records: SealedRecord[];
}

export function parcelOf({ exchange }: Store, siteId: string): Parcel {
  return {
    revisions: exchange.revisionHashes(siteId).map((hash) => exchange.revision(hash)),
    records: exchange.recordHashes(siteId).flatMap((hash) => exchange.record(siteId, hash) ?? []),
  };
}

/** Takes in everything and settles; what was taken of the revisions. */
export function bring(from: Store, to: Store, siteId: string): Taken {
  const { revisions, records } = parcelOf(from, siteId);
  to.exchange.takeCards(from.exchange.cardsFor([siteId]));
  to.exchange.takeRecords(records);
  const taken = to.exchange.takeRevisions(revisions);
  to.exchange.settle(siteId);
  return taken;
}
