import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { FirmPlan, Remark, ServerView, ServerWish, WrittenFile } from "#core/contract/tunnel-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { cloudInit } from "#core/server-setup/cloud-init.ts";
import { accessList } from "#core/server-setup/hub-access.ts";
import { publishedList } from "#core/server-setup/published-ports.ts";
import { serverFindings } from "#core/server-setup/server-findings.ts";
import { readServerStatus, type ServerStatus } from "#core/server-setup/server-status.ts";
import { serverSetup } from "#core/server-setup/server-setup.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { SshLook } from "#core/tunnel/server-look.ts";
import { standingTunnels } from "#core/tunnel/tunnel.ts";
import { ipv4Text, parseIpv4Prefix } from "#core/net/ipv4-prefix.ts";
import { addressPlan, type AddressPlan, type PlannedSite } from "#core/vpn/address-plan.ts";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";
import { hubReach, technicianDevice } from "#core/vpn/devices.ts";
import { nextPeerAddress } from "#core/vpn/plan-allocation.ts";
import { freePools } from "#core/vpn/pools.ts";
import { writeWgQuick } from "#core/vpn/wg-quick.ts";
import { newWireGuardKey, wireGuardPublicKey, isWireGuardKey } from "#core/wireguard/keys.ts";
import type { SshConnectOptions } from "../relay/ssh-connect.ts";
import type { SshLine } from "../relay/ssh-line.ts";
import type { Store } from "../store/open-store.ts";
import type { FirmSecrets } from "../vault/firm-secrets.ts";
import { findingRemark, remark } from "./remarks.ts";
import { fileSecrets, hubConfig, serverContents, setupOptions, type ServerContents } from "./server-contents.ts";
import { applyOn, visitServer, type ServerVisit } from "./server-line.ts";
import { ServerSecrets } from "./server-secrets.ts";
import { readServersFile, writeServersFile } from "./servers-file.ts";

export interface ServerServiceOptions {
  store: () => Store;
  secrets: () => FirmSecrets;
  knowledge: () => Knowledge;
  locale: () => Locale;
  now: () => Date;
  /** How SSH servers are reached; a test's own. */
  ssh?: SshConnectOptions;
}

/** What the firm's servers are told apart by on this laptop, and everything that is done with them. */
export class ServerService {
  readonly secrets: ServerSecrets;
  readonly #options: ServerServiceOptions;

  constructor(options: ServerServiceOptions) {
    this.#options = options;
    this.secrets = new ServerSecrets(options.secrets);
  }

  /** @throws HostError SERVER_NOT_FOUND */
  get(serverId: string): FirmServer {
    const server = this.#store.firmServers.all().find(({ id }) => id === serverId);
    if (server === undefined) throw new HostError("SERVER_NOT_FOUND");
    return server;
  }

  all(): FirmServer[] {
    return this.#store.firmServers.all();
  }

  async list(): Promise<ServerView[]> {
    return Promise.all(this.all().map((server) => this.view(server)));
  }

  async view(server: FirmServer): Promise<ServerView> {
    const sites = this.sites().filter(({ tunnels }) =>
      standingTunnels(tunnels).some(({ serverId }) => serverId === server.id),
    );
    return {
      server,
      mayChange: await this.secrets.has(server.id, "admin"),
      holdsKeys: await this.secrets.has(server.id, "wireguard"),
      remarks: this.#remarks(server),
      sites: sites.map(({ siteId, name }) => ({ siteId, siteName: name })),
    };
  }

  /** What clashes or is weak, without the keys: whoever may not change the server is told the same. */
  #remarks(server: FirmServer): Remark[] {
    const say = createTranslate(this.#options.locale());
    const options = setupOptions(server, this.contents(server), []);
    return serverFindings(server, options, (service) => say(message(`serverSetup.service.${service}`)))
      .filter(({ code }) => code !== "no-key" && code !== "no-owner")
      .map(findingRemark);
  }

  /** Ids of the servers whose administrator's key this laptop holds, as far as the database knows. */
  changeable(): string[] {
    const { credentials } = this.#store;
    return this.all().flatMap(({ id }) => (credentials.of(ServerSecrets.nameOf(id, "admin")).length > 0 ? [id] : []));
  }

  sites(): PlannedSite[] {
    return this.#store.tunnelSites();
  }

  addressPlan(): AddressPlan {
    return addressPlan(this.all(), this.sites());
  }

