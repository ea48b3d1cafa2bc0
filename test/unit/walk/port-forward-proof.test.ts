import { describe, expect, it } from "vitest";
import type { WalkContext } from "#core/walk/machine.ts";
import { portForwardMachine } from "#core/walk/port-forward.ts";
import { forwardProof } from "#core/walk/port-forward-proven.ts";
import { begun, standing, toMethod, viewOf, type ForwardStory } from "./forward-steps.ts";
import { aDevice, lineOf, NOTHING_CAME, proofOf } from "./forward-story.ts";

type Walk = ForwardStory;

const view = viewOf;
const factsOf = (walk: Walk) => view(walk).facts.map(({ value }) => value.key.replace("forwardProof.said.", ""));

const toProof = (means: "upnp" | "by-hand" = "upnp", uses: string[] = ["app"]): Walk =>
  toMethod(begun(), uses)
    .send("next", { means })
    .send(means === "upnp" ? "next" : "entered")
    .send("next", { addressKind: "static" });

const proving = (walk: Walk, result: Parameters<typeof proofOf>[1], stands: boolean | null = true): Walk =>
  walk.when((effect) => {
    if (effect.kind === "prove") return { kind: "proven", record: proofOf(effect.forwardIds, result) };
    return effect.kind === "look-at-forward" ? { kind: "forward-seen", stands, leaseSeconds: null } : null;
  });

