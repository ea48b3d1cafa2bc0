import { implement, ORPCError } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import { toWireError } from "#host/routes/base.ts";
import { readPastedConfig } from "#host/tunnel/tunnel-service.ts";
import type { FakeStore } from "./fake-plan.ts";
import { distancesOf, lookAt, serverService, tell } from "./fake-servers.ts";

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
  const tunnelsOf = (siteId: string) =>
    (store.sites.get(siteId)?.document.tunnels ?? []).map((tunnel) => ({
      tunnel,
      live: null,
      holdsKey: true,
      lastProof: null,
    }));
  const stateOf = (siteId: string, tunnelId: string) => {
    const state = tunnelsOf(siteId).find(({ tunnel }) => tunnel.id === tunnelId);
    if (state === undefined) throw new ORPCError("TUNNEL_NOT_FOUND", { defined: true });
    return state;
  };
  const nothing = { files: [], steps: [], values: [], remarks: [] };
  return {
    servers: {
      list: os.servers.list.handler(() => service.list()),
      add: os.servers.add.handler(({ input }) => service.add(input)),
      save: os.servers.save.handler(({ input }) => service.save(input)),
      remove: os.servers.remove.handler(({ input }) => service.remove(input.serverId)),
      setup: os.servers.setup.handler(({ input }) => service.setup(input.serverId, input.withSecrets)),
      look: os.servers.look.handler(({ input }) => lookAt(service, store.servers, input.serverId)),
      trust: os.servers.trust.handler(({ input }) => service.trust(input.serverId, input.hostKey)),
      apply: os.servers.apply.handler(({ input }) => tell(service, store.servers, input.serverId)),
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
    tunnels: {
      list: os.tunnels.list.handler(({ input }) => tunnelsOf(input.siteId)),
      files: os.tunnels.files.handler(() => nothing),
      addPeer: os.tunnels.addPeer.handler(({ input }) => stateOf(input.siteId, input.tunnelId).tunnel),
      removePeer: os.tunnels.removePeer.handler(({ input }) => stateOf(input.siteId, input.tunnelId).tunnel),
      peerFile: os.tunnels.peerFile.handler(() => {
        throw new ORPCError("SECRET_NOT_FOUND", { defined: true });
      }),
      kit: os.tunnels.kit.handler(() => {
        throw new ORPCError("SECRET_NOT_FOUND", { defined: true });
      }),
      prove: os.tunnels.prove.handler(() => {
        throw new ORPCError("SERVER_REFUSED", { defined: true, data: { detail: "nobody is there" } });
      }),
      openLive: os.tunnels.openLive.handler(({ input }) => stateOf(input.siteId, input.tunnelId)),
      closeLive: os.tunnels.closeLive.handler(({ input }) => stateOf(input.siteId, input.tunnelId)),
      watch: os.tunnels.watch.handler(async function* ({ input }) {
        yield tunnelsOf(input.siteId);
      }),
      remove: os.tunnels.remove.handler(() => ({ left: [] })),
      readConfig: os.tunnels.readConfig.handler(({ input }) => readPastedConfig(input.text)),
      mesh: os.tunnels.mesh.handler(() => []),
    },
  };
}
