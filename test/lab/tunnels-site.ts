import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { PublishedPort, Tunnel } from "#core/tunnel/tunnel.ts";
import type { FarsiteClient } from "../../renderer/connection/client.ts";
import type { HostShell } from "./host-shell.ts";
import { bringUp, type Lab } from "./lab.ts";
import type { Topology } from "./topology.ts";
import { addBox, bringUpWireGuard } from "./tunnels-box.ts";
import { TunnelsLaptop } from "./tunnels-laptop.ts";
import { RentedServer } from "./tunnels-server.ts";

/** A site in the lab with a recorder and a laptop with Farsite, and a rented server that was given Farsite's user data. */

export const SERVER = "25.51.100.30";
export const RECORDER = "192.168.1.64";
export const BOX = "192.168.1.70";
const LAN = "192.168.1.0/24";
export const CAMERA_PORT = 8554;
const BULK_PORT = 9500;
/** When whatever the tests put into the survey was made. */
const AT = "2026-11-21T10:00:00.000Z";

/** What a player on a host of the internet got. */
export type View = { status?: string; packets?: number; ms: number; error?: string };

export const portOf = (id: string, more: Partial<PublishedPort>): PublishedPort => ({
  id,
  address: RECORDER,
  transport: "tcp",
  port: CAMERA_PORT,
  use: "stream",
  serverPort: 20_001,
  listen: "server",
  ...more,
});

export class TunnelledSite {
  readonly lab: Lab;
  readonly laptop: TunnelsLaptop;
  readonly rented: RentedServer;
  readonly siteId: string;
  readonly serverId: string;
  /** The vault's entry with the recorder's login. */
  readonly account: string;
  readonly #folder: string;

  private constructor(
    hosts: { lab: Lab; laptop: TunnelsLaptop; rented: RentedServer },
    ids: { siteId: string; serverId: string; account: string; folder: string },
  ) {
    this.lab = hosts.lab;
    this.laptop = hosts.laptop;
    this.rented = hosts.rented;
    this.siteId = ids.siteId;
    this.serverId = ids.serverId;
    this.account = ids.account;
    this.#folder = ids.folder;
  }

  /** @param host the server's name or address for Farsite */
  static async begin(topology: Topology, host: string = SERVER): Promise<TunnelledSite> {
    const lab = await bringUp(topology);
    const folder = mkdtempSync(join(tmpdir(), "farsite-tunnels-"));
    lab.spawn("recorder", ["/usr/bin/python3", "test/lab/devices/rtsp-camera.py", String(CAMERA_PORT)], {
      stdio: "ignore",
    });
    lab.spawn("recorder", ["node", "-e", BULK_SERVER], { stdio: "ignore" });
    // The lab's own page is on the host that is the rented server here, whose firewall knows no such thing.
    lab.spawn("stund", ["node", "-e", PAGE], { stdio: "ignore" });
    const laptop = new TunnelsLaptop(lab, folder, { FARSITE_WHOAMI: "http://stund.lab/" });
    const { client } = laptop;
    await client.laptops.name({ name: "Anna's laptop", technician: "Anna" });
    const { siteId } = await client.sites.begin({ name: "Bakery", templateId: null });
    const accounts = await client.vault.keep({
      siteId,
      accountId: null,
      kind: "recorder",
      label: "Recorder",
      deviceId: null,
      changeBy: null,
      userName: "viewer",
      password: "right",
    });
    const wish = { name: "Hub", host, region: null, turn: false, frp: false, media: null };
    const {
      server: { id: serverId },
    } = await client.servers.add({ ...wish, wireguard: true, relay: true });
    const { userData } = await client.servers.setup({ serverId, withSecrets: true });
    const rented = await RentedServer.firstStart(lab, "probe", userData.text);
    await lab.run("laptop", ["sh", "-c", `until nc -z ${RECORDER} ${CAMERA_PORT}; do sleep 0.1; done`]);
    return new TunnelledSite({ lab, laptop, rented }, { siteId, serverId, account: accounts[0]?.id ?? "", folder });
  }

