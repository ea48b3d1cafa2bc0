import { isIpv6 } from "#core/net/ip-address.ts";
import type { ForwardWish } from "#core/walk/effect.ts";
import type { LastingMapping, LastingMappings } from "../store/lasting-mappings.ts";
import type { MappingJournal } from "../store/mapping-journal.ts";
import type { AskedMeans } from "./forward-target.ts";
import { ForwardService } from "./forward-service.ts";
import type { OpenResult } from "./open-forward.ts";
import type { ForwardServiceOptions } from "./router-entries.ts";

type Options = Omit<ForwardServiceOptions, "store"> & {
  journal: () => MappingJournal;
  document: ReturnType<ForwardServiceOptions["store"]>["document"];
  randomUuid: () => string;
};

/** All of them map for the asking host; the last one is the oldest, and the most common where the others are switched off. */
const MEANS: readonly AskedMeans[] = ["pcp", "upnp", "nat-pmp"];
/** It is of no site: a test's own. */
const NO_SITE = "00000000-0000-4000-8000-000000000000";

/**
 * Ports that lead to this laptop for the time of a test. They stand in the journal of test mappings, so whatever becomes of this
 * process, the next start at that router takes them back.
 */
export class LaptopForwards {
  readonly #service: ForwardService;

  constructor({ journal, document, randomUuid, ...options }: Options) {
    const kept = keptInJournal(journal, options.now, randomUuid);
    this.#service = new ForwardService({ ...options, store: () => ({ lastingMappings: kept, document }) });
  }

  /** By the first protocol that does it. Never throws. */
  async open(wish: ForwardWish, signal: AbortSignal): Promise<OpenResult> {
    let said: OpenResult | null = null;
    const ways: readonly AskedMeans[] = isIpv6(wish.address) ? ["pinhole"] : MEANS;
    for (const means of ways) {
      const result = await this.#service.open(NO_SITE, wish, means, signal);
      if (result.kind === "forward-opened") return result;
      // A refusal tells more than "does not speak of it".
      if (said?.kind !== "forward-refused") said = result;
    }
    return said ?? { kind: "failed", why: { key: "forward.failed.cancelled", args: {} } };
  }

  /** Never throws: what could not be confirmed stays in the journal. */
  async close({ id }: ForwardWish): Promise<void> {
    await this.#service.close(NO_SITE, id, new AbortController().signal).catch(() => undefined);
  }
}

/** Entries of this process in memory, each of them in the journal of test mappings for as long as it may stand in a router. */
function keptInJournal(journal: () => MappingJournal, now: () => Date, randomUuid: () => string): LastingMappings {
  const entries = new Map<string, { entry: LastingMapping; journalId: string }>();
  const change = (id: string, changed: Partial<LastingMapping>): void => {
    const kept = entries.get(id);
    if (kept !== undefined) entries.set(id, { ...kept, entry: { ...kept.entry, ...changed } });
  };
  const all = (): LastingMapping[] => [...entries.values()].map(({ entry }) => entry);
  return {
    begin: (wanted) => {
      const { siteId: _site, forwardId: _forward, ...mapping } = wanted;
      const journalId = journal().begin(mapping);
      const id = randomUuid();
      const fresh = {
        id,
        createdAt: now().toISOString(),
        leaseSeconds: null,
        renewedAt: null,
        state: "opening",
      } as const;
      entries.set(id, { entry: { ...wanted, ...fresh }, journalId });
      return id;
    },
    opened: (id, { at, ...granted }) => change(id, { ...granted, renewedAt: at, state: "open" }),
    renewed: (id, { at, leaseSeconds }) => change(id, { leaseSeconds, renewedAt: at }),
    closing: (id) => change(id, { state: "closing" }),
    strike: (id) => {
      const kept = entries.get(id);
      if (kept !== undefined) journal().strike(kept.journalId);
      entries.delete(id);
    },
    of: (siteId, forwardId) =>
      all().findLast((entry) => entry.siteId === siteId && entry.forwardId === forwardId) ?? null,
    all,
  };
}
