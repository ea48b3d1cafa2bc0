import type { Host } from "../host.ts";
import { readPastedConfig } from "../tunnel/pasted-config.ts";
import { base } from "./base.ts";
import { signalOf, wired } from "./streams.ts";

/** The firm's servers, and the VPNs and relays of sites. */
export function tunnelRoutes(host: Host) {
  const { servers, tunnels, probes, prover } = host.tunnels;
  return {
    servers: {
      list: base.servers.list.handler(() => servers.list()),
      add: base.servers.add.handler(({ input }) => servers.add(input)),
      save: base.servers.save.handler(({ input }) => servers.save(input)),
      remove: base.servers.remove.handler(({ input }) => servers.remove(input.serverId)),
      setup: base.servers.setup.handler(({ input }) => servers.setup(input.serverId, input.withSecrets)),
      sendSetup: base.servers.sendSetup.handler(({ input, signal }) =>
        servers.sendSetup(input.serverId, signalOf(signal)),
      ),
      setupDone: base.servers.setupDone.handler(({ input }) => servers.setupDone(input.serverId)),
      look: base.servers.look.handler(({ input, signal }) => host.tunnels.look(input.serverId, signalOf(signal))),
      trust: base.servers.trust.handler(({ input }) => servers.trust(input.serverId, input.hostKey, input.fromConsole)),
      apply: base.servers.apply.handler(({ input, signal }) =>
        servers.applyOrFail(input.serverId, signalOf(signal), input.dropsOthers),
      ),
      byHand: base.servers.byHand.handler(({ input }) => servers.byHand(servers.get(input.serverId))),
      markTold: base.servers.markTold.handler(({ input }) => servers.markTold(input.serverId)),
      distances: base.servers.distances.handler(({ signal }) => probes.distances(servers.all(), signalOf(signal))),
      addTechnician: base.servers.addTechnician.handler(({ input }) => servers.addTechnician(input)),
      removeTechnician: base.servers.removeTechnician.handler(({ input }) =>
        servers.removeTechnician(input.serverId, input.technicianId),
      ),
      technicianFile: base.servers.technicianFile.handler(({ input }) =>
        servers.technicianFile(input.serverId, input.technicianId),
      ),
      export: base.servers.export.handler(({ input }) => servers.export(input.serverIds, input.passphrase)),
      import: base.servers.import.handler(({ input }) => servers.import(input.file, input.passphrase)),
      plan: base.servers.plan.handler(() => servers.plan()),
    },
    tunnels: {
      list: base.tunnels.list.handler(({ input }) => tunnels.list(input.siteId)),
      files: base.tunnels.files.handler(({ input }) => tunnels.files(input)),
      addPeer: base.tunnels.addPeer.handler(({ input }) => tunnels.addPeer(input)),
      removePeer: base.tunnels.removePeer.handler(({ input }) =>
        tunnels.removePeer(input.siteId, input.tunnelId, input.peerId),
      ),
      peerFile: base.tunnels.peerFile.handler(({ input }) =>
        tunnels.peerFile(input.siteId, input.tunnelId, input.peerId),
      ),
      kit: base.tunnels.kit.handler(({ input }) => host.tunnels.kits.write(input)),
      renewed: base.tunnels.renewed.handler(({ input }) => tunnels.renewed(input.siteId, input.tunnelId)),
      prove: base.tunnels.prove.handler(({ input, signal }) => prover.proveAll(input, signalOf(signal))),
      openLive: base.tunnels.openLive.handler(({ input }) => tunnels.openLive(input.siteId, input.tunnelId)),
      closeLive: base.tunnels.closeLive.handler(({ input }) => tunnels.closeLive(input.siteId, input.tunnelId)),
      watch: base.tunnels.watch.handler(({ input, signal }) => wired(tunnels.watch(input.siteId, signalOf(signal)))),
      remove: base.tunnels.remove.handler(({ input }) => tunnels.remove(input.siteId, input.tunnelId)),
      readConfig: base.tunnels.readConfig.handler(({ input }) => readPastedConfig(input.text, new Date())),
      mesh: base.tunnels.mesh.handler(({ input }) => probes.meshes(null, input.product)),
    },
  };
}
