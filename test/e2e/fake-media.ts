import { implement } from "@orpc/server";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { contract } from "#core/contract/contract.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { Store } from "#host/store/open-store.ts";
import { SiteMediaService } from "#host/tunnel/site-media-service.ts";
import type { FirmSecrets } from "#host/vault/firm-secrets.ts";
import type { FakeStore } from "./fake-plan.ts";
import { serverService } from "./fake-servers.ts";
import { writeRevision } from "./fake-survey.ts";

/** The real service over surveys in memory. */
export function fakeMedia(store: FakeStore) {
  const os = implement(contract);
  const readStore = {
    document: (siteId: string) => store.sites.get(siteId)?.document,
    amend: (siteId: string, change: (document: SurveyDocument) => SurveyDocument) => {
      const site = store.sites.get(siteId);
      if (site !== undefined) writeRevision(store, site, change(site.document));
    },
    scan: () => ({ devices: [] }),
  };
  const media = new SiteMediaService({
    store: () => readStore as unknown as Store,
    servers: serverService(store),
    firm: () => store.servers.secrets as unknown as FirmSecrets,
    knowledge: () => withOverlay(baseKnowledge(), store.knowledge),
    technician: () => "Jonas Weber",
    holds: () => true,
    now: () => new Date(),
  });
  return {
    look: os.media.look.handler(({ input }) => media.look(input)),
    save: os.media.save.handler(({ input }) => media.save(input)),
    addViewer: os.media.addViewer.handler(({ input }) => media.addViewer(input)),
    removeViewer: os.media.removeViewer.handler(({ input }) => media.removeViewer(input)),
    links: os.media.links.handler(({ input }) => media.links(input)),
  };
}
