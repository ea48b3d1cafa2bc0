import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { PublishedPort, Tunnel } from "#core/tunnel/tunnel.ts";
import { unitCommandLine, unitSettings } from "../fakes/unit-command-line.ts";
import { quoted, type HostShell } from "./host-shell.ts";
import { bringUp, type Lab } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { addBox, bringUpWireGuard, withOwnFiles } from "./tunnels-box.ts";
import { TunnelsLaptop } from "./tunnels-laptop.ts";
import { RentedServer } from "./tunnels-server.ts";

/**
 * A site behind a carrier's NAT that is reached through the firm's own server: the server set up by the user data that Farsite wrote, the
 * site's end by its files, and both proven by Farsite on the laptop. Nothing is written by hand.
 */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
const SERVER = "25.51.100.30";
const RECORDER = "192.168.1.64";
const BOX = "192.168.1.70";
const LAN = "192.168.1.0/24";
const CAMERA_PORT = 8554;
const BULK_PORT = 9500;
const AT = "2026-11-21T10:00:00.000Z";

const portOf = (id: string, more: Partial<PublishedPort>): PublishedPort => ({
  id,
  address: RECORDER,
  transport: "tcp",
  port: CAMERA_PORT,
  use: "stream",
  serverPort: 20_001,
  listen: "server",
  ...more,
});

