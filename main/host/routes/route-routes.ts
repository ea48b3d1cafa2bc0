import type { Host } from "../host.ts";
import { base } from "./base.ts";
import { signalOf, wired } from "./streams.ts";

/** Routes, walk-throughs, open ports, tests from outside, and what is known. */
export function routeRoutes(host: Host) {
  const { advice, walks, backups, forwards, proofs, knowledge } = host.routes;
  return {
    advice: {
      get: base.advice.get.handler(({ input }) => advice.advise(input.siteId)),
      choose: base.advice.choose.handler(({ input }) => advice.choose(input)),
      measureUpload: base.advice.measureUpload.handler(({ input, signal }) =>
        wired(advice.measureUpload(input.siteId, signalOf(signal))),
      ),
    },
    walks: {
      begin: base.walks.begin.handler(({ input, signal }) => walks.begin(input, signalOf(signal))),
      get: base.walks.get.handler(({ input }) => walks.get(input.siteId, input.walkId)),
      send: base.walks.send.handler(({ input, signal }) => walks.send(input, signalOf(signal))),
      letter: base.walks.letter.handler(({ input }) => walks.letter(input)),
      waiting: base.walks.waiting.handler(() => host.store().waitingSites()),
      keepRouterBackup: base.walks.keepRouterBackup.handler(({ input }) => backups.keep(input)),
      routerBackup: base.walks.routerBackup.handler(({ input }) => backups.open(input.siteId, input.backupId)),
    },
    forwards: {
      list: base.forwards.list.handler(({ input }) => host.routes.forwardStates(input.siteId)),
      look: base.forwards.look.handler(({ input, signal }) =>
        forwards.look(input.siteId, input.forwardId, signalOf(signal)),
      ),
      close: base.forwards.close.handler(({ input, signal }) =>
        host.routes.closeForward(input.siteId, input.forwardId, signalOf(signal)),
      ),
    },
    proof: {
      run: base.proof.run.handler(({ input, signal }) => proofs.run(input, signalOf(signal))),
      phone: base.proof.phone.handler(({ input, signal }) => wired(proofs.phone(input, signalOf(signal)))),
      get: base.proof.get.handler(({ input }) => host.store().proof(input.siteId, input.proofId)),
    },
    knowledge: {
      get: base.knowledge.get.handler(() => knowledge.current()),
      covered: base.knowledge.covered.handler(() => knowledge.covered()),
      saveEntry: base.knowledge.saveEntry.handler(({ input }) => knowledge.saveEntry(input.kind, input.entry)),
      removeEntry: base.knowledge.removeEntry.handler(({ input }) => knowledge.removeEntry(input.kind, input.id)),
      exportOwn: base.knowledge.exportOwn.handler(() => knowledge.exportOverlay()),
      importOwn: base.knowledge.importOwn.handler(async ({ input }) =>
        knowledge.importOverlay(new Uint8Array(await input.file.arrayBuffer())),
      ),
    },
  };
}
