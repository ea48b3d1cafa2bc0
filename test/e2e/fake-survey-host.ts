import { implement, ORPCError } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import { isHostError } from "#core/contract/errors.ts";
import type { HistoryEntry, Site } from "#core/contract/survey-calls.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { withTemplate } from "#core/survey/survey-template.ts";
import { pause, raise, type FakePlan, type FakeStore } from "./fake-plan.ts";
import { emptySite, foundSites, summaries, writeRevision, type FakeRevision } from "./fake-survey.ts";

/** The part of the fake host that keeps surveys. */
export function fakeSurveyHost(store: FakeStore, plan: () => FakePlan, siteOf: (siteId: string) => Site) {
  const os = implement(contract);

  const revisionsOf = (siteId: string): FakeRevision[] => store.surveys.revisions.get(siteId) ?? [];

  function revisionOf(siteId: string, hash: string): FakeRevision {
    const found = revisionsOf(siteId).find(({ revision }) => revision === hash);
    if (found === undefined) throw new ORPCError("REVISION_NOT_FOUND", { defined: true });
    return found;
  }

  function changedDocument(document: SurveyDocument, changes: readonly SurveyChange[]): SurveyDocument {
    try {
      return withChanges(document, changes);
    } catch (error) {
      if (!isHostError(error)) throw error;
      throw new ORPCError(error.code, { defined: true, data: error.data });
    }
  }

  function templateOf(templateId: string) {
    const template = store.surveys.templates.find(({ id }) => id === templateId);
    if (template === undefined) throw new ORPCError("TEMPLATE_NOT_FOUND", { defined: true });
    return template;
  }

  return {
    sites: {
      list: os.sites.list.handler(() => {
        raise(plan().sites);
        return summaries(store);
      }),
      find: os.sites.find.handler(({ input }) => {
        raise(plan().sites);
        return foundSites(store, input);
      }),
      get: os.sites.get.handler(({ input }) => {
        raise(plan().sites);
        const site = siteOf(input.siteId);
        return { ...site, records: site.records.slice(-plan().recordsOnPage) };
      }),
      rename: os.sites.rename.handler(({ input }) => {
        const site = siteOf(input.siteId);
        return writeRevision(store, site, { ...site.document, site: { ...site.document.site, name: input.name } });
      }),
      begin: os.sites.begin.handler(({ input }) => {
        raise(plan().survey);
        const site = emptySite(input.name);
        const document =
          input.templateId === null ? site.document : withTemplate(site.document, templateOf(input.templateId));
        const { id: siteId, revision } = writeRevision(store, site, document);
        return { siteId, revision };
      }),
      watch: os.sites.watch.handler(async function* ({ signal }) {
        const changed: string[] = [];
        let wake = (): void => {};
        const tell = (siteId: string): void => {
          changed.push(siteId);
          wake();
        };
        store.surveys.watchers.add(tell);
        try {
          yield { type: "watching" as const };
          for (;;) {
            if (changed.length === 0)
              await new Promise<void>((resolve, reject) => {
                wake = resolve;
                signal?.addEventListener("abort", () => reject(new Error("nobody watches any more")), { once: true });
              });
            yield { type: "changed" as const, siteIds: changed.splice(0) };
          }
        } finally {
          store.surveys.watchers.delete(tell);
        }
      }),
    },
    checks: {
      get: os.checks.get.handler(({ input }) => {
        const record = siteOf(input.siteId).records.find(({ checkId }) => checkId === input.checkId);
        if (record === undefined) throw new ORPCError("CHECK_NOT_FOUND", { defined: true });
        return record;
      }),
    },
    survey: {
      change: os.survey.change.handler(async ({ input, signal }) => {
        store.surveys.changes++;
        await pause(plan().paceMs, signal);
        raise(plan().survey);
        const site = siteOf(input.siteId);
        const document = changedDocument(site.document, input.changes);
        const same = canonicalJson(document) === canonicalJson(site.document);
        const { id: siteId, revision } = same ? site : writeRevision(store, site, document);
        return { siteId, revision, document };
      }),
      useTemplate: os.survey.useTemplate.handler(({ input }) => {
        const site = siteOf(input.siteId);
        const { id: siteId, revision } = writeRevision(
          store,
          site,
          withTemplate(site.document, templateOf(input.templateId)),
        );
        return { siteId, revision };
      }),
      history: os.survey.history.handler(({ input }) => {
        const all = revisionsOf(input.siteId);
        const entries = all.map((one, index) => entryOf(one, all[index - 1] ?? null)).toReversed();
        return { entries: entries.slice(input.offset, input.offset + input.limit), total: entries.length };
      }),
      at: os.survey.at.handler(({ input }) => revisionOf(input.siteId, input.revision).document),
      undo: os.survey.undo.handler(({ input }) => {
        const all = revisionsOf(input.siteId);
        const undone = revisionOf(input.siteId, input.revision);
        const before = all[all.indexOf(undone) - 1];
        if (before === undefined)
          throw new ORPCError("CHANGE_IMPOSSIBLE", { defined: true, data: { detail: "begin" } });
        const site = siteOf(input.siteId);
        const document = withoutRevision(site.document, before.document, undone.document);
        undone.takenBack = true;
        const { id: siteId, revision } = writeRevision(store, site, document, { kind: "undo" });
        return { siteId, revision };
      }),
      restore: os.survey.restore.handler(({ input }) => {
        const { document } = revisionOf(input.siteId, input.revision);
        const site = siteOf(input.siteId);
        const { checks, scans, photos, custody } = site.document;
        const { id: siteId, revision } = writeRevision(
          store,
          site,
          { ...document, checks, scans, photos, custody },
          { kind: "restore" },
        );
        return { siteId, revision };
      }),
      resolve: os.survey.resolve.handler(({ input }) => {
        const site = siteOf(input.siteId);
        const conflict = site.document.conflicts.find(({ id }) => id === input.conflictId);
        const side = conflict?.sides[input.side];
        if (conflict === undefined || side === undefined) throw new ORPCError("CONFLICT_NOT_FOUND", { defined: true });
        const [first = "", second = "", third] = conflict.path;
        const value = side.value === undefined ? {} : { value: side.value };
        const change = (
          third === undefined
            ? { op: "set", section: first, field: second, ...value }
            : { op: "set-in", list: first, id: second, field: third, ...value }
        ) as SurveyChange;
        const { id: siteId, revision } = writeRevision(store, site, changedDocument(site.document, [change]));
        return { siteId, revision };
      }),
    },
    templates: {
      list: os.templates.list.handler(() => store.surveys.templates),
      save: os.templates.save.handler(({ input }) => {
        const known = store.surveys.templates.some(({ id }) => id === input.id);
        store.surveys.templates = known
          ? store.surveys.templates.map((one) => (one.id === input.id ? input : one))
          : [...store.surveys.templates, input];
        return store.surveys.templates;
      }),
      remove: os.templates.remove.handler(({ input }) => {
        store.surveys.templates = store.surveys.templates.filter(({ id }) => id !== input.templateId);
        return store.surveys.templates;
      }),
    },
  };
}

