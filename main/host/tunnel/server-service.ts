import { randomUUID } from "node:crypto";
import type { FirmPlan, ServerView, ServerWish, WrittenFile } from "#core/contract/tunnel-calls.ts";
import { HostError, isHostError } from "#core/contract/errors.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { readServerStatus, type ServerStatus } from "#core/server-setup/server-status.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { FirmServer, ServerEvent } from "#core/tunnel/firm-server.ts";
import { fingerprintIn } from "#core/tunnel/host-key.ts";
import { changedServer, RELAY_USER, runningServer, withEvent, type ServerChange } from "#core/tunnel/server-change.ts";
import { toldKeys } from "#core/tunnel/server-ends.ts";
import type { SshLook } from "#core/tunnel/server-look.ts";
import { RELAY_PORTS, STANDARD_PORTS } from "#core/tunnel/standard-ports.ts";
import { standingTunnels } from "#core/tunnel/tunnel.ts";
import { ipv4Text, parseIpv4Prefix } from "#core/net/ipv4-prefix.ts";
import { addressPlan, type AddressPlan, type PlannedSite } from "#core/vpn/address-plan.ts";
import { freePools } from "#core/vpn/pools.ts";
import { wireGuardPublicKey } from "#core/wireguard/keys.ts";
import type { SshConnectOptions } from "../relay/ssh-connect.ts";
import type { SshLine } from "../relay/ssh-line.ts";
import type { Store } from "../store/open-store.ts";
import type { FirmSecrets } from "../vault/firm-secrets.ts";
import { firmPlan } from "./firm-plan.ts";
import { serverContents, type ServerContents } from "./server-contents.ts";
import { applyOn, sendSetup, visitServer, type ServerVisit } from "./server-line.ts";
import { exportServers, importServers } from "./server-exchange.ts";
import { ServerSecrets } from "./server-secrets.ts";
import { writeSetup } from "./server-setups.ts";
import { ServerTechnicians } from "./server-technicians.ts";
import { mediaText, passwordsOf } from "./server-media.ts";
import { filesByHand, strangersOn, toldParts } from "./server-telling.ts";
import { clashOf, digestOrNull, serverView } from "./server-view.ts";

export interface ServerServiceOptions {
  store: () => Store;
  secrets: () => FirmSecrets;
  knowledge: () => Knowledge;
  locale: () => Locale;
  /** The password of a site's account; null: it is not on this laptop. */
  passwordOf: (siteId: string, accountId: string) => Promise<string | null>;
  /** Who does it, for the server's history. */
  technician: () => string | null;
  now: () => Date;
  /** How SSH servers are reached; a test's own. */
  ssh?: SshConnectOptions;
}

/** What the firm's servers are told apart by on this laptop, and everything that is done with them. */
export class ServerService {
  readonly secrets: ServerSecrets;
  readonly #options: ServerServiceOptions;
  readonly #technicians: ServerTechnicians;

