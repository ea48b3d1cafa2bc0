import { implement } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import { toWireError } from "#host/routes/base.ts";
import type { FakeStore } from "./fake-plan.ts";
import { fakeMedia } from "./fake-media.ts";
import { distancesOf, lookAt, sendTo, serverService, tell } from "./fake-servers.ts";
import { fakeTunnels } from "./fake-tunnels.ts";

/** The firm's servers and the sites' tunnels, for the page's tests: nothing outside is ever asked. */
export function fakeTunnelHost(store: FakeStore) {
  const os = implement(contract).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw toWireError(error);
    }
  });
  const service = serverService(store);
  return {
    servers: {
      list: os.servers.list.handler(() => service.list()),
      add: os.servers.add.handler(({ input }) => service.add(input)),
      save: os.servers.save.handler(({ input }) => service.save(input)),
      remove: os.servers.remove.handler(({ input }) => service.remove(input.serverId)),
      setup: os.servers.setup.handler(({ input }) => service.setup(input.serverId, input.withSecrets)),
      look: os.servers.look.handler(({ input }) => lookAt(service, store.servers, input.serverId)),
      sendSetup: os.servers.sendSetup.handler(({ input }) => sendTo(service, store.servers, input.serverId)),
      setupDone: os.servers.setupDone.handler(({ input }) => service.setupDone(input.serverId)),
      trust: os.servers.trust.handler(({ input }) => service.trust(input.serverId, input.hostKey, input.fromConsole)),
      apply: os.servers.apply.handler(({ input }) => tell(service, store.servers, input)),
      byHand: os.servers.byHand.handler(({ input }) => service.byHand(service.get(input.serverId))),
      markTold: os.servers.markTold.handler(({ input }) => service.markTold(input.serverId)),
      distances: os.servers.distances.handler(() => distancesOf(service, store.servers)),
      addTechnician: os.servers.addTechnician.handler(({ input }) => service.addTechnician(input)),
      removeTechnician: os.servers.removeTechnician.handler(({ input }) =>
        service.removeTechnician(input.serverId, input.technicianId),
      ),
      technicianFile: os.servers.technicianFile.handler(({ input }) =>
        service.technicianFile(input.serverId, input.technicianId),
      ),
      export: os.servers.export.handler(({ input }) => service.export(input.serverIds, input.passphrase)),
      import: os.servers.import.handler(({ input }) => service.import(input.file, input.passphrase)),
      plan: os.servers.plan.handler(() => service.plan()),
    },
    tunnels: fakeTunnels(store),
    media: fakeMedia(store),
  };
}