  async end(): Promise<void> {
    await this.laptop.close();
    await this.lab.down();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get client(): FarsiteClient {
    return this.laptop.client;
  }

  /** A person compared the server's key and accepts it. */
  async trust(): Promise<void> {
    await this.client.servers.trust({ serverId: this.serverId, hostKey: await this.rented.fingerprint() });
    await this.client.servers.look({ serverId: this.serverId });
  }

  async server(): Promise<FirmServer> {
    const found = (await this.client.servers.list()).find((view) => view.server.id === this.serverId);
    if (found === undefined) throw new Error("no server");
    return found.server;
  }

  async tunnel(tunnelId: string): Promise<Tunnel> {
    const found = (await this.client.tunnels.list({ siteId: this.siteId })).find(
      (state) => state.tunnel.id === tunnelId,
    );
    if (found === undefined) throw new Error("no tunnel");
    return found.tunnel;
  }

  put(entry: Pick<Tunnel, "id" | "kind"> & Partial<Tunnel>): Promise<void> {
    const { siteId, serverId } = this;
    const usual = { serverId, serverName: "Hub", platform: "linux" as const, peers: [], published: [], madeAt: AT };
    return this.laptop.change(siteId, { op: "put", list: "tunnels", entry: { ...usual, ...entry } });
  }

  /** Puts WireGuard into the survey, makes its keys and tells the hub. */
  async planWireGuard(published: PublishedPort[]): Promise<{ mapped: string; address: string }> {
    const addresses = await this.laptop.addresses(this.siteId, this.serverId, LAN);
    await this.put({ id: "wg", kind: "wireguard", lan: LAN, ...addresses, published });
    await this.laptop.perform(this.siteId, { kind: "make-keys", tunnelId: "wg" });
    return addresses;
  }

  /** The files of the site's end, with its key. */
  async siteFiles(tunnelId: string) {
    const { siteId } = this;
    const end = { end: "site", platform: "linux", withSecrets: true } as const;
    return (await this.client.tunnels.files({ siteId, tunnelId, ...end })).files;
  }

  /** A box beside the recorder that holds the site's end of WireGuard. */
  async addBox(): Promise<HostShell> {
    const [file] = await this.siteFiles("wg");
    if (file === undefined) throw new Error("no file for the site");
    const box = await addBox(this.lab, BOX);
    await bringUpWireGuard(box, file);
    return box;
  }

  /** Somebody accepts all that stands against ports for everybody, and the server is told. */
  async acceptRisks(): Promise<void> {
    for (const { portId, risks } of await this.laptop.refusedPorts(this.serverId)) {
      for (const [index, { code, key }] of risks.entries()) {
        const finding = `published/${portId}/${key.replace(`${portId} `, "")}`;
        const entry = { id: `${portId}${index}`, finding, risk: code, acceptedBy: "Erika Muster", acceptedAt: AT };
        await this.laptop.change(this.siteId, { op: "put", list: "acceptances", entry });
      }
    }
    await this.client.servers.apply({ serverId: this.serverId });
  }

  /** What a player gets from the recorder's camera, on a host of the internet. */
  async view(host: string, address: string, port: number): Promise<View> {
    const run = await this.lab.run(host, ["node", "test/lab/servers/rtsp-view.ts", address, String(port), "20"]);
    return JSON.parse(run.stdout) as View;
  }

  /** Mbit/s of one connection to the recorder. */
  async throughput(host: string, address: string, port: number = BULK_PORT): Promise<number> {
    const run = await this.lab.run(host, ["node", "-e", BULK_CLIENT, address, String(port), "8000000"]);
    return Math.round(Number(run.stdout));
  }

  async prove(tunnelId: string, more: { accountId?: string; reconnect?: boolean } = {}) {
    const targets = [{ deviceId: null, address: RECORDER, port: CAMERA_PORT, use: "stream" as const }];
    const effect = { kind: "prove-through", tunnelId, targets, accountId: null, reconnect: false, ...more } as const;
    const result = await this.laptop.perform(this.siteId, effect);
    if (result.kind !== "proven") throw new Error(JSON.stringify(result));
    const [proof] = result.record.results;
    return { ...proof, origin: result.record.origin };
  }

  /** Does the hub answer from the laptop, and how soon is it told. */
  async probe(asSite = false) {
    const startedMs = performance.now();
    const probed = await this.laptop.perform(this.siteId, { kind: "probe-wireguard", tunnelId: "wg", asSite });
    if (probed.kind !== "wireguard-probed") throw new Error(JSON.stringify(probed));
    return { ...probed, toldMs: performance.now() - startedMs };
  }

  /** Rules of a table of their own on a box of the way, for as long as something runs. */
  async whileBlocked<T>(rules: string, work: () => Promise<T>, host = "home"): Promise<T> {
    const chain = `chain out { type filter hook forward priority -5; ${rules}; }`;
    const { stderr } = await this.lab.run(host, ["nft", "-f", "-"], { stdin: `table inet block { ${chain}; }\n` });
    if (stderr !== "") throw new Error(stderr);
    try {
      return await work();
    } finally {
      await this.lab.run(host, ["nft", "delete", "table", "inet", "block"]);
    }
  }
}

const PAGE = `require("http").createServer((_, response) => response.end("25.0.113.9")).listen(80)`;

/** Writes as fast as it is read. */
const BULK_SERVER = `require("net").createServer((socket) => {
  const block = Buffer.alloc(65536);
  socket.on("error", () => {});
  const pour = () => { while (!socket.destroyed && socket.write(block)); };
  socket.on("drain", pour);
  pour();
}).listen(${BULK_PORT}, "0.0.0.0")`;

/** Prints Mbit/s. */
const BULK_CLIENT = `const [address, port, bytes] = process.argv.slice(1);
let had = 0, start = 0;
const socket = require("net").connect(port, address);
socket.on("data", (chunk) => {
  start ||= performance.now();
  had += chunk.length;
  if (had < bytes) return;
  console.log((had * 8) / 1000 / (performance.now() - start));
  process.exit(0);
})`;
