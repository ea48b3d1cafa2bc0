import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import type { BoxFallback, BoxPrimary, SiteBoxInput } from "#core/box/box-input.ts";
import { HostError } from "#core/contract/errors.ts";
import type { Locale } from "#core/survey/settings.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { calledPort } from "#core/tunnel/outdated-tunnel.ts";
import { standingTunnels, type Tunnel } from "#core/tunnel/tunnel.ts";
import { hubAddress, siteDevice } from "#core/vpn/devices.ts";
import { FARSITE_INTERFACE } from "#core/vpn/interface-name.ts";
import { writeWgQuick } from "#core/vpn/wg-quick.ts";
import { writeSiteBoxKit } from "../box/write-kit.ts";
import type { Store } from "../store/open-store.ts";
import type { VaultService } from "../vault/vault-service.ts";
import { asInput, type ServerService } from "./server-service.ts";
import type { TunnelKeys } from "./tunnel-keys.ts";

export interface TunnelKitsOptions {
  store: () => Store;
  servers: ServerService;
  keys: TunnelKeys;
  vault: () => Pick<VaultService, "record">;
  now: () => Date;
}

/** Kits for the box at a site: its tunnel, and the relay that takes over when the tunnel is dead, where the survey has both. */
export class TunnelKits {
  readonly #options: TunnelKitsOptions;

  constructor(options: TunnelKitsOptions) {
    this.#options = options;
  }

  /**
   * The kit as one archive, and its passphrase, which is kept nowhere.
   *
   * @throws HostError SITE_NOT_FOUND, TUNNEL_NOT_FOUND, SERVER_NOT_FOUND, SITE_KEY_NOT_HERE, HOST_KEY_UNKNOWN, BAD_INPUT, DISK_FULL
   */
  async write({ siteId, tunnelId, locale }: { siteId: string; tunnelId: string; locale: Locale }) {
    const document = this.#options.store().document(siteId);
    const tunnel = document.tunnels.find(({ id }) => id === tunnelId);
    if (tunnel === undefined) throw new HostError("TUNNEL_NOT_FOUND");
    const input = await this.#input(siteId, document, tunnel, locale);
    const folder = await mkdtemp(join(tmpdir(), "farsite-kit-"));
    try {
      const { path, passphrase, files } = await asInput(() => writeSiteBoxKit(input, { folder, form: "zip" }));
      const fileName = `farsite-box-${input.siteId}.zip`;
      const file = new File([await readFile(path)], fileName, { type: "application/zip" });
      this.#note(siteId, tunnel);
      return { fileName, file, passphrase, files };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #note(siteId: string, { accountId }: Tunnel): void {
    if (accountId != null) this.#options.vault().record(siteId, [{ accountId, event: "copied", to: null }]);
  }

  async #input(siteId: string, document: SurveyDocument, tunnel: Tunnel, locale: Locale): Promise<SiteBoxInput> {
    const standing = standingTunnels(document.tunnels).filter(({ serverId }) => serverId != null);
    const [wireguard, ssh] = (["wireguard", "ssh"] as const).map((kind) =>
      tunnel.kind === kind ? tunnel : standing.find((one) => one.kind === kind),
    );
    const { site, devices } = document;
    return {
      siteId,
      siteName: site.name,
      locale,
      primary: wireguard === undefined ? null : await this.#primary(siteId, site.name, wireguard),
      fallback: ssh === undefined ? null : await this.#fallback(siteId, ssh),
      health: ssh === undefined ? null : await this.#health(siteId, ssh),
      devices: devicesOf(devices, [wireguard, ssh]),
      madeOn: this.#options.now().toISOString().slice(0, 10),
    };
  }

  async #primary(siteId: string, name: string, tunnel: Tunnel): Promise<BoxPrimary> {
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    const privateKey = await this.#options.keys.site(siteId, tunnel);
    const port = calledPort(tunnel, server);
    const options = { privateKey, ...(port !== undefined && { port }) };
    return asInput(() => ({
      kind: "wireguard",
      configText: writeWgQuick(siteDevice(server, { name, tunnel }, options), { masquerade: true }).text,
      interfaceName: FARSITE_INTERFACE,
      hubAddress: hubAddress(server).split("/")[0] ?? "",
    }));
  }

  async #fallback(siteId: string, tunnel: Tunnel): Promise<BoxFallback> {
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    const { host, user, hostKey } = relayOf(server);
    return {
      kind: "ssh",
      host,
      // 443 first: this way is taken where others are shut.
      ports: server.ssh.ports.toSorted((a, b) => b - a),
      user,
      hostKey,
      forwards: tunnel.published.map(({ listen, serverPort, address, port }) => ({
        listen: listen === "everyone" ? "*" : "127.0.0.1",
        serverPort,
        address,
        port,
      })),
      privateKey: await this.#options.keys.site(siteId, tunnel),
    };
  }

  async #health(siteId: string, tunnel: Tunnel): Promise<SiteBoxInput["health"]> {
    const server = this.#options.servers.get(tunnel.serverId ?? "");
    const { host, user, hostKey } = relayOf(server);
    const privateKey = await this.#options.keys.site(siteId, tunnel);
    return { kind: "ssh", host, port: server.ssh.ports.at(-1) ?? 443, user, hostKey, privateKey };
  }
}

/** @throws HostError BAD_INPUT, HOST_KEY_UNKNOWN */
function relayOf({ name, host, relay, ssh }: FirmServer): { host: string; user: string; hostKey: string } {
  if (relay === null) throw new HostError("BAD_INPUT", { detail: "this server is no SSH relay" });
  if (ssh.hostKeyLine === null) throw new HostError("HOST_KEY_UNKNOWN", { server: name });
  return { host, user: relay.user, hostKey: ssh.hostKeyLine };
}

/** What the box looks after: the devices behind its tunnels. */
function devicesOf(
  devices: SurveyDocument["devices"],
  tunnels: readonly (Tunnel | undefined)[],
): SiteBoxInput["devices"] {
  const ports = tunnels.flatMap((tunnel) => tunnel?.published ?? []);
  const seen = new Map(ports.map((one) => [`${one.address} ${one.port}`, one]));
  return [...seen.values()].map(({ deviceId, address, port }) => ({
    name: devices.find(({ id }) => id === deviceId)?.name ?? address,
    address,
    port,
  }));
}
