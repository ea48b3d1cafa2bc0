import { afterEach, describe, expect, test } from "vitest";
import type { Lab } from "./lab.ts";
import { bringUp } from "./lab.ts";
import { pairTopology, punchedTruth, rehearse, type SiteKind } from "./rehearsal/pair.ts";
import { whyNoLab } from "./requirements.ts";
import { addressRestricted, fullCone, portRestricted, symmetric } from "./topology-pieces.ts";

/** Rehearsals between two sites far from each other, on lines that lose packets: still the truth of the lab. */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
/** Of each site's line, each way: 150 ms there and back between them. */
const FAR = { lineDelayMs: 37.5 };
const TIMES = 3;
/** One packet of a hundred at the provider, each way. */
const LOSSY = `table inet loss { chain forward {
  type filter hook forward priority -50;
  numgen random mod 100 < 1 drop
}; }`;

const cone: SiteKind = { name: "full cone", nat: fullCone, ...FAR };
const restricted: SiteKind = { name: "address-restricted", nat: addressRestricted, ...FAR };
const usual: SiteKind = { name: "port-restricted", nat: portRestricted, ...FAR };
const hard: SiteKind = { name: "symmetric", nat: symmetric, ...FAR };
const pairs = [
  [usual, usual],
  [cone, hard],
  [restricted, hard],
  [usual, hard],
  [hard, hard],
] as const;

let lab: Lab | null = null;

describe.skipIf(whyNot !== null || !isLong)(`far away and lossy${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  afterEach(async () => {
    await lab?.down();
    lab = null;
  });

  test.each(pairs.map(([one, two]) => [one.name, two.name, one, two] as const))(
    "%s and %s",
    { timeout: 300_000 },
    async (_one, _two, site, other) => {
      const up = await bringUp(pairTopology(site, other));
      lab = up;
      // Each try sends several packets, so that a lost one is no answer.
      const truth = new Set(await punchedTruth(up, 3));
      const { stderr } = await up.run("isp", ["nft", "-f", "-"], { stdin: `${LOSSY}\n` });
      expect(stderr).toBe("");
      const expected = truth.has("direct") ? "direct" : "relayed";
      const ends = [
        { turn: true, nat: site.nat },
        { turn: true, nat: other.nat },
      ] as const;
      const results = await rehearse(up, ends, TIMES);
      const records = results.flatMap((one) => one.records);
      expect(records.map(({ outcome }) => outcome)).toEqual(records.map(() => expected));
      const rtts = records.flatMap(({ rttMs }) => rttMs ?? []);
      for (const rttMs of rtts) expect(rttMs).toBeGreaterThan(149);
      const took = records.map(({ durationMs }) => durationMs).toSorted((a, b) => a - b);
      console.info(
        `${site.name} / ${other.name}: ${expected}, RTT ${Math.round(Math.min(...rtts))} ms, told after ${took[0]}-${took.at(-1)} ms`,
      );
    },
  );
});
