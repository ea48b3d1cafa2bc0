import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostShell } from "./host-shell.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { bringUpWireGuard } from "./tunnels-box.ts";
import { portOf, SERVER, TunnelledSite } from "./tunnels-site.ts";

/** What goes wrong with a tunnel that stood, each on a real one, and what Farsite says of it. */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
const HOUR = 3_600_000;
const PUBLISHED_PORT = 30_554;

describe.skipIf(whyNot !== null || !isLong)(`faults of a tunnel${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  let site: TunnelledSite;
  let box: HostShell;
  const camera = portOf("camera", { serverPort: PUBLISHED_PORT });

  beforeAll(async () => {
    site = await TunnelledSite.begin(topologyByName("cgnat-10"));
    await site.trust();
    await site.planWireGuard([camera]);
    await site.client.servers.apply({ serverId: site.serverId });
    box = await site.addBox();
  }, 60_000);
  afterAll(() => site?.end());

  const wg = () => site.tunnel("wg");

  test("a port is published at the hub, read from the internet, and shut again", async () => {
    const isOpen = async (): Promise<boolean> => {
      const { exitCode } = await site.lab.run("stund", ["nc", "-z", "-w", "2", SERVER, String(PUBLISHED_PORT)]);
      return exitCode === 0;
    };
    expect(await isOpen()).toBe(false);
    await site.put({ ...(await wg()), published: [{ ...camera, listen: "everyone" }] });
    await site.client.servers.apply({ serverId: site.serverId });
    expect(await isOpen()).toBe(false);
    await site.acceptRisks();
    const startedMs = performance.now();
    const seen = await site.view("stund", SERVER, PUBLISHED_PORT);
    expect(seen).toMatchObject({ status: "RTSP/1.0 200 OK", packets: 20 });
    console.info(`published: 20 packets ${Math.round(performance.now() - startedMs)} ms after it was asked for`);
    await site.put({ ...(await wg()), published: [camera] });
    await site.client.servers.apply({ serverId: site.serverId });
    expect(await isOpen()).toBe(false);
    const chain = await site.rented.shell.run("nft list chain inet farsite published_in");
    expect(chain.join("\n")).not.toContain("dnat");
  });

  test("full packets that are lost on the way are named, and the advice mends it", async () => {
    // As on a line with a tunnel of the provider's in it, and a firewall that drops all ICMP.
    await site.whileBlocked("meta l4proto icmp drop; ip length > 1400 udp length > 0 drop", async () => {
      const startedMs = performance.now();
      const proof = await site.prove("wg", { accountId: site.account });
      expect(proof).toMatchObject({
        outcome: "answered",
        trouble: { key: "through.trouble.mtu-stream" },
        stream: null,
      });
      console.info(`MTU: told after ${Math.round(performance.now() - startedMs)} ms`);
      await site.put({ ...(await wg()), mtu: 1_280 });
      const [file] = await site.siteFiles("wg");
      if (file === undefined) throw new Error("no file");
      await box.run("wg-quick down farsite >/dev/null 2>&1");
      await bringUpWireGuard(box, file);
      const mended = await site.prove("wg", { accountId: site.account });
      expect(mended).toMatchObject({ outcome: "answered", trouble: null, stream: { codec: "JPEG", lostPackets: 0 } });
    });
  });

  test(
    "a line that comes and goes every few seconds is called that, whenever one looks",
    { timeout: 240_000 },
    async () => {
      const flap = site.lab.spawn("home", ["sh", "-c", FLAP], { stdio: "ignore" });
      const told: string[] = [];
      for (let look = 0; look < 6; look += 1) {
        const proof = await site.prove("wg", { accountId: site.account });
        told.push(proof.trouble?.key ?? proof.remark?.key ?? "nothing");
        await sleep(700);
      }
      flap.kill("SIGTERM");
      await once(flap, "exit");
      await site.lab.run("home", ["sh", "-c", "nft delete table inet flap || true"]);
      console.info(`flapping: ${told.join(", ")}`);
      const names = ["through.trouble.comes-and-goes", "through.stream.broken-off"];
      expect(told.filter((one) => !names.includes(one))).toEqual([]);
      expect(await site.prove("wg", { accountId: site.account })).toMatchObject({
        trouble: null,
        remark: { key: "through.stream.measured" },
      });
    },
  );

  test("a clock that went back is named, and one that is ahead leaves nothing behind", async () => {
    expect(await site.probe()).toMatchObject({ outcome: "answers" });
    await site.laptop.setClock(2 * HOUR);
    const ahead = await site.probe();
    expect(ahead).toMatchObject({ outcome: "answers" });
    expect(ahead.details.map(({ key }) => key)).toContain("wireGuard.note.clock-ahead");
    // The world's time is measured to a second: the next one has to be later than the last that the hub has seen.
    await sleep(1_500);
    await site.laptop.setClock(-2 * HOUR);
    const behind = await site.probe();
    expect(behind).toMatchObject({ outcome: "clock-behind" });
    expect(behind.toldMs).toBeLessThan(5_000);
    await site.laptop.setClock(0);
    expect(await site.probe()).toMatchObject({ outcome: "answers" });
    console.info(`clock: behind told after ${Math.round(behind.toldMs)} ms`);
  });

  test("blocked UDP is told within 5 s, with name servers silent as well", async () => {
    await site.whileBlocked("meta l4proto udp drop", async () => {
      const probed = await site.probe();
      expect(probed).toMatchObject({ outcome: "udp-blocked" });
      expect(probed.toldMs).toBeLessThan(5_000);
      console.info(`UDP and names blocked: told after ${Math.round(probed.toldMs)} ms`);
    });
  });

  test("after the site's public address changed, the tunnel is back by itself", { timeout: 120_000 }, async () => {
    const { mapped = "" } = await wg();
    const device = (mapped ?? "").replace(/\.\d+\/24$/, ".64");
    const watch = `end=$(( $(date +%s) + 90 )); sleep 0.2; while [ $(date +%s) -lt $end ]; do nc -z -w 1 ${device} 8554 && exit 0; sleep 0.1; done; exit 1`;
    expect(await site.rented.shell.run(`nc -z -w 2 ${device} 8554 && echo up`)).toEqual(["up"]);
    // Until nothing is said any more: then only the keepalive tells the hub where the site is now.
    await sleep(5_000);
    const startedMs = performance.now();
    await site.lab.run("cgn", ["sh", "-ec", CHANGE_ADDRESS]);
    await site.rented.shell.run(`(${watch})`);
    console.info(`WireGuard: back ${Math.round(performance.now() - startedMs)} ms after the address changed`);
    expect(await site.prove("wg")).toMatchObject({ outcome: "answered", sameDevice: "yes" });
  });
});

/** 3 s gone, 3 s there. */
const FLAP = `while :; do
  echo 'table inet flap { chain out { type filter hook forward priority -5; drop; }; }' | nft -f -
  sleep 3
  nft delete table inet flap
  sleep 3
done`;

/** The provider gives the site's carrier another public address, and forgets who was connected. */
const CHANGE_ADDRESS = `
ip address del 25.0.113.9/24 dev wan
ip address add 25.0.113.19/24 dev wan
ip route replace default via 25.0.113.1
`;