/** The document's parts that are different, as sentences of a word each: how they are said is another part's business. */
function entryOf(one: FakeRevision, before: FakeRevision | null): HistoryEntry {
  const { revision, createdAt, author, kind, document, takenBack } = one;
  const sentences: Message[] = partsChanged(before?.document ?? null, document).map((part) => ({
    key: `ui.survey.part.${part === "acceptances" ? "risks" : part === "answers" ? "questions" : part}`,
    args: {},
  }));
  return {
    revision,
    createdAt,
    author,
    kind,
    sentences,
    more: 0,
    canUndo: before !== null && kind === "change" && !takenBack,
  };
}

const PARTS = [
  "site",
  "line",
  "route",
  "handover",
  "contacts",
  "devices",
  "steps",
  "checklist",
  "answers",
  "notes",
  "photos",
  "acceptances",
] as const;

const partsChanged = (before: SurveyDocument | null, after: SurveyDocument): (typeof PARTS)[number][] =>
  PARTS.filter((part) => canonicalJson(before?.[part] ?? null) !== canonicalJson(after[part]));

/** Part by part: what was changed again since can't be taken back. */
function withoutRevision(now: SurveyDocument, before: SurveyDocument, after: SurveyDocument): SurveyDocument {
  const parts = partsChanged(before, after);
  const inTheWay = parts.find((part) => canonicalJson(now[part]) !== canonicalJson(after[part]));
  if (inTheWay !== undefined) throw new ORPCError("CHANGE_IMPOSSIBLE", { defined: true, data: { detail: inTheWay } });
  return { ...now, ...Object.fromEntries(parts.map((part) => [part, before[part]])) };
}
