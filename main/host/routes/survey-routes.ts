import type { Host } from "../host.ts";
import type { Store } from "../store/open-store.ts";
import { base } from "./base.ts";

/** Sites and what people write about them. A call that writes waits while the file is looked over after a crash. */
export function surveyRoutes(host: Host) {
  const writing = async (): Promise<Store> => {
    const store = host.store();
    await store.whenWritable();
    return store;
  };
  return {
    sites: {
      list: base.sites.list.handler(() => host.store().sites()),
      find: base.sites.find.handler(({ input }) => host.store().findSites(input)),
      get: base.sites.get.handler(({ input }) => host.store().site(input.siteId)),
      rename: base.sites.rename.handler(async ({ input }) => (await writing()).renameSite(input.siteId, input.name)),
      begin: base.sites.begin.handler(async ({ input }) => {
        const store = await writing();
        const template = input.templateId === null ? null : store.template(input.templateId);
        return store.beginSite({ name: input.name, template });
      }),
      watch: base.sites.watch.handler(({ signal }) => host.storage.watch(signal ?? new AbortController().signal)),
    },
    checks: {
      get: base.checks.get.handler(({ input }) => host.store().checkRecord(input.siteId, input.checkId)),
    },
    survey: {
      change: base.survey.change.handler(async ({ input }) =>
        (await writing()).changeSurvey(input.siteId, input.changes),
      ),
      useTemplate: base.survey.useTemplate.handler(async ({ input }) => {
        const store = await writing();
        return store.useTemplate(input.siteId, store.template(input.templateId));
      }),
      history: base.survey.history.handler(({ input: { siteId, ...page } }) => host.store().history(siteId, page)),
      at: base.survey.at.handler(({ input }) => host.store().documentAt(input.siteId, input.revision)),
      undo: base.survey.undo.handler(async ({ input }) => (await writing()).undo(input.siteId, input.revision)),
      restore: base.survey.restore.handler(async ({ input }) =>
        (await writing()).restore(input.siteId, input.revision),
      ),
      resolve: base.survey.resolve.handler(async ({ input }) =>
        (await writing()).resolve(input.siteId, input.conflictId, input.side),
      ),
    },
    templates: {
      list: base.templates.list.handler(() => host.store().templates()),
      save: base.templates.save.handler(async ({ input }) => (await writing()).saveTemplate(input)),
      remove: base.templates.remove.handler(async ({ input }) => (await writing()).removeTemplate(input.templateId)),
    },
    photos: {
      add: base.photos.add.handler(async ({ input }) => {
        await writing();
        return host.surveys.photos.add(input);
      }),
      get: base.photos.get.handler(({ input }) => host.surveys.photos.get(input.siteId, input.hash)),
    },
  };
}