describe("the proof from outside", () => {
  it.each<[string, Partial<WalkContext>]>([
    ["a month ago", { now: "2026-12-20T10:00:00Z" }],
    [
      "at an address that the line has lost",
      {
        now: "2026-11-22T10:00:00Z",
        check: { ...lineOf("public", { publicAddress: "192.31.196.99" }), startedAt: "2026-11-22T09:00:00Z" },
      },
    ],
  ])("of %s ends no walk that was left at it", (_when, later) => {
    const walk = toProof().send("prove");
    expect(factsOf(walk)).toEqual(["proven"]);
    walk.with(later);
    expect(factsOf(walk)).toEqual(["untested"]);
    expect(walk.refusalOf("next")).toBe("portForward.refused.not-proven");
    const again = proofOf(
      standing(walk).map(({ id }) => id),
      {},
    );
    walk.with({ proofs: [{ ...again, startedAt: walk.context.now }] });
    expect(walk.send("next").state.step).toBe("done");
  });

  it("by the laptop in the device's place says nothing of a device that was not reached after it", () => {
    const walk = toProof();
    const ids = standing(walk).map(({ id }) => id);
    const way = proofOf(ids, { target: "laptop" }, { kind: "phone", address: "109.41.2.3", carrier: null });
    const failed = { ...proofOf(ids, NOTHING_CAME), startedAt: "2026-11-20T10:05:00Z" };
    expect(factsOf(walk.with({ proofs: [way] }))).toEqual(["way"]);
    expect(factsOf(walk.with({ proofs: [failed, way] }))).toEqual(["silent"]);
    const later = { ...way, startedAt: "2026-11-20T10:06:00Z" };
    expect(factsOf(walk.with({ proofs: [later, failed] }))).toEqual(["way"]);
  });

  it.each([
    [{}, "proven"],
    [{ target: "laptop" }, "way"],
    [{ strength: "weak" }, "unsure"],
    [{ outcome: "stranger", strength: "none", sameDevice: "no" }, "stranger"],
    // Something answered, and it is another device: that proves nothing.
    [{ sameDevice: "no" }, "stranger"],
    [{ ...NOTHING_CAME, outcome: "refused" }, "refused"],
    [NOTHING_CAME, "held-silent"],
    [{ outcome: "not-tested", strength: "none" }, "untested"],
  ] as const)("%j is said as %s", (result, said) => {
    const walk = proving(toProof(), result).send("prove");
    expect(factsOf(walk)).toEqual([said]);
    const goesOn = said === "proven" || said === "way";
    expect(view(walk).actions.some(({ event }) => event === "next")).toBe(goesOn);
    expect(walk.refusalOf("next")).toBe(goesOn ? "not refused, now at done" : "portForward.refused.not-proven");
  });

  it("asks the router for what did not get through: it accepts and does nothing, or the provider filters", () => {
    const walk = proving(toProof("upnp", ["app", "web"]), NOTHING_CAME).send("prove");
    expect(walk.asked.slice(-3).map(({ kind }) => kind)).toEqual(["prove", "look-at-forward", "look-at-forward"]);
    expect(view(walk).notices[0]?.text.key).toBe("forwardProof.meaning.held-silent");
  });

  it.each([
    [{ kind: "elsewhere", address: "198.51.100.7" }, "unsure"],
    [{ kind: "hairpin", address: "198.51.100.7" }, "weak"],
  ] as const)("tells weak evidence from outside and from inside apart: %j", (origin, said) => {
    const walk = toProof().when((effect) => {
      if (effect.kind !== "prove") return null;
      return {
        kind: "proven",
        record: proofOf(effect.forwardIds, { strength: "weak", sameDevice: "unknown" }, origin),
      };
    });
    expect(factsOf(walk.send("prove"))).toEqual([said]);
    expect(view(walk).notices[0]?.text.key).toBe(`forwardProof.meaning.${said}`);
  });

  it("says why a test left a port out", () => {
    const trouble = { key: "proof.trouble.ipv6-by-vantage", args: {} };
    const walk = proving(toProof(), { outcome: "not-tested", strength: "none", trouble }).send("prove");
    expect(factsOf(walk)).toEqual(["untested"]);
    expect(view(walk).notices[0]).toMatchObject({ tone: "warning", text: trouble });
  });

  it("tells a mapping that vanished, and opens it again", () => {
    const walk = proving(toProof(), NOTHING_CAME, false).send("prove");
    expect(factsOf(walk)).toEqual(["vanished"]);
    const [before] = standing(walk);
    proving(walk, {}).send("open-again");
    expect(walk.asked.at(-1)).toMatchObject({ kind: "open-forward", wish: { id: before?.id, externalPort: 8000 } });
    expect(factsOf(walk.send("prove"))).toEqual(["proven"]);
  });

  it("has what vanished entered by hand where the router will not open it again", () => {
    const walk = proving(toProof(), NOTHING_CAME, false).send("prove");
    const why = { key: "refusal.upnp.full", args: {} };
    walk.when((effect) => (effect.kind === "open-forward" ? { kind: "forward-refused", why, errorName: null } : null));
    walk.send("open-again");
    expect(walk.state.step).toBe("by-hand");
    expect(standing(walk)).toEqual([]);
    expect(standing(walk.send("entered"))).toMatchObject([{ means: "by-hand" }]);
  });

  it("is gone without only for a reason, which stays visible", () => {
    const walk = proving(toProof(), NOTHING_CAME).send("prove");
    expect(walk.refusalOf("leave", { notProven: " " })).toBe("portForward.refused.not-proven-reason");
    walk.send("leave", { notProven: "Nobody has a telephone here" });
    expect(walk.state.step).toBe("done");
    expect(view(walk).lead?.key).toBe("forwardProof.done.lead-not-proven");
    const said = view(walk).notices.map(({ text }) => text);
    expect(said).toContainEqual({
      key: "forwardProof.left.not-proven",
      args: { reason: "Nobody has a telephone here" },
    });
  });

  it("counts from when the port was opened, and never by what the router turned around", () => {
    const record = proofOf(["f"], {});
    const since = (iso: string) => forwardProof({ id: "f", since: iso }, [record]).standing;
    expect(since("2026-11-20T09:59:00Z")).toBe("proven");
    expect(since("2026-11-20T10:30:00Z")).toBe("untested");
    const inside = { kind: "hairpin", address: "192.31.196.77" } as const;
    const hairpin = proofOf(["f"], NOTHING_CAME, inside);
    expect(forwardProof({ id: "f", since: record.startedAt }, [hairpin]).standing).toBe("untested");
    // A test that failed later says more than one that went well before.
    const later = { ...proofOf(["f"], NOTHING_CAME), startedAt: "2026-11-20T11:00:00Z" };
    expect(forwardProof({ id: "f", since: record.startedAt }, [record, later]).standing).toBe("silent");
  });

  it("that a telephone brought is seen without asking for it", () => {
    const walk = toProof();
    const [forward] = standing(walk);
    walk.with({
      proofs: [proofOf([forward?.id ?? ""], {}, { kind: "phone", address: "192.175.48.9", carrier: null })],
    });
    expect(factsOf(walk)).toEqual(["proven"]);
  });
});

