import { describe, expect, it } from "vitest";
import type { VerdictKind } from "#core/nat/diagnosis.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { doubleNat } from "#core/text/en/walk-double-nat.ts";
import { doubleNatMachine } from "#core/walk/double-nat.ts";
import type { DoubleNatState } from "#core/walk/double-nat-plan.ts";
import { expectToRead, explore, messagesOf, unusedTexts } from "./explore.ts";
import {
  doubleNatLine,
  INNER_WAN,
  knowledge,
  lineOf,
  ROUTER,
  said,
  siteContext,
  someRouter,
  storyOf,
  type Story,
} from "./forward-story.ts";
import { NOW } from "./walk-context.ts";

type Walk = Story<DoubleNatState>;
const context = siteContext({ check: doubleNatLine });
const begun = (): Walk => storyOf(doubleNatMachine, context);
const toChange = (way: string): Walk => begun().send("next").send("next", { way });
const KINDS: readonly VerdictKind[] = [
  "public",
  "double-nat",
  "cgnat",
  "shared-address",
  "nat64",
  "firewalled",
  "offline",
  "unknown",
];
const view = (walk: Walk) => doubleNatMachine.view(walk.state, walk.context);

const knowing = (bridge: NonNullable<Knowledge["routers"][number]["bridge"]> | undefined): Knowledge => {
  const { bridge: _, ...router } = someRouter;
  return { ...knowledge, routers: [bridge === undefined ? router : { ...router, bridge }] };
};

describe("two routers", () => {
  it.each(KINDS.filter((kind) => kind !== "double-nat"))("are not there on a line that is %s", (kind) => {
    const outcome = doubleNatMachine.begin({ ...context, check: lineOf(kind) }, { deviceId: null });
    expect(outcome).toMatchObject({ refused: { key: `doubleNat.begin.${kind}` } });
    expectToRead(messagesOf(outcome));
  });

  it("are named, with their addresses and whose they are", () => {
    expect(begun().state.plan).toMatchObject({
      router: { address: ROUTER, owner: "customer" },
      innerWan: INNER_WAN,
      outer: [{ address: "192.168.178.1", name: "Speedy 5", owner: "customer" }],
    });
  });

  it.each(["bridge", "access-point"])("become one by %s, and only a check says so", (way) => {
    const walk = toChange(way).send("changed");
    expect(walk.state).toMatchObject({ step: "check", found: "double-nat" });
    expect(view(walk).notices[0]?.text.key).toBe("doubleNat.still.double-nat");
    walk.with({ check: lineOf("public") }).send("check");
    expect(walk.state).toMatchObject({ step: "done", found: "public" });
    expect(walk.status).toBe("done");
    expect(walk.context.document.line.bridgeMode).toBe(way === "bridge" ? "on" : undefined);
  });

  it.each(["cgnat", "shared-address", "firewalled"] as const)("hid that the line is %s", (kind) => {
    const walk = toChange("bridge")
      .with({ check: lineOf(kind) })
      .send("changed");
    expect(walk.status).toBe("done");
    expect(view(walk).lead?.key).toBe(`doubleNat.done.${kind}`);
    expect(view(walk).notices[0]?.tone).toBe("warning");
  });

  it.each(["offline", "unknown", "nat64"] as const)("are not gone for certain where the check says %s", (kind) => {
    const walk = toChange("bridge")
      .with({ check: lineOf(kind) })
      .send("changed");
    expect(walk.state).toMatchObject({ step: "check", found: kind });
    expect(walk.status).toBe("open");
  });

  it("may stay, and the forward goes through both", () => {
    const walk = toChange("both").send("changed");
    expect([walk.status, walk.asked]).toEqual(["done", []]);
    expect(view(walk).lead?.key).toBe("doubleNat.done.both");
  });

  it("hand everything on only for a named person", () => {
    const walk = toChange("exposed-host");
    expect(walk.state.step).toBe("risk");
    expect(walk.refusalOf("accept", { acceptedBy: "K", role: "Owner" })).toBe("portForward.refused.reason");
    walk.send("accept", { acceptedBy: "K", role: "Owner", reason: "No bridge mode", riskText: "As read" });
    expect(walk.context.document.acceptances).toMatchObject([
      {
        finding: "exposed-host",
        risk: "As read",
        acceptedBy: "K",
        role: "Owner",
        note: "No bridge mode",
        acceptedAt: NOW,
      },
    ]);
    walk.send("back");
    expect(walk.state.step).toBe("way");
    expect(walk.context.document.acceptances).toEqual([]);
  });

  it("are put back by the person when the walk is given up", () => {
    const walk = toChange("bridge").send("changed").send("abandon");
    expect(walk.state).toMatchObject({ step: "undo-by-hand", goesTo: "abandoned" });
    expect(walk.send("restored").status).toBe("abandoned");
    const back = toChange("access-point").send("changed").send("back").send("back");
    expect(back.state).toMatchObject({ step: "undo-by-hand", goesTo: "way" });
    expect(back.send("restored").state).toMatchObject({ step: "way", plan: { changed: false } });
  });

  it("are checked again where the laptop died", () => {
    const walk = toChange("bridge").dieIn("changed");
    expect(walk.state).toMatchObject({ step: "check", pending: { kind: "check-site" } });
    expect(walk.send("again").state).toMatchObject({ step: "check", found: "double-nat", pending: null });
  });

  it("cannot be bridged where the outer box is known not to", () => {
    const walk = storyOf(doubleNatMachine, { ...context, knowledge: knowing({ possible: "no" }) }).send("next");
    expect(view(walk).fields[0]).toMatchObject({ value: "access-point" });
    expect(walk.refusalOf("next", { way: "bridge" })).toBe("doubleNat.way.bridge.not-here");
  });
});

describe("what is said about two routers", () => {
  const owners = ["installer", "customer", "carrier", "unknown", "nobody"] as const;
  const [router, outer] = doubleNatLine.diagnosis.layers;
  const layersWith = (owner: (typeof owners)[number]) =>
    outer === undefined || router === undefined ? [] : [router, { ...outer, owner }];
  const contexts = [
    context,
    { ...context, knowledge: knowing(undefined) },
    { ...context, knowledge: knowing({ possible: "no", words: { en: "Never.", de: "Nie." } }) },
    ...owners.map((owner) => ({ ...context, check: lineOf("double-nat", { layers: layersWith(owner) }) })),
    {
      ...context,
      check: lineOf("double-nat", { layers: [...layersWith("unknown"), ...layersWith("customer").slice(1)] }),
    },
  ];
  const explored = contexts.map((one) =>
    explore({
      machine: doubleNatMachine,
      context: one,
      results: () =>
        KINDS.map((kind) => ({
          result: { kind: "checked", checkId: doubleNatLine.checkId },
          context: { check: lineOf(kind) },
        })),
      undoneAt: "undo-by-hand",
    }),
  );
  const refusals = [null, ...KINDS.filter((kind) => kind !== "double-nat").map((kind) => lineOf(kind))].flatMap(
    (check) => messagesOf(doubleNatMachine.begin({ ...context, check }, { deviceId: null })),
  );

  it("reads in both languages, and nothing is never said", () => {
    // With what the stories above said.
    const sentences = [...said, ...explored.flatMap(({ messages }) => messages), ...refusals];
    expectToRead(sentences);
    expect(unusedTexts("doubleNat", doubleNat, sentences)).toEqual([]);
  });

  it("leads to every step", () => {
    expect([...(explored[0]?.steps ?? [])].toSorted()).toEqual([
      "boxes",
      "change",
      "check",
      "done",
      "risk",
      "undo-by-hand",
      "way",
    ]);
  });
});
