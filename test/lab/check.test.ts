import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkTopology } from "./check-table.ts";
import { bringUp, type Lab } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { testedTopologies } from "./sample.ts";
import { mappingsLeft, survey, surveyCommand, surveyEnvironment } from "./site-check.ts";
import { topologyByName } from "./topologies.ts";

/** The real check of the real program among real daemons; what it says is held against the truth measured from outside. */

const whyNot = whyNoLab();

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

describe.skipIf(whyNot !== null)(`a site check in the lab${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(testedTopologies)("$name: $summary", async (topology) => {
    const { wrong } = await checkTopology(topology);
    expect(wrong).toEqual([]);
  });

  test("--no-mapping asks the router for nothing", async () => {
    lab = await bringUp(topologyByName("public-all"));
    const result = await survey(lab, newDataFolder(), "--no-mapping");
    expect(result.verdict.kind).toBe("public");
    expect(Object.values(result.mappings).map((m) => m.result)).toEqual(["not-tested", "not-tested", "not-tested"]);
  });

  test("a check killed while the router holds its test entry is cleaned up by the next start", async () => {
    const { killed, wrong } = await checkTopology(topologyByName("public-all"), { kill: true });
    expect(killed).toBe("with-entry");
    expect(wrong).toEqual([]);
  });

  test("an interrupted check undoes its test entries before it ends", async () => {
    lab = await bringUp(topologyByName("public-all"));
    const child = lab.spawn("laptop", surveyCommand(lab.topology), {
      env: surveyEnvironment(lab.topology, newDataFolder()),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
    // The first line of output: the check is under way.
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(await mappingsLeft(lab)).toEqual([]);
  });
});