describe("taking it back", () => {
  it("closes what the router opened, and leaves the port planned", () => {
    const walk = toMethod(begun(), ["app", "web"]).send("next", { means: "upnp" });
    const opened = standing(walk).map(({ id }) => id);
    walk.send("back");
    expect(walk.state.step).toBe("method");
    expect(walk.asked.slice(-2)).toEqual(opened.map((forwardId) => ({ kind: "close-forward", forwardId })));
    expect(standing(walk)).toEqual([]);
    expect(walk.context.document.forwards).toHaveLength(2);
    // Opened again it is another forward; the first ones keep their history.
    walk.send("next", { means: "upnp" });
    expect(standing(walk).map(({ id }) => id)).not.toEqual(opened);
    expect(walk.context.document.forwards).toHaveLength(4);
  });

  it("goes through from every later step when the walk is given up", () => {
    const walk = toProof().send("prove").send("next");
    walk.send("abandon");
    expect(walk.status).toBe("abandoned");
    expect(standing(walk)).toEqual([]);
    expect(walk.context.document.line.addressKind).toBeUndefined();
  });

  it("asks the person for what a person entered", () => {
    const walk = toProof("by-hand");
    walk.send("abandon");
    expect(walk.state).toMatchObject({ step: "undo-by-hand", goesTo: "abandoned" });
    expect(walk.status).toBe("open");
    expect(view(walk).instructions).toContainEqual({
      key: "portForward.undo.remove",
      args: { transport: "TCP", externalPort: 8000, address: "192.168.1.64", internalPort: 8000 },
    });
    walk.send("removed");
    expect(walk.status).toBe("abandoned");
    expect(standing(walk)).toEqual([]);
  });

  it("goes on saying what was left open", () => {
    const walk = toProof("by-hand").send("abandon").send("leave");
    expect(walk.status).toBe("abandoned");
    expect(standing(walk)).toHaveLength(1);
  });

  it("leaves to the person what the router did not confirm", () => {
    const walk = toMethod().send("next", { means: "upnp" });
    walk.when((effect) => (effect.kind === "close-forward" ? { kind: "forward-closed", gone: null } : null));
    walk.send("abandon");
    expect(walk.state.step).toBe("undo-by-hand");
    expect(standing(walk)).toHaveLength(1);
    expect(standing(walk.send("removed"))).toEqual([]);
    expect(walk.status).toBe("abandoned");
  });

  it("can be left to a person where the router is out of reach", () => {
    const walk = toMethod().send("next", { means: "upnp" });
    const why = { key: "walk.refused.values", args: {} };
    walk.when((effect) => (effect.kind === "close-forward" ? { kind: "failed", why } : null)).send("back");
    expect(walk.state).toMatchObject({ step: "closing", trouble: why });
    walk.send("leave");
    expect(walk.state).toMatchObject({ step: "undo-by-hand", goesTo: "method" });
    expect(walk.send("removed").state.step).toBe("method");
  });

  it("can be called off", () => {
    const walk = toProof("by-hand").send("abandon").send("back");
    expect(walk.state.step).toBe("by-hand");
    expect(walk.send("next").state.step).toBe("address");
  });
});

describe("a laptop that dies", () => {
  it.each<[string, () => Walk, string, Record<string, unknown>, string]>([
    ["trying the device", () => begun(), "next", { device: aDevice().id, stays: "device" }, "preflight"],
    [
      "asking the router",
      () => begun().send("next", { device: aDevice().id, stays: "device" }).send("next"),
      "skip",
      {},
      "uses",
    ],
    ["opening a port", () => toMethod(), "next", { means: "upnp" }, "open"],
    ["closing it", () => toMethod().send("next", { means: "upnp" }), "back", {}, "method"],
    [
      "looking up the name",
      () => toMethod().send("next", { means: "upnp" }).send("next"),
      "next",
      { addressKind: "dynamic", hostName: "a.example" },
      "proof",
    ],
    ["proving", toProof, "prove", {}, "proof"],
  ])("while %s goes on there", (_, before, event, values, step) => {
    const walk = before().dieIn(event, values);
    expect(walk.state.pending).not.toBeNull();
    expect(view(walk).actions[0]?.event).toBe("again");
    expect(walk.refusalOf("next")).toBe("walk.refused.under-way");
    walk.send("again");
    expect(walk.state).toMatchObject({ step, pending: null });
  });

  it("while a port was opened may have opened it: going back closes it", () => {
    const walk = toMethod().dieIn("next", { means: "upnp" });
    const id = walk.state.pending?.kind === "open-forward" ? walk.state.pending.wish.id : null;
    walk.send("back");
    expect(walk.asked).toContainEqual({ kind: "close-forward", forwardId: id });
    expect(walk.state.step).toBe("method");
  });

  it("never loses a port that was opened after the walk had gone on", () => {
    const walk = toMethod().dieIn("next", { means: "upnp" });
    const { pending } = walk.state;
    if (pending?.kind !== "open-forward") throw new Error("nothing is opened");
    const late = portForwardMachine.settle(
      { ...walk.state, pending: null },
      pending,
      {
        kind: "forward-opened",
        externalPort: 8000,
        externalAddress: null,
        leaseSeconds: null,
        renewEverySeconds: null,
        router: "192.168.1.1",
      },
      walk.context,
    );
    expect(late).toMatchObject({ changes: [{ op: "put", list: "forwards", entry: { id: pending.wish.id } }] });
    // What is only told changes nothing.
    const told = portForwardMachine.settle(
      { ...walk.state, pending: null },
      { kind: "ask-router" },
      { kind: "failed", why: { key: "x", args: {} } },
      walk.context,
    );
    expect(told).toEqual({ state: { ...walk.state, pending: null } });
  });
});
