import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyPromises } from "./advice-truth.ts";
import { isIpv6Right } from "./ipv6-truth.ts";
import { bringUp, type BringUpOptions, type Lab } from "./lab.ts";
import type { Mapping } from "./router-mappings.ts";
import { doctor, killCheck, mappingsLeft, survey, type Survey } from "./site-check.ts";
import { expectedVerdicts, type Topology } from "./topology.ts";

/** A site check in a topology, held against what is true there. */

export interface CheckedTopology {
  readonly topology: Topology;
  /** Null: the check could not be made. */
  readonly survey: Survey | null;
  /** A check was killed before, and whether it left an entry in a router for the doctor. */
  readonly killed: "with-entry" | "without-entry" | null;
  readonly mappingsLeft: number;
  /** What is not as it must be, in words; empty when all is. */
  readonly wrong: readonly string[];
}

export interface CheckOptions extends BringUpOptions {
  /** Kills a check with -9 first, and has the doctor clean up. */
  readonly kill?: boolean;
}

/** Checks the site in a topology and takes it down. @throws Error only when cancelled. */
export async function checkTopology(
  topology: Topology,
  options: CheckOptions = {},
  comingUp: Promise<Lab> = bringUp(topology, options),
): Promise<CheckedTopology> {
  const dataFolder = mkdtempSync(join(tmpdir(), "farsite-lab-data-"));
  let lab: Lab | null = null;
  try {
    lab = await comingUp;
    return await checkOn(lab, dataFolder, options.kill === true);
  } catch (error) {
    options.signal?.throwIfAborted();
    const wrong = [error instanceof Error ? error.message : String(error)];
    return { topology, survey: null, killed: null, mappingsLeft: lab ? (await mappingsLeft(lab)).length : 0, wrong };
  } finally {
    await lab?.down();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function checkOn(lab: Lab, dataFolder: string, kill: boolean): Promise<CheckedTopology> {
  const { topology } = lab;
  let killed: CheckedTopology["killed"] = null;
  if (kill) {
    killed = (await killCheck(lab, dataFolder)) ? "with-entry" : "without-entry";
    await doctor(lab, dataFolder);
    const left = await mappingsLeft(lab);
    if (left.length > 0) {
      return { topology, survey: null, killed, mappingsLeft: left.length, wrong: [`the doctor left ${textOf(left)}`] };
    }
  }
  const made = await survey(lab, dataFolder);
  const left = await mappingsLeft(lab);
  return { topology, survey: made, killed, mappingsLeft: left.length, wrong: whatIsWrong(topology, made, left) };
}

export const isOffline = ({ truth }: Topology): boolean => truth.kind === "offline";

const textOf = (mappings: readonly Mapping[]): string =>
  mappings
    .map(({ transport, externalPort, internalAddress, internalPort }) =>
      [transport, externalPort ?? "-", internalAddress, internalPort].join(" "),
    )
    .join(", ");

function whatIsWrong(topology: Topology, made: Survey, left: readonly Mapping[]): string[] {
  const { truth } = topology;
  // Where the internet sees several addresses, any one of them would be a choice.
  const seen = truth.stunAddresses === undefined ? [truth.publicAddress] : [...truth.stunAddresses, null];
  const ids = made.observations.map(({ id }) => id);
  const found: [boolean, string][] = [
    [expectedVerdicts(topology).includes(made.verdict.kind), `verdict ${made.verdict.kind}`],
    [made.inbound === truth.inbound, `inbound ${made.inbound}, not ${truth.inbound}`],
    [seen.includes(made.publicAddress), `public address ${made.publicAddress}`],
    [left.length === 0, `left ${textOf(left)}`],
    [isIpv6Right(topology, made.ipv6), `IPv6 ${made.ipv6.state}, inbound ${made.ipv6.inbound}`],
    [Object.values(made.mappings).every(({ removed }) => removed !== false), "an entry was not removed"],
    // Whoever answered, every question has exactly one observation.
    [new Set(ids).size === ids.length, "a question observed twice"],
  ];
  return [...found.flatMap(([isRight, what]) => (isRight ? [] : [what])), ...emptyPromises(topology, made)];
}

/** Nothing on the way is silent, so that a check need not wait for anything. */
export function everythingAnswers({ layers, access, laptop, ipv6 }: Topology): boolean {
  return (
    laptop === "lan" &&
    access.state === "connected" &&
    !access.dropsInbound &&
    access.dropsNames !== true &&
    ipv6?.upstream !== "black-hole" &&
    layers.every(
      ({ owner, mappingDaemon, filters }) =>
        owner === "customer" && mappingDaemon?.upnp === true && mappingDaemon.natpmpAndPcp && filters.length === 0,
    )
  );
}

/**
 * One check at a time, since their durations are part of what is found; while it waits for answers, the next lab comes up.
 * @throws Error only when cancelled; no lab stays.
 */
export async function* checkEach(
  topologies: readonly Topology[],
  options: { readonly prefix: string; readonly signal: AbortSignal },
): AsyncGenerator<CheckedTopology> {
  const { prefix, signal } = options;
  const killed = killedOnes(topologies);
  const start = (index: number): Promise<Lab> | undefined => {
    const topology = topologies[index];
    const side = index % 2 === 0 ? "a-" : "b-";
    const comingUp = topology && bringUp(topology, { prefix: prefix.replace(/-$/, side), signal });
    comingUp?.catch(() => undefined); // checkTopology sees it
    return comingUp;
  };
  let next = start(0);
  try {
    for (const [index, topology] of topologies.entries()) {
      const comingUp = next;
      next = start(index + 1);
      yield await checkTopology(topology, { signal, kill: killed.has(topology) }, comingUp);
    }
  } finally {
    await next?.then(
      (lab) => lab.down(),
      () => undefined,
    );
  }
}

/** Of every ten checks one is killed first. */
const killEvery = 10;

/** Which of them to kill a check in: a tenth, among those whose router takes an entry, spread over all. */
function killedOnes(topologies: readonly Topology[]): ReadonlySet<Topology> {
  const mapping = topologies.filter(({ truth }) => Object.values(truth.stockMappings).includes("granted"));
  const count = Math.ceil(topologies.length / killEvery);
  return new Set(
    Array.from({ length: count }, (_, index) => mapping[Math.floor((index * mapping.length) / count)]).filter(
      (topology) => topology !== undefined,
    ),
  );
}
