import { randomUUID } from "node:crypto";
import type { Remark, TunnelState, WrittenFile } from "#core/contract/tunnel-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { siteFiles, type SiteFiles } from "#core/tunnel/site-files.ts";
import { siteLan } from "#core/tunnel/site-lan.ts";
import { latestTunnelProofs } from "#core/tunnel/tunnel-proof.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { calledPort, outdatedParts, renewedTunnel, type OutdatedPart } from "#core/tunnel/outdated-tunnel.ts";
import { standingTunnels, type SitePlatform, type Tunnel, type TunnelPeer } from "#core/tunnel/tunnel.ts";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";
import { customerDevice, siteDevice, siteServerCaller, siteServerDevice, type NamedTunnel } from "#core/vpn/devices.ts";
import type { WireGuardDevice } from "#core/vpn/wireguard-device.ts";
import { phoneQrText, writeAppConfig } from "#core/vpn/app-config.ts";
import { nextPeerAddress } from "#core/vpn/plan-allocation.ts";
import { PLATFORM_FACTS } from "#core/vpn/vendor/platforms.ts";
import type { LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import type { LiveTunnels } from "../relay/ssh-live-tunnels.ts";
import { lastCheck, lastProofs } from "../store/last-records.ts";
import type { Store } from "../store/open-store.ts";
import { AccountSecrets } from "../vault/account-secrets.ts";
import type { VaultService } from "../vault/vault-service.ts";
import { findingRemark } from "./remarks.ts";
import { agentPlan, agentSystem, frpFiles, frpPlan, relayFiles } from "./relay-files.ts";
import { asInput, type ServerService } from "./server-service.ts";
import type { TunnelKeys } from "./tunnel-keys.ts";

export interface TunnelServiceOptions {
  store: () => Store;
  servers: ServerService;
  keys: TunnelKeys;
  live: LiveTunnels;
  vault: () => Pick<VaultService, "record">;
  now: () => Date;
}

/** What a person needs to set up one end. */
export interface TunnelFiles {
  files: WrittenFile[];
  /** In this order. */
  steps: Message[];
  values: { label: Message; text: string }[];
  remarks: Remark[];
}

const NO_FILES: TunnelFiles = { files: [], steps: [], values: [], remarks: [] };

/**
 * The tunnels of sites: their files, who may use them, and the relays that this laptop holds open itself.
 *
 * Calls throw SITE_NOT_FOUND, TUNNEL_NOT_FOUND, SERVER_NOT_FOUND and what vault and store throw.
 */
export class TunnelService {
  readonly #options: TunnelServiceOptions;

  constructor(options: TunnelServiceOptions) {
    this.#options = options;
  }

  list(siteId: string): TunnelState[] {
    const store = this.#options.store();
    const { tunnels, accounts } = store.document(siteId);
    const time = this.#options.now().toISOString();
    const proofs = latestTunnelProofs(lastProofs(store, siteId), tunnels, { time });
    const live = this.#options.live.list();
    const servers = new Map(this.#options.servers.all().map((server) => [server.id, server]));
    return tunnels.map((tunnel) => {
      const proof = proofs.get(tunnel.id);
      const account = accounts.find(({ id }) => id === tunnel.accountId);
      return {
        tunnel,
        live: live.find(({ tunnelId }) => tunnelId === tunnel.id) ?? null,
        holdsKey: account !== undefined && store.credentials.of(AccountSecrets.key(siteId, account.id)).length > 0,
        lastProof:
          proof === undefined
            ? null
            : { proofId: proof.proofId, at: proof.at, isProven: proof.isProven, stale: proof.stale },
        outdated: outdatedAt(servers.get(tunnel.serverId ?? ""), tunnel),
      };
    });
  }

  tunnel(siteId: string, tunnelId: string): Tunnel {
    const tunnel = this.#options
      .store()
      .document(siteId)
      .tunnels.find(({ id }) => id === tunnelId);
    if (tunnel === undefined) throw new HostError("TUNNEL_NOT_FOUND");
    return tunnel;
  }

  #state(siteId: string, tunnelId: string): TunnelState {
    const state = this.list(siteId).find(({ tunnel }) => tunnel.id === tunnelId);
    if (state === undefined) throw new HostError("TUNNEL_NOT_FOUND");
    return state;
  }

  #put(siteId: string, entry: Tunnel): Tunnel {
    this.#options.store().amend(siteId, (document) => withChanges(document, [{ op: "put", list: "tunnels", entry }]));
    return entry;
  }

  /** The files of the site's end. With the private key only on request, which the ledger tells of. */
  async siteFiles(request: {
    siteId: string;
    tunnelId: string;
    platform: SitePlatform | null;
    withSecrets: boolean;
  }): Promise<TunnelFiles> {
    const { siteId, withSecrets } = request;
    const tunnel = this.tunnel(siteId, request.tunnelId);
    const platform = request.platform ?? tunnel.platform ?? "linux";
    if (tunnel.kind !== "wireguard") return this.#relayFiles(siteId, tunnel, platform, withSecrets);
    const document = this.#options.store().document(siteId);
    const privateKey = withSecrets ? await this.#options.keys.site(siteId, tunnel) : PRIVATE_KEY_PLACEHOLDER;
    const written = await asInput((): SiteFiles => {
      const device = this.#siteDevice({ name: document.site.name, tunnel }, privateKey);
      const { usuallyGateway } = PLATFORM_FACTS[platform];
      return siteFiles(device, platform, { isGateway: usuallyGateway, ownAddress: this.#gateway(siteId) });
    });
    if (withSecrets) this.#note(siteId, tunnel, "copied");
    return {
      files: written.files.map(({ fileName, installPath, text, isSecret }) => ({
        fileName: installPath ?? fileName,
        text,
        hasSecrets: isSecret && withSecrets,
        says: message(isSecret ? "tunnel.file.secret" : "tunnel.file.open"),
      })),
      steps: [...written.steps],
      values: written.values.map(({ label, text }) => ({ label, text })),
      remarks: written.findings.map(findingRemark),
    };
  }

  /** The site's own end: it calls the hub, or is called where there is none. */
  #siteDevice(named: NamedTunnel, privateKey: string): WireGuardDevice {
    const { serverId } = named.tunnel;
    if (serverId == null) return siteServerDevice(named, { privateKey });
    const server = this.#options.servers.get(serverId);
    const port = calledPort(named.tunnel, server);
    return siteDevice(server, named, { privateKey, ...(port !== undefined && { port }) });
  }

  /** Whoever watches: a telephone or laptop of the customer's. */
  #peerDevice(named: NamedTunnel, peer: TunnelPeer, privateKey: string): WireGuardDevice {
    const { serverId } = named.tunnel;
    return serverId == null
      ? siteServerCaller(named, peer, { privateKey })
      : customerDevice(this.#options.servers.get(serverId), named, peer, { privateKey });
  }

  /** The permanent end of a relay. */
  async #relayFiles(
    siteId: string,
    tunnel: Tunnel,
    platform: SitePlatform,
    withSecrets: boolean,
  ): Promise<TunnelFiles> {
    if (tunnel.kind === "frp") return this.#frpFiles(siteId, tunnel, platform, withSecrets);
    if (tunnel.kind !== "ssh") return NO_FILES;
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    const plan = agentPlan(this.#options.store().document(siteId).site.name, tunnel, server);
    const privateKey = withSecrets ? await this.#options.keys.site(siteId, tunnel) : PRIVATE_KEY_PLACEHOLDER;
    const files = await asInput(() => relayFiles(plan, platform, privateKey, withSecrets));
    if (withSecrets) this.#note(siteId, tunnel, "copied");
    return { ...NO_FILES, files, steps: [message(`tunnel.agent.${agentSystem(platform)}`)] };
  }

  /** The same by frp, whose token is the server's: one for all of its sites. */
  async #frpFiles(siteId: string, tunnel: Tunnel, platform: SitePlatform, withSecrets: boolean): Promise<TunnelFiles> {
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    const plan = frpPlan({ id: siteId, name: this.#options.store().document(siteId).site.name }, tunnel, server);
    const token = withSecrets ? await this.#options.servers.secrets.need(server.id, "frp") : null;
    const files = await asInput(() => frpFiles(plan, platform, token));
    const system = agentSystem(platform);
    return {
      ...NO_FILES,
      files,
      steps: ["get", system, ...(system === "windows" ? ["defender"] : [])].map((step) =>
        message(`tunnel.frp.${step}`),
      ),
      remarks: [{ tone: "info", text: message("tunnel.frp.oneToken", { name: server.name }), details: [] }],
    };
  }

  /** The files of one end. With secrets only on request, which the ledger tells of. */
  async files(request: {
    siteId: string;
    tunnelId: string;
    end: "site" | "server";
    platform: SitePlatform | null;
    withSecrets: boolean;
  }): Promise<TunnelFiles> {
    if (request.end === "site") return this.siteFiles(request);
    const tunnel = this.tunnel(request.siteId, request.tunnelId);
    return { ...NO_FILES, files: await this.#options.servers.byHand(this.#options.servers.get(tunnel.serverId ?? "")) };
  }

  #gateway(siteId: string): string | null {
    const store = this.#options.store();
    return lastCheck(store, siteId, store.document(siteId))?.diagnosis.gateway ?? null;
  }

  /** The site's LAN as its last check saw it. */
  lan(siteId: string): string | null {
    const store = this.#options.store();
    return siteLan(lastCheck(store, siteId, store.document(siteId)));
  }

  #note(siteId: string, { accountId }: Tunnel, event: "copied" | "used", label?: string): void {
    if (accountId == null) return;
    this.#options.vault().record(siteId, [{ accountId, event, to: null, ...(label !== undefined && { label }) }]);
  }

  async addPeer(request: {
    siteId: string;
    tunnelId: string;
    name: string;
    role: "technician" | "customer";
  }): Promise<Tunnel> {
    const { siteId, name, role } = request;
    const tunnel = this.tunnel(siteId, request.tunnelId);
    const id = randomUUID();
    const given = nextPeerAddress(this.#options.servers.addressPlan(), tunnel.serverId ?? null, id);
    if (!given.ok) throw new HostError("BAD_INPUT", { detail: "no address is left in the hub's range" });
    const peer = { id, name, role, publicKey: "", address: given.address, addedAt: this.#options.now().toISOString() };
    const { changes } = await this.#options.keys.make(siteId, { ...tunnel, peers: [...tunnel.peers, peer] });
    this.#options.store().amend(siteId, (document) => withChanges(document, changes));
    return this.tunnel(siteId, tunnel.id);
  }

  async removePeer(siteId: string, tunnelId: string, peerId: string): Promise<Tunnel> {
    const tunnel = this.tunnel(siteId, tunnelId);
    const removedAt = this.#options.now().toISOString();
    await this.#options.keys.forgetPeer(tunnelId, peerId);
    const peers = tunnel.peers.map((peer) => (peer.id === peerId ? { ...peer, removedAt } : peer));
    return this.#put(siteId, { ...tunnel, peers });
  }

  /** A peer's configuration with its key, for its owner's screen. */
  async peerFile(siteId: string, tunnelId: string, peerId: string): Promise<{ file: WrittenFile; qr: string | null }> {
    const tunnel = this.tunnel(siteId, tunnelId);
    const peer = tunnel.peers.find(({ id }) => id === peerId);
    if (peer === undefined) throw new HostError("TUNNEL_NOT_FOUND");
    const privateKey = await this.#options.keys.peer(tunnelId, peerId);
    const { site } = this.#options.store().document(siteId);
    const written = await asInput(() => {
      const device = this.#peerDevice({ name: site.name, tunnel }, peer, privateKey);
      const { fileName, text } = writeAppConfig(device);
      const qr = phoneQrText(device);
      const says = message("tunnel.file.peer", { name: peer.name });
      return { file: { fileName, text, hasSecrets: true, says }, qr: qr.ok ? qr.text : null };
    });
    this.#note(siteId, tunnel, "copied", `WireGuard, ${peer.name}`);
    return written;
  }

  /** Somebody set up the site's end with what the server is now. @throws HostError also SERVER_NOT_FOUND */
  renewed(siteId: string, tunnelId: string): TunnelState {
    const tunnel = this.tunnel(siteId, tunnelId);
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    this.#put(siteId, renewedTunnel(tunnel, server, this.#options.now().toISOString()));
    return this.#state(siteId, tunnelId);
  }

  /** Holds the site's relay open from this laptop. What went wrong is in the state that comes back. */
  async openLive(siteId: string, tunnelId: string): Promise<TunnelState> {
    const tunnel = this.tunnel(siteId, tunnelId);
    await this.live(siteId, tunnel);
    return this.#state(siteId, tunnelId);
  }

  async live(siteId: string, tunnel: Tunnel): Promise<LiveTunnelStatus> {
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    if (server.relay === null) throw new HostError("BAD_INPUT", { detail: "this server is no SSH relay" });
    const privateKey = await this.#options.keys.site(siteId, tunnel);
    this.#note(siteId, tunnel, "used");
    return this.#options.live.open({
      tunnelId: tunnel.id,
      published: tunnel.published,
      server: {
        host: server.host,
        ports: server.ssh.ports,
        user: server.relay.user,
        privateKey,
        acceptedHostKeys: server.ssh.hostKeys,
      },
    });
  }

  async closeLive(siteId: string, tunnelId: string): Promise<TunnelState> {
    await this.#options.live.close(tunnelId);
    return this.#state(siteId, tunnelId);
  }

  /** States of a site's tunnels: now, and with every change of one that this laptop holds open. */
  async *watch(siteId: string, signal: AbortSignal): AsyncGenerator<TunnelState[], void> {
    let wake: () => void = () => undefined;
    const end = this.#options.live.watch(() => wake());
    signal.addEventListener("abort", () => wake(), { once: true });
    try {
      while (!signal.aborted) {
        const changed = new Promise<void>((resolve) => (wake = resolve));
        yield this.list(siteId);
        await changed;
      }
    } finally {
      end();
    }
  }

  /** Says in the survey that the tunnel is gone. What is left to do by hand comes back. */
  async remove(siteId: string, tunnelId: string): Promise<{ left: Message[] }> {
    const tunnel = this.tunnel(siteId, tunnelId);
    await this.#options.live.close(tunnelId);
    for (const peer of tunnel.peers) await this.#options.keys.forgetPeer(tunnelId, peer.id);
    this.#put(siteId, { ...tunnel, removedAt: this.#options.now().toISOString() });
    return {
      left: [
        ...(tunnel.serverId == null ? [] : [message("tunnel.left.server", { name: tunnel.serverName ?? "" })]),
        ...(tunnel.installedAt == null ? [] : [message("tunnel.left.site")]),
        ...(tunnel.peers.length === 0 ? [] : [message("tunnel.left.peers", { count: tunnel.peers.length })]),
      ],
    };
  }
}

/** A server that this laptop does not know may be as it was. */
const outdatedAt = (server: FirmServer | undefined, tunnel: Tunnel): OutdatedPart[] =>
  server === undefined || standingTunnels([tunnel]).length === 0 ? [] : outdatedParts(tunnel, server);
