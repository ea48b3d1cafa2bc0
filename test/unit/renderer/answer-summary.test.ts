import { expect, test } from "vitest";
import { createI18n } from "#core/text/translate.ts";
import type { Observation, ObservationData } from "#core/nat/observation.ts";
import { createFormat } from "../../../renderer/i18n/format.ts";
import type { Text } from "../../../renderer/i18n/language.tsx";
import { answerSummary } from "../../../renderer/features/survey/answer-summary.ts";
import { fakeObservations } from "../../e2e/fake-observations.ts";

const i18n = createI18n("en");
const text: Text = {
  ...createFormat("en"),
  locale: "en",
  t: (key, args = {}) => i18n.t(key, args),
  say: (message) => i18n.t(message.key, message.args),
  orElse: (key, otherwise) => (i18n.exists(key) ? i18n.t(key) : otherwise),
};

const [sample] = fakeObservations("public");
if (sample === undefined) throw new Error("the fake site has no observations");
const summary = (data: ObservationData, changes: Partial<Observation> = {}): string =>
  answerSummary({ ...sample, data, ...changes }, text);

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
  ["No: ConflictInMappingEntry", { ...refused, errorCode: 718, errorName: "ConflictInMappingEntry" }],
  ["No: 718", { ...refused, errorCode: 718 }],
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

test("silence is said by its trouble, also by one that this version does not know", () => {
  expect(summary({ kind: "no-answer" }, { trouble: "silent" })).toBe("No answer");
  expect(summary({ kind: "no-answer" }, { trouble: "from-the-future" })).toBe("from-the-future");
  expect(summary({ kind: "no-answer" }, { trouble: null })).toBe("Nothing usable came back");
});

test("every answer of the scripted sites has words of its own", () => {
  for (const site of ["public", "cgnat", "private-wan", "offline", "silent-router", "symmetric"] as const)
    for (const observation of fakeObservations(site))
      expect(answerSummary(observation, text)).not.toMatch(/^ui\.|\{\{/);
});