describe.skipIf(whyNot !== null)(
  `a site reached through the firm's server${whyNot === null ? "" : `: ${whyNot}`}`,
  () => {
    let lab: Lab;
    let folder: string;
    let laptop: TunnelsLaptop;
    let rented: RentedServer;
    let box: HostShell;
    let siteId: string;
    let serverId: string;
    let account: string;

    beforeAll(async () => {
      lab = await bringUp(topologyByName("cgnat-10"));
      folder = mkdtempSync(join(tmpdir(), "farsite-tunnels-"));
      lab.spawn("recorder", ["/usr/bin/python3", "test/lab/devices/rtsp-camera.py", String(CAMERA_PORT)], {
        stdio: "ignore",
      });
      lab.spawn("recorder", ["node", "-e", BULK_SERVER], { stdio: "ignore" });
      laptop = new TunnelsLaptop(lab, folder);
      const { client } = laptop;
      await client.laptops.name({ name: "Anna's laptop", technician: "Anna" });
      ({ siteId } = await client.sites.begin({ name: "Bakery", templateId: null }));
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
      account = accounts[0]?.id ?? "";
      const wish = { name: "Hub", host: SERVER, region: null, turn: false, frp: false, media: null };
      ({
        server: { id: serverId },
      } = await client.servers.add({ ...wish, wireguard: true, relay: true }));
      const { userData } = await client.servers.setup({ serverId, withSecrets: true });
      rented = await RentedServer.firstStart(lab, "probe", userData.text);
      await lab.run("laptop", ["sh", "-c", `until nc -z ${RECORDER} ${CAMERA_PORT}; do sleep 0.1; done`]);
    }, 60_000);
    afterAll(async () => {
      await laptop?.close();
      await lab?.down();
      rmSync(folder, { recursive: true, force: true });
    });

    const server = async (): Promise<FirmServer> => {
      const found = (await laptop.client.servers.list()).find((view) => view.server.id === serverId);
      if (found === undefined) throw new Error("no server");
      return found.server;
    };
    const tunnel = async (tunnelId: string): Promise<Tunnel> => {
      const found = (await laptop.client.tunnels.list({ siteId })).find((state) => state.tunnel.id === tunnelId);
      if (found === undefined) throw new Error("no tunnel");
      return found.tunnel;
    };
    const put = (entry: Pick<Tunnel, "id" | "kind"> & Partial<Tunnel>): Promise<void> =>
      laptop.change(siteId, {
        op: "put",
        list: "tunnels",
        entry: { serverId, serverName: "Hub", platform: "linux", peers: [], published: [], madeAt: AT, ...entry },
      });
    /** What a player gets from the recorder's camera, on a host of the internet. */
    const view = async (host: string, address: string, port: number) => {
      const run = await lab.run(host, ["node", "test/lab/servers/rtsp-view.ts", address, String(port), "20"]);
      return JSON.parse(run.stdout) as { status?: string; packets?: number; ms: number };
    };
    const throughput = async (host: string, address: string, port: number): Promise<number> => {
      const run = await lab.run(host, ["node", "-e", BULK_CLIENT, address, String(port), "8000000"]);
      return Math.round(Number(run.stdout));
    };
    const targets = [{ deviceId: null, address: RECORDER, port: CAMERA_PORT, use: "stream" as const }];
    const prove = async (tunnelId: string, more: { accountId?: string; reconnect?: boolean } = {}) => {
      const effect = { kind: "prove-through", tunnelId, targets, accountId: null, reconnect: false, ...more } as const;
      const result = await laptop.perform(siteId, effect);
      if (result.kind !== "proven") throw new Error(JSON.stringify(result));
      const [proof] = result.record.results;
      return { ...proof, origin: result.record.origin };
    };

    test("nobody is let in before a person accepted the server's key; then it says how it stands", async () => {
      const { client } = laptop;
      const first = await client.servers.look({ serverId });
      expect(first.ssh).toMatchObject({ outcome: "new-host-key", hostKey: await rented.fingerprint() });
      await client.servers.trust({ serverId, hostKey: first.ssh.hostKey ?? "" });
      const { ssh, status, wireguard } = await client.servers.look({ serverId });
      expect(ssh).toMatchObject({ outcome: "ok", port: 22 });
      expect(status).toMatchObject({
        ready: true,
        services: { ssh: "active", nftables: "active", "wg-quick@wg0": "active" },
        wireguard: { publicKey: (await server()).wireguard?.publicKey, listenPort: 51_820 },
      });
      expect(wireguard).toMatchObject({ tone: "good" });
    });

    test("WireGuard leads to the recorder, from the server and from a technician's laptop", async () => {
      const { client } = laptop;
      const started = performance.now();
      const addresses = await laptop.addresses(siteId, serverId, LAN);
      await put({ id: "wg", kind: "wireguard", lan: LAN, ...addresses, published: [portOf("camera", {})] });
      await laptop.perform(siteId, { kind: "make-keys", tunnelId: "wg" });
      const probe = { kind: "probe-wireguard", tunnelId: "wg", asSite: true } as const;
      expect(await laptop.perform(siteId, probe)).toMatchObject({ isGood: false });
      expect(await laptop.perform(siteId, { kind: "apply-to-server", serverId })).toMatchObject({ kind: "applied" });
      expect(await laptop.perform(siteId, probe)).toMatchObject({ isGood: true, port: 51_820 });
      const { files } = await client.tunnels.files({
        siteId,
        tunnelId: "wg",
        end: "site",
        platform: "linux",
        withSecrets: true,
      });
      box = await addBox(lab, BOX);
      if (files[0] === undefined) throw new Error("no file for the site");
      await bringUpWireGuard(box, files[0]);
      const readyMs = performance.now() - started;
      const proof = await prove("wg", { accountId: account });
      expect(proof).toMatchObject({
        outcome: "answered",
        sameDevice: "yes",
        answer: { protocol: "rtsp" },
        trouble: null,
        stream: { codec: "JPEG", lostPackets: 0 },
        origin: { kind: "server" },
      });
      expect(proof.address).toBe(addresses.mapped.replace(/\.\d+\/24$/, ".64"));
      const { technicians } = (await client.servers.addTechnician({ serverId, name: "Ben", publicKey: null })).server;
      await client.servers.apply({ serverId });
      const { file } = await client.servers.technicianFile({ serverId, technicianId: technicians[0]?.id ?? "" });
      const ben = await withOwnFiles((options) => lab.spawn("stund", ["sh"], options ?? {}));
      await bringUpWireGuard(ben, file);
      expect(await view("stund", proof.address ?? "", CAMERA_PORT)).toMatchObject({ packets: 20 });
      const mbps = isLong ? await throughput("stund", proof.address ?? "", BULK_PORT) : null;
      const { status } = await client.servers.look({ serverId });
      const { publicKey } = await tunnel("wg");
      expect(
        status?.wireguard?.peers.find((peer) => peer.publicKey === publicKey)?.latestHandshakeSeconds,
      ).not.toBeNull();
      console.info(
        `WireGuard: ready after ${Math.round(readyMs)} ms, RTT ${proof.rttMs} ms, stream ${proof.stream?.mbps} Mbit/s of ${mbps ?? "?"}`,
      );
    });

    test("SSH leads there too, from everywhere once that is accepted, and comes back when it was cut", async () => {
      const { client } = laptop;
      const camera = portOf("camera", { listen: "everyone" });
      await put({ id: "ssh", kind: "ssh", published: [camera] });
      await laptop.perform(siteId, { kind: "make-keys", tunnelId: "ssh" });
      const open = () => laptop.perform(siteId, { kind: "open-live", tunnelId: "ssh" });
      expect(await open()).toMatchObject({ kind: "live-refused", why: { key: "relay.fault.authentication-refused" } });
      await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
      await client.servers.apply({ serverId });
      expect(await open()).toMatchObject({ kind: "live-refused", why: { key: "relay.port.not-permitted" } });
      await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
      const [refused] = await laptop.refusedPorts(serverId);
      expect(refused).toMatchObject({ siteName: "Bakery", portId: "camera" });
      for (const [index, { code, key }] of (refused?.risks ?? []).entries()) {
        const finding = `published/camera/${key.replace("camera ", "")}`;
        const entry = { id: `a${index}`, finding, risk: code, acceptedBy: "Erika Muster", acceptedAt: AT };
        await laptop.change(siteId, { op: "put", list: "acceptances", entry });
      }
      await client.servers.apply({ serverId });
      const started = performance.now();
      expect(await open()).toMatchObject({ kind: "live-opened", ports: [{ serverPort: 20_001 }] });
      const readyMs = performance.now() - started;
      expect(await view("stund", SERVER, 20_001)).toMatchObject({ status: "RTSP/1.0 200 OK", packets: 20 });
      const proof = await prove("ssh", { ...(isLong && { accountId: account }), reconnect: true });
      expect(proof).toMatchObject({
        outcome: "answered",
        sameDevice: "yes",
        trouble: null,
        stream: isLong ? { lostPackets: 0 } : null,
        reconnect: { backAfterMs: expect.any(Number) },
        origin: { kind: "server" },
      });
      expect((await client.servers.look({ serverId })).status?.relayPorts).toEqual([{ port: 20_001, everyone: true }]);
      await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
      console.info(
        `SSH: ready after ${Math.round(readyMs)} ms, RTT ${proof.rttMs} ms, back after ${proof.reconnect?.backAfterMs} ms, stream ${proof.stream?.mbps} Mbit/s`,
      );
    });

    test.runIf(isLong)(
      "with UDP blocked WireGuard is named within 5 s, and SSH at 443 carries the stream",
      async () => {
        const { client } = laptop;
        await whileBlocked("meta l4proto udp drop; tcp dport 22 drop", async () => {
          const started = performance.now();
          const probed = await laptop.perform(siteId, { kind: "probe-wireguard", tunnelId: "wg", asSite: false });
          const toldMs = performance.now() - started;
          expect(probed).toMatchObject({ isGood: false, outcome: "udp-blocked" });
          expect(toldMs).toBeLessThan(5_000);
          const opened = await client.tunnels.openLive({ siteId, tunnelId: "ssh" });
          expect(opened.live).toMatchObject({ state: { kind: "open", port: 443 } });
          expect(await view("stund", SERVER, 20_001)).toMatchObject({ packets: 20 });
          expect(await prove("ssh")).toMatchObject({ outcome: "answered", sameDevice: "yes", trouble: null });
          await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
          console.info(`UDP blocked: told after ${Math.round(toldMs)} ms`);
        });
      },
    );

    test.runIf(isLong)("the box's own service does the same, and leaves when it is stopped", async () => {
      const { client } = laptop;
      const { files } = await client.tunnels.files({
        siteId,
        tunnelId: "ssh",
        end: "site",
        platform: "linux",
        withSecrets: true,
      });
      for (const { fileName, text, hasSecrets } of files) {
        if (fileName.startsWith("/")) await box.write(fileName, text, hasSecrets ? "0600" : "0644");
      }
      const unit = files.find(({ fileName }) => fileName.endsWith(".service"))?.text ?? "";
      const command = unitCommandLine(unitSettings(unit).get("Service.ExecStart")?.join(" ") ?? "");
      await box.run(`${command.map(quoted).join(" ")} </dev/null >/dev/null 2>/run/relay.log &\nrelay=$!`);
      const relayPorts = async () => (await client.servers.look({ serverId })).status?.relayPorts;
      await expect.poll(relayPorts, { timeout: 10_000, interval: 500 }).toEqual([{ port: 20_001, everyone: true }]);
      expect(await view("stund", SERVER, 20_001)).toMatchObject({ packets: 20 });
      expect(await prove("ssh")).toMatchObject({ outcome: "answered", sameDevice: "yes" });
      const taken = await laptop.perform(siteId, { kind: "open-live", tunnelId: "ssh" });
      expect(taken).toMatchObject({ kind: "live-refused", why: { key: "relay.port.taken" } });
      await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
      await box.run("pkill -P $relay; kill $relay; { wait $relay; } 2>/dev/null || true");
    });

    test.runIf(isLong)("each fault is named: wrong key, another server, none, a tunnel that is not up", async () => {
      const { client } = laptop;
      const look = async () => (await client.servers.look({ serverId })).ssh;
      await whileBlocked(`ip daddr ${SERVER} drop`, async () => {
        expect(await look()).toMatchObject({ outcome: "failed", why: { key: "relay.fault.unreachable" } });
        const probed = await laptop.perform(siteId, { kind: "probe-wireguard", tunnelId: "wg", asSite: false });
        expect(probed).toMatchObject({ outcome: "hub-unreachable" });
      });
      await box.run("wg-quick down farsite >/dev/null 2>&1");
      expect(await prove("wg")).toMatchObject({ outcome: "silent" });

      const { wireguard, ...rest } = await server();
      if (wireguard === null) throw new Error("no hub");
      const other = { ...wireguard, publicKey: (await tunnel("wg")).publicKey ?? "" };
      await client.servers.save({ ...rest, wireguard: other });
      const wrong = await laptop.perform(siteId, { kind: "probe-wireguard", tunnelId: "wg", asSite: false });
      expect(wrong).toMatchObject({ isGood: false, outcome: "port-blocked-or-key" });
      await client.servers.save({ ...rest, wireguard });

      await rented.shell.run("mv /home/farsite/.ssh /home/farsite/.ssh-away");
      expect(await look()).toMatchObject({ outcome: "failed", why: { key: "relay.fault.authentication-refused" } });
      await rented.shell.run("mv /home/farsite/.ssh-away /home/farsite/.ssh");
      await rented.newHostKey();
      await rented.shell.run("systemctl restart ssh.service");
      expect(await look()).toMatchObject({ outcome: "host-key-changed", hostKey: await rented.fingerprint() });
      const live = await laptop.perform(siteId, { kind: "open-live", tunnelId: "ssh" });
      expect(live).toMatchObject({ kind: "live-refused", why: { key: "relay.fault.host-key-changed" } });
    });

    async function whileBlocked(rules: string, work: () => Promise<void>): Promise<void> {
      const chain = `chain out { type filter hook forward priority -5; ${rules}; }`;
      const { stderr } = await lab.run("home", ["nft", "-f", "-"], { stdin: `table inet block { ${chain}; }\n` });
      expect(stderr).toBe("");
      try {
        await work();
      } finally {
        await lab.run("home", ["nft", "delete", "table", "inet", "block"]);
      }
    }
  },
);

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
