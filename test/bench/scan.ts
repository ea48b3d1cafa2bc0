import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { bringUpDeviceSite, type DeviceLab } from "../lab/devices/device-lab.ts";
import { ROUTER_ADDRESS, laptopCards } from "../lab/devices/device-network.ts";
import type { Site } from "../lab/devices/model.ts";
import { scanCommand, siteScanSchema } from "../lab/devices/scan-site.ts";
import { siteByName } from "../lab/devices/site.ts";
import { benchPrograms, missingPrograms, whyNoLab } from "../lab/requirements.ts";
import { median, timed } from "./timed.ts";

/**
 * `npm run bench:scan`: the sweep alone and the whole scan against nmap, which tries the same ports on the same addresses in the
 * same lab and the same run; then what a /16 costs. `--quick` leaves the /16 out.
 */

const ROUNDS = 3;
/**
 * The peer on a /24 is nmap as root. On wider networks that writes its own ARP requests, as many as it likes, while Farsite, which
 * never has those rights, has the system's 1,024 places for neighbours: there the peer is nmap with the same rights as Farsite.
 */
const SITES = [
  { name: "slash24", peer: "nmap -T4" },
  { name: "slash22", peer: "nmap -T4 --unprivileged" },
] as const;
/** What the ratio of the sweep to its peer must not exceed. */
const MAX_RATIO = 0.5;
/** What a /16 may take beyond a scan that sweeps nothing. */
const MAX_EXTRA_MB = 150;
const NAME_WIDTH = 34;
const wideTimeoutMs = 1_200_000;

const NMAP_OPTIONS: readonly (readonly string[])[] = [["-T4"], [], ["-T5"], ["-T4", "--unprivileged"]];

const lacks = whyNoLab();
const missing = missingPrograms(benchPrograms).map(({ program }) => program);
if (lacks !== null || missing.length > 0) {
  const fix = `${missing.join(", ")} (as root: node scripts/lab-packages.ts)`;
  console.error(`bench:scan cannot run here: ${lacks ?? `not installed: ${fix}`}`);
  process.exit(1);
}

const sweepSchema = z.object({
  wallMs: z.number(),
  alive: z.number(),
  open: z.array(z.string()),
  finished: z.boolean(),
});
const script = join(import.meta.dirname, "sweep-alone.ts");
const dataFolder = mkdtempSync(join(tmpdir(), "farsite-bench-"));

let isAsWanted = true;
try {
  for (const { name, peer } of SITES) {
    isAsWanted = (await withSite(name, (lab) => benchSite(lab, peer))) && isAsWanted;
  }
  if (!process.argv.includes("--quick")) isAsWanted = (await withSite("slash16", benchWide)) && isAsWanted;
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}
process.exitCode = isAsWanted ? 0 : 1;

async function withSite(name: string, bench: (lab: DeviceLab) => Promise<boolean>): Promise<boolean> {
  const lab = await bringUpDeviceSite(siteByName(name));
  try {
    return await bench(lab);
  } finally {
    await lab.down();
  }
}

/** How long something took, and what it found. */
interface Measured {
  readonly wallMs: number;
  readonly devices: number;
  readonly open: number;
}

/** Whom and how many open ports there are to find; the laptop itself is not counted. */
function truthOf({ devices }: Site): Pick<Measured, "devices" | "open"> {
  const played = devices.filter(({ daemon }) => daemon === undefined);
  return { devices: devices.length, open: played.reduce((sum, { tcp }) => sum + tcp.length, 0) };
}

async function benchSite(lab: DeviceLab, peer: string): Promise<boolean> {
  const { site } = lab;
  const [range = ""] = site.ranges;
  const ports = z
    .array(z.number())
    .parse(JSON.parse((await onLaptop(lab, [process.execPath, script, "ports"])).stdout));
  const tools: [name: string, run: () => Promise<Measured>][] = [
    ["the sweep alone", () => sweepAlone(lab, range, "hurry")],
    ["the sweep, waiting for the slow", () => sweepAlone(lab, range, "patient")],
    ...NMAP_OPTIONS.map((timing): [string, () => Promise<Measured>] => [
      `nmap ${timing.join(" ")}`.trim(),
      () => nmap(lab, range, ports, timing),
    ]),
    ["farsite scan", () => wholeScan(lab)],
  ];
  const results = new Map<string, Measured[]>(tools.map(([name]) => [name, []]));
  // Once each without counting: programs that the system has not read yet cost the first one.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [name, run] of tools) {
      // Whoever comes second would find the neighbours known.
      await onLaptop(lab, ["ip", "neigh", "flush", "all"]);
      const measured = await run();
      if (round >= 0) results.get(name)?.push(measured);
    }
  }
  const truth = truthOf(site);
  console.log(
    `\n${range}: ${truth.devices} devices, ${truth.open} open ports, ${ports.length} ports tried (median of ${ROUNDS})`,
  );
  const wall = (name: string): number => median((results.get(name) ?? []).map(({ wallMs }) => wallMs));
  const reference = wall(peer);
  for (const [name] of tools) {
    const rounds = results.get(name) ?? [];
    const [devices, open] = [worst(rounds, "devices"), worst(rounds, "open")];
    console.log(
      `  ${name.padEnd(NAME_WIDTH)} ${wall(name).toFixed(0).padStart(6)} ms  ${(wall(name) / reference).toFixed(2)}` +
        `   found ${devices}/${truth.devices} devices, ${open}/${truth.open} ports`,
    );
  }
  const sweeps = results.get("the sweep alone") ?? [];
  const isComplete = worst(sweeps, "devices") >= truth.devices && worst(sweeps, "open") >= truth.open;
  const ratio = wall("the sweep alone") / reference;
  console.log(`  the sweep to ${peer}: ${ratio.toFixed(2)} (at most ${MAX_RATIO} is wanted)`);
  return ratio <= MAX_RATIO && isComplete;
}

