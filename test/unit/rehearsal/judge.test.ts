import { describe, expect, test } from "vitest";
import { judgeRehearsal } from "#core/rehearsal/judge.ts";
import { sampleRehearsal } from "#core/survey/sample-rehearsal.ts";
import { createTranslate } from "#core/text/translate.ts";

const { here, there } = sampleRehearsal("2026-11-22T09:00:00Z", "Kim");
const unasked = { ...there, udp: "unknown", publicAddress: null, nat: null } as const;

describe("a rehearsal that found nothing", () => {
  test.each([
    [here, unasked, "there"],
    [unasked, there, "here"],
    [unasked, unasked, "both"],
  ] as const)("says who had no server outside to ask", (one, other, who) => {
    const { outcome, why } = judgeRehearsal({ here: one, there: other, pair: null });
    expect([outcome, why[1]?.key]).toEqual(["none", `rehearsal.why.unasked-${who}`]);
    for (const locale of ["en", "de"] as const)
      for (const reason of why) expect(createTranslate(locale)(reason)).not.toMatch(/rehearsal\.|\{\{/);
  });

  test("does not say so of ends that were seen from outside", () => {
    const { why } = judgeRehearsal({ here, there, pair: null });
    expect(why.map(({ key }) => key)).not.toContainEqual(expect.stringContaining("unasked"));
  });
});