  /** Makes keys and address ranges for a new server, keeps the secrets in the keychain and the rest in the database. */
  async add(wish: ServerWish): Promise<ServerView> {
    const id = randomUUID();
    const at = this.#options.now().toISOString();
    const keys = await this.secrets.complete({ id });
    const server: FirmServer = {
      id,
      name: wish.name,
      host: wish.host,
      region: wish.region,
      ssh: { ports: [22, 443], user: "farsite", hostKeys: [], hostKeyLine: null },
      wireguard: wish.wireguard ? this.#newHub(keys) : null,
      relay: wish.relay ? { user: "farsite-relay", firstPort: 20_001, lastPort: 29_999 } : null,
      frp: wish.frp ? { port: 7_000 } : null,
      media: wish.media === null ? null : { engine: wish.media, port: 8_443 },
      turn: wish.turn ? { port: 3_478, tlsPort: 5_349, realm: wish.host, userName: null } : null,
      technicians: [],
      madeAt: at,
      changedAt: at,
    };
    return this.#keep(server);
  }

  #newHub(keys: { wireguard: string; probe: string }): NonNullable<FirmServer["wireguard"]> {
    const taken = [
      ...this.all().flatMap(({ wireguard }) => (wireguard === null ? [] : [wireguard.tunnelPool, wireguard.sitePool])),
      ...this.sites().flatMap(({ lan }) => (lan === null ? [] : [lan])),
    ];
    const pools = freePools(taken);
    if (pools === null) throw new HostError("BAD_INPUT", { detail: "all address ranges for hubs are taken" });
    return {
      publicKey: wireGuardPublicKey(keys.wireguard),
      port: 51_820,
      alsoPorts: [443],
      ...pools,
      probe: { publicKey: wireGuardPublicKey(keys.probe), address: lastAddress(pools.tunnelPool) },
    };
  }

  /** @throws HostError SERVER_NOT_FOUND */
  async save(server: FirmServer): Promise<ServerView> {
    const before = this.get(server.id);
    // Another machine under that name has another key: it is accepted anew.
    const isSame = before.host === server.host;
    const known = { hostKeys: isSame ? before.ssh.hostKeys : [], hostKeyLine: isSame ? before.ssh.hostKeyLine : null };
    return this.#keep({ ...server, ssh: { ...server.ssh, ...known }, changedAt: this.#options.now().toISOString() });
  }

  async remove(serverId: string): Promise<ServerView[]> {
    this.get(serverId);
    await this.secrets.forget(serverId);
    this.#store.firmServers.remove(serverId);
    return this.list();
  }

  /** @throws HostError SERVER_NOT_FOUND */
  async trust(serverId: string, hostKey: string): Promise<ServerView> {
    const server = this.get(serverId);
    return this.#keep({ ...server, ssh: { ...server.ssh, hostKeys: [hostKey], hostKeyLine: null } });
  }

  #keep(server: FirmServer): Promise<ServerView> {
    this.#store.firmServers.keep([server]);
    return this.view(server);
  }

  /** What all surveys of this laptop say of a server. */
  contents(server: FirmServer): ServerContents {
    return serverContents(server, { store: this.#store, knowledge: this.#options.knowledge });
  }

  async setup(serverId: string, withSecrets: boolean) {
    const server = this.get(serverId);
    const contents = this.contents(server);
    const admin = await this.secrets.adminPublicKey(server.id);
    const options = setupOptions(server, contents, admin === null ? [] : [admin]);
    return asInput(async () => {
      const values = await fileSecrets(server, contents.tunnels, withSecrets ? this.secrets : null);
      const userData = cloudInit(server, values, options, packed);
      const files = serverSetup(server, values, options);
      return {
        userData: {
          fileName: `${server.name.replaceAll(/[^\w.-]+/g, "-").slice(0, 60) || "server"}-user-data.txt`,
          text: userData,
          hasSecrets: withSecrets,
          says: message("server.file.userData"),
        } satisfies WrittenFile,
        files: files.map(({ path, content, secret }): WrittenFile => ({
          fileName: path,
          text: content,
          hasSecrets: withSecrets && secret,
          says: message("server.file.one", { path }),
        })),
        remarks: [
          ...(admin === null ? [remark("problem", message("server.noKey"))] : []),
          ...contents.refused.map(({ siteName, risks }) => refusedRemark(siteName, risks.length)),
        ],
      };
    });
  }

  /** Logs in and reads how the server stands. Null: nobody was let in, or it has no set-up by Farsite. */
  status(serverId: string, signal?: AbortSignal): Promise<ServerVisit<ServerStatus | null>> {
    const server = this.get(serverId);
    return this.visit(server, (line) => this.#readStatus(line, signal), signal);
  }

  async #readStatus(line: SshLine, signal?: AbortSignal): Promise<ServerStatus | null> {
    const text = await applyOn(line, "status", "", signal);
    return readServerStatus(text) ?? null;
  }

  visit<T>(server: FirmServer, work: (line: SshLine) => Promise<T>, signal?: AbortSignal): Promise<ServerVisit<T>> {
    const remembered = (line: SshLine): Promise<T> => {
      if (server.ssh.hostKeyLine !== line.hostPublicKey) {
        this.#store.firmServers.keep([{ ...server, ssh: { ...server.ssh, hostKeyLine: line.hostPublicKey } }]);
      }
      return work(line);
    };
    const options = { ...this.#options.ssh, ...(signal !== undefined && { signal }) };
    return visitServer(server, this.secrets, remembered, options);
  }

  /**
   * Tells the server the whole of what the surveys say, in one visit. Each part is checked there before anything is changed.
   *
   * @throws HostError SERVER_NOT_FOUND, SERVER_REFUSED, SECRET_NOT_FOUND, BAD_INPUT
   */
  async apply(serverId: string, signal?: AbortSignal): Promise<{ look: SshLook; says: Message | null }> {
    const server = this.get(serverId);
    const contents = this.contents(server);
    const parts = await asInput(async (): Promise<[string, string][]> => {
      if (server.wireguard === null) return [["relay-keys", relayText(contents)]];
      const hub = keptKey(hubConfig(server, contents.tunnels, PRIVATE_KEY_PLACEHOLDER) ?? "");
      return [
        ["wireguard", hub],
        ["access", accessList(server, hubReach(server, contents.tunnels))],
        ["publish", publishedList(server, contents.published)],
        ...(server.relay === null ? [] : [["relay-keys", relayText(contents)] as [string, string]]),
      ];
    });
    const visit = await this.visit(
      server,
      async (line) => {
        for (const [command, stdin] of parts) await applyOn(line, command, stdin, signal);
        return true;
      },
      signal,
    );
    const sites = contents.tunnels.length + contents.relayKeys.length;
    return {
      look: visit.look,
      says: visit.result === null ? null : message("server.applied", { count: sites, name: server.name }),
    };
  }

  /** The same for a person who waits: nobody let in is an error. @throws HostError also SERVER_REFUSED */
  async applyOrFail(serverId: string, signal: AbortSignal): Promise<{ says: Message }> {
    const { look, says } = await this.apply(serverId, signal);
    if (says === null) throw this.refusal(look);
    return { says };
  }

  /** Nobody was let in, with the sentence of what to do. */
  refusal(look: SshLook): HostError {
    return new HostError("SERVER_REFUSED", { detail: this.#inWords(look) });
  }

  #inWords({ why, outcome }: SshLook): string {
    return why === null ? outcome : createTranslate(this.#options.locale())(why);
  }

  /** What the server would be told, for whoever enters it there by hand. No secrets: it keeps its own key. */
  byHand(server: FirmServer): WrittenFile[] {
    const contents = this.contents(server);
    const file = (fileName: string, text: string): WrittenFile => ({
      fileName,
      text,
      hasSecrets: false,
      says: message("server.file.byHand", { command: fileName }),
    });
    return [
      ...(server.wireguard === null
        ? []
        : [
            file("wireguard", keptKey(hubConfig(server, contents.tunnels, PRIVATE_KEY_PLACEHOLDER) ?? "")),
            file("access", accessList(server, hubReach(server, contents.tunnels))),
            file("publish", publishedList(server, contents.published)),
          ]),
      ...(server.relay === null ? [] : [file("relay-keys", relayText(contents))]),
    ];
  }

  async addTechnician(request: { serverId: string; name: string; publicKey: string | null }): Promise<ServerView> {
    const server = this.get(request.serverId);
    const id = randomUUID();
    if (request.publicKey !== null && !isWireGuardKey(request.publicKey)) {
      throw new HostError("BAD_INPUT", { detail: "no WireGuard key" });
    }
    const given = nextPeerAddress(this.addressPlan(), server.id, id);
    if (!given.ok) throw new HostError("BAD_INPUT", { detail: "no address is left in the hub's range" });
    const pair = request.publicKey === null ? newWireGuardKey(crypto.getRandomValues(new Uint8Array(32))) : null;
    if (pair !== null) await this.#options.secrets().write(technicianSecret(id), pair.privateKey);
    const technician = {
      id,
      name: request.name,
      publicKey: pair?.publicKey ?? request.publicKey ?? "",
      address: given.address,
      addedAt: this.#options.now().toISOString(),
    };
    return this.#keep({ ...server, technicians: [...server.technicians, technician] });
  }

  async removeTechnician(serverId: string, technicianId: string): Promise<ServerView> {
    const server = this.get(serverId);
    const removedAt = this.#options.now().toISOString();
    const technicians = server.technicians.map((one) => (one.id === technicianId ? { ...one, removedAt } : one));
    await this.#options.secrets().remove(technicianSecret(technicianId));
    return this.#keep({ ...server, technicians });
  }

  /** @throws HostError SERVER_NOT_FOUND, SECRET_NOT_FOUND: the key was made elsewhere, or this server has no hub */
  async technicianFile(serverId: string, technicianId: string): Promise<{ file: WrittenFile; qr: string | null }> {
    const server = this.get(serverId);
    const technician = server.technicians.find(({ id }) => id === technicianId);
    const privateKey = await this.#options.secrets().read(technicianSecret(technicianId));
    if (technician === undefined || privateKey === null || server.wireguard === null) {
      throw new HostError("SECRET_NOT_FOUND");
    }
    const { tunnels } = this.contents(server);
    return asInput(() => {
      const { fileName, text } = writeWgQuick(technicianDevice(server, technician, tunnels, { privateKey }));
      const file = {
        fileName,
        text,
        hasSecrets: true,
        says: message("server.file.technician", { name: technician.name }),
      };
      return { file, qr: text.length <= MAX_QR_CHARACTERS ? text : null };
    });
  }

  async export(serverIds: readonly string[], passphrase: string | null): Promise<{ fileName: string; file: File }> {
    const servers = await Promise.all(
      serverIds.map(async (id) => ({
        server: this.get(id),
        secrets: passphrase === null ? {} : await this.secrets.all(id),
      })),
    );
    const fileName = `farsite-servers-${this.#options.now().toISOString().slice(0, 10)}.farsite-servers`;
    return { fileName, file: new File([await writeServersFile(servers, passphrase)], fileName) };
  }

  /** Takes in servers of a colleague. What this laptop has of the same server is replaced when the file's is newer. */
  async import(file: Blob, passphrase: string | null) {
    const { servers } = await readServersFile(file, passphrase);
    const known = new Map(this.all().map((server) => [server.id, server]));
    const result = { added: 0, changed: 0, withSecrets: 0 };
    for (const { server, secrets } of servers) {
      const before = known.get(server.id);
      if (before === undefined) result.added += 1;
      else if (before.changedAt < server.changedAt) result.changed += 1;
      if (before === undefined || before.changedAt < server.changedAt) this.#store.firmServers.keep([server]);
      if (await this.secrets.take(server.id, secrets)) result.withSecrets += 1;
    }
    return result;
  }

  plan(): FirmPlan {
    const plan = this.addressPlan();
    return {
      servers: plan.hubs.flatMap((hub) =>
        hub.serverId === null
          ? []
          : [
              {
                serverId: hub.serverId,
                name: hub.name,
                tunnelPool: hub.tunnelPool,
                sitePool: hub.sitePool,
                entries: [
                  ...hub.reaches
                    .filter(({ isStanding }) => isStanding)
                    .map(({ siteId, name, mapped, lan }) => ({
                      kind: "site" as const,
                      siteId,
                      name,
                      mapped,
                      lan,
                      address: hub.ends.find((end) => end.siteId === siteId && end.isStanding)?.address ?? null,
                    })),
                  ...hub.ends
                    // The hub itself and Farsite's probe are ends as well.
                    .filter(({ publicKey }) => this.#isTechnician(hub.serverId, publicKey))
                    .filter(({ isStanding }) => isStanding)
                    .map(({ name, address }) => ({
                      kind: "technician" as const,
                      siteId: null,
                      name,
                      address,
                      lan: null,
                      mapped: null,
                    })),
                ],
              },
            ],
      ),
      remarks: plan.findings.map(findingRemark),
    };
  }

  #isTechnician(serverId: string | null, publicKey: string | null): boolean {
    const server = this.all().find(({ id }) => id === serverId);
    return server?.technicians.some((one) => one.publicKey === publicKey) ?? false;
  }

  get #store(): Store {
    return this.#options.store();
  }
}

/** A QR code that a telephone still reads from a screen. */
export const MAX_QR_CHARACTERS = 1_200;

/** The server keeps its own private key: whoever adds a site needs none. */
const keptKey = (config: string): string => config.replace(PRIVATE_KEY_PLACEHOLDER, "keep");

/** cloud-init unpacks it; as it is the set-up is larger than most providers take. */
const packed = (text: string): string => gzipSync(text, { level: 9 }).toString("base64");

const technicianSecret = (id: string): string => `technician:${id}:wireguard`;
const relayText = ({ relayKeys }: ServerContents): string => relayKeys.map((line) => `${line}\n`).join("");
const refusedRemark = (siteName: string, count: number): Remark =>
  remark("warning", message("server.refusedPort", { name: siteName, count }));

/** The highest address of the tunnel's own range: sites and people get theirs from anywhere else in it. */
function lastAddress(pool: string): string {
  const prefix = parseIpv4Prefix(pool);
  if (prefix === undefined) throw new RangeError(`no range: ${pool}`);
  return ipv4Text(prefix.network + 2 ** (32 - prefix.length) - 2);
}

/** What a file's format can't carry is the caller's to change. @throws HostError BAD_INPUT */
export async function asInput<T>(write: () => T | Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof RangeError) throw new HostError("BAD_INPUT", { detail: error.message }, error);
    throw error;
  }
}
