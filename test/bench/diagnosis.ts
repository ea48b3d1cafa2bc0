import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { LAB_STUN_SERVERS, LAB_WHOAMI_URLS, serverAddresses } from "../lab/internet.ts";
import { bringUp, type Lab } from "../lab/lab.ts";
import { benchPrograms, missingPrograms, whyNoLab } from "../lab/requirements.ts";
import { topologyByName } from "../lab/topologies.ts";
import { median, timed, type Timed } from "./timed.ts";

/**
 * `npm run bench:diagnosis`: a full check against the programs that an engineer would run by hand one after another, in
 * the same lab and the same run. Only sites where everything answers: silence costs every tool its own patience.
 */

const ROUNDS = 3;
const TOPOLOGIES = ["public-all", "public-symmetric", "double-nat", "cgnat-100-64-mapped", "map-e"];
/** What the ratio of the check to the tools in a row must not exceed. */
const MAX_RATIO = 0.25;
const NAME_WIDTH = 34;

const [stunAddress] = serverAddresses.stun;

/** `-i`: natdiscovery and upnpc ask through the site's own router, like the check. */
const TOOLS: readonly { name: string; argv: readonly string[] }[] = [
  { name: "upnpc -s", argv: ["upnpc", "-s"] },
  { name: "natpmpc", argv: ["natpmpc"] },
  { name: "turnutils_natdiscovery -m -f", argv: ["turnutils_natdiscovery", "-m", "-f", stunAddress] },
  { name: "traceroute", argv: ["traceroute", "-n", stunAddress] },
];

const CHECK = [
  process.execPath,
  "main/cli/farsite.mjs",
  "survey",
  "--json",
  ...LAB_STUN_SERVERS.flatMap((server) => ["--stun", server]),
  ...LAB_WHOAMI_URLS.flatMap((url) => ["--whoami", url]),
];

const lacks = whyNoLab();
const missing = missingPrograms(benchPrograms).map(({ program }) => program);
if (lacks !== null || missing.length > 0) {
  const fix = `${missing.join(", ")} (as root: node scripts/lab-packages.ts)`;
  console.error(`bench:diagnosis cannot run here: ${lacks ?? `not installed: ${fix}`}`);
  process.exit(1);
}

const recordSchema = z.object({ durationMs: z.number() });

const dataFolder = mkdtempSync(join(tmpdir(), "farsite-bench-"));
const results: Result[] = [];
try {
  for (const name of TOPOLOGIES) results.push(await benchTopology(name));
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}
const worstRatio = Math.max(...results.map(({ ratio }) => ratio));
const medianMs = median(results.map(({ durationMs }) => durationMs));
console.log(`\nworst ratio to the tools in a row: ${worstRatio.toFixed(2)} (at most ${MAX_RATIO} is wanted)`);
console.log(`the check alone, median of the sites: ${medianMs.toFixed(0)} ms`);
process.exitCode = worstRatio <= MAX_RATIO ? 0 : 1;

async function benchTopology(name: string): Promise<Result> {
  const lab = await bringUp(topologyByName(name));
  try {
    // Once each without counting: programs and pages that the system has not read yet cost the first one.
    await runAll(lab);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await runAll(lab));
    return report(name, rounds);
  } finally {
    await lab.down();
  }
}

type Round = { check: Timed; durationMs: number; tools: Timed[] };
type Result = { ratio: number; durationMs: number };

async function runAll(lab: Lab): Promise<Round> {
  const check = await timed(lab, "laptop", CHECK, { FARSITE_DATA: dataFolder });
  const tools = [];
  for (const tool of TOOLS) tools.push(await timed(lab, "laptop", tool.argv));
  return { check, durationMs: recordSchema.parse(JSON.parse(check.stdout)).durationMs, tools };
}

function report(name: string, rounds: readonly Round[]): Result {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const inRow = of(({ tools }) => tools.reduce((sum, tool) => sum + tool.wallMs, 0));
  const slowest = Math.max(...TOOLS.map((_, index) => of(({ tools }) => tools[index]?.wallMs ?? 0)));
  const check = of((round) => round.check.wallMs);
  const durationMs = of((round) => round.durationMs);
  const ms = (value: number): string => `${value.toFixed(0)} ms`.padStart(9);
  console.log(`\n${name} (median of ${ROUNDS})`);
  for (const [index, tool] of TOOLS.entries())
    console.log(`  ${tool.name.padEnd(NAME_WIDTH)} ${ms(of(({ tools }) => tools[index]?.wallMs ?? 0))}`);
  console.log(`  ${"the tools one after another".padEnd(NAME_WIDTH)} ${ms(inRow)}`);
  console.log(
    `  ${"farsite survey, the whole process".padEnd(NAME_WIDTH)} ${ms(check)}   CPU ${of((r) => r.check.cpuMs).toFixed(0)} ms, peak ${of((r) => r.check.peakMb).toFixed(0)} MB`,
  );
  console.log(`  ${"the check alone".padEnd(NAME_WIDTH)} ${ms(durationMs)}`);
  console.log(
    `  ratio to the tools in a row ${(check / inRow).toFixed(2)}, to the slowest alone ${(check / slowest).toFixed(2)}`,
  );
  return { ratio: check / inRow, durationMs };
}
