import { describe, expect, it } from "vitest";
import type { Observation } from "#core/nat/observation.ts";
import { routersStartedAnew, startedAnew } from "#core/nat/router-epoch.ts";

describe("a router's clock", () => {
  it.each<[string, number, number, number, boolean]>([
    ["runs with ours", 100, 160, 60, false],
    ["rounds to whole seconds", 100, 99, 0, false],
    ["runs an eighth slow over an hour", 0, 3_150, 3_600, false],
    ["runs a quarter slow over an hour", 0, 2_700, 3_600, true],
    ["runs ahead", 100, 9_000, 60, false],
    ["starts anew", 4_711, 3, 1, true],
    ["stands at zero all the time", 0, 0, 1, false],
  ])("%s", (_name, before, after, elapsedSeconds, isNew) => {
    const first = { epochSeconds: before, atMs: 500 };
    expect(startedAnew(first, { epochSeconds: after, atMs: 500 + elapsedSeconds * 1_000 })).toBe(isNew);
  });
});

const observation = (id: string, atMs: number, data: object): Observation =>
  ({ id, atMs, data }) as unknown as Observation;

describe("the answers of a check", () => {
  const address = { kind: "natpmp-external-address", from: "192.168.1.1", epochSeconds: 4_711 };
  const mapping = { kind: "natpmp-mapping", from: "192.168.1.1", epochSeconds: 0 };

  it("show a restart in between, in whatever order they came", () => {
    const seen = [observation("b", 900, mapping), observation("a", 100, address)];
    expect(routersStartedAnew(seen)).toEqual([{ protocol: "nat-pmp", ids: ["a", "b"] }]);
  });

  it("show none where another box told the other time, or no time", () => {
    expect(
      routersStartedAnew([observation("a", 1, address), observation("b", 2, { ...mapping, from: "10.0.0.1" })]),
    ).toEqual([]);
    expect(
      routersStartedAnew([
        observation("a", 1, address),
        observation("b", 2, { kind: "natpmp-mapping", from: "192.168.1.1" }),
      ]),
    ).toEqual([]);
  });
});
