import type { InferContractRouterOutputs } from "@orpc/contract";
import type { Contract } from "#core/contract/contract.ts";
import { HostError } from "#core/contract/errors.ts";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { message } from "#core/nat/diagnosis.ts";
import { pickNearest } from "#core/relay/server-distance.ts";
import type { ServerStatus } from "#core/server-setup/server-status.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { Store } from "#host/store/open-store.ts";
import { ServerService } from "#host/tunnel/server-service.ts";
import type { FirmSecrets } from "#host/vault/firm-secrets.ts";
import { createMemorySecrets, type MemorySecrets } from "../fakes/memory-secrets.ts";
import type { FakeStore } from "./fake-plan.ts";

type Look = InferContractRouterOutputs<Contract>["servers"]["look"];

/** What the made-up machines on the internet are like; a test changes it while the window is open. */
export type FakeServers = {
  kept: Map<string, FirmServer>;
  secrets: MemorySecrets;
  /** The fingerprint that every one of them shows. */
  hostKey: string;
  /** Nobody gets in: how that looks. */
  trouble: Look["ssh"] | null;
  /** What differs from a server that runs well; null: it was never set up. */
  status: Partial<ServerStatus> | null;
  /** Public keys that each of them was told. */
  told: Map<string, string[]>;
  /** Why none of them takes what it is told. */
  refusal: string | null;
  /** Addresses on them that no survey knows. */
  others: string[];
  /** There and back in milliseconds, by name; absent: no answer. */
  rttMs: Record<string, number>;
};

export const emptyServers = (): FakeServers => ({
  kept: new Map(),
  secrets: createMemorySecrets(),
  hostKey: "SHA256:uNiVztksCsDhcc0u9e8BrAYQqRcYVxyfWnZ1rT0z9xA",
  trouble: null,
  status: {},
  told: new Map(),
  refusal: null,
  others: [],
  rttMs: {},
});

/** The real service over surveys in memory; the machines themselves are made up. */
export function serverService(store: Pick<FakeStore, "sites" | "servers" | "knowledge">): ServerService {
  const { kept, secrets } = store.servers;
  const tunnelSites: Store["tunnelSites"] = () =>
    [...store.sites.values()]
      .filter(({ document }) => document.tunnels.length > 0)
      .map(({ id, name, document }) => {
        const { tunnels } = document;
        return { siteId: id, name, tunnels, lan: tunnels.findLast(({ lan }) => lan)?.lan ?? null };
      });
  const readStore = {
    firmServers: {
      all: () => [...kept.values()],
      keep: (servers: readonly FirmServer[]) => servers.forEach((server) => kept.set(server.id, server)),
      remove: (id: string) => void kept.delete(id),
    },
    tunnelSites,
    document: (siteId: string) => store.sites.get(siteId)?.document,
  };
  const firmSecrets = {
    ...secrets,
    status: async (name: string) => (secrets.entries.has(name) ? { about: null, version: "1" } : null),
  };
  return new ServerService({
    store: () => readStore as unknown as Store,
    secrets: () => firmSecrets as unknown as FirmSecrets,
    knowledge: () => withOverlay(baseKnowledge(), store.knowledge),
    locale: () => "en",
    passwordOf: () => Promise.resolve(null),
    technician: () => "Jonas Weber",
    now: () => new Date(),
  });
}

const login = (
  outcome: Look["ssh"]["outcome"],
  hostKey: string | null,
  why: Look["ssh"]["why"] = null,
): Look["ssh"] => ({
  outcome,
  port: outcome === "ok" ? 22 : null,
  hostKey,
  why,
  details: [],
});

/** Logs in at a made-up machine, as the host does at a real one. */
export async function lookAt(service: ServerService, servers: FakeServers, serverId: string): Promise<Look> {
  const server = service.get(serverId);
  const { hostKey, trouble } = servers;
  const known = server.ssh.hostKeys;
  const nothing = { status: null, wireguard: null, turn: null };
  if (trouble !== null) return { ssh: trouble, ...nothing };
  if (!servers.secrets.entries.has(`server:${serverId}:admin`)) {
    return { ssh: login("no-key", null, message("server.noKey")), ...nothing };
  }
  const args = { host: server.host, fingerprint: hostKey };
  if (known.length === 0) {
    return { ssh: login("new-host-key", hostKey, message("relay.fault.new-host-key", args)), ...nothing };
  }
  if (!known.includes(hostKey)) {
    return { ssh: login("host-key-changed", hostKey, message("relay.fault.host-key-changed", args)), ...nothing };
  }
  return {
    ssh: login("ok", hostKey),
    status: servers.status === null ? null : { ...calmStatus(service, servers, server), ...servers.status },
    wireguard:
      server.wireguard === null
        ? null
        : {
            tone: "good",
            text: message("wireGuard.title.answers"),
            details: [message("wireGuard.next.answers")],
          },
    turn:
      server.turn === null
        ? null
        : {
            isGood: true,
            says: message("turn.overall.all", { host: server.host, ways: "UDP, TCP, TLS" }),
            ways: [],
            details: [],
          },
  };
}

