import { describe, expect, onTestFinished, test } from "vitest";
import { pickNearest, serverDistanceSchema, type ServerDistance } from "#core/relay/server-distance.ts";
import { localeSchema } from "#core/survey/settings.ts";
import { createTranslate } from "#core/text/translate.ts";
import { measureDistances } from "#host/relay/server-distance.ts";
import { closedPort, LOOPBACK, tcpOn } from "../../fakes/loopback.ts";

const at = (id: string, rttMs: number | null, changes: Partial<ServerDistance> = {}): ServerDistance => ({
  id,
  name: id.toUpperCase(),
  rttMs,
  spreadMs: rttMs === null ? null : 0.5,
  tried: 6,
  answered: rttMs === null ? 0 : 6,
  port: rttMs === null ? null : 443,
  ...changes,
});

describe("the nearest server", () => {
  test.each<[string, ServerDistance[], string[], string]>([
    ["is the quickest", [at("fra", 12), at("hel", 31)], ["fra"], "nearest"],
    ["is any of those within the noise", [at("nbg", 13.4), at("fra", 12), at("hel", 31)], ["fra", "nbg"], "equal"],
    ["is told from others by more than they vary", [at("a", 100, { spreadMs: 40 }), at("b", 118)], ["a", "b"], "equal"],
    ["differs by a tenth, far away", [at("us", 110), at("sg", 180), at("jp", 119)], ["us", "jp"], "equal"],
    ["may be the only one", [at("fra", 12), at("hel", null)], ["fra"], "only"],
    ["of one is that one", [at("fra", 12)], ["fra"], "nearest"],
    ["may lose connections", [at("fra", 12, { answered: 3 }), at("hel", 80)], ["fra"], "lossy"],
    ["may not be there", [at("fra", null)], [], "none"],
  ])("%s", (_, distances, nearest, word) => {
    const picked = pickNearest(distances);
    expect([picked.nearest.map(({ id }) => id), picked.sentence.key]).toEqual([nearest, `serverDistance.${word}`]);
    expect(pickNearest(distances.toReversed())).toEqual(picked);
    for (const locale of localeSchema.options)
      expect(createTranslate(locale)(picked.sentence)).not.toMatch(/\{\{|serverDistance/);
  });
});

test("a connection's time is measured, to a port that refuses as well, and what is silent has none", async () => {
  let connections = 0;
  const server = await tcpOn(LOOPBACK, () => (connections += 1));
  onTestFinished(() => server.close());
  const distances = await measureDistances(
    [
      { id: "open", name: "Open", host: LOOPBACK, tcpPorts: [server.port] },
      { id: "shut", name: "Shut", host: LOOPBACK, tcpPorts: [await closedPort()] },
      { id: "none", name: "None", host: LOOPBACK, tcpPorts: [] },
    ],
    new AbortController().signal,
  );
  for (const one of distances) serverDistanceSchema.parse(one);
  expect(distances).toMatchObject([
    { id: "open", answered: 6, tried: 6, port: server.port },
    { id: "shut", answered: 6 },
    { id: "none", rttMs: null, answered: 0 },
  ]);
  expect(connections).toBe(6);
});
