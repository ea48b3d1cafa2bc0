import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { labEnvironment } from "../test/lab/internet.ts";
import { bringUp, type Lab } from "../test/lab/lab.ts";
import { labLacks } from "../test/lab/requirements.ts";
import { topologies, topologyByName } from "../test/lab/topologies.ts";
import { expectedVerdicts, type Topology } from "../test/lab/topology.ts";

/** `npm run lab -- TOPOLOGY -- COMMAND...`: a command, or a shell, on the laptop of a lab topology. */

const usage = `Usage: npm run lab -- TOPOLOGY [--prefix NAME-] [--host HOST] [-- COMMAND...]
       npm run lab -- list

Builds the topology in network namespaces, runs COMMAND (or your shell) on its laptop and takes it down again.
The command finds the lab's servers in FARSITE_STUN and FARSITE_WHOAMI.

  --prefix NAME-   name the namespaces NAME-laptop ...; with another one a second lab can be up meanwhile
  --host HOST      run it on another host: home, recorder, isp, probe ...
`;

const exitUsage = 2;
const exitCannotRun = 1;
const defaultPrefix = "farsite-";
/** How long a command that was asked to end may take before it is ended. */
const commandGraceMs = 5_000;

interface Arguments {
  readonly topology: Topology;
  readonly prefix: string;
  readonly host: string;
  readonly command: readonly string[];
}

/** @throws Error saying what is wrong with them. */
function parse(argv: readonly string[]): Arguments {
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  const command = end < 0 ? [] : argv.slice(end + 1);
  let name: string | undefined;
  let prefix = defaultPrefix;
  let host = "laptop";
  const words = own.values();
  for (const word of words) {
    if (word === "--prefix" || word === "--host") {
      const { value } = words.next();
      if (value === undefined) throw new Error(`${word} needs a value`);
      if (word === "--prefix") prefix = value;
      else host = value;
    } else if (word.startsWith("-")) {
      throw new Error(`unknown option ${word}`);
    } else if (name === undefined) {
      name = word;
    } else {
      throw new Error(`"${word}" is one word too many; the command goes behind "--"`);
    }
  }
  if (name === undefined) throw new Error("which topology?");
  return { topology: topologyByName(name), prefix, host, command };
}

function list(): void {
  const width = Math.max(...topologies.map(({ name }) => name.length));
  for (const topology of topologies) {
    console.log(`${topology.name.padEnd(width)}  ${topology.summary} [${expectedVerdicts(topology).join(" or ")}]`);
  }
}

/** The signals that end a terminal's program; the lab is taken down before this one follows them. */
const endings: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

async function runOnLab({ topology, prefix, host, command }: Arguments): Promise<number> {
  const aborting = new AbortController();
  let received: NodeJS.Signals | null = null;
  let child: ChildProcess | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (received !== null) {
      child?.kill("SIGKILL");
      return;
    }
    received = signal;
    aborting.abort();
    // A terminal sends Ctrl-C to the command as well; telling it twice would make shells and servers give up harder.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child?.kill(signal);
    if (signal !== "SIGINT") killTimer = setTimeout(() => child?.kill("SIGKILL"), commandGraceMs);
  };
  for (const signal of endings) process.on(signal, onSignal);

  let lab: Lab | null = null;
  try {
    lab = await bringUp(topology, { prefix, signal: aborting.signal });
    const others = lab.hosts.filter((name) => name !== host).join(" ");
    console.error(
      `lab: ${topology.name} is up; this is ${host}. Elsewhere: ip netns exec ${prefix}HOST ... (${others})`,
    );
    const argv = command.length > 0 ? command : [process.env["SHELL"] ?? "/bin/sh"];
    child = lab.spawn(host, argv, {
      stdio: "inherit",
      env: { ...labEnvironment(), FARSITE_LAB: topology.name },
    });
    return await exitStatus(child);
  } catch (error) {
    if (received !== null) return 128 + constants.signals[received];
    throw error;
  } finally {
    clearTimeout(killTimer);
    await lab?.down();
    for (const signal of endings) process.off(signal, onSignal);
  }
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
  if (argv.includes("--help") || argv.length === 0) {
    console.log(usage);
    return argv.length === 0 ? exitUsage : 0;
  }
  if (argv.length === 1 && argv[0] === "list") {
    list();
    return 0;
  }
  let parsed: Arguments;
  try {
    parsed = parse(argv);
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
  return runOnLab(parsed);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`lab: ${messageOf(error)}`);
  process.exitCode = exitCannotRun;
}
