import { randomUUID } from "node:crypto";
import type { Store } from "#host/store/open-store.ts";
import { sampleProof } from "../fakes/sample-proof.ts";
import { offlineRecord } from "../fakes/sample-records.ts";
import type { Random } from "../fuzz/random.ts";

const MAX_SITES = 6;

/** A revision that the store has said is saved. */
export interface Confirmed {
  siteId: string;
  revision: string;
}

/** One change as a person or a check makes it; null: one that makes no revision. */
export function randomEdit(store: Store, random: Random, text: () => string): Confirmed | null {
  const sites = store.sites();
  const site = sites[random.int(sites.length)];
  if (site === undefined || (sites.length < MAX_SITES && random.oneIn(8))) {
    return store.beginSite({ name: text(), template: null });
  }
  const { id: siteId } = site;
  switch (random.pick(["set", "set", "put", "check", "proof", "walk", "rename", "setting"])) {
    case "set": {
      const field = random.pick(["customer", "address", "access"]);
      return store.changeSurvey(siteId, [{ op: "set", section: "site", field, value: text() }]);
    }
    case "put":
      return store.changeSurvey(siteId, [
        {
          op: "put",
          list: "contacts",
          entry: { id: randomUUID(), name: text(), note: text().repeat(1 + random.int(10)) },
        },
      ]);
    case "check":
      return store.saveCheck({ siteId, siteName: "", record: { ...offlineRecord, checkId: randomUUID() } });
    case "proof":
      return store.saveProof({ siteId, record: sampleProof() });
    case "walk": {
      // Changed again and again, as a walk-through is.
      const at = new Date().toISOString();
      const walk = { id: "walk", kind: "port-forward", startedAt: at, updatedAt: at, status: "open" };
      return store.changeSurvey(siteId, [
        { op: "put", list: "walks", entry: { ...walk, state: { step: "ports", said: text() } } },
      ]);
    }
    case "rename":
      store.renameSite(siteId, text());
      return { siteId, revision: store.site(siteId).revision };
    case "setting":
      store.saveSettings({ locale: random.pick(["de", "en"]) });
      return null;
    default:
      throw new Error("unreachable");
  }
}
