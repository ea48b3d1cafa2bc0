import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { diagnosisSchema } from "#core/nat/diagnosis.ts";
import { labEnvironment } from "./internet.ts";
import { bringUp } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { natPairTopology, topologyByName } from "./topologies.ts";
import { dependences, type NatBehaviour, type Topology } from "./topology.ts";

/** What the app says of a NAT is what the lab's own measurement finds, which shares nothing with STUN or the app. */

const whyNot = whyNoLab();

const surveySchema = z.object({ nat: diagnosisSchema.shape.nat });

const allPairs: NatBehaviour[] = dependences.flatMap((mapping) =>
  dependences.map((filtering) => ({ mapping, filtering })),
);
const [open, perAddress, strict] = dependences;
/** All nine take half a minute. */
const sample: NatBehaviour[] = [
  { mapping: open, filtering: open },
  { mapping: open, filtering: strict },
  { mapping: perAddress, filtering: perAddress },
];
const pairs = process.env["FARSITE_LONG"] === "1" ? allPairs : sample;

const classicNames: Readonly<Record<string, string>> = {
  "endpoint-independent": "full-cone",
  "address-dependent": "restricted-cone",
  "address-and-port-dependent": "port-restricted-cone",
};

describe.skipIf(whyNot !== null)(`NAT behaviour${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test("hairpinning", async () => {
    const nat = await natOf(topologyByName("public-hairpin"));
    expect(nat.hairpin).toBe("yes");
  });

  test.each(pairs)("$mapping mapping, $filtering filtering", async (pair) => {
    const { measured, ...nat } = await natOf(natPairTopology(pair));
    expect({ mapping: nat.mapping, filtering: nat.filtering }).toEqual(measured);
    expect(measured).toEqual(pair);
    const isCone = pair.mapping === "endpoint-independent";
    expect(nat.classicName).toBe(isCone ? classicNames[pair.filtering] : "symmetric");
    // None of these routers sends back what comes from inside for its own address; where ports can't be known, nobody can tell.
    expect(nat.hairpin).toBe(isCone ? "no" : "unknown");
    expect(nat.portPreservation).toBe(isCone ? "yes" : "no");
    // Six fresh local ports besides those of the other questions.
    expect(nat.portsSeen.length).toBeGreaterThanOrEqual(8);
  });
});

/** What the app says, and what the lab measures. */
async function natOf(topology: Topology) {
  const lab = await bringUp(topology);
  const dataFolder = mkdtempSync(join(tmpdir(), "farsite-lab-data-"));
  try {
    const measured = await lab.agent("laptop").call("measureNat", { silenceMs: 1_200 });
    const argv = ["node", "main/cli/farsite.mjs", "survey", "--json", "--only", "stun,nat-behaviour"];
    const survey = await lab.run("laptop", argv, { env: { ...labEnvironment(), FARSITE_DATA: dataFolder } });
    return { measured, ...surveySchema.parse(JSON.parse(survey.stdout)).nat };
  } finally {
    await lab.down();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
