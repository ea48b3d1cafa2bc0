import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { forwardSites, farsiteOn, LAPTOP, RECORDER, rulesOf } from "./forward-laptop.ts";
import { bringUp, type Lab } from "./lab.ts";
import { waitUntil } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import type { Topology } from "./topology.ts";

/** Lasting forwards at real routers: opened, used from outside, renewed, lost, and closed without a trace. */

const whyNot = whyNoLab();

/** Each brings up a lab of its own: one of a kind in every run, all of them in the long one (`npm run verify`). */
const isLong = process.env["FARSITE_LONG"] === "1";
const sampled = <T>(cases: readonly T[]): readonly T[] => (isLong ? cases : cases.slice(0, 1));

let lab: Lab;
let folder = "";

async function site(topology: Topology): Promise<string> {
  lab = await bringUp(topology);
  folder = mkdtempSync(join(tmpdir(), "farsite-lab-forward-"));
  return rulesOf(lab);
}

afterEach(async () => {
  await lab?.down();
  rmSync(folder, { recursive: true, force: true });
});

const farsite = (command: Record<string, unknown>) => farsiteOn(lab, folder, command);

const OUTSIDE_PORT = 18_000;
const toRecorder = {
  id: "forward-1",
  deviceId: null,
  address: RECORDER,
  transport: "tcp",
  internalPort: 8_000,
  externalPort: OUTSIDE_PORT,
  use: "app",
} as const;
const toLaptop = { ...toRecorder, address: LAPTOP, internalPort: 7_777 } as const;

/** What a viewer on the internet gets from the recorder's page; "" where nothing. */
async function seenFromOutside(port = OUTSIDE_PORT): Promise<string> {
  const page = `fetch("http://25.0.113.2:${port}/", { signal: AbortSignal.timeout(1500) })`;
  // A connection that nobody answers would keep the process for ten seconds.
  const script = `${page}.then((r) => r.text()).then((t) => process.stdout.write(t), () => {}).finally(process.exit)`;
  return (await lab.run("probe", ["node", "-e", script])).stdout.trim();
}

const LAB_RECORDER = "lab recorder, port 8000";
const mappings = () => lab.routerMappings("home");
const itsMapping = { transport: "tcp", externalPort: OUTSIDE_PORT, internalAddress: RECORDER, internalPort: 8_000 };

