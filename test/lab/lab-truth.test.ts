import { describe, expect, test } from "vitest";
import { bringUp, type Lab } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { testedTopologies } from "./sample.ts";
import { natPairTopology } from "./topologies.ts";
import { statedTruth } from "./stated-truth.ts";
import { allBoxes, dependences, type Topology } from "./topology.ts";
import { deriveInbound, deriveKind } from "./truth-kind.ts";
import { measureTruth } from "./truth.ts";

/** What the catalogue says of a topology is what a vantage outside finds when it is up. */

const whyNot = whyNoLab();

/** Several at a time: each is its own lab, and most of the measuring is waiting for what does not answer. */
async function inLab(topology: Topology, measure: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await bringUp(topology);
  try {
    await measure(lab);
  } finally {
    await lab.down();
  }
}

describe.skipIf(whyNot !== null).concurrent(`truth from outside${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(testedTopologies)("$name is $truth.kind", (topology) =>
    inLab(topology, async (lab) => {
      const measured = await measureTruth(lab);
      expect(deriveKind(measured, topology)).toBe(topology.truth.kind);
      expect(deriveInbound(measured, topology)).toBe(topology.truth.inbound);
      expect(measured).toEqual(statedTruth(topology));
      for (const { host } of allBoxes(topology)) expect(await lab.routerMappings(host)).toEqual([]);
    }),
  );

  const pairs = dependences.flatMap((mapping) => dependences.map((filtering) => ({ mapping, filtering })));
  test.each(pairs)("a router can have $mapping mapping and $filtering filtering", (pair) =>
    inLab(natPairTopology(pair), async (lab) => {
      expect(await lab.agent("laptop").call("measureNat", { silenceMs: 1_200 })).toEqual(pair);
    }),
  );
});
