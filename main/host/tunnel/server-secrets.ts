import { randomBytes } from "node:crypto";
import { HostError } from "#core/contract/errors.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { newWireGuardKey } from "#core/wireguard/keys.ts";
import { generateSshKeyPair, publicPartOf } from "../relay/ssh-keys.ts";
import type { FirmSecrets } from "../vault/firm-secrets.ts";

/** What is kept of a server in the keychain. `probe`: the key by which Farsite asks the hub whether it answers. */
export const SERVER_SECRETS = ["admin", "wireguard", "probe", "turn", "frp", "media"] as const;
export type ServerSecret = (typeof SERVER_SECRETS)[number];

/** 192 bits, in characters that every configuration format carries. */
const newToken = (): string => randomBytes(24).toString("base64url");

/** Secrets of the firm's servers, on this laptop. Calls throw the HostErrors of the keychain. */
export class ServerSecrets {
  static nameOf(serverId: string, secret: ServerSecret): string {
    return `server:${serverId}:${secret}`;
  }

  readonly #firm: () => FirmSecrets;

  constructor(firm: () => FirmSecrets) {
    this.#firm = firm;
  }

  /** Null: not on this laptop. */
  read(serverId: string, secret: ServerSecret): Promise<string | null> {
    return this.#firm().read(ServerSecrets.nameOf(serverId, secret));
  }

  /** @throws HostError SERVER_KEY_NOT_HERE */
  async need(serverId: string, secret: ServerSecret): Promise<string> {
    const value = await this.read(serverId, secret);
    if (value === null) throw new HostError("SERVER_KEY_NOT_HERE", { entry: ServerSecrets.nameOf(serverId, secret) });
    return value;
  }

  write(serverId: string, secret: ServerSecret, value: string): Promise<void> {
    return this.#firm().write(ServerSecrets.nameOf(serverId, secret), value);
  }

  /** Without asking the keychain, which may prompt: whether this laptop has it as far as the database knows. */
  async has(serverId: string, secret: ServerSecret): Promise<boolean> {
    return (await this.#firm().status(ServerSecrets.nameOf(serverId, secret))) !== null;
  }

  async all(serverId: string): Promise<Partial<Record<ServerSecret, string>>> {
    const found: Partial<Record<ServerSecret, string>> = {};
    for (const secret of SERVER_SECRETS) {
      const value = await this.read(serverId, secret);
      if (value !== null) found[secret] = value;
    }
    return found;
  }

  /** Keeps what a colleague's file brought and this laptop has not; one that is here stays. False: it brought nothing. */
  async take(serverId: string, given: Partial<Record<ServerSecret, string>>): Promise<boolean> {
    for (const secret of SERVER_SECRETS) {
      const value = given[secret];
      if (value !== undefined && (await this.read(serverId, secret)) === null)
        await this.write(serverId, secret, value);
    }
    return Object.keys(given).length > 0;
  }

  async forget(serverId: string): Promise<void> {
    for (const secret of SERVER_SECRETS) await this.#firm().remove(ServerSecrets.nameOf(serverId, secret));
  }

  /** Makes what is missing of a server's secrets; what is there stays. Returns the hub's public key. */
  async complete(server: Pick<FirmServer, "id">): Promise<{ wireguard: string; probe: string }> {
    const made: Record<ServerSecret, () => string> = {
      admin: () => generateSshKeyPair().privateKey,
      wireguard: () => newWireGuardKey(randomBytes(32)).privateKey,
      probe: () => newWireGuardKey(randomBytes(32)).privateKey,
      turn: newToken,
      frp: newToken,
      media: newToken,
    };
    for (const secret of SERVER_SECRETS) {
      if ((await this.read(server.id, secret)) === null) await this.write(server.id, secret, made[secret]());
    }
    return { wireguard: await this.need(server.id, "wireguard"), probe: await this.need(server.id, "probe") };
  }

  /** The administrator's public key, as it stands in authorized_keys; null: the key is not on this laptop. */
  async adminPublicKey(serverId: string): Promise<string | null> {
    const key = await this.read(serverId, "admin");
    return key === null ? null : (publicPartOf(key)?.publicKey ?? null);
  }
}
