import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Database from "better-sqlite3";
import type { SiteQuery } from "#core/contract/survey-calls.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import { fillStore } from "./full-store.ts";

/**
 * `npm run bench:store`: the list, the search, opening a site and the start on a store of 10,000 sites with 50 revisions each, beside
 * SQLite itself asked for the same rows in the same run. `--folder` keeps the store (and uses the one that lies there), `--sites` and
 * `--revisions` make a smaller one.
 */

/** 95 of 100 calls are faster. */
const MAX_MS = { list: 50, search: 50, open: 50, start: 300 } as const;
const ROUNDS = 200;
const STARTS = 15;
const NAME_WIDTH = 34;

const { values } = parseArgs({
  options: {
    folder: { type: "string" },
    sites: { type: "string", default: "10000" },
    revisions: { type: "string", default: "50" },
  },
});
const folder = values.folder ?? mkdtempSync(join(tmpdir(), "farsite-bench-"));
const emptyFolder = mkdtempSync(join(tmpdir(), "farsite-bench-empty-"));
const file = join(folder, "farsite.db");

const all: SiteQuery = { text: "", status: "all", onlyConflicts: false, sort: "recent", offset: 0, limit: 50 };
/** From a name that few have to words that stand in every survey, whole and unfinished. */
const SEARCHES = [
  "winter",
  "bakery möl",
  "192.168.17.22",
  "ds-2cd2",
  "key at rec",
  "ladder",
  "o'brien 4",
  "provider 1",
  "c",
];

let isAsWanted = true;
try {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    console.log(`filling ${values.sites} sites with ${values.revisions} revisions each`);
    fillStore(folder, Number(values.sites), Number(values.revisions), (done) => console.log(`  ${done} sites`));
  }
  console.log(`${file}: ${Math.round(statSync(file).size / 1e6)} MB\n`);
  measureStart();
  const store = openStore(storeIn(folder));
  const peer = new Database(file, { readonly: true });
  measure("list, 50 a page", MAX_MS.list, ({ round }) => store.findSites({ ...all, offset: (round * 50) % 10_000 }), {
    peer: ({ round }) =>
      peer
        .prepare("select id, name, updated_at from survey order by recency desc limit 50 offset ?")
        .all((round * 50) % 10_000),
  });
  measure("list by name, 50 a page", MAX_MS.list, () => store.findSites({ ...all, sort: "name" }), {
    peer: () => peer.prepare("select id, name, updated_at from survey order by name_key limit 50").all(),
  });
  measureSearch(store, peer);
  measureOpening(store, peer);
  peer.close();
  store.close();
} finally {
  rmSync(emptyFolder, { recursive: true, force: true });
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isAsWanted ? 0 : 1;

type Round = { round: number };

function measureStart(): void {
  openStore(storeIn(emptyFolder)).close();
  const start = (where: string) => () => openStore(storeIn(where)).close();
  const [full, empty] = [timesOf(STARTS, start(folder)), timesOf(STARTS, start(emptyFolder))];
  const over = quantile(full, 0.95) - quantile(empty, 0.95);
  tell("start, beyond an empty store", [quantile(full, 0.5) - quantile(empty, 0.5), over], MAX_MS.start, null);
}

function measureSearch(store: Store, peer: Database.Database): void {
  for (const text of SEARCHES) {
    const { total } = store.findSites({ ...all, text, sort: "relevance" });
    const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
    const match = words.map((word, index) => `"${word}"${index === words.length - 1 ? "*" : ""}`).join(" ");
    measure(`search "${text}" (${total})`, MAX_MS.search, () => store.findSites({ ...all, text, sort: "relevance" }), {
      peer: () => peer.prepare("select rowid from site_text where site_text match ? order by rank limit 50").all(match),
    });
  }
}

function measureOpening(store: Store, peer: Database.Database): void {
  const ids = store.sites().map(({ id }) => id);
  const some = ({ round }: Round): string => ids[(round * 7_919) % ids.length] ?? "";
  measure("open a site", MAX_MS.open, (round) => store.site(some(round)), {
    peer: (round) =>
      peer
        .prepare("select body from revision join survey on survey.head = revision.hash where survey.id = ?")
        .get(some(round)),
  });
  measure("history, 50 a page", MAX_MS.open, (round) => store.history(some(round), { offset: 0, limit: 50 }), {
    peer: (round) => peer.prepare("select body from revision where survey_id = ? limit 50").all(some(round)),
  });
}

function measure(name: string, maxMs: number, work: (round: Round) => unknown, { peer }: { peer: typeof work }): void {
  const [ours, theirs] = [timesOf(ROUNDS, work), timesOf(ROUNDS, peer)];
  const ratio = quantile(ours, 0.5) / quantile(theirs, 0.5);
  tell(name, [quantile(ours, 0.5), quantile(ours, 0.95)], maxMs, ratio);
}

function tell(name: string, [half = 0, most = 0]: number[], maxMs: number, ratio: number | null): void {
  const isFast = most <= maxMs;
  isAsWanted &&= isFast;
  const figures = `median ${half.toFixed(1).padStart(6)} ms   95 % within ${most.toFixed(1).padStart(6)} ms`;
  const peer = ratio === null ? "" : `   ${ratio.toFixed(1)} times SQLite alone`;
  console.log(`${name.padEnd(NAME_WIDTH)} ${figures}${peer}${isFast ? "" : `   TOO SLOW (at most ${maxMs} ms)`}`);
}

function timesOf(rounds: number, work: (round: Round) => unknown): number[] {
  // The first call compiles its statements and warms the cache; in the app that is done within the first seconds.
  work({ round: 0 });
  return Array.from({ length: rounds }, (_, round) => {
    const startedMs = performance.now();
    work({ round });
    return performance.now() - startedMs;
  });
}

function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function storeIn(where: string): Parameters<typeof openStore>[0] {
  return { folder: where, now: () => new Date(), randomUuid: randomUUID };
}
