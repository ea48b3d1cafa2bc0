import { expect, test } from "vitest";
import { createTranslate } from "#core/text/translate.ts";
import type { Observation, ObservationData } from "#core/nat/observation.ts";
import { answerText } from "#core/nat/answer-text.ts";
import { fakeObservations } from "../../e2e/fake-observations.ts";

const say = createTranslate("en");

const [sample] = fakeObservations("public");
if (sample === undefined) throw new Error("the fake site has no observations");
const summary = (data: ObservationData, changes: Partial<Observation> = {}): string =>
  say(answerText({ ...sample, data, ...changes }));

const mapping = {
  kind: "upnp-mapping",
  from: "192.168.1.1",
  transport: "tcp",
  internalPort: 40_000,
  requestedLifetimeSeconds: 60,
  granted: true,
  externalAddress: null,
  externalPort: 40_001,
  lifetimeSeconds: 60,
  errorCode: null,
  errorName: null,
  removed: true,
} as const;
const refused = { ...mapping, granted: false, externalPort: null, removed: null } as const;

test.each<[string, ObservationData]>([
  ["Yes: port 40001 was open for a moment and is closed again", mapping],
  ["Yes: port 40001; the router did not confirm that it is closed again", { ...mapping, removed: false }],
  ["Yes: port 40001", { ...mapping, removed: null }],
  ["No: the port is taken already", { ...refused, errorCode: 718, errorName: "ConflictInMappingEntry" }],
  ["No: error 899", { ...refused, errorCode: 899, errorName: "UPnPError899" }],
  ["No: Go away", { ...refused, errorName: "Go away" }],
  ["No", refused],
  ["No way out", { kind: "default-routes", routes: [] }],
  ["It names no address", { kind: "upnp-external-address", from: "192.168.1.1", address: null }],
  [
    "2 devices answered: 192.168.1.1, 192.168.1.9",
    {
      kind: "upnp-search",
      answers: ["192.168.1.1", "192.168.1.9", "192.168.1.1"].map((from) => ({
        from,
        location: null,
        searchTarget: null,
        server: null,
      })),
    },
  ],
  [
    "It speaks PCP",
    { kind: "pcp-announce", from: "192.168.1.1", resultCode: 0, resultName: "SUCCESS", epochSeconds: 1 },
  ],
  ["It answers 66", { kind: "pcp-announce", from: "192.168.1.1", resultCode: 66, resultName: null, epochSeconds: 1 }],
])("%s", (words, data) => {
  expect(summary(data)).toBe(words);
});

test("silence is said by its trouble", () => {
  expect(summary({ kind: "no-answer" }, { trouble: "silent" })).toBe("No answer");
  expect(summary({ kind: "no-answer" }, { trouble: null })).toBe("Nothing usable came back");
});

test("every answer of the scripted sites has words of its own", () => {
  for (const site of ["public", "cgnat", "private-wan", "offline", "silent-router", "symmetric"] as const)
    for (const observation of fakeObservations(site))
      expect(say(answerText(observation))).not.toMatch(/^(answer|trouble)\.|\{\{/);
});
