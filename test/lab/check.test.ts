import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { diagnosisSchema } from "#core/nat/diagnosis.ts";
import { observationSchema } from "#core/nat/observation.ts";
import { z } from "zod";
import { LAB_STUN_SERVERS, LAB_WHOAMI_URLS } from "./internet.ts";
import { bringUp, type Lab } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { topologies } from "./topologies.ts";
import { expectedVerdicts, type Topology } from "./topology.ts";

/** The real check of the real program among real daemons; what it says is held against the truth measured from outside. */

const whyNot = whyNoLab();

const surveySchema = z.object({
  verdict: z.object({ kind: diagnosisSchema.shape.verdict.shape.kind, confidence: z.number(), sentence: z.string() }),
  inbound: diagnosisSchema.shape.inbound,
  mappings: diagnosisSchema.shape.mappings,
  publicAddress: z.string().nullable(),
  durationMs: z.number(),
  observations: z.array(observationSchema),
});

const farsite = ["node", "main/cli/farsite.ts"];
const askLabServers = [
  ...LAB_STUN_SERVERS.flatMap((s) => ["--stun", s]),
  ...LAB_WHOAMI_URLS.flatMap((u) => ["--whoami", u]),
];

let lab: Lab | null = null;
const dataFolders: string[] = [];

function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-lab-data-"));
  dataFolders.push(folder);
  return folder;
}

afterEach(async () => {
  await lab?.down();
  lab = null;
  for (const folder of dataFolders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function survey(on: Lab, dataFolder: string, ...more: string[]) {
  const result = await on.run("laptop", [...farsite, "survey", "--json", ...askLabServers, ...more], {
    env: { FARSITE_DATA: dataFolder },
  });
  if (result.exitCode !== 0) throw new Error(`survey ended with ${result.exitCode}: ${result.stderr}`);
  return surveySchema.parse(JSON.parse(result.stdout));
}

async function mappingsLeft(on: Lab): Promise<number> {
  const tables = await Promise.all(on.topology.layers.map((layer) => on.routerMappings(layer.host)));
  return tables.flat().length;
}

const named = (name: string): Topology => {
  const topology = topologies.find((t) => t.name === name);
  if (!topology) throw new Error(`no topology ${name}`);
  return topology;
};

describe.skipIf(whyNot !== null)(`a site check in the lab${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(topologies)("$name: $summary", async (topology) => {
    lab = await bringUp(topology);
    const result = await survey(lab, newDataFolder());
    expect(expectedVerdicts(topology)).toContain(result.verdict.kind);
    expect(result.inbound).toBe("untested");
    expect(result.publicAddress).toBe(topology.truth.publicAddress);
    expect(await mappingsLeft(lab)).toBe(0);
    for (const protocol of Object.values(result.mappings)) expect(protocol.removed).not.toBe(false);
    // Whoever answered, every question has exactly one observation.
    const ids = result.observations.map((o) => o.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("--no-mapping asks the router for nothing", async () => {
    lab = await bringUp(named("public-all"));
    const result = await survey(lab, newDataFolder(), "--no-mapping");
    expect(result.verdict.kind).toBe("public");
    expect(Object.values(result.mappings).map((m) => m.result)).toEqual(["not-tested", "not-tested", "not-tested"]);
  });

  test("a check killed while the router holds its test entry is cleaned up by the next start", async () => {
    lab = await bringUp(named("public-all"));
    const dataFolder = newDataFolder();
    await killWhileMapped(lab, dataFolder);
    expect(await mappingsLeft(lab)).toBeGreaterThan(0);
    const doctor = await lab.run("laptop", [...farsite, "doctor", "--json"], { env: { FARSITE_DATA: dataFolder } });
    expect(doctor.exitCode).toBe(0);
    expect(await mappingsLeft(lab)).toBe(0);
  });

  test("an interrupted check undoes its test entries before it ends", async () => {
    lab = await bringUp(named("public-all"));
    const child = lab.spawn("laptop", [...farsite, "survey", ...askLabServers], {
      env: { ...process.env, FARSITE_DATA: newDataFolder() },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
    // The first line of output: the check is under way.
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(await mappingsLeft(lab)).toBe(0);
  });
});

/** Starts checks and kills one, without warning, in the few milliseconds in which its test entry stands in the router. */
async function killWhileMapped(on: Lab, dataFolder: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const child = on.spawn("laptop", [...farsite, "survey", "--json", ...askLabServers], {
      env: { ...process.env, FARSITE_DATA: dataFolder },
      stdio: "ignore",
    });
    while (child.exitCode === null && child.signalCode === null) {
      if ((await mappingsLeft(on)) > 0) {
        child.kill("SIGKILL");
        await sleep(50);
        if ((await mappingsLeft(on)) > 0) return;
        break;
      }
    }
  }
  throw new Error("no check could be caught with its entry in the router");
}
