import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { diagnosisSchema } from "#core/nat/diagnosis.ts";
import { observationSchema } from "#core/nat/observation.ts";
import { LAB_STUN_SERVERS, LAB_WHOAMI_URLS, VANTAGE_TOKEN } from "./internet.ts";
import { vantageUrl } from "./ipv6-daemons.ts";
import type { Lab } from "./lab.ts";
import type { Mapping } from "./router-mappings.ts";
import { allBoxes, type Topology } from "./topology.ts";

/** The real program on the laptop of a lab that is up, and what it left in the routers. */

const surveySchema = z.object({
  verdict: z.object({ kind: diagnosisSchema.shape.verdict.shape.kind, confidence: z.number(), sentence: z.string() }),
  inbound: diagnosisSchema.shape.inbound,
  mappings: diagnosisSchema.shape.mappings,
  publicAddress: z.string().nullable(),
  ipv6: diagnosisSchema.shape.ipv6,
  durationMs: z.number(),
  observations: z.array(observationSchema),
});
export type Survey = z.infer<typeof surveySchema>;

const farsite: readonly string[] = ["node", "main/cli/farsite.mjs"];

/** The lab's servers in place of the settings', and its vantage where it has one. */
export function surveyCommand(topology: Topology): string[] {
  return [
    ...farsite,
    "survey",
    ...LAB_STUN_SERVERS.flatMap((server) => ["--stun", server]),
    ...LAB_WHOAMI_URLS.flatMap((url) => ["--whoami", url]),
    ...(topology.vantage === true ? ["--vantage", vantageUrl(topology)] : []),
  ];
}

/** Where the program keeps its data, and the word for the vantage. */
export function surveyEnvironment({ vantage }: Topology, dataFolder: string): Record<string, string> {
  return { FARSITE_DATA: dataFolder, ...(vantage === true ? { FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN } : {}) };
}

/** @throws Error with its error output when the survey could not be made. */
export async function survey(lab: Lab, dataFolder: string, ...more: string[]): Promise<Survey> {
  const argv = [...surveyCommand(lab.topology), "--json", ...more];
  const result = await lab.run("laptop", argv, { env: surveyEnvironment(lab.topology, dataFolder) });
  if (result.exitCode !== 0) throw new Error(`survey ended with ${result.exitCode}: ${result.stderr}`);
  return surveySchema.parse(JSON.parse(result.stdout));
}

/** Removes what killed checks left behind. @throws Error with its error output when it could not run. */
export async function doctor(lab: Lab, dataFolder: string): Promise<void> {
  const result = await lab.run("laptop", [...farsite, "doctor", "--json"], { env: { FARSITE_DATA: dataFolder } });
  if (result.exitCode !== 0) throw new Error(`doctor ended with ${result.exitCode}: ${result.stderr}`);
}

/** Entries in the packet rules of all boxes. */
export async function mappingsLeft(lab: Lab): Promise<Mapping[]> {
  const tables = await Promise.all(allBoxes(lab.topology).map(({ host }) => lab.routerMappings(host)));
  return tables.flat();
}

/** A check is soon past its test entries; on a busy machine it may start late. */
const latestKillMs = 3_000;
/** An entry stands for milliseconds, so that a kill may come too late. */
const killAttempts = 8;

/** Kills checks without warning until one leaves its test entry in a router. @returns whether one did. */
export async function killCheck(lab: Lab, dataFolder: string): Promise<boolean> {
  for (let attempt = 0; attempt < killAttempts; attempt += 1) {
    await killOnce(lab, dataFolder);
    if ((await mappingsLeft(lab)).length > 0) return true;
  }
  return false;
}

/** Starts a check and kills it at the first rule that a router's mapping daemon makes; when there is none, later. */
async function killOnce(lab: Lab, dataFolder: string): Promise<void> {
  const child = lab.spawn("laptop", [...surveyCommand(lab.topology), "--json"], {
    env: surveyEnvironment(lab.topology, dataFolder),
    stdio: "ignore",
  });
  const kill = () => child.kill("SIGKILL");
  const routers = allBoxes(lab.topology).filter(({ mappingDaemon }) => mappingDaemon !== null);
  const watchers = routers.map(({ host }) =>
    lab.spawn(host, ["stdbuf", "-oL", "nft", "monitor", "new", "rules"], { stdio: ["ignore", "pipe", "ignore"] }),
  );
  for (const watcher of watchers) watcher.stdout?.once("data", kill);
  const timer = setTimeout(kill, latestKillMs);
  await new Promise((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
  for (const watcher of watchers) watcher.kill();
  // What the router was asked before the end may still be on its way into its tables.
  await sleep(settlingMs);
}

const settlingMs = 50;
