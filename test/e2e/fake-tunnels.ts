import { randomUUID } from "node:crypto";
import { implement, ORPCError } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import type { TunnelState, WrittenFile } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { PROOF_RECORD_VERSION, type ProofRecord, type ProofResult } from "#core/proof/proof-record.ts";
import type { LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import { siteFiles } from "#core/tunnel/site-files.ts";
import { latestTunnelProofs } from "#core/tunnel/tunnel-proof.ts";
import { outdatedParts, renewedTunnel } from "#core/tunnel/outdated-tunnel.ts";
import type { Tunnel, TunnelPeer } from "#core/tunnel/tunnel.ts";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";
import type { WireGuardDevice } from "#core/vpn/wireguard-device.ts";
import { readPastedConfig } from "#host/tunnel/pasted-config.ts";
import type { FakeStore } from "./fake-plan.ts";
import { writeRevision } from "./fake-survey.ts";

/** What the fake host knows of the sites' tunnels besides the surveys. */
export type FakeTunnels = {
  /** Held open by this laptop, by the tunnel's id. */
  live: Map<string, LiveTunnelStatus>;
  /** Windows that follow them. */
  watchers: Set<() => void>;
  /** How the next test goes, beside what is usual. */
  proof: Partial<ProofResult>;
  /** Files that were asked for with their secrets. */
  handedOut: string[];
};

export const emptyTunnels = (): FakeTunnels => ({ live: new Map(), watchers: new Set(), proof: {}, handedOut: [] });

/** In no file that is only shown. */
export const SITE_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
export const PEER_KEY = "cGVlcjQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
export const KIT_PASSPHRASE = "balomi-tudafo-risupa-nogabi";
const HUB_KEY = "aHViYWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY=";

const device = (privateKey: string): WireGuardDevice => ({
  name: "Hotel Alpenblick",
  interfaceName: "farsite",
  privateKey,
  addresses: ["10.88.0.2/32"],
  listenPort: null,
  mtu: 1_420,
  peers: [
    {
      name: "Hub",
      publicKey: HUB_KEY,
      presharedKey: null,
      endpoint: { address: "vpn.example.net", port: 443 },
      allowedIps: ["10.88.0.0/24"],
      keepaliveSeconds: 25,
    },
  ],
  lan: "192.168.1.0/24",
  translation: { lan: "192.168.1.0/24", mapped: "10.96.3.0/24" },
});

/** The tunnels of sites over surveys in memory: files by the real writers, with made-up keys and tests. */
export function fakeTunnels(store: FakeStore) {
  const os = implement(contract);
  const fake = store.tunnels;

  function siteOf(siteId: string) {
    const site = store.sites.get(siteId);
    if (site === undefined) throw new ORPCError("SITE_NOT_FOUND", { defined: true });
    return site;
  }

  function list(siteId: string): TunnelState[] {
    const { tunnels } = siteOf(siteId).document;
    const proofs = latestTunnelProofs(store.proofs.get(siteId) ?? [], tunnels, { time: new Date().toISOString() });
    return tunnels.map((tunnel) => {
      const server = store.servers.kept.get(tunnel.serverId ?? "");
      const proof = proofs.get(tunnel.id);
      return {
        tunnel,
        live: fake.live.get(tunnel.id) ?? null,
        holdsKey: true,
        lastProof: proof
          ? { proofId: proof.proofId, at: proof.at, isProven: proof.isProven, stale: proof.stale }
          : null,
        outdated: server === undefined ? [] : outdatedParts(tunnel, server),
      };
    });
  }

  function stateOf(siteId: string, tunnelId: string): TunnelState {
    const state = list(siteId).find(({ tunnel }) => tunnel.id === tunnelId);
    if (state === undefined) throw new ORPCError("TUNNEL_NOT_FOUND", { defined: true });
    return state;
  }

  function put(siteId: string, tunnel: Tunnel): Tunnel {
    const site = siteOf(siteId);
    const tunnels = site.document.tunnels.map((one) => (one.id === tunnel.id ? tunnel : one));
    writeRevision(store, site, { ...site.document, tunnels });
    return tunnel;
  }

  function turn(tunnelId: string, live: LiveTunnelStatus | null): void {
    if (live === null) fake.live.delete(tunnelId);
    else fake.live.set(tunnelId, live);
    for (const tell of fake.watchers) tell();
  }

  return {
    list: os.tunnels.list.handler(({ input }) => list(input.siteId)),
    files: os.tunnels.files.handler(({ input: { siteId, tunnelId, end, platform, withSecrets } }) => {
      const { tunnel } = stateOf(siteId, tunnelId);
      if (withSecrets) fake.handedOut.push(`${end} ${platform ?? ""}`.trim());
      if (end === "server") return { files: [peersFile()], steps: [], values: [], remarks: [] };
      const written = siteFiles(
        device(withSecrets ? SITE_KEY : PRIVATE_KEY_PLACEHOLDER),
        platform ?? tunnel.platform ?? "linux",
        { isGateway: true, ownAddress: "192.168.1.1" },
      );
      return {
        files: written.files.map(({ fileName, installPath, text, isSecret }) => ({
          fileName: installPath ?? fileName,
          text,
          hasSecrets: isSecret && withSecrets,
          says: message(isSecret ? "tunnel.file.secret" : "tunnel.file.open"),
        })),
        steps: [...written.steps],
        values: written.values.map(({ label, text }) => ({ label, text })),
        remarks: [],
      };
    }),
    addPeer: os.tunnels.addPeer.handler(({ input: { siteId, tunnelId, name, role } }) => {
      const { tunnel } = stateOf(siteId, tunnelId);
      const peer: TunnelPeer = {
        id: randomUUID(),
        name,
        role,
        publicKey: HUB_KEY,
        address: `10.88.0.${20 + tunnel.peers.length}`,
        addedAt: new Date().toISOString(),
      };
      return put(siteId, { ...tunnel, peers: [...tunnel.peers, peer] });
    }),
    removePeer: os.tunnels.removePeer.handler(({ input: { siteId, tunnelId, peerId } }) => {
      const { tunnel } = stateOf(siteId, tunnelId);
      const removedAt = new Date().toISOString();
      const peers = tunnel.peers.map((peer) => (peer.id === peerId ? { ...peer, removedAt } : peer));
      return put(siteId, { ...tunnel, peers });
    }),
    peerFile: os.tunnels.peerFile.handler(() => {
      const text = `[Interface]\nPrivateKey = ${PEER_KEY}\nAddress = 10.88.0.20/32\n\n[Peer]\nPublicKey = ${HUB_KEY}\nAllowedIPs = 10.96.3.0/24\nEndpoint = vpn.example.net:443\n`;
      const file: WrittenFile = { fileName: "anna.conf", text, hasSecrets: true, says: message("tunnel.file.open") };
      return { file, qr: text };
    }),
    kit: os.tunnels.kit.handler(() => ({
      fileName: "farsite-box.zip",
      file: new File(["kit"], "farsite-box.zip", { type: "application/zip" }),
      passphrase: KIT_PASSPHRASE,
      files: ["README.txt", "install.sh", "secrets.enc", "SHA256SUMS"],
    })),
    renewed: os.tunnels.renewed.handler(({ input: { siteId, tunnelId } }) => {
      const { tunnel } = stateOf(siteId, tunnelId);
      const server = store.servers.kept.get(tunnel.serverId ?? "");
      if (server !== undefined) put(siteId, renewedTunnel(tunnel, server, new Date().toISOString()));
      return stateOf(siteId, tunnelId);
    }),
    prove: os.tunnels.prove.handler(({ input: { siteId, tunnelId } }) => {
      const record = proofOf(stateOf(siteId, tunnelId).tunnel, fake.proof);
      store.proofs.set(siteId, [record, ...(store.proofs.get(siteId) ?? [])]);
      return record;
    }),
    openLive: os.tunnels.openLive.handler(({ input: { siteId, tunnelId } }) => {
      turn(tunnelId, openTunnel(stateOf(siteId, tunnelId).tunnel));
      return stateOf(siteId, tunnelId);
    }),
    closeLive: os.tunnels.closeLive.handler(({ input: { siteId, tunnelId } }) => {
      turn(tunnelId, null);
      return stateOf(siteId, tunnelId);
    }),
    watch: os.tunnels.watch.handler(async function* ({ input, signal }) {
      let wake: () => void = () => undefined;
      const tell = (): void => wake();
      fake.watchers.add(tell);
      signal?.addEventListener("abort", tell);
      try {
        for (;;) {
          if (signal?.aborted) return;
          const changed = new Promise<void>((resolve) => (wake = resolve));
          yield list(input.siteId);
          await changed;
        }
      } finally {
        fake.watchers.delete(tell);
      }
    }),
    remove: os.tunnels.remove.handler(({ input: { siteId, tunnelId } }) => {
      const { tunnel } = stateOf(siteId, tunnelId);
      put(siteId, { ...tunnel, removedAt: new Date().toISOString() });
      return { left: [message("tunnel.left.server", { name: tunnel.serverName ?? "" }), message("tunnel.left.site")] };
    }),
    readConfig: os.tunnels.readConfig.handler(({ input }) => readPastedConfig(input.text, new Date())),
    mesh: os.tunnels.mesh.handler(() => []),
  };
}

const peersFile = (): WrittenFile => ({
  fileName: "peers.conf",
  text: `[Peer]\nPublicKey = ${HUB_KEY}\nAllowedIPs = 10.88.0.2/32\n`,
  hasSecrets: false,
  says: message("server.file.byHand", { command: "peers" }),
});

/** A relay as it is when it has just been opened. */
export const openTunnel = ({ id, host, published }: Tunnel): LiveTunnelStatus => ({
  tunnelId: id,
  host: host ?? "relay.example.net",
  state: { kind: "open", port: 443, rttMs: 23.4 },
  ports: published.map((port) => ({
    id: port.id,
    address: port.address,
    port: port.port,
    serverPort: port.serverPort,
    listen: port.listen,
    state: { kind: "listening" },
    connections: { open: 1, total: 4, turnedAway: 0, unanswered: 0 },
    deviceTrouble: null,
    bytesIn: 12_400,
    bytesOut: 48_200_000,
  })),
  reconnects: 0,
  blockedPorts: [],
});

function proofOf(tunnel: Tunnel, changes: Partial<ProofResult>): ProofRecord {
  const at = new Date().toISOString();
  return {
    format: "farsite-proof",
    version: PROOF_RECORD_VERSION,
    proofId: randomUUID(),
    startedAt: at,
    durationMs: 6_100,
    farsiteVersion: "0.1.0",
    by: "Jonas Weber",
    origin: { kind: "server", host: "vpn.example.net", address: null },
    publicAddress: null,
    results: tunnel.published.map(({ address, port }) => ({
      forwardId: null,
      tunnelId: tunnel.id,
      target: "device",
      transport: "tcp",
      address,
      port,
      outcome: "answered",
      strength: "proof",
      remark: message("through.stream.measured", { mbps: 5.8, seconds: 5 }),
      answer: { protocol: "rtsp", says: "Hikvision RTSP", certificate: null },
      sameDevice: "yes",
      connectMs: 41,
      firstByteMs: 12,
      rttMs: 24,
      stream: { mbps: 5.8, seconds: 5, lostPackets: 0, codec: "H.264", wantedMbps: 4 },
      reconnect: null,
      at,
      trouble: null,
      raw: null,
      ...changes,
    })),
  };
}
