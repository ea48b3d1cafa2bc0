import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostShell } from "./host-shell.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { addBox } from "./tunnels-box.ts";
import { BOX, portOf, SERVER, TunnelledSite } from "./tunnels-site.ts";

/**
 * A site's box set up by the kit's own install.sh, with the real wg-quick, wireguard-go and OpenSSH, through the death of UDP and back.
 * Stand-ins are systemctl (there is no systemd in a namespace; its timer calls every 2 s, not every 30) and logger; the time for which
 * the tunnel has to be good before the fallback is stopped is 15 s, not 300.
 */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
const RELAY_PORT = 20_001;

describe.skipIf(whyNot !== null || !isLong)(`a site's box${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  let site: TunnelledSite;
  let box: HostShell;

  beforeAll(async () => {
    site = await TunnelledSite.begin(topologyByName("cgnat-10"));
    await site.trust();
    await site.planWireGuard([portOf("camera", { serverPort: 30_554 })]);
    await site.put({ id: "ssh", kind: "ssh", published: [portOf("relayed", { listen: "everyone" })] });
    await site.laptop.perform(site.siteId, { kind: "make-keys", tunnelId: "ssh" });
    await site.acceptRisks();
    box = await addBox(site.lab, BOX);
    await box.ownFolders(["/usr/local", "/var/lib", "/root"]);
    await box.write("/usr/local/bin/systemctl", SYSTEMCTL, "0755");
    await box.write("/usr/local/bin/logger", '#!/bin/sh\nshift 2\necho "$*" >>/run/journal\n', "0755");
  }, 60_000);
  afterAll(() => site?.end());

  const status = async () => (await site.client.servers.look({ serverId: site.serverId })).status;
  const reported = async (): Promise<{ path?: string; devices?: { answers: boolean }[] }> => {
    const line = (await status())?.health.find((one) => one.site === site.siteId)?.line ?? "{}";
    return JSON.parse(line) as { path?: string; devices?: { answers: boolean }[] };
  };
  const relayPorts = async () => (await status())?.relayPorts;

  test("is set up, carries on by SSH at 443 when UDP dies, and recovers", { timeout: 200_000 }, async () => {
    const { archive, passphrase } = await site.laptop.kit(site.siteId, "wg");
    await box.run(`mkdir /root/stick && cd /root/stick && echo ${archive} | base64 -d >kit.zip`);
    await box.run("python3 -m zipfile -e kit.zip . && cd farsite-*");
    let startedMs = performance.now();
    const said = await box.run(`echo ${passphrase} | sh ./install.sh 2>&1`);
    const setUpMs = performance.now() - startedMs;
    expect(said.at(-1)).toBe("The box is alive: the site can be reached.");
    await box.run("sed -i 's/^GOOD_SECONDS=300$/GOOD_SECONDS=15/' /usr/local/lib/farsite/farsite-path");
    expect(await site.prove("wg")).toMatchObject({ outcome: "answered", sameDevice: "yes", trouble: null });
    await expect.poll(reported, POLL).toMatchObject({ path: "primary", devices: [{ answers: true }] });

    startedMs = performance.now();
    const fallback = await site.whileBlocked("meta l4proto udp drop; tcp dport 22 drop", async () => {
      await expect.poll(relayPorts, POLL).toEqual([{ port: RELAY_PORT, everyone: true }]);
      const carriedMs = performance.now() - startedMs;
      expect(await site.view("stund", SERVER, RELAY_PORT)).toMatchObject({ packets: 20 });
      expect(await site.prove("ssh")).toMatchObject({ outcome: "answered", sameDevice: "yes" });
      expect(await site.prove("wg")).toMatchObject({ outcome: "silent" });
      await expect.poll(reported, POLL).toMatchObject({ path: "fallback" });
      return carriedMs;
    });

    startedMs = performance.now();
    await expect.poll(relayPorts, { ...POLL, timeout: 60_000 }).toEqual([]);
    const recoveredMs = performance.now() - startedMs;
    await expect.poll(reported, POLL).toMatchObject({ path: "primary" });
    expect(await site.prove("wg")).toMatchObject({ outcome: "answered", sameDevice: "yes" });
    const journal = await box.run("cat /run/journal");
    expect(journal.filter((line) => line.startsWith("path:"))).toEqual([
      "path: none (before: primary)",
      "path: fallback (before: none)",
      "path: primary (before: fallback)",
    ]);
    const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
    console.info(
      `box: set up in ${seconds(setUpMs)} s, by SSH ${seconds(fallback)} s after UDP died, alone by WireGuard again after ${seconds(recoveredMs)} s`,
    );
  });
});

const POLL = { timeout: 40_000, interval: 1_000 };

const SYSTEMCTL = `#!/bin/sh
is_alive() { [ -e /run/tunnel.pid ] && kill -0 "$(cat /run/tunnel.pid)" 2>/dev/null; }
case "$*" in
  'restart wg-quick@farsite')
    wg-quick down farsite >/dev/null 2>&1
    wg-quick up farsite >/run/wg-quick.log 2>&1 </dev/null
    ;;
  'enable --now farsite-path.timer')
    (while sleep 2; do /usr/local/lib/farsite/farsite-path; done) </dev/null >/run/path.log 2>&1 &
    ;;
  '--no-block start farsite-tunnel')
    is_alive && exit 0
    install -d -o farsite-tunnel /run/farsite-tunnel
    setpriv --reuid farsite-tunnel --regid farsite-tunnel --clear-groups \\
      /usr/local/lib/farsite/farsite-tunnel </dev/null >/run/tunnel.log 2>&1 &
    echo $! >/run/tunnel.pid
    ;;
  '--no-block stop farsite-tunnel') is_alive && kill "$(cat /run/tunnel.pid)" ;;
esac
exit 0
`;