/** Seconds since sites were heard; technicians' devices never were. */
const HEARD_SECONDS_AGO = 40;

function calmStatus(service: ServerService, { told }: FakeServers, server: FirmServer): ServerStatus {
  const now = new Date();
  const { wireguard } = server;
  const sites = service.contents(server).tunnels.map(({ tunnel }) => tunnel);
  const peers = (told.get(server.id) ?? []).map((publicKey) => {
    const site = sites.find((one) => one.publicKey === publicKey);
    const technician = server.technicians.find((one) => one.publicKey === publicKey);
    return {
      publicKey,
      endpoint: site === undefined ? null : "198.51.100.7:40123",
      allowedIps: `${site?.address ?? technician?.address ?? "10.87.0.9"}/32`,
      latestHandshakeSeconds: site === undefined ? null : Math.floor(now.getTime() / 1_000) - HEARD_SECONDS_AGO,
      receivedBytes: site === undefined ? 0 : 48_200_000,
      sentBytes: site === undefined ? 0 : 1_900_000,
    };
  });
  return {
    version: 1,
    time: now.toISOString().replace(/\.\d+/, ""),
    ready: true,
    rebootRequired: false,
    wireguard: wireguard === null ? null : { publicKey: wireguard.publicKey, listenPort: wireguard.port, peers },
    relayPorts: [],
    health: [],
    services: {
      ssh: "active",
      nftables: "active",
      "wg-quick@wg0": wireguard === null ? "inactive" : "active",
      coturn: server.turn === null ? "inactive" : "active",
      frps: server.frp === null ? "inactive" : "active",
      "farsite-media": server.media === null ? "inactive" : "active",
      "farsite-shared-port": "inactive",
    },
  };
}

/** From now on the machine knows who the surveys say may come. */
export async function tell(
  service: ServerService,
  servers: FakeServers,
  { serverId, dropsOthers }: { serverId: string; dropsOthers: boolean },
) {
  const server = service.get(serverId);
  if (servers.refusal !== null) throw new HostError("SERVER_REFUSED", { detail: servers.refusal });
  if (servers.others.length > 0 && !dropsOthers) {
    throw new HostError("SERVER_HAS_OTHERS", { count: servers.others.length, addresses: servers.others.join(", ") });
  }
  servers.others = [];
  const contents = service.contents(server);
  const keys = [
    ...contents.tunnels.map(({ tunnel }) => tunnel.publicKey ?? ""),
    ...server.technicians.filter(({ removedAt }) => (removedAt ?? null) === null).map(({ publicKey }) => publicKey),
  ];
  servers.told.set(serverId, keys);
  await service.markTold(serverId);
  const count = contents.tunnels.length + contents.relayKeys.length;
  return { says: message("server.applied", { count, name: server.name }) };
}

/** The machine has the program that changes it; nobody has run it. */
export function sendTo(service: ServerService, servers: FakeServers, serverId: string): { command: string } {
  service.get(serverId);
  if (servers.refusal !== null) throw new HostError("SERVER_REFUSED", { detail: servers.refusal });
  return { command: "sh /home/farsite/farsite-change.sh" };
}

/** How far each is from here, the nearest first. */
export function distancesOf(service: ServerService, { rttMs }: FakeServers) {
  const measured = service.all().map(({ id, name, ssh }) => {
    const rtt = rttMs[name] ?? null;
    const answered = rtt === null ? 0 : TRIES;
    return { id, name, rttMs: rtt, spreadMs: 0, tried: TRIES, answered, port: ssh.ports[0] ?? null };
  });
  return {
    servers: measured.map(({ id, rttMs: rtt }) => ({ serverId: id, rttMs: rtt })),
    says: pickNearest(measured).sentence,
  };
}

const TRIES = 5;
