import { createHash, randomUUID } from "node:crypto";
import type { HistoryEntry, RevisionAuthor, Site, SiteQuery, SiteSummary } from "#core/contract/survey-calls.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { SurveyTemplate } from "#core/survey/survey-template.ts";
import type { FakeStore } from "./fake-plan.ts";
import { OWN_LAPTOP } from "./fake-vault.ts";

/** What the fake host keeps of surveys: every revision, in memory. */
export type FakeRevision = {
  revision: string;
  createdAt: string;
  author: RevisionAuthor;
  kind: HistoryEntry["kind"];
  document: SurveyDocument;
};

export type FakeSurveys = {
  revisions: Map<string, FakeRevision[]>;
  templates: SurveyTemplate[];
  /** Windows that follow what is written. */
  watchers: Set<(siteId: string) => void>;
  /** How often `survey.change` was asked. */
  changes: number;
};

const OTHER_LAPTOP = "99999999-8888-8777-8666-555555555555";

export const ownAuthor: RevisionAuthor = {
  laptopId: OWN_LAPTOP,
  name: "Van 1",
  technician: "Jonas Weber",
  isOwn: true,
  signature: "valid",
};
export const otherAuthor: RevisionAuthor = {
  laptopId: OTHER_LAPTOP,
  name: "Office",
  technician: "Petra Lang",
  isOwn: false,
  signature: "valid",
};

const standard: SurveyTemplate = {
  id: "farsite-standard",
  name: "Video surveillance",
  checklist: [
    { id: "item-passwords", text: "Default passwords changed on every device" },
    { id: "item-time", text: "Recorder takes its time from a server" },
    { id: "item-backup", text: "Recorder's settings saved" },
  ],
  questions: [
    { id: "question-privacy", section: "Privacy", label: "Do signs tell of the cameras?", kind: "yes-no" },
    {
      id: "question-retention",
      section: "Privacy",
      label: "How long are recordings kept?",
      kind: "choice",
      choices: ["48 hours", "72 hours", "30 days"],
    },
    { id: "question-power", section: "Power", label: "Battery runtime in minutes", kind: "number" },
  ],
  photos: [{ id: "photo-label", kind: "router-label", caption: "Label of the router" }],
  hidden: ["line.backupLine"],
};

export const emptySurveys = (): FakeSurveys => ({
  revisions: new Map(),
  templates: [standard],
  watchers: new Set(),
  changes: 0,
});

export function emptySite(name: string): Site {
  return {
    id: randomUUID(),
    name,
    customer: null,
    address: null,
    status: "open",
    updatedAt: new Date().toISOString(),
    checks: 0,
    photos: 0,
    lastVerdict: null,
    conflicts: 0,
    waitingFor: null,
    revision: "",
    document: emptyDocument(name),
    records: [],
    checkList: [],
    scans: [],
    proofs: [],
    deviceNotes: [],
    newerRevisions: 0,
  };
}

const newHash = (): string => createHash("sha256").update(randomUUID()).digest("hex");

/** A site as its document says. */
function withDocument(site: Site, document: SurveyDocument): Site {
  return {
    ...site,
    document,
    name: document.site.name,
    customer: document.site.customer ?? null,
    address: document.site.address ?? null,
    status: document.site.status ?? "open",
    photos: document.photos.length,
    conflicts: document.conflicts.length,
    waitingFor: document.walks.find(({ status, waiting }) => status === "open" && waiting)?.waiting?.for ?? null,
  };
}

/** Writes one more revision of a site and tells all windows. */
export function writeRevision(
  store: FakeStore,
  site: Site,
  document: SurveyDocument,
  { kind = "change", author = ownAuthor }: { kind?: HistoryEntry["kind"]; author?: RevisionAuthor } = {},
): Site {
  const createdAt = new Date().toISOString();
  const revision = newHash();
  const next = { ...withDocument(site, document), revision, updatedAt: createdAt };
  const all = store.surveys.revisions.get(site.id) ?? [];
  store.surveys.revisions.set(site.id, [...all, { revision, createdAt, author, kind, document }]);
  store.sites.set(site.id, next);
  for (const tell of store.surveys.watchers) tell(site.id);
  return next;
}

/** Puts a check into the store, under a new site when `siteId` is null. */
export function keepRecord(store: FakeStore, record: CheckRecord, siteId: string | null, name?: string): Site {
  const known = siteId === null ? undefined : store.sites.get(siteId);
  const site = known ?? emptySite(name ?? `Site of ${record.startedAt.slice(0, 10)}`);
  const { checkId, startedAt, diagnosis } = record;
  const kept: Site = {
    ...site,
    checks: site.checks + 1,
    lastVerdict: diagnosis.verdict.kind,
    records: [...site.records, record],
    checkList: [...site.checkList, { checkId, startedAt, verdict: diagnosis.verdict.kind }],
  };
  const written = writeRevision(store, kept, {
    ...kept.document,
    checks: [...kept.document.checks, { checkId, hash: newHash() }],
  });
  // As it was checked, so that a test can say when that was.
  const dated = { ...written, updatedAt: startedAt };
  store.sites.set(site.id, dated);
  return dated;
}

/** Puts a scan into the store, under a new site when `siteId` is null. */
export function keepScan(store: FakeStore, record: ScanRecord, siteId: string | null, name?: string): Site {
  const known = siteId === null ? undefined : store.sites.get(siteId);
  const { scanId, startedAt, devices } = record;
  const site = known ?? emptySite(name ?? `Site of ${startedAt.slice(0, 10)}`);
  const kept: Site = { ...site, scans: [...site.scans, { scanId, startedAt, devices: devices.length }] };
  store.scans.set(scanId, record);
  return writeRevision(store, kept, {
    ...kept.document,
    scans: [...kept.document.scans, { scanId, hash: newHash() }],
  });
}

const summaryOf = ({ document: _, records: __, scans: ___, deviceNotes: ____, checkList: _____, ...summary }: Site) =>
  summary;

export const summaries = (store: FakeStore): SiteSummary[] =>
  [...store.sites.values()].map(summaryOf).toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));

/** The list as the real store narrows it down, only slower. */
export function foundSites(store: FakeStore, query: SiteQuery) {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...store.sites.values()]
    .filter((site) => query.status === "all" || site.status === query.status)
    .filter((site) => !query.onlyConflicts || site.conflicts > 0)
    .filter((site) => query.onlyWaiting !== true || site.waitingFor !== null)
    .map((site) => ({ site, texts: words.length === 0 ? [] : textsIn(site.document) }))
    .filter(({ texts }) => words.every((word) => texts.some((text) => text.toLowerCase().includes(word))))
    .toSorted((a, b) =>
      query.sort === "name"
        ? a.site.name.localeCompare(b.site.name)
        : Date.parse(b.site.updatedAt) - Date.parse(a.site.updatedAt),
    );
  return {
    total: found.length,
    sites: found.slice(query.offset, query.offset + query.limit).map(({ site, texts }) => ({
      ...summaryOf(site),
      excerpt: excerptOf(texts, words),
    })),
  };
}

function excerptOf(texts: readonly string[], words: readonly string[]): string | null {
  const [word] = words;
  if (word === undefined) return null;
  const text = texts.find((one) => one.toLowerCase().includes(word)) ?? "";
  const at = text.toLowerCase().indexOf(word);
  return `${text.slice(0, at)}\u0002${text.slice(at, at + word.length)}\u0003${text.slice(at + word.length)}`;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