/** Of the rounds, the one that found least. */
function worst(rounds: readonly Measured[], what: "devices" | "open"): number {
  return Math.min(...rounds.map((round) => round[what]));
}

async function onLaptop(lab: DeviceLab, argv: readonly string[], timeoutMs = 60_000) {
  const result = await lab.run("laptop", argv, { env: { FARSITE_DATA: dataFolder }, timeoutMs });
  if (result.exitCode !== 0) throw new Error(`${argv.join(" ")} ended with ${result.exitCode}: ${result.stderr}`);
  return result;
}

async function sweepAlone(lab: DeviceLab, range: string, patience: "hurry" | "patient"): Promise<Measured> {
  const { stdout } = await onLaptop(lab, [process.execPath, script, range, patience]);
  const { wallMs, alive, open } = sweepSchema.parse(JSON.parse(stdout));
  // The router's own ports are no part of the truth, here and below.
  return { wallMs, devices: alive, open: open.filter((port) => !port.startsWith(`${ROUTER_ADDRESS}:`)).length };
}

/** As root it asks by ARP who lives and tries ports by SYN: its fastest way. */
async function nmap(
  lab: DeviceLab,
  range: string,
  ports: readonly number[],
  timing: readonly string[],
): Promise<Measured> {
  const own = ["--exclude", laptopCards.lan.host];
  const started = performance.now();
  const { stdout } = await onLaptop(lab, ["nmap", "-n", ...timing, ...own, "-p", ports.join(","), "-oG", "-", range]);
  const wallMs = performance.now() - started;
  return {
    wallMs,
    devices: stdout.match(/Status: Up/g)?.length ?? 0,
    open: stdout
      .split("\n")
      .filter((line) => !line.startsWith(`Host: ${ROUTER_ADDRESS} `))
      .reduce((sum, line) => sum + (line.match(/\/open\//g)?.length ?? 0), 0),
  };
}

async function wholeScan(lab: DeviceLab): Promise<Measured> {
  const { stdout } = await onLaptop(lab, scanCommand(lab.site.ranges));
  const { durationMs, devices } = siteScanSchema.parse(JSON.parse(stdout));
  return {
    wallMs: durationMs,
    devices: devices.length,
    open: devices
      .filter(({ addresses }) => addresses[0]?.address !== ROUTER_ADDRESS)
      .reduce((sum, { ports }) => sum + ports.filter(({ transport }) => transport === "tcp").length, 0),
  };
}

/** A /16 that somebody confirmed: its time, its memory, and whether the system's table of neighbours held. */
async function benchWide(lab: DeviceLab): Promise<boolean> {
  const environment = { FARSITE_DATA: dataFolder };
  const overflowsBefore = neighbourOverflows();
  const quiet = await timed(lab, "laptop", scanCommand([]), environment);
  const wide = await timed(lab, "laptop", scanCommand(lab.site.ranges), environment, wideTimeoutMs);
  const overflows = neighbourOverflows() - overflowsBefore;
  const scan = siteScanSchema.parse(JSON.parse(wide.stdout));
  const extraMb = wide.peakMb - quiet.peakMb;
  console.log(`\n${lab.site.ranges.join(", ")}: ${lab.site.devices.length} devices`);
  console.log(
    `  found ${scan.devices.length}, first after ${scan.firstDeviceMs?.toFixed(0)} ms, all in ${(scan.durationMs / 1_000).toFixed(1)} s`,
  );
  console.log(
    `  peak ${wide.peakMb.toFixed(0)} MB, ${extraMb.toFixed(0)} MB more than without a sweep (at most ${MAX_EXTRA_MB} is wanted)`,
  );
  console.log(`  the table of neighbours was full ${overflows} times (0 is wanted)`);
  return extraMb <= MAX_EXTRA_MB && overflows === 0 && scan.devices.length >= lab.site.devices.length;
}

/** How often the kernel's table had no room, for all namespaces together (the last column, a line per processor, hexadecimal). */
function neighbourOverflows(): number {
  const [head = "", ...lines] = readFileSync("/proc/net/stat/arp_cache", "utf8").trim().split("\n");
  const column = head.trim().split(/\s+/).indexOf("table_fulls");
  return lines.reduce((sum, line) => sum + Number.parseInt(line.trim().split(/\s+/)[column] ?? "0", 16), 0);
}
