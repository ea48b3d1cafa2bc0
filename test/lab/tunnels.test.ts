import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unitCommandLine, unitSettings } from "../fakes/unit-command-line.ts";
import { quoted, type HostShell } from "./host-shell.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { bringUpWireGuard, withOwnFiles } from "./tunnels-box.ts";
import { CAMERA_PORT, portOf, SERVER, TunnelledSite } from "./tunnels-site.ts";

/**
 * A site behind a carrier's NAT that is reached through the firm's own server: the server set up by the user data that Farsite wrote, the
 * site's end by its files, and both proven by Farsite on the laptop. Nothing is written by hand.
 */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";

describe.skipIf(whyNot !== null)(
  `a site reached through the firm's server${whyNot === null ? "" : `: ${whyNot}`}`,
  () => {
    let site: TunnelledSite;
    let box: HostShell;

    beforeAll(async () => {
      site = await TunnelledSite.begin(topologyByName("cgnat-10"));
    }, 60_000);
    afterAll(() => site?.end());

    test("nobody is let in before a person accepted the server's key; then it says how it stands", async () => {
      const { client, serverId } = site;
      const first = await client.servers.look({ serverId });
      expect(first.ssh).toMatchObject({ outcome: "new-host-key", hostKey: await site.rented.fingerprint() });
      await client.servers.trust({ serverId, hostKey: first.ssh.hostKey ?? "" });
      const { ssh, status, wireguard } = await client.servers.look({ serverId });
      expect(ssh).toMatchObject({ outcome: "ok", port: 22 });
      expect(status).toMatchObject({
        ready: true,
        services: { ssh: "active", nftables: "active", "wg-quick@wg0": "active" },
        wireguard: { publicKey: (await site.server()).wireguard?.publicKey, listenPort: 51_820 },
      });
      expect(wireguard).toMatchObject({ tone: "good" });
    });

    test("WireGuard leads to the recorder, from the server and from a technician's laptop", async () => {
      const { client, laptop, siteId, serverId } = site;
      const started = performance.now();
      const addresses = await site.planWireGuard([portOf("camera", {})]);
      expect(await site.probe(true)).toMatchObject({ isGood: false });
      expect(await laptop.perform(siteId, { kind: "apply-to-server", serverId })).toMatchObject({ kind: "applied" });
      expect(await site.probe(true)).toMatchObject({ isGood: true, port: 51_820 });
      box = await site.addBox();
      const readyMs = performance.now() - started;
      const proof = await site.prove("wg", { accountId: site.account });
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
      const ben = await withOwnFiles((options) => site.lab.spawn("stund", ["sh"], options ?? {}));
      await bringUpWireGuard(ben, file);
      expect(await site.view("stund", proof.address ?? "", CAMERA_PORT)).toMatchObject({ packets: 20 });
      const mbps = isLong ? await site.throughput("stund", proof.address ?? "") : null;
      const { status } = await client.servers.look({ serverId });
      const { publicKey } = await site.tunnel("wg");
      expect(
        status?.wireguard?.peers.find((peer) => peer.publicKey === publicKey)?.latestHandshakeSeconds,
      ).not.toBeNull();
      console.info(
        `WireGuard: ready after ${Math.round(readyMs)} ms, RTT ${proof.rttMs} ms, stream ${proof.stream?.mbps} Mbit/s of ${mbps ?? "?"}`,
      );
    });

    test("SSH leads there too, from everywhere once that is accepted, and comes back when it was cut", async () => {
      const { client, laptop, siteId, serverId } = site;
      const camera = portOf("camera", { listen: "everyone" });
      await site.put({ id: "ssh", kind: "ssh", published: [camera] });
      await laptop.perform(siteId, { kind: "make-keys", tunnelId: "ssh" });
      const open = () => laptop.perform(siteId, { kind: "open-live", tunnelId: "ssh" });
      expect(await open()).toMatchObject({ kind: "live-refused", why: { key: "relay.fault.authentication-refused" } });
      await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
      await client.servers.apply({ serverId });
      expect(await open()).toMatchObject({ kind: "live-refused", why: { key: "relay.port.not-permitted" } });
      await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
      const [refused] = await laptop.refusedPorts(serverId);
      expect(refused).toMatchObject({ siteName: "Bakery", portId: "camera" });
      await site.acceptRisks();
      const started = performance.now();
      expect(await open()).toMatchObject({ kind: "live-opened", ports: [{ serverPort: 20_001 }] });
      const readyMs = performance.now() - started;
      expect(await site.view("stund", SERVER, 20_001)).toMatchObject({ status: "RTSP/1.0 200 OK", packets: 20 });
      const proof = await site.prove("ssh", { ...(isLong && { accountId: site.account }), reconnect: true });
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
        const { client, siteId } = site;
        await site.whileBlocked("meta l4proto udp drop; tcp dport 22 drop", async () => {
          const probed = await site.probe();
          expect(probed).toMatchObject({ isGood: false, outcome: "udp-blocked" });
          expect(probed.toldMs).toBeLessThan(5_000);
          const opened = await client.tunnels.openLive({ siteId, tunnelId: "ssh" });
          expect(opened.live).toMatchObject({ state: { kind: "open", port: 443 } });
          expect(await site.view("stund", SERVER, 20_001)).toMatchObject({ packets: 20 });
          expect(await site.prove("ssh")).toMatchObject({ outcome: "answered", sameDevice: "yes", trouble: null });
          await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
          console.info(`UDP blocked: told after ${Math.round(probed.toldMs)} ms`);
        });
      },
    );

    test.runIf(isLong)("the box's own service does the same, and leaves when it is stopped", async () => {
      const { client, laptop, siteId, serverId } = site;
      const files = await site.siteFiles("ssh");
      for (const { fileName, text, hasSecrets } of files) {
        if (fileName.startsWith("/")) await box.write(fileName, text, hasSecrets ? "0600" : "0644");
      }
      const unit = files.find(({ fileName }) => fileName.endsWith(".service"))?.text ?? "";
      const command = unitCommandLine(unitSettings(unit).get("Service.ExecStart")?.join(" ") ?? "");
      await box.run(`${command.map(quoted).join(" ")} </dev/null >/dev/null 2>/run/relay.log &\nrelay=$!`);
      const relayPorts = async () => (await client.servers.look({ serverId })).status?.relayPorts;
      await expect.poll(relayPorts, { timeout: 10_000, interval: 500 }).toEqual([{ port: 20_001, everyone: true }]);
      expect(await site.view("stund", SERVER, 20_001)).toMatchObject({ packets: 20 });
      expect(await site.prove("ssh")).toMatchObject({ outcome: "answered", sameDevice: "yes" });
      const taken = await laptop.perform(siteId, { kind: "open-live", tunnelId: "ssh" });
      expect(taken).toMatchObject({ kind: "live-refused", why: { key: "relay.port.taken" } });
      await client.tunnels.closeLive({ siteId, tunnelId: "ssh" });
      await box.run("pkill -P $relay; kill $relay; { wait $relay; } 2>/dev/null || true");
    });

    test.runIf(isLong)("each fault is named: wrong key, another server, none, a tunnel that is not up", async () => {
      const { client, laptop, siteId, serverId } = site;
      const look = async () => (await client.servers.look({ serverId })).ssh;
      await site.whileBlocked(`ip daddr ${SERVER} drop`, async () => {
        expect(await look()).toMatchObject({ outcome: "failed", why: { key: "relay.fault.unreachable" } });
        const probed = await site.probe();
        expect(probed).toMatchObject({ outcome: "hub-unreachable" });
      });
      await box.run("wg-quick down farsite >/dev/null 2>&1");
      expect(await site.prove("wg")).toMatchObject({ outcome: "silent" });

      // Another machine at the same address, or one that was set up anew.
      const hub = site.rented.shell;
      await hub.run(
        "wg show wg0 private-key >/run/right && wg genkey >/run/wrong && wg set wg0 private-key /run/wrong",
      );
      expect(await site.probe()).toMatchObject({ isGood: false, outcome: "port-blocked-or-key" });
      await hub.run("wg set wg0 private-key /run/right");

      await site.rented.shell.run("mv /home/farsite/.ssh /home/farsite/.ssh-away");
      expect(await look()).toMatchObject({ outcome: "failed", why: { key: "relay.fault.authentication-refused" } });
      await site.rented.shell.run("mv /home/farsite/.ssh-away /home/farsite/.ssh");
      await site.rented.newHostKey();
      await site.rented.shell.run("systemctl restart ssh.service");
      expect(await look()).toMatchObject({ outcome: "host-key-changed", hostKey: await site.rented.fingerprint() });
      const live = await laptop.perform(siteId, { kind: "open-live", tunnelId: "ssh" });
      expect(live).toMatchObject({ kind: "live-refused", why: { key: "relay.fault.host-key-changed" } });
    });
  },
);
