import { createHash, randomUUID } from "node:crypto";
import { isHostError } from "#core/contract/errors.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import type { Confirmed } from "./random-edits.ts";

export interface FolderReport {
  /** `reported`: the store itself says that it is damaged. */
  outcome: "intact" | "healed" | "reported";
  /** What must not be: confirmed changes that are gone without a word, wrong documents, refused writes. */
  failures: string[];
}

/** Opens the store as a shell does and looks for everything that it ever confirmed. */
export async function inspectFolder(folder: string, confirmed: readonly Confirmed[]): Promise<FolderReport> {
  let store: Store;
  try {
    store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });
  } catch (error) {
    if (isDamage(error)) return { outcome: "reported", failures: [] };
    return { outcome: "intact", failures: [`open: ${String(error)}`] };
  }
  try {
    const wasChecked = store.state().state === "checking";
    await store.whenWritable();
    const failures: string[] = [];
    const damage = lookThrough(store, confirmed, failures);
    const { state } = store.state();
    if (damage || state === "read-only") return { outcome: "reported", failures: failures.filter(isWrongDocument) };
    if (!isSound(store)) {
      // After a clean exit nothing is looked over: damage in what nobody has read yet is told by the doctor's check.
      if (!wasChecked) return { outcome: "reported", failures };
      failures.push("quick_check finds damage after all");
    }
    writeOnce(store, failures);
    return { outcome: state === "healed" ? "healed" : "intact", failures };
  } finally {
    store.close();
  }
}

function isSound(store: Store): boolean {
  try {
    return store.integrity() === "ok";
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

const WRONG_DOCUMENT = "wrong document: ";
/** Also of a store that says it is damaged, what is shown must be true. */
const isWrongDocument = (failure: string): boolean => failure.startsWith(WRONG_DOCUMENT);

/** Whether the store reported damage on the way. */
function lookThrough(store: Store, confirmed: readonly Confirmed[], failures: string[]): boolean {
  let damage = false;
  const latest = new Map<string, string>();
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (isDamage(error)) damage = true;
      else failures.push(String(isHostError(error) ? `${error.code} ${JSON.stringify(error.data)}` : error));
    }
  };
  for (const { siteId, revision } of confirmed) {
    latest.set(siteId, revision);
    guarded(() => {
      const { text } = store.exchange.revision(revision);
      const hash = createHash("sha256").update(text, "utf8").digest("hex");
      if (hash !== revision) failures.push(`${WRONG_DOCUMENT}revision ${revision} has another text`);
    });
  }
  for (const [siteId, revision] of latest) {
    guarded(() => {
      const site = store.site(siteId);
      const shown: unknown = JSON.parse(store.exchange.revision(site.revision).text);
      if (canonicalJson((shown as { document: unknown }).document) !== canonicalJson(site.document)) {
        failures.push(`${WRONG_DOCUMENT}site ${siteId} shows something else than its revision`);
      }
      const missing = store.exchange.missingRecords(siteId);
      if (missing.length > 0) failures.push(`site ${siteId} has lost ${missing.length} of its records`);
      if (!leadsTo(store, site.revision, revision))
        failures.push(`site ${siteId} does not show its last confirmed state`);
    });
  }
  return damage;
}

/** Whether this revision is the other one or follows it. */
function leadsTo(store: Store, from: string, to: string): boolean {
  const open = [from];
  const seen = new Set<string>();
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    if (hash === to) return true;
    if (seen.has(hash)) continue;
    seen.add(hash);
    const { parents } = JSON.parse(store.exchange.revision(hash).text) as { parents: string[] };
    open.push(...parents);
  }
  return false;
}

function writeOnce(store: Store, failures: string[]): void {
  try {
    const { siteId } = store.beginSite({ name: "After the crash", template: null });
    store.site(siteId);
  } catch (error) {
    failures.push(`writing afterwards: ${String(error)}`);
  }
}

const isDamage = (error: unknown): boolean =>
  isHostError(error) && (error.code === "STORE_DAMAGED" || error.code === "STORE_READ_ONLY");
