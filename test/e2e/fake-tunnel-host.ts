import { implement, ORPCError } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { readPastedConfig } from "#host/tunnel/tunnel-service.ts";
import type { FakeStore } from "./fake-plan.ts";

/** The firm's servers and the sites' tunnels, for the page's tests: nothing outside is ever asked. */
export function fakeTunnelHost(store: Pick<FakeStore, "sites">) {
  const os = implement(contract);
  const servers = new Map<string, FirmServer>();
  const notFound = (code: "SERVER_NOT_FOUND" | "TUNNEL_NOT_FOUND") => new ORPCError(code, { defined: true });
  const get = (serverId: string): FirmServer => {
    const server = servers.get(serverId);
    if (server === undefined) throw notFound("SERVER_NOT_FOUND");
    return server;
  };
  const view = (server: FirmServer): ServerView => ({
    server,
    mayChange: true,
    holdsKeys: true,
    remarks: [],
    sites: [],
  });
  const keep = (server: FirmServer): ServerView => {
    servers.set(server.id, server);
    return view(server);
  };
  const tunnelsOf = (siteId: string) =>
    (store.sites.get(siteId)?.document.tunnels ?? []).map((tunnel) => ({
      tunnel,
      live: null,
      holdsKey: true,
      lastProof: null,
    }));
  const stateOf = (siteId: string, tunnelId: string) => {
    const state = tunnelsOf(siteId).find(({ tunnel }) => tunnel.id === tunnelId);
    if (state === undefined) throw notFound("TUNNEL_NOT_FOUND");
    return state;
  };
  const nothing = { files: [], steps: [], values: [], remarks: [] };
  return {
    servers: {
      list: os.servers.list.handler(() => [...servers.values()].map(view)),
      add: os.servers.add.handler(({ input }) => {
        const at = new Date().toISOString();
        return keep({
          id: crypto.randomUUID(),
          name: input.name,
          host: input.host,
          region: input.region,
          ssh: { ports: [22, 443], user: "farsite", hostKeys: [], hostKeyLine: null },
          wireguard: null,
          relay: input.relay ? { user: "farsite-relay", firstPort: 20_001, lastPort: 29_999 } : null,
          frp: null,
          media: null,
          turn: null,
          technicians: [],
          madeAt: at,
          changedAt: at,
        });
      }),
      save: os.servers.save.handler(({ input }) => keep({ ...get(input.id), ...input })),
      remove: os.servers.remove.handler(({ input }) => {
        servers.delete(input.serverId);
        return [...servers.values()].map(view);
      }),
      setup: os.servers.setup.handler(({ input }) => ({
        userData: {
          fileName: `${get(input.serverId).name}-user-data.txt`,
          text: "#cloud-config\n{}\n",
          hasSecrets: input.withSecrets,
          says: { key: "server.file.userData", args: {} },
        },
        files: [],
        remarks: [],
      })),
      look: os.servers.look.handler(() => ({
        ssh: {
          outcome: "failed" as const,
          port: null,
          hostKey: null,
          why: { key: "server.noKey", args: {} },
          details: [],
        },
        status: null,
        wireguard: null,
        turn: null,
      })),
      trust: os.servers.trust.handler(({ input }) => {
        const server = get(input.serverId);
        return keep({ ...server, ssh: { ...server.ssh, hostKeys: [input.hostKey] } });
      }),
      apply: os.servers.apply.handler(({ input }) => ({
        says: { key: "server.applied", args: { count: 0, name: get(input.serverId).name } },
      })),
      distances: os.servers.distances.handler(() => ({ servers: [], says: null })),
      addTechnician: os.servers.addTechnician.handler(({ input }) => view(get(input.serverId))),
      removeTechnician: os.servers.removeTechnician.handler(({ input }) => view(get(input.serverId))),
      technicianFile: os.servers.technicianFile.handler(() => {
        throw new ORPCError("SECRET_NOT_FOUND", { defined: true });
      }),
      export: os.servers.export.handler(() => ({ fileName: "servers.json", file: new File(["{}"], "servers.json") })),
      import: os.servers.import.handler(() => ({ added: 0, changed: 0, withSecrets: 0 })),
      plan: os.servers.plan.handler(() => ({ servers: [], remarks: [] })),
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