/** The mapping daemon starts anew, its rules and its clock with it, as after a power cut. */
async function restartRouter(): Promise<void> {
  const files = `/run/farsite-lab/${lab.prefix}files/miniupnpd-home`;
  const pid = Number(readFileSync(`${files}.pid`, "utf8"));
  process.kill(pid, "SIGKILL");
  expect(await waitUntil(() => !isAlive(pid), 5_000)).toBe(true);
  for (const chain of ["miniupnpd", "prerouting_miniupnpd", "postrouting_miniupnpd"])
    await lab.run("home", ["nft", "flush", "chain", "inet", "filter", chain]);
  // The kernel under it has been up for as long as before.
  const config = readFileSync(`${files}.conf`, "utf8").replace("system_uptime=yes", "system_uptime=no");
  writeFileSync(`${files}.conf`, config);
  rmSync(`${files}.pid`, { force: true });
  lab.spawn("home", ["miniupnpd", "-d", "-f", `${files}.conf`, "-P", `${files}.pid`], { stdio: "ignore" });
  expect(await waitUntil(() => existsSync(`${files}.pid`), 5_000)).toBe(true);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(whyNot !== null)(`lasting forwards in the lab${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(
    sampled([
      ["upnp", forwardSites.secondVersion, 604_800],
      ["upnp", forwardSites.firstVersion, 604_800],
      ["pcp", forwardSites.pcpForOthers, 86_400],
    ] as const),
  )(
    "to the recorder by %s at %o: outside somebody sees it, and closed it leaves no trace",
    async (means, topology, lease) => {
      const before = await site(topology);
      expect(await farsite({ reach: { address: RECORDER, ports: [8_000, 81] } })).toMatchObject({
        result: {
          ports: [
            { port: 8_000, state: "open" },
            { port: 81, state: "refused" },
          ],
        },
      });
      expect(await seenFromOutside()).toBe("");
      const opened = await farsite({ open: { wish: toRecorder, means } });
      expect(opened).toMatchObject({
        result: {
          kind: "forward-opened",
          externalPort: OUTSIDE_PORT,
          externalAddress: "25.0.113.2",
          leaseSeconds: lease,
          router: "192.168.1.1",
        },
        states: [{ forwardId: "forward-1", isHere: true }],
      });
      expect(await mappings()).toEqual([itsMapping]);
      expect(await seenFromOutside()).toBe(LAB_RECORDER);
      expect(await farsite({ look: "forward-1" })).toMatchObject({ result: { stands: true } });
      // Once more by another process is the same one.
      expect(await farsite({ open: { wish: toRecorder, means } })).toMatchObject({
        result: { externalPort: OUTSIDE_PORT },
      });
      expect(await mappings()).toEqual([itsMapping]);
      expect(await farsite({ close: "forward-1" })).toMatchObject({ result: { gone: true }, entries: [] });
      expect(await rulesOf(lab)).toBe(before);
      expect(await seenFromOutside()).toBe("");
    },
  );

  test.each(sampled(["nat-pmp", "pcp", "upnp"] as const))("to the laptop by %s, and back", async (means) => {
    const before = await site(forwardSites.secondVersion);
    await lab.agent("laptop").call("answer", { transport: "tcp", port: 7_777, text: "here" });
    expect(await farsite({ open: { wish: toLaptop, means } })).toMatchObject({
      result: { kind: "forward-opened", leaseSeconds: 7_200, externalAddress: "25.0.113.2" },
    });
    const seen = await lab.probeFromOutside({ transport: "tcp", address: "25.0.113.2", port: OUTSIDE_PORT });
    expect(seen.reply).toBe("here");
    expect(await farsite({ close: "forward-1" })).toMatchObject({ result: { gone: true } });
    expect(await rulesOf(lab)).toBe(before);
  });

  test.each(
    sampled([
      ["pcp", forwardSites.pcpForOthers],
      ["upnp", forwardSites.firstVersion],
    ] as const),
  )("killed before and after the router was asked by %s: once more is one, closed is none", async (means, topology) => {
    const before = await site(topology);
    for (const die of ["before-asking", "before-noting"] as const) {
      const stands = die === "before-noting" ? [itsMapping] : [];
      expect(await farsite({ open: { wish: toRecorder, means }, die })).toBeNull();
      expect(await mappings()).toEqual(stands);
      expect(await farsite({ open: { wish: toRecorder, means } })).toMatchObject({
        result: { kind: "forward-opened" },
      });
      expect(await mappings()).toEqual([itsMapping]);
      expect(await farsite({ close: "forward-1" })).toMatchObject({ result: { gone: true }, entries: [] });

      expect(await farsite({ open: { wish: toRecorder, means }, die })).toBeNull();
      expect(await mappings()).toEqual(stands);
      expect(await farsite({ close: "forward-1" })).toMatchObject({ result: { gone: true }, entries: [] });
      expect(await rulesOf(lab)).toBe(before);
    }
    // Never taken up again: the next start, some minutes later, closes it.
    expect(await farsite({ open: { wish: toRecorder, means }, die: "before-noting" })).toBeNull();
    expect(await farsite({ renewMs: 4_000, aheadMs: 180_000 })).toMatchObject({ entries: [] });
    expect(await rulesOf(lab)).toBe(before);
  });

  test.runIf(isLong)("a lease is renewed while Farsite runs", async () => {
    await site(forwardSites.secondVersion);
    await farsite({ open: { wish: toLaptop, means: "upnp" } });
    /** When the router says that it ends, seconds of this machine's clock. */
    const end = async (): Promise<number> => {
      const { stdout } = await lab.run("laptop", ["upnpc", "-m", "eth0", "-i", "-l"]);
      return (
        Date.now() / 1_000 +
        Number(/ (\d+)\s*$/m.exec(stdout.split("\n").find((line) => line.includes("18000")) ?? "")?.[1])
      );
    };
    const before = await end();
    await sleep(5_000);
    const renewed = await farsite({ renewMs: 3_000, aheadMs: 3_700_000 });
    expect(renewed).toMatchObject({ states: [{ isRenewed: true }] });
    expect((await end()) - before).toBeGreaterThan(4);
    expect(await mappings()).toHaveLength(1);
  });

  test.runIf(isLong).each([
    ["upnp", forwardSites.firstVersion],
    ["pcp", forwardSites.pcpForOthers],
  ] as const)("a router that restarted and forgot is noticed by %s, and told again", async (means, topology) => {
    await site(topology);
    await farsite({ open: { wish: toRecorder, means } });
    await restartRouter();
    expect(await mappings()).toEqual([]);
    // PCP tells by its clock, which in two minutes is sure to show that it started after the grant.
    expect(await farsite({ look: "forward-1", aheadMs: 120_000 })).toMatchObject({ result: { stands: false } });
    expect(await farsite({ open: { wish: toRecorder, means } })).toMatchObject({ result: { kind: "forward-opened" } });
    expect(await mappings()).toEqual([itsMapping]);
    expect(await seenFromOutside()).toBe(LAB_RECORDER);
  });

  test("a router that opens ports only for who asks says so, and is left as it was", async () => {
    const before = await site(forwardSites.secure);
    for (const means of ["upnp", "pcp", "nat-pmp"] as const)
      expect(await farsite({ open: { wish: toRecorder, means } })).toMatchObject({
        result: { kind: "forward-refused", why: { key: "forward.refused.only-for-itself" } },
        entries: [],
      });
    expect(await rulesOf(lab)).toBe(before);
  });

  test("somebody's entry on that port is left alone", async () => {
    await site(forwardSites.firstVersion);
    await lab.run("laptop", ["upnpc", "-m", "eth0", "-i", "-e", "Games", "-a", LAPTOP, "9", "18000", "TCP"]);
    const before = await rulesOf(lab);
    expect(await mappings()).toHaveLength(1);
    expect(await farsite({ open: { wish: toRecorder, means: "upnp" } })).toMatchObject({
      result: { why: { key: "forward.refused.taken-named", args: { address: LAPTOP, name: "Games" } } },
    });
    expect(await farsite({ ask: true })).toMatchObject({
      result: { gateway: "192.168.1.1", open: [{ externalPort: OUTSIDE_PORT, description: "Games" }], trouble: null },
    });
    expect(await rulesOf(lab)).toBe(before);
  });

  test.runIf(isLong)(
    "behind another router it is opened in the nearer one, which names its own address there",
    async () => {
      const before = await site(forwardSites.behindAnother);
      expect(await farsite({ open: { wish: toRecorder, means: "upnp" } })).toMatchObject({
        result: { kind: "forward-opened", externalAddress: "192.168.0.2" },
      });
      expect(await farsite({ close: "forward-1" })).toMatchObject({ result: { gone: true } });
      expect(await rulesOf(lab)).toBe(before);
    },
  );

  test.runIf(isLong)("a pinhole for IPv6 leads to the laptop, and is closed by another process", async () => {
    const before = await site(topologyByName("ipv6-pinholed"));
    await lab.agent("laptop").call("answer", { transport: "tcp", port: 7_777, text: "here" });
    const { stdout } = await lab.run("laptop", ["ip", "-6", "-o", "address", "show", "dev", "eth0", "scope", "global"]);
    const address = /inet6 ([0-9a-f:]+)\//.exec(stdout)?.[1] ?? "";
    const attempt = { transport: "tcp", address, port: 7_777 } as const;
    expect((await lab.probeFromOutside(attempt)).reached).toBe(false);
    expect(await farsite({ ask: true })).toMatchObject({
      result: { means: expect.arrayContaining([{ means: "pinhole", forOthers: null, permanent: false }]) as unknown },
    });
    const wish = { ...toLaptop, address, externalPort: 7_777 };
    expect(await farsite({ open: { wish, means: "pinhole" } })).toMatchObject({
      result: { kind: "forward-opened", externalAddress: address, externalPort: 7_777 },
    });
    expect((await lab.probeFromOutside(attempt)).reply).toBe("here");
    expect(await farsite({ close: "forward-1" })).toMatchObject({ result: { gone: true }, entries: [] });
    expect((await lab.probeFromOutside(attempt)).reached).toBe(false);
    expect(await rulesOf(lab)).toBe(before);
  });

  test.runIf(isLong)("what the router offers is told", async () => {
    const before = await site(forwardSites.allForOthers);
    expect(await farsite({ ask: true })).toMatchObject({
      result: {
        gateway: "192.168.1.1",
        means: [
          { means: "upnp", forOthers: null, permanent: false },
          { means: "pcp", forOthers: null, permanent: false },
          { means: "nat-pmp", forOthers: false, permanent: false },
        ],
        open: [],
        trouble: null,
      },
    });
    expect(await rulesOf(lab)).toBe(before);
  });
});
