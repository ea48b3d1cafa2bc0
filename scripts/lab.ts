import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { checkEach } from "../test/lab/check-table.ts";
import { bringUpDeviceSite } from "../test/lab/devices/device-lab.ts";
import type { Site } from "../test/lab/devices/model.ts";
import { siteByName, siteList } from "../test/lab/devices/site.ts";
import { scanFreshSite, siteTable } from "../test/lab/devices/site-table.ts";
import { labEnvironment, VANTAGE_TOKEN } from "../test/lab/internet.ts";
import { bringUp } from "../test/lab/lab.ts";
import { labLacks } from "../test/lab/requirements.ts";
import { topologies, topologyByName } from "../test/lab/topologies.ts";
import { tableHead, tableRow, tableTotals } from "../test/lab/table-text.ts";
import { expectedVerdicts, type Topology } from "../test/lab/topology.ts";

/**
 * `npm run lab`: a check in every topology, as a table. `npm run lab -- TOPOLOGY -- COMMAND...`: a command, or a shell,
 * on the laptop of one. `npm run lab -- devices`: a search for devices on a site full of them.
 */

const usage = `Usage: npm run lab [-- --only TEXT] [--prefix NAME-]
       npm run lab -- TOPOLOGY [--prefix NAME-] [--host HOST] [-- COMMAND...]
       npm run lab -- devices [--site SITE] [--prefix NAME-] [--host HOST] [-- COMMAND...]
       npm run lab -- list

Without a topology: checks the site in every one (or those with TEXT in their names) and prints what is true there and
what the check made of it; the status is 1 when something is wrong.
With one: builds it in network namespaces, runs COMMAND (or your shell) on its laptop and takes it down again. The
command finds the lab's servers in FARSITE_STUN and FARSITE_WHOAMI.
With "devices": builds a site full of devices (--site, default "customer"), searches it and prints what is there and what was
found; the status is 1 when something is missed, wrong or late. With COMMAND (a shell, for instance): runs that instead.

  --prefix NAME-   name the namespaces NAME-laptop ...; with another one a second lab can be up meanwhile
  --host HOST      run it on another host: home, recorder, isp, probe ...
`;

const exitUsage = 2;
const exitCannotRun = 1;
const exitWrong = 1;
const defaultPrefix = "farsite-";
/** How long a command that was asked to end may take before it is ended. */
const commandGraceMs = 5_000;

/** A command on a host of one topology. */
interface Visit {
  readonly topology: Topology;
  readonly prefix: string;
  readonly host: string;
  readonly command: readonly string[];
}

/** A site full of devices: searched, or a command on one of its hosts. */
interface SiteVisit {
  readonly site: Site;
  readonly prefix: string;
  readonly host: string;
  /** Empty: a search. */
  readonly command: readonly string[];
}

/** A check in each of these. */
interface Table {
  readonly chosen: readonly Topology[];
  readonly prefix: string;
}

/** @throws Error saying what is wrong with them. */
function parse(argv: readonly string[]): Visit | SiteVisit | Table {
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  const command = end < 0 ? [] : argv.slice(end + 1);
  let name: string | undefined;
  const options: Record<string, string | undefined> = {
    "--prefix": defaultPrefix,
    "--host": undefined,
    "--only": undefined,
    "--site": undefined,
  };
  const words = own.values();
  for (const word of words) {
    if (word in options) {
      const { value } = words.next();
      if (value === undefined) throw new Error(`${word} needs a value`);
      options[word] = value;
    } else if (word.startsWith("-")) {
      throw new Error(`unknown option ${word}`);
    } else if (name === undefined) {
      name = word;
    } else {
      throw new Error(`"${word}" is one word too many; the command goes behind "--"`);
    }
  }
  const { "--prefix": prefix = defaultPrefix, "--host": host, "--only": only, "--site": site } = options;
  if (name === "devices") {
    if (host !== undefined && command.length === 0) throw new Error("--host is for a command");
    return { site: siteByName(site ?? "customer"), prefix, host: host ?? "laptop", command };
  }
  if (site !== undefined) throw new Error('--site is for "devices"');
  if (name !== undefined) {
    if (only !== undefined) throw new Error("--only is for the table of many topologies");
    return { topology: topologyByName(name), prefix, host: host ?? "laptop", command };
  }
  if (command.length > 0 || host !== undefined) throw new Error("which topology?");
  const chosen = topologies.filter((topology) => topology.name.includes(only ?? ""));
  if (chosen.length === 0) throw new Error(`no topology has "${only}" in its name`);
  return { chosen, prefix };
}

function list(): void {
  const width = Math.max(...topologies.map(({ name }) => name.length));
  for (const topology of topologies) {
    console.log(`${topology.name.padEnd(width)}  ${topology.summary} [${expectedVerdicts(topology).join(" or ")}]`);
  }
  for (const site of siteList) console.log(`${`devices --site ${site.name}`.padEnd(width)}  ${site.summary}`);
}

