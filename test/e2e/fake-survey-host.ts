import { implement, ORPCError } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import { isHostError } from "#core/contract/errors.ts";
import type { HistoryEntry, Site } from "#core/contract/survey-calls.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { documentChanges } from "#core/survey/document-diff.ts";
import { withSide } from "#core/survey/resolved-conflict.ts";
import { historySentences } from "#core/survey/say-history.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import { withTemplate } from "#core/survey/survey-template.ts";
import { canUndo, restored, undone } from "#core/survey/undo.ts";
import { pause, raise, type FakePlan, type FakeStore } from "./fake-plan.ts";
import { emptySite, foundSites, summaries, writeRevision, type FakeRevision } from "./fake-survey.ts";

/** What core refuses, as the wire's error. */
function orRefused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isHostError(error)) throw error;
    throw new ORPCError(error.code, { defined: true, data: error.data });
  }
}

/** The part of the fake host that keeps surveys. */
export function fakeSurveyHost(store: FakeStore, plan: () => FakePlan, siteOf: (siteId: string) => Site) {
  const os = implement(contract);

  const revisionsOf = (siteId: string): FakeRevision[] => store.surveys.revisions.get(siteId) ?? [];

  function revisionOf(siteId: string, hash: string): FakeRevision {
    const found = revisionsOf(siteId).find(({ revision }) => revision === hash);
    if (found === undefined) throw new ORPCError("REVISION_NOT_FOUND", { defined: true });
    return found;
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
        const document = orRefused(() => withChanges(site.document, input.changes));
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
        const entries = all
          .map((one, index) => entryOf(one, all[index - 1] ?? null, siteOf(input.siteId).document))
          .toReversed();
        return { entries: entries.slice(input.offset, input.offset + input.limit), total: entries.length };
      }),
      at: os.survey.at.handler(({ input }) => revisionOf(input.siteId, input.revision).document),
      undo: os.survey.undo.handler(({ input }) => {
        const all = revisionsOf(input.siteId);
        const taken = revisionOf(input.siteId, input.revision);
        const before = all[all.indexOf(taken) - 1];
        const site = siteOf(input.siteId);
        const result = before && undone(before.document, taken.document, site.document);
        if (result === undefined || "blockedAt" in result)
          throw new ORPCError("CHANGE_IMPOSSIBLE", { defined: true, data: { detail: result?.blockedAt.key ?? "" } });
        const { id: siteId, revision } = writeRevision(store, site, result.document, { kind: "undo" });
        return { siteId, revision };
      }),
      restore: os.survey.restore.handler(({ input }) => {
        const { document } = revisionOf(input.siteId, input.revision);
        const site = siteOf(input.siteId);
        const { id: siteId, revision } = writeRevision(store, site, restored(document, site.document), {
          kind: "restore",
        });
        return { siteId, revision };
      }),
      resolve: os.survey.resolve.handler(({ input }) => {
        const site = siteOf(input.siteId);
        const document = orRefused(() => withSide(site.document, input.conflictId, input.side));
        const { id: siteId, revision } = writeRevision(store, site, document);
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

function entryOf(one: FakeRevision, before: FakeRevision | null, now: SurveyDocument): HistoryEntry {
  const { revision, createdAt, author, kind, document } = one;
  const was = before?.document ?? emptyDocument(document.site.name);
  const context = { before: was, after: document, verdict: () => null, devicesFound: () => null, proof: () => null };
  return {
    revision,
    createdAt,
    author,
    kind,
    ...historySentences(documentChanges(was, document), context),
    canUndo: before !== null && canUndo(was, document, now),
  };
}
