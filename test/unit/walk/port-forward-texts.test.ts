import { describe, expect, it } from "vitest";
import { routerSteps } from "#core/text/en/router-steps.ts";
import { forwardProof } from "#core/text/en/walk-forward-proof.ts";
import { portForward } from "#core/text/en/walk-port-forward.ts";
import { portForwardMachine } from "#core/walk/port-forward.ts";
import { expectToRead, explore, messagesOf, unusedTexts } from "./explore.ts";
import { LATER_STORIES } from "./forward-later-stories.ts";
import { EARLY_STORIES } from "./forward-stories.ts";
import { REFUSED_LINES } from "./forward-telling.ts";
import { aDevice, allGoesWell, doubleNatLine, knowledge, lineOf, said, siteContext } from "./forward-story.ts";

/** Every state that the buttons lead to, and every sentence that is said in one of these stories, in both languages. */

describe("what is said on the way through a forward", () => {
  it.each([...EARLY_STORIES, ...LATER_STORIES])("reads in both languages: %s", (_, tell) => {
    const before = said.length;
    tell();
    expectToRead(said.slice(before));
    expect(said.length).toBeGreaterThan(before);
  });

  it("leaves no text unsaid", () => {
    const begins = [null, ...REFUSED_LINES.map((kind) => lineOf(kind, { wanAddress: "100.74.18.203" }))].map(
      (check) => ({
        check,
      }),
    );
    const more = [
      { check: lineOf("cgnat", { wanAddress: null, layers: [] }) },
      { check: lineOf("shared-address", { usablePorts: [] }) },
      { check: lineOf("public", { inbound: "blocked" }) },
      {
        check: lineOf("double-nat", { layers: [...doubleNatLine.diagnosis.layers, ...doubleNatLine.diagnosis.layers] }),
      },
    ];
    const refused = [...begins, ...more].flatMap((one) =>
      messagesOf(portForwardMachine.begin(siteContext(one), { deviceId: null })),
    );
    const all = [...said, ...refused];
    expectToRead(all);
    expect(unusedTexts("portForward", portForward, all)).toEqual([]);
    expect(unusedTexts("forwardProof", forwardProof, all)).toEqual([]);
    expect(unusedTexts("routerSteps", routerSteps, all)).toEqual([]);
  });
});

describe("a walk through a forward", () => {
  it("leads back, and out, from wherever its buttons lead", () => {
    const { steps, messages } = explore({
      machine: portForwardMachine,
      context: siteContext({
        knowledge: { ...knowledge, makers: [] },
        devices: [aDevice({ ports: [{ transport: "tcp", port: 8000, service: "hikvision" }] })],
      }),
      results: (effect) => [{ result: allGoesWell(effect) }],
      undoneAt: "undo-by-hand",
      keeps: "forwards",
    });
    expectToRead(messages);
    const all = [
      "device",
      "preflight",
      "backup",
      "uses",
      "ports",
      "risks",
      "method",
      "open",
      "by-hand",
      "address",
      "proof",
      "done",
      "closing",
      "undo-by-hand",
    ];
    expect([...steps].toSorted()).toEqual(all.toSorted());
  });
});
