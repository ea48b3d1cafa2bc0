import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bringUpDeviceSite, type DeviceLab } from "./devices/device-lab.ts";
import { addressOnly } from "./devices/device-network.ts";
import { judge, type Judgement } from "./devices/judge.ts";
import type { SiteDevice } from "./devices/model.ts";
import { scanSite, type SiteScan } from "./devices/scan-site.ts";
import { siteByName } from "./devices/site.ts";
import { namespacesOf } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";

/** The real search of the real program on a site full of devices, held against what stands there. */

const whyNot = whyNoLab();
/** A site is up in a few seconds, also on a busy machine. */
const commandTimeoutMs = 60_000;
const customer = siteByName("customer");

let lab: DeviceLab | null = null;
const dataFolder = mkdtempSync(join(tmpdir(), "farsite-devices-"));

afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

async function upAndScan(name: string): Promise<{ scan: SiteScan; judgement: Judgement }> {
  lab = await bringUpDeviceSite(siteByName(name));
  const scan = await scanSite(lab, dataFolder);
  return { scan, judgement: judge(lab.site, scan) };
}

/** What is wrong, by device; empty when all is right. */
const wrongOnes = ({ devices }: Judgement): Record<string, readonly string[]> =>
  Object.fromEntries(devices.flatMap(({ device, wrong }) => (wrong.length > 0 ? [[device.name, wrong]] : [])));

describe.skipIf(whyNot !== null)(`a search on a customer's site${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  let site: DeviceLab;
  let scan: SiteScan;
  let judgement: Judgement;

  async function searchOnce(): Promise<void> {
    scan = await scanSite(site, dataFolder);
    judgement = judge(customer, scan);
  }

  beforeAll(async () => {
    site = await bringUpDeviceSite(customer);
    await searchOnce();
    // The kernel's table of neighbours belongs to everything on the machine: where something was amiss, once more, as a person would.
    if (Object.keys(wrongOnes(judgement)).length > 0) {
      console.warn(`searched twice, since the first search had wrong: ${JSON.stringify(wrongOnes(judgement))}`);
      await searchOnce();
    }
  });
  afterAll(() => site.down());

  test.each(customer.devices.map((device): [string, SiteDevice] => [device.name, device]))("finds %s", (name) => {
    expect(judgement.devices.find(({ device }) => device.name === name)?.wrong).toEqual([]);
  });

  test("finds nobody who is not there", () => {
    expect(judgement.extra.map(({ addresses }) => addresses)).toEqual([]);
  });

  test("says what concerns the site as a whole", () => {
    expect(judgement.wrong).toEqual([]);
  });

  test("finishes what it began", () => {
    expect(scan.circumstances.unfinished).toEqual([]);
  });

  test("without a sweep finds everybody who tells of himself", async () => {
    const quiet = judge(customer, await scanSite(site, dataFolder, []));
    const telling = customer.devices.filter(({ udp }) => udp.length > 0).map(({ name }) => name);
    const missed = quiet.devices.flatMap(({ device, found }) => (found === null ? [device.name] : []));
    expect(missed.filter((name) => telling.includes(name))).toEqual([]);
  });
});

describe.skipIf(whyNot !== null)("a search on a site that is not as it should be", () => {
  afterEach(async () => {
    await lab?.down();
    lab = null;
  });

  test("among devices that lie, pour and stall ends in time and loses nobody", async () => {
    // That it ends is what scanSite waits for: it gives a hanging scan up.
    const { judgement } = await upAndScan("hostile");
    const real = new Set(customer.devices.map(({ name }) => name));
    const wrong = Object.entries(wrongOnes(judgement)).filter(([name]) => real.has(name));
    expect(wrong).toEqual([]);
    // Everybody has an address of his own on the cable, also those who lie about it.
    expect(judgement.devices.filter(({ found }) => found === null).map(({ device }) => device.name)).toEqual([]);
  });

  test("in a flood of devices that do not exist keeps those that do", async () => {
    const { judgement } = await upAndScan("flood");
    expect(judgement.devices.filter(({ found }) => found === null).map(({ device }) => device.name)).toEqual([]);
  });

  test("in a guests' network finds the router, and nobody else", async () => {
    const { scan, judgement } = await upAndScan("isolated");
    expect(wrongOnes(judgement)).toEqual({});
    expect(judgement.extra).toEqual([]);
    expect(scan.findings).not.toEqual([]);
  });

  test("where nobody is says so", async () => {
    const { scan, judgement } = await upAndScan("empty");
    expect(wrongOnes(judgement)).toEqual({});
    expect(judgement.extra).toEqual([]);
    expect(scan.findings).not.toEqual([]);
  });

  test("of 300 cameras finds every one", async () => {
    const { judgement } = await upAndScan("crowd");
    expect(wrongOnes(judgement)).toEqual({});
    expect(judgement.extra).toEqual([]);
  });
});

describe.skipIf(whyNot !== null)("the lab command for sites", () => {
  const prefix = `site${process.pid}-`;
  const runScript = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/lab.ts", ...args], {
      cwd: join(import.meta.dirname, "../.."),
      encoding: "utf8",
      timeout: commandTimeoutMs,
    });

  test("runs a command on the site's laptop, passes on its status and takes the site down", () => {
    const site = ["devices", "--site", "empty", "--prefix", prefix];
    const { stdout, status } = runScript(...site, "--", "sh", "-c", "hostname -I; exit 7");
    expect(stdout.trim().split(/\s+/).slice(0, 2)).toEqual(["192.168.1.50", "10.10.0.50"]);
    expect(status).toBe(7);
    expect(namespacesOf(prefix)).toEqual([]);
  });

  test.each([
    ["an unknown site", ["devices", "--site", "moon"], /no site "moon"/],
    ["a site of a topology", ["public-all", "--site", "customer"], /--site is for "devices"/],
    ["a host without a command", ["devices", "--host", "router"], /--host is for a command/],
  ])("explains its use for %s", (_what, args, message) => {
    const { status, stderr } = runScript(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("the device site's catalogue", () => {
  test("has 40 devices and more, on three subnets and two cables", () => {
    expect(customer.devices.length).toBeGreaterThan(40);
    const cards = customer.devices.flatMap(({ cards: own }) => own);
    expect(new Set(cards.map(({ segment }) => segment))).toEqual(new Set(["lan", "field"]));
    const subnets = new Set(cards.map((card) => addressOnly(card).split(".").slice(0, 3).join(".")));
    expect(subnets).toEqual(new Set(["192.168.1", "10.10.0", "192.168.0", "192.0.0", "169.254.31"]));
  });

  test("gives every card a hardware address of its own, and every device a name", () => {
    const macs = customer.devices.flatMap(({ cards }) => cards.map(({ mac }) => mac));
    expect(new Set(macs).size).toBe(macs.length);
    expect(new Set(customer.devices.map(({ name }) => name)).size).toBe(customer.devices.length);
  });

  test("asks for nothing that a device's answers cannot carry", () => {
    const unknown = customer.devices.flatMap((device) =>
      device.carries.filter((key) => device[key] === null).map((key) => `${device.name} ${key}`),
    );
    expect(unknown).toEqual([]);
  });
});
