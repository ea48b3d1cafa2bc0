import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import type { ExchangePreview, SealedRecord, SealedRevision, Taken } from "#host/store/exchange.ts";
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

/** What a preview comes to, all its steps at once. */
export function previewed(to: Store, siteId: string, ...rest: PreviewArguments): ExchangePreview {
  const steps = to.exchange.preview(siteId, ...rest);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

type PreviewArguments = [revisions: readonly SealedRevision[], cards: readonly SignedLaptopCard[]];
