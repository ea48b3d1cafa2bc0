import { isHostError } from "#core/contract/errors.ts";
import type { FirmContext } from "#core/walk/machine.ts";
import type { EffectResult } from "#core/walk/effect.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import type { Locale, Settings } from "#core/survey/settings.ts";
import { runningServer } from "#core/tunnel/server-change.ts";
import { standingTunnels } from "#core/tunnel/tunnel.ts";
import type { CheckEnvironment } from "./check/environment.ts";
import type { SshConnectOptions } from "./relay/ssh-connect.ts";
import { LiveTunnels } from "./relay/ssh-live-tunnels.ts";
import type { Store } from "./store/open-store.ts";
import { ServerService } from "./tunnel/server-service.ts";
import { SiteMediaService } from "./tunnel/site-media-service.ts";
import { tunnelEffects } from "./tunnel/tunnel-effects.ts";
import { TunnelKits } from "./tunnel/tunnel-kits.ts";
import { TunnelKeys } from "./tunnel/tunnel-keys.ts";
import { TunnelProbes } from "./tunnel/tunnel-probes.ts";
import { TunnelProver } from "./tunnel/tunnel-prover.ts";
import { TunnelService } from "./tunnel/tunnel-service.ts";
import { AccountSecrets } from "./vault/account-secrets.ts";
import type { VaultService } from "./vault/vault-service.ts";

export interface TunnelServicesOptions {
  environment: CheckEnvironment;
  store: () => Store;
  vault: VaultService;
  knowledge: () => Knowledge;
  settings: () => Settings;
  technician: () => string | null;
  version: string;
  /** How SSH servers are reached; a test's own. */
  ssh?: SshConnectOptions;
}

/** What this laptop has no secret for is not asked; whether it has one says the log-in. */
const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (isHostError(error) && error.code === "SERVER_KEY_NOT_HERE") return null;
    throw error;
  });

/** What stands around VPNs and relays: the firm's servers, the sites' tunnels, and what is asked of both. */
export class TunnelServices {
  readonly servers: ServerService;
  readonly tunnels: TunnelService;
  readonly media: SiteMediaService;
  readonly probes: TunnelProbes;
  readonly prover: TunnelProver;
  readonly kits: TunnelKits;
  /** What walk-throughs ask for. */
  readonly perform: (siteId: string, effect: TunnelEffect, signal: AbortSignal) => Promise<EffectResult>;
  readonly #live: LiveTunnels;
  readonly #store: () => Store;

  constructor({ environment, store, vault, knowledge, settings, technician, version, ssh }: TunnelServicesOptions) {
    const now = (): Date => new Date();
    const locale = (): Locale => settings().locale ?? "en";
    const firm = () => vault.firm;
    this.#store = store;
    this.#live = new LiveTunnels({
      ...(ssh?.connect && { connect: ssh.connect }),
      ...(ssh?.times && { times: ssh.times }),
    });
    const keys = new TunnelKeys({ vault: () => vault, firm, now });
    this.servers = new ServerService({
      store,
      secrets: firm,
      knowledge,
      locale,
      passwordOf: (siteId, accountId) => orNull(vault.secretOf(siteId, accountId).then(({ password }) => password)),
      technician,
      now,
      ...(ssh !== undefined && { ssh }),
    });
    this.tunnels = new TunnelService({ store, servers: this.servers, keys, live: this.#live, vault: () => vault, now });
    this.media = new SiteMediaService({
      store,
      servers: this.servers,
      firm,
      knowledge,
      technician,
      holds: (siteId, accountId) => store().credentials.of(AccountSecrets.key(siteId, accountId)).length > 0,
      now,
    });
    this.probes = new TunnelProbes({
      environment,
      settings,
      servers: this.servers,
      keys,
      otherSites: (siteId) => this.#otherSites(siteId),
      now,
    });
    this.prover = new TunnelProver({
      store,
      servers: this.servers,
      vault: () => vault,
      environment,
      cut: (tunnelId) => {
        const isHeld = this.#live.list().some((tunnel) => tunnel.tunnelId === tunnelId);
        return isHeld ? () => Promise.resolve(void this.#live.cut(tunnelId)) : null;
      },
      technician,
      version,
      now,
    });
    this.kits = new TunnelKits({ store, servers: this.servers, keys, vault: () => vault, now });
    const { servers, tunnels, probes, prover } = this;
    this.perform = tunnelEffects({ store, servers, tunnels, keys, probes, prover });
  }

  /** The firm's servers and the sites of all surveys, for walk-throughs. */
  firm(): FirmContext {
    const servers = this.servers.all();
    return { servers, mayChange: this.servers.changeable(), sites: () => this.servers.sites() };
  }

  /** Logs in at a server and asks from here what it offers: how it stands, whether its hub and its TURN answer. */
  async look(serverId: string, signal: AbortSignal) {
    // What was chosen since is not there to answer.
    const server = runningServer(this.servers.get(serverId));
    const [visit, wireguard, turn] = await Promise.all([
      this.servers.status(serverId, signal),
      server.wireguard === null
        ? null
        : orNull(this.probes.wireGuard(server, null, signal)).then((probe) =>
            probe === null ? null : this.probes.wireGuardRemark(probe),
          ),
      server.turn === null ? null : orNull(this.probes.turn(server, signal)),
    ]);
    return { ssh: visit.look, status: visit.result, wireguard, turn };
  }

  #otherSites(siteId: string | null): { name: string; prefixes: string[] }[] {
    return this.#store()
      .tunnelSites()
      .filter((site) => site.siteId !== siteId)
      .map(({ name, tunnels }) => ({ name, prefixes: standingTunnels(tunnels).flatMap(({ lan }) => lan ?? []) }));
  }

  /** Closes the relays that this laptop holds open. */
  async stop(): Promise<void> {
    await this.#live.stop();
  }
}