  constructor(options: ServerServiceOptions) {
    this.#options = options;
    this.secrets = new ServerSecrets(options.secrets);
    this.#technicians = new ServerTechnicians(options.secrets);
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
    const servers = this.all();
    const sites = this.sites();
    const { findings } = addressPlan(servers, sites);
    return Promise.all(servers.map((server) => this.#view(server, sites, findings)));
  }

  view(server: FirmServer): Promise<ServerView> {
    const sites = this.sites();
    return this.#view(server, sites, addressPlan(this.all(), sites).findings);
  }

  async #view(
    server: FirmServer,
    sites: readonly PlannedSite[],
    findings: AddressPlan["findings"],
  ): Promise<ServerView> {
    return serverView(server, sites, {
      contents: this.#contents(server, sites),
      findings,
      say: createTranslate(this.#options.locale()),
      mayChange: await this.secrets.has(server.id, "admin"),
      holdsKeys: await this.secrets.has(server.id, "wireguard"),
    });
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
      ssh: { ports: [...STANDARD_PORTS.ssh], user: "farsite", hostKeys: [], hostKeyLine: null },
      wireguard: wish.wireguard ? this.#newHub(keys) : null,
      relay: wish.relay ? { user: RELAY_USER, firstPort: RELAY_PORTS.first, lastPort: RELAY_PORTS.last } : null,
      frp: wish.frp ? { port: STANDARD_PORTS.frp } : null,
      media: wish.media === null ? null : { engine: wish.media, port: STANDARD_PORTS.media },
      turn: wish.turn
        ? { port: STANDARD_PORTS.turn, tlsPort: STANDARD_PORTS.turnTls, realm: wish.host, userName: null }
        : null,
      technicians: [],
      madeAt: at,
      changedAt: at,
    };
    return this.#keep(server, "added");
  }

  #newHub(keys: { wireguard: string; probe: string }): NonNullable<FirmServer["wireguard"]> {
    const taken = [
      ...this.all().flatMap(({ wireguard }) => (wireguard === null ? [] : [wireguard.tunnelPool, wireguard.sitePool])),
      ...this.sites().flatMap(({ lan }) => (lan === null ? [] : [lan])),
    ];
    const pools = freePools(taken);
    const [vpnPort, ...alsoPorts] = STANDARD_PORTS.vpn;
    if (pools === null) throw new HostError("BAD_INPUT", { detail: "all address ranges for hubs are taken" });
    return {
      publicKey: wireGuardPublicKey(keys.wireguard),
      port: vpnPort,
      alsoPorts,
      ...pools,
      probe: { publicKey: wireGuardPublicKey(keys.probe), address: lastAddress(pools.tunnelPool) },
    };
  }

  /** @throws HostError SERVER_NOT_FOUND; SERVER_KEY_NOT_HERE: a hub's keys are made by who administers the server */
  async save(change: ServerChange): Promise<ServerView> {
    const before = this.get(change.id);
    const isNewHub = change.wireguard !== null && before.wireguard === null && before.onServer?.wireguard == null;
    // Keys that a laptop made for a colleague's server would pass for the real ones, and keep those out when they come.
    if (isNewHub) await this.secrets.need(before.id, "admin");
    const keys = isNewHub ? await this.secrets.complete(before) : null;
    const after = changedServer(before, change, () => {
      if (keys === null) throw new HostError("BAD_INPUT", { detail: "no hub was asked for" });
      return this.#newHub(keys);
    });
    return this.#keep({ ...after, changedAt: this.#options.now().toISOString() }, "changed");
  }

  async remove(serverId: string): Promise<ServerView[]> {
    this.get(serverId);
    await this.secrets.forget(serverId);
    this.#store.firmServers.remove(serverId);
    return this.list();
  }

  /**
   * Accepts a host key. In place of another one only with what the server's own console shows: a walk, or a page that shows something
   * else than what answers, can't get around that.
   *
   * @throws HostError SERVER_NOT_FOUND, HOST_KEY_NOT_COMPARED
   */
  async trust(serverId: string, hostKey: string, fromConsole: string | null = null): Promise<ServerView> {
    const server = this.get(serverId);
    const [before] = server.ssh.hostKeys;
    const isOther = before !== undefined && !server.ssh.hostKeys.includes(hostKey);
    if (isOther && fingerprintIn(fromConsole ?? "") !== hostKey) throw new HostError("HOST_KEY_NOT_COMPARED");
    const acceptedAt = this.#options.now().toISOString();
    const ssh = { ...server.ssh, hostKeys: [hostKey], hostKeyLine: null, acceptedAt };
    // A machine that was set up anew has what its set-up said; who came since it is told again.
    const { told: _, ...fresh } = server;
    return isOther
      ? this.#keep({ ...fresh, ssh, changedAt: acceptedAt }, "key-replaced", before)
      : this.#keep({ ...server, ssh }, "key-accepted", hostKey);
  }

