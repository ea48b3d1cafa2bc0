import { randomBytes, randomUUID } from "node:crypto";
import { HostError, isHostError } from "#core/contract/errors.ts";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { newWireGuardKey, wireGuardPublicKey } from "#core/wireguard/keys.ts";
import { generateSshKeyPair, publicPartOf } from "../relay/ssh-keys.ts";
import { AccountSecrets } from "../vault/account-secrets.ts";
import type { VaultService } from "../vault/vault-service.ts";
import type { FirmSecrets } from "../vault/firm-secrets.ts";

export interface TunnelKeysOptions {
  vault: () => Pick<VaultService, "keepSecret" | "secretOf">;
  firm: () => FirmSecrets;
  now: () => Date;
}

/** A key as the survey may show it. */
export interface MadeKey {
  /** Null: the site's own. */
  peerId: string | null;
  publicKey: string;
}

const peerSecret = (tunnelId: string, peerId: string): string => `tunnel:${tunnelId}:${peerId}`;

/**
 * Keys of tunnels. The site's is an account of the survey, so that it can be handed to a colleague with everything else; a telephone's
 * is needed once, for its QR code, and stays on this laptop.
 *
 * Calls throw the HostErrors of vault and keychain.
 */
export class TunnelKeys {
  readonly #options: TunnelKeysOptions;

  constructor(options: TunnelKeysOptions) {
    this.#options = options;
  }

  /** Makes what is missing and keeps it, then says what the survey has to be told. What is there already stays as it is. */
  async make(
    siteId: string,
    tunnel: Tunnel,
  ): Promise<{ keys: MadeKey[]; accountId: string | null; changes: SurveyChange[] }> {
    const site = await this.#siteKey(siteId, tunnel);
    const keys: MadeKey[] = site === null ? [] : [{ peerId: null, publicKey: site.publicKey }];
    const peers = [];
    for (const peer of tunnel.peers) {
      const publicKey = peer.publicKey === "" ? await this.#peerKey(tunnel.id, peer.id) : peer.publicKey;
      keys.push({ peerId: peer.id, publicKey });
      peers.push({ ...peer, publicKey });
    }
    const entry: Tunnel = {
      ...tunnel,
      peers,
      ...(site !== null && { publicKey: site.publicKey, accountId: site.accountId }),
    };
    return { keys, accountId: site?.accountId ?? null, changes: [{ op: "put", list: "tunnels", entry }] };
  }

  async #siteKey(siteId: string, tunnel: Tunnel): Promise<{ publicKey: string; accountId: string } | null> {
    if (tunnel.kind !== "wireguard" && tunnel.kind !== "ssh") return null;
    const { accountId, publicKey } = tunnel;
    if (accountId != null && publicKey != null) return { publicKey, accountId };
    const pair = tunnel.kind === "wireguard" ? newWireGuardKey(randomBytes(32)) : generateSshKeyPair();
    const id = randomUUID();
    const changedAt = this.#options.now().toISOString();
    const label = tunnel.kind === "wireguard" ? "WireGuard, site" : "SSH relay, site";
    const account = { id, kind: "vpn-key" as const, label, userName: null, changedAt };
    await this.#options.vault().keepSecret(siteId, account, pair.privateKey, { event: "kept", to: null });
    return { publicKey: pair.publicKey, accountId: id };
  }

  async #peerKey(tunnelId: string, peerId: string): Promise<string> {
    const name = peerSecret(tunnelId, peerId);
    const kept = await this.#options.firm().read(name);
    if (kept !== null) return wireGuardPublicKey(kept);
    const pair = newWireGuardKey(randomBytes(32));
    await this.#options.firm().write(name, pair.privateKey);
    return pair.publicKey;
  }

  /**
   * The site's private key, if it is the one to the public key in the survey.
   *
   * @throws HostError SITE_KEY_NOT_HERE
   */
  async site(siteId: string, { id, accountId, publicKey, kind }: Tunnel): Promise<string> {
    const notHere = new HostError("SITE_KEY_NOT_HERE", {
      entry: accountId == null ? id : AccountSecrets.key(siteId, accountId),
    });
    if (accountId == null) throw notHere;
    const { password } = await this.#options
      .vault()
      .secretOf(siteId, accountId)
      .catch((error: unknown) => {
        throw isHostError(error) && error.code === "SECRET_NOT_FOUND" ? notHere : error;
      });
    const own = kind === "wireguard" ? wireGuardPublicKey(password) : publicPartOf(password)?.publicKey;
    if (own !== publicKey) throw notHere;
    return password;
  }

  /** @throws HostError DEVICE_KEY_NOT_HERE: it was made on another laptop, or is the peer's own */
  async peer(tunnelId: string, peerId: string): Promise<string> {
    const entry = peerSecret(tunnelId, peerId);
    const key = await this.#options.firm().read(entry);
    if (key === null) throw new HostError("DEVICE_KEY_NOT_HERE", { entry });
    return key;
  }

  async forgetPeer(tunnelId: string, peerId: string): Promise<void> {
    await this.#options.firm().remove(peerSecret(tunnelId, peerId));
  }
}