/** The signals that end a terminal's program; the lab is taken down before this one follows them. */
const endings: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** What a signal does while the lab is up. */
interface Interruption {
  readonly signal: AbortSignal;
  /** The program to which signals are passed on. */
  child: ChildProcess | null;
}

/** Runs something that may be interrupted; says by which signal it was, so that its status can follow. */
async function interruptible(work: (interruption: Interruption) => Promise<number>): Promise<number> {
  const aborting = new AbortController();
  const interruption: Interruption = { signal: aborting.signal, child: null };
  let received: NodeJS.Signals | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    const { child } = interruption;
    if (received !== null) {
      child?.kill("SIGKILL");
      return;
    }
    received = signal;
    aborting.abort();
    // A terminal sends Ctrl-C to the command as well; telling it twice would make shells and servers give up harder.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child?.kill(signal);
    if (signal !== "SIGINT") killTimer = setTimeout(() => interruption.child?.kill("SIGKILL"), commandGraceMs);
  };
  for (const signal of endings) process.on(signal, onSignal);
  const statusOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];
  try {
    const status = await work(interruption);
    return received === null || interruption.child !== null ? status : statusOf(received);
  } catch (error) {
    if (received !== null) return statusOf(received);
    throw error;
  } finally {
    clearTimeout(killTimer);
    for (const signal of endings) process.off(signal, onSignal);
  }
}

async function runOnLab({ topology, prefix, host, command }: Visit, interruption: Interruption): Promise<number> {
  const lab = await bringUp(topology, { prefix, signal: interruption.signal });
  try {
    const others = lab.hosts.filter((name) => name !== host).join(" ");
    console.error(
      `lab: ${topology.name} is up; this is ${host}. Elsewhere: ip netns exec ${prefix}HOST ... (${others})`,
    );
    const argv = command.length > 0 ? command : [process.env["SHELL"] ?? "/bin/sh"];
    const vantage = topology.vantage === true ? { FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN } : {};
    interruption.child = lab.spawn(host, argv, {
      stdio: "inherit",
      env: { ...labEnvironment(), ...vantage, FARSITE_LAB: topology.name },
    });
    return await exitStatus(interruption.child);
  } finally {
    await lab.down();
  }
}

async function visitSite({ site, prefix, host, command }: SiteVisit, interruption: Interruption): Promise<number> {
  const { signal } = interruption;
  if (command.length === 0) {
    const { lines, isAsPromised } = siteTable(await scanFreshSite(site, { prefix, signal }));
    console.log(lines.join("\n"));
    return isAsPromised ? 0 : exitWrong;
  }
  const lab = await bringUpDeviceSite(site, { prefix, signal });
  try {
    interruption.child = lab.spawn(host, command, { stdio: "inherit", env: { FARSITE_LAB: site.name } });
    return await exitStatus(interruption.child);
  } finally {
    await lab.down();
  }
}

async function printTable({ prefix, chosen }: Table, { signal }: Interruption): Promise<number> {
  console.log(tableHead);
  const rows = [];
  for await (const row of checkEach(chosen, { prefix, signal })) {
    signal.throwIfAborted();
    rows.push(row);
    console.log(tableRow(row));
  }
  const totals = tableTotals(rows);
  const width = Math.max(...totals.map(({ what }) => what.length));
  console.log();
  for (const { what, value, isAsPromised } of totals) {
    console.log(`${isAsPromised ? " " : "!"} ${what.padEnd(width)}  ${value}`);
  }
  return totals.every(({ isAsPromised }) => isAsPromised) ? 0 : exitWrong;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The command's status as a shell would give it: 128 + the signal's number when one ended it. */
function exitStatus(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]));
  });
}

async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === "--help") {
    console.log(usage);
    return 0;
  }
  if (argv.length === 1 && argv[0] === "list") {
    list();
    return 0;
  }
  let task: Visit | SiteVisit | Table;
  try {
    task = parse(argv);
  } catch (error) {
    console.error(`lab: ${messageOf(error)}\n\n${usage}`);
    return exitUsage;
  }
  const lacks = labLacks();
  if (lacks.length > 0) {
    console.error("The network lab cannot run here. It needs:");
    for (const { what, why, fix } of lacks) console.error(`- ${what}: ${why}. ${fix}.`);
    return exitCannotRun;
  }
  return interruptible((interruption) => {
    if ("site" in task) return visitSite(task, interruption);
    return "topology" in task ? runOnLab(task, interruption) : printTable(task, interruption);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`lab: ${messageOf(error)}`);
  process.exitCode = exitCannotRun;
}