  #keep(server: FirmServer, event: ServerEvent["event"], about: string | null = null): Promise<ServerView> {
    return this.view(this.#note(server, event, about));
  }

  /** With a line in its history. */
  #note(server: FirmServer, event: ServerEvent["event"], about: string | null = null): FirmServer {
    const by = this.#options.technician()?.slice(0, 200) ?? null;
    const noted = withEvent(server, {
      at: this.#options.now().toISOString(),
      by,
      event,
      about: about?.slice(0, 300) ?? null,
    });
    this.#store.firmServers.keep([noted]);
    return noted;
  }

  /** What all surveys of this laptop say of a server. */
  contents(server: FirmServer): ServerContents {
    return this.#contents(server, this.sites());
  }

  #contents(server: FirmServer, sites: readonly PlannedSite[]): ServerContents {
    return serverContents(server, sites, { store: this.#store, knowledge: this.#options.knowledge });
  }

  /** @throws HostError SERVER_NOT_FOUND, SERVER_KEY_NOT_HERE, ADDRESSES_CLASH, BAD_INPUT */
  async setup(serverId: string, withSecrets: boolean) {
    const server = this.get(serverId);
    const written = await this.#setup(server, withSecrets);
    if (withSecrets) this.#note(server.ssh.hostKeys.length === 0 ? this.#asTold(server) : server, "set-up-taken");
    return written;
  }

  #setup(server: FirmServer, withSecrets: boolean) {
    const contents = this.contents(server);
    return this.#written(server, () => writeSetup(server, contents, this.secrets, withSecrets));
  }

  /**
   * Puts the program that changes the server where its administrator finds it; whoever has root's rights there runs it. It tells the server
   * everything as well, so it is not made while somebody else's keys are there.
   *
   * @throws HostError SERVER_NOT_FOUND, SERVER_REFUSED, SERVER_HAS_OTHERS, ADDRESSES_CLASH, BAD_INPUT
   */
  async sendSetup(serverId: string, signal: AbortSignal): Promise<{ command: string }> {
    const server = this.get(serverId);
    const { change } = await this.#setup(server, true);
    if (change === null) throw new HostError("BAD_INPUT", { detail: "there is nothing to change on this server" });
    const send = async (line: SshLine): Promise<string> => {
      await this.#refuseOthers(server, line, signal);
      return sendSetup(line, change.script, signal);
    };
    const { look, result } = await this.visit(server, send, signal);
    if (result === null) throw this.refusal(look);
    this.#note(this.get(serverId), "set-up-sent");
    return { command: result };
  }

  /** A person says that the machine was changed. @throws HostError SERVER_NOT_FOUND */
  async setupDone(serverId: string): Promise<ServerView> {
    const { onServer, ...server } = this.get(serverId);
    // The program told it everything as well.
    return this.#keep(onServer === undefined ? server : this.#asTold(server), "set-up-done");
  }

  /** Logs in and reads how the server stands. Null: nobody was let in, or it has no set-up by Farsite. */
  status(serverId: string, signal?: AbortSignal): Promise<ServerVisit<ServerStatus | null>> {
    const server = this.get(serverId);
    const read = (line: SshLine): Promise<ServerStatus | null> =>
      this.#readStatus(line, signal).catch((error: unknown) => {
        // No sudo, no farsite-apply, no right to run it: what else the server offers can be asked all the same.
        if (isHostError(error) && error.code === "SERVER_REFUSED") return null;
        throw error;
      });
    return this.visit(server, async (line) => this.#seen(serverId, await read(line)), signal);
  }

  /** Keeps what boxes at sites have to know of it. */
  #seen(serverId: string, status: ServerStatus | null): ServerStatus | null {
    const server = this.get(serverId);
    const frpCertificate = status?.frpCertificate ?? null;
    if (frpCertificate !== null && frpCertificate !== server.frpCertificate) {
      this.#store.firmServers.keep([{ ...server, frpCertificate }]);
    }
    return status;
  }

  async #readStatus(line: SshLine, signal?: AbortSignal): Promise<ServerStatus | null> {
    const text = await applyOn(line, "status", "", signal);
    return readServerStatus(text) ?? null;
  }

  visit<T>(server: FirmServer, work: (line: SshLine) => Promise<T>, signal?: AbortSignal): Promise<ServerVisit<T>> {
    const remembered = (line: SshLine): Promise<T> => {
      const now = this.get(server.id);
      if (now.ssh.hostKeyLine !== line.hostPublicKey && now.ssh.hostKeys.includes(line.hostKey)) {
        this.#store.firmServers.keep([{ ...now, ssh: { ...now.ssh, hostKeyLine: line.hostPublicKey } }]);
      }
      return work(line);
    };
    const options = { ...this.#options.ssh, ...(signal !== undefined && { signal }) };
    // Where it was changed here, nobody knows whether it listens there already.
    const ports = [...new Set([...runningServer(server).ssh.ports, ...server.ssh.ports])];
    return visitServer({ ...server, ssh: { ...server.ssh, ports } }, this.secrets, remembered, options);
  }

  /**
   * Tells the server the whole of what the surveys say, in one visit. Each part is checked there before anything is changed.
   *
   * @param dropsOthers keys on it that no survey here knows go
   * @throws HostError SERVER_NOT_FOUND, SERVER_REFUSED, SERVER_HAS_OTHERS, ADDRESSES_CLASH, BAD_INPUT
   */
  async apply(
    serverId: string,
    signal?: AbortSignal,
    dropsOthers = false,
  ): Promise<{ look: SshLook; says: Message | null }> {
    const server = this.get(serverId);
    const contents = this.contents(server);
    const parts = await this.#written(server, () => toldParts(runningServer(server), contents));
    const withLogins = await this.#written(server, () => this.#withLogins(runningServer(server), contents));
    // What is told, not what surveys say when it is done.
    const told = this.#toldNow(server);
    const visit = await this.visit(
      server,
      async (line) => {
        if (!dropsOthers) await this.#refuseOthers(server, line, signal);
        for (const { command, text } of parts) await applyOn(line, command, withLogins.get(command) ?? text, signal);
        return true;
      },
      signal,
    );
    if (visit.result !== null) this.#note({ ...this.get(serverId), told }, "told");
    const sites = contents.tunnels.length + contents.relayKeys.length;
    return {
      look: visit.look,
      says: visit.result === null ? null : message("server.applied", { count: sites, name: server.name }),
    };
  }

  /** The one part that has secrets: cameras' logins, as far as this laptop holds them. */
  async #withLogins({ media }: FirmServer, contents: ServerContents): Promise<ReadonlyMap<string, string>> {
    if (media === null) return new Map();
    const passwords = await passwordsOf(contents.media, this.#options.passwordOf);
    return new Map([["media", mediaText(contents.media, media.engine, passwords)]]);
  }

  async #refuseOthers(server: FirmServer, line: SshLine, signal?: AbortSignal): Promise<void> {
    if (runningServer(server).wireguard === null) return;
    const status = await this.#readStatus(line, signal);
    // Whoever can't be seen can't be kept.
    if (status === null) throw new HostError("SERVER_REFUSED", { detail: "what it says of itself can not be read" });
    const others = strangersOn(status, server, this.sites());
    if (others.length === 0) return;
    const addresses = others.slice(0, NAMED_OTHERS).join(", ");
    throw new HostError("SERVER_HAS_OTHERS", { count: others.length, addresses });
  }

  #asTold(server: FirmServer): FirmServer {
    return { ...server, told: this.#toldNow(server) };
  }

  #toldNow(server: FirmServer): NonNullable<FirmServer["told"]> {
    const sites = this.sites();
    const digest = digestOrNull(server, this.#contents(server, sites));
    return { at: this.#options.now().toISOString(), digest, keys: toldKeys(server, sites) };
  }

  /** A person entered it on the server by hand. @throws HostError SERVER_NOT_FOUND */
  async markTold(serverId: string): Promise<ServerView> {
    return this.#keep(this.#asTold(this.get(serverId)), "told");
  }

  /** The same for a person who waits: nobody let in is an error. @throws HostError also SERVER_REFUSED */
  async applyOrFail(serverId: string, signal: AbortSignal, dropsOthers = false): Promise<{ says: Message }> {
    const { look, says } = await this.apply(serverId, signal, dropsOthers);
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

  /** What can't be written because two want the same address is for the address plan. @throws HostError ADDRESSES_CLASH, BAD_INPUT */
  async #written<T>(server: FirmServer, write: () => T | Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const sites = this.sites();
      const own = sites.filter(({ tunnels }) =>
        standingTunnels(tunnels).some(({ serverId }) => serverId === server.id),
      );
      const { findings } = addressPlan(this.all(), sites);
      const clash = clashOf(findings, new Set(own.map(({ siteId }) => siteId)));
      if (clash === undefined) throw new HostError("BAD_INPUT", { detail: error.message }, error);
      const detail = createTranslate(this.#options.locale())(clash.title);
      throw new HostError("ADDRESSES_CLASH", { detail }, error);
    }
  }

  /** What the server would be told, for whoever enters it there by hand. No secrets: it keeps its own key. */
  byHand(server: FirmServer): Promise<WrittenFile[]> {
    return this.#written(server, () => filesByHand(toldParts(server, this.contents(server))));
  }

  async addTechnician(request: { serverId: string; name: string; publicKey: string | null }): Promise<ServerView> {
    const server = this.get(request.serverId);
    const addedAt = this.#options.now().toISOString();
    const technician = await this.#technicians.make(server, this.addressPlan(), { ...request, addedAt });
    const technicians = [...server.technicians, technician];
    return this.#keep({ ...server, technicians }, "technician-added", technician.name);
  }

  async removeTechnician(serverId: string, technicianId: string): Promise<ServerView> {
    const server = this.get(serverId);
    const removedAt = this.#options.now().toISOString();
    const technicians = server.technicians.map((one) => (one.id === technicianId ? { ...one, removedAt } : one));
    await this.#technicians.forget(technicianId);
    const name = server.technicians.find(({ id }) => id === technicianId)?.name ?? null;
    return this.#keep({ ...server, technicians }, "technician-removed", name);
  }

  /** @throws HostError SERVER_NOT_FOUND, DEVICE_KEY_NOT_HERE: the key was made elsewhere */
  async technicianFile(serverId: string, technicianId: string): Promise<{ file: WrittenFile; qr: string | null }> {
    const server = this.get(serverId);
    const technician = server.technicians.find(({ id }) => id === technicianId);
    const entry = ServerTechnicians.nameOf(technicianId);
    if (technician === undefined || server.wireguard === null) throw new HostError("DEVICE_KEY_NOT_HERE", { entry });
    const { tunnels } = this.contents(server);
    const made = await this.#written(server, () => this.#technicians.file(server, technician, tunnels));
    this.#note(server, "technician-file", technician.name);
    return made;
  }

  async export(serverIds: readonly string[], passphrase: string | null): Promise<{ fileName: string; file: File }> {
    const servers = serverIds.map((id) => (passphrase === null ? this.get(id) : this.#note(this.get(id), "passed-on")));
    return exportServers(servers, passphrase, this.secrets, this.#options.now());
  }

  /** Takes in servers of a colleague. */
  import(file: Blob, passphrase: string | null) {
    return importServers(file, passphrase, this.secrets, this.#store.firmServers);
  }

  plan(): FirmPlan {
    return firmPlan(this.addressPlan(), this.all());
  }

  get #store(): Store {
    return this.#options.store();
  }
}

/** As many addresses as a sentence holds. */
const NAMED_OTHERS = 5;

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
