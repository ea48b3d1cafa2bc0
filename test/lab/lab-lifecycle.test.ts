import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { bringUp, type Lab } from "./lab.ts";
import { namespacesOf, processesIn, waitUntil } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import type { Topology } from "./topology.ts";

/** Bringing up, running in and taking down, and that nothing of it is seen outside. */

const whyNot = whyNoLab();
const publicAll = topologyByName("public-all");
const repositoryRoot = join(import.meta.dirname, "../..");
const prefix = `cycle${process.pid}-`;

const labs: Lab[] = [];
const outsiders: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.down()));
  for (const outsider of outsiders.splice(0)) outsider.kill("SIGKILL");
});

async function up(topology: Topology, options: { prefix?: string } = {}): Promise<Lab> {
  const lab = await bringUp(topology, options);
  labs.push(lab);
  return lab;
}

function startOutside(argv: readonly string[]): ChildProcess {
  const [command = "", ...args] = argv;
  const child = spawn(command, args, { cwd: repositoryRoot, stdio: "ignore" });
  outsiders.push(child);
  return child;
}

/** The lab command with something that runs long; resolves when that is running on the laptop. */
async function startLabCommand(): Promise<ChildProcess> {
  const folder = mkdtempSync(join(os.tmpdir(), "farsite-lab-"));
  const marker = join(folder, "running");
  try {
    const child = startOutside(
      labScript("public-all", "--prefix", prefix, "--", "sh", "-c", `touch ${marker}; exec sleep 600`),
    );
    if (!(await waitUntil(() => existsSync(marker), 20_000))) throw new Error("the lab command did not come up");
    return child;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

function rootInterfaces(): string {
  return spawnSync("ip", ["-brief", "address"], { encoding: "utf8" }).stdout;
}

/** A process that has ended stays in /proc as a zombie until its parent has asked how. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

const labScript = (...args: string[]) => [process.execPath, "scripts/lab.ts", ...args];

describe.skipIf(whyNot !== null)(`the lab's life${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test("leaves nothing behind and touches nothing outside", async () => {
    const before = rootInterfaces();
    const outsider = startOutside(["sleep", "600"]);
    const lab = await up(publicAll, { prefix });
    expect(rootInterfaces()).toBe(before);
    // A process that left its parent, its session and its terminal: only its namespace tells whose it is.
    await lab.run("laptop", ["sh", "-c", "setsid sleep 600 >/dev/null 2>&1 &"]);
    const namespaces = namespacesOf(prefix);
    const inside = processesIn(namespaces);
    expect(inside.length).toBeGreaterThan(1);
    await lab.down();
    await lab.down();
    expect(namespacesOf(prefix)).toEqual([]);
    expect(inside.filter(isRunning)).toEqual([]);
    expect(existsSync(`/etc/netns/${prefix}laptop`)).toBe(false);
    expect(rootInterfaces()).toBe(before);
    expect(isAlive(outsider)).toBe(true);
  });

  test("cannot be reached from, and does not reach, the machine it runs on", async () => {
    const server = net.createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const machine = Object.values(os.networkInterfaces()).flatMap((entries) => entries ?? []);
    const lab = await up(publicAll);
    const attempt = { transport: "tcp", port: address.port, timeoutMs: 500 } as const;
    for (const { address: own } of machine.filter(({ family }) => family === "IPv4")) {
      expect(await lab.agent("laptop").call("attempt", { ...attempt, address: own })).toMatchObject({ reached: false });
    }
    await new Promise((resolve) => server.close(resolve));
  });

  test("two labs are up at once and know nothing of each other", async () => {
    const [one, other] = await Promise.all([up(publicAll), up(publicAll)]);
    await one.run("laptop", ["natpmpc", "-a", "7000", "7000", "udp", "600"]);
    expect(await one.routerMappings("home")).toEqual([
      { transport: "udp", externalPort: 7000, internalAddress: "192.168.1.50", internalPort: 7000 },
    ]);
    expect(await other.routerMappings("home")).toEqual([]);
  });

  test("a prefix is one lab's at a time", async () => {
    await up(publicAll, { prefix });
    await expect(bringUp(publicAll, { prefix })).rejects.toThrow(`a lab with prefix "${prefix}" is up already`);
    expect(namespacesOf(prefix).length).toBeGreaterThan(0);
  });

  test("a lab whose process was killed is taken down by the next one", async () => {
    const crashing = await startLabCommand();
    crashing.kill("SIGKILL");
    await waitUntil(() => !isAlive(crashing), 5_000);
    const left = processesIn(namespacesOf(prefix));
    expect(left.length).toBeGreaterThan(1);
    await up(publicAll);
    expect(namespacesOf(prefix)).toEqual([]);
    expect(left.filter(isRunning)).toEqual([]);
  });

  test("a daemon that does not start is named with its last words, and nothing stays", async () => {
    const [home] = publicAll.layers;
    const mappingDaemon = home.mappingDaemon && { ...home.mappingDaemon, claimedExternalAddress: "192.168.9.9" };
    const broken: Topology = { ...publicAll, layers: [{ ...home, mappingDaemon }] };
    await expect(bringUp(broken, { prefix })).rejects.toThrow(/miniupnpd-home on home ended.*192\.168\.9\.9/s);
    expect(namespacesOf(prefix)).toEqual([]);
  });

  test("a bring-up that is cancelled leaves nothing", async () => {
    const bringingUp = bringUp(publicAll, { prefix, signal: AbortSignal.timeout(100) });
    await expect(bringingUp).rejects.toThrow("timeout");
    expect(namespacesOf(prefix)).toEqual([]);
  });

  test("a command's output, status, time limit and cancellation come through", async () => {
    const lab = await up(publicAll);
    expect(await lab.run("laptop", ["sh", "-c", "cat; echo oops >&2; exit 3"], { stdin: "in" })).toEqual({
      stdout: "in",
      stderr: "oops\n",
      exitCode: 3,
      signal: null,
      timedOut: false,
    });
    const slow = ["sh", "-c", "sleep 600; true"];
    expect(await lab.run("laptop", slow, { timeoutMs: 100 })).toMatchObject({ exitCode: null, timedOut: true });
    const cancelled = await lab.run("laptop", slow, { signal: AbortSignal.timeout(100) });
    expect(cancelled).toMatchObject({ exitCode: null, signal: "SIGTERM", timedOut: false });
  });

  test("the recorder is reached from outside once its port is forwarded, by TCP and UDP", async () => {
    const lab = await up(publicAll);
    const outside = { address: "25.0.113.2", port: 9000 } as const;
    expect(await lab.probeFromOutside({ ...outside, transport: "udp" })).toMatchObject({ reached: false });
    await lab.forward("home", { transport: "udp", externalPort: 9000, toAddress: "192.168.1.64", toPort: 9000 });
    await lab.forward("home", { transport: "tcp", externalPort: 9000, toAddress: "192.168.1.64", toPort: 37777 });
    expect(await lab.probeFromOutside({ ...outside, transport: "udp" })).toMatchObject({ reply: "lab recorder" });
    expect(await lab.probeFromOutside({ ...outside, transport: "tcp" })).toMatchObject({ reached: true });
    await lab.clearForwards("home");
    expect(await lab.probeFromOutside({ ...outside, transport: "tcp" })).toMatchObject({ reached: false });
  });
});

describe.skipIf(whyNot !== null)("the lab command", () => {
  const runScript = (...args: string[]) => {
    const [command = "", ...rest] = labScript(...args);
    return spawnSync(command, rest, { cwd: repositoryRoot, encoding: "utf8" });
  };

  test("runs a command on the laptop and passes on its status and output", () => {
    const command = 'echo "$FARSITE_STUN $FARSITE_WHOAMI"; hostname -I; exit 7';
    const { stdout, status } = runScript("public-all", "--prefix", prefix, "--", "sh", "-c", command);
    expect(stdout.split("\n")).toEqual(["stun.lab:3478,stund.lab:3478 http://myip.lab/", "192.168.1.50 ", ""]);
    expect(status).toBe(7);
    expect(namespacesOf(prefix)).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("takes the lab down on %s", async (signal) => {
    const running = await startLabCommand();
    const ended = new Promise<number | null>((resolve) => running.once("exit", (code) => resolve(code)));
    running.kill(signal);
    expect(await ended).toBe(128 + os.constants.signals[signal]);
    expect(namespacesOf(prefix)).toEqual([]);
  });

  test.each([
    ["an unknown topology", ["moon"], /no topology "moon"/],
    ["a command without a topology", ["--", "true"], /which topology/],
    ["a host without a topology", ["--host", "home"], /which topology/],
    ["a table of no topology", ["--only", "moon"], /no topology has "moon"/],
    ["an unknown option", ["public-all", "--fast"], /unknown option --fast/],
    ["a command without --", ["public-all", "sleep"], /goes behind "--"/],
  ])("explains its use for %s", (_what, args, message) => {
    const { status, stderr } = runScript(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("lists the topologies with a line each", () => {
    const { stdout, status } = runScript("list");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^cgnat-10 .*\[cgnat\]$/m);
  });
});
