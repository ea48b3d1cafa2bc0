import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { deleteNamespaces, endProcessesIn, runTool, waitUntil } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";

/** A second address of a laptop with which a device of another network is reached, and what becomes of it when Farsite dies. */

const whyNot = whyNoLab();
const laptop = `lg${process.pid}-laptop`;
const program = join(import.meta.dirname, "rescue-process.ts");
/** The guard looks once a second. */
const GONE_MS = 3_000;

describe.skipIf(whyNot !== null)("a second address of the laptop", () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(os.tmpdir(), "farsite-rescue-"));
    await runTool(["ip", "netns", "add", laptop]);
    const setUp = [
      "link add eth0 type veth peer name cable",
      "link set lo up",
      "link set eth0 up",
      "link set cable up",
      "address add 192.168.5.10/24 dev eth0",
    ];
    await runTool(["ip", "-n", laptop, "-batch", "-"], setUp.join("\n"));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });
  afterAll(async () => {
    await endProcessesIn([laptop], () => true);
    await deleteNamespaces([laptop]);
    rmSync(folder, { recursive: true, force: true });
  });

  const addresses = (): string =>
    spawnSync("ip", ["-n", laptop, "-4", "address", "show", "dev", "eth0"]).stdout.toString();
  const argv = (...args: string[]): string[] => ["netns", "exec", laptop, process.execPath, program, folder, ...args];

  async function rescued(): Promise<{ child: ChildProcess; address: string }> {
    // In a group of its own, as a shell starts a program.
    const child = spawn("ip", argv("192.168.77.64"), { stdio: ["ignore", "pipe", "inherit"], detached: true });
    children.push(child);
    const line = await new Promise<string>((resolve) => child.stdout?.once("data", (data) => resolve(String(data))));
    const address = /^(192\.168\.77\.\d+) on eth0$/.exec(line.trim())?.[1] ?? "";
    expect(address).not.toBe("");
    expect(addresses()).toContain(`${address}/24`);
    return { child, address };
  }

  const leftFlags = (): string[] => readdirSync(folder).filter((name) => name.startsWith("rescue-"));
  const whatIsLeft = (): unknown => JSON.parse(spawnSync("ip", argv(), { encoding: "utf8" }).stdout);

  test("is taken away within seconds when Farsite is killed, and nobody thinks it is still there", async () => {
    const { child, address } = await rescued();
    child.kill("SIGKILL");
    expect(await waitUntil(() => !addresses().includes(address), GONE_MS)).toBe(true);
    expect(addresses()).toContain("192.168.5.10/24");
    expect(whatIsLeft()).toEqual([]);
    expect(leftFlags()).toEqual([]);
  });

  test("is taken away when Farsite is interrupted in a terminal, which signals the guard too", async () => {
    const { child, address } = await rescued();
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await waitUntil(() => !addresses().includes(address), GONE_MS)).toBe(true);
    expect(whatIsLeft()).toEqual([]);
  });

  test("is taken away before Farsite ends by itself", async () => {
    const { child, address } = await rescued();
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    expect(addresses()).not.toContain(address);
    expect(leftFlags()).toEqual([]);
  });

  test("does not become the source of other connections", async () => {
    const { address } = await rescued();
    const route = spawnSync("ip", ["-n", laptop, "route", "get", "192.168.5.1"]).stdout.toString();
    expect(route).toContain("src 192.168.5.10");
    const toDevice = spawnSync("ip", ["-n", laptop, "route", "get", "192.168.77.64"]).stdout.toString();
    expect(toDevice).toContain(`src ${address}`);
  });
});
