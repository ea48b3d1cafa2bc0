import { describe, expect, it } from "vitest";
import type { Message, VerdictKind } from "#core/nat/diagnosis.ts";
import { walkPublicIp } from "#core/text/en/walk-public-ip.ts";
import type { Outcome, WalkContext } from "#core/walk/machine.ts";
import { publicIpMachine } from "#core/walk/public-ip.ts";
import type { PublicIpState } from "#core/walk/public-ip-state.ts";
import { expectToRead, explore, unusedTexts } from "./explore.ts";
import { checkWith, emptyKnowledge, NOW, siteDocument, someProviders, walkContext } from "./walk-context.ts";

const knowledge = { ...emptyKnowledge, providers: someProviders };
const shared = checkWith({
  kind: "cgnat",
  for: [{ key: "evidence.wan-shared", args: { wan: "100.74.18.203" }, observationIds: [] }],
});
const AGAIN = "7f0d2c9e-51f4-4d0a-9a53-b4ce75a3e099";
const document = siteDocument({
  site: { name: "Bakery", customer: "Lindner Ltd", address: "Mill Lane 4" },
  line: { provider: "Blau", technology: "dsl" },
});
const context = walkContext({ check: shared, knowledge, document });

type Send = (type: string, values?: Record<string, unknown>) => PublicIpState;

/** Sends events one after the other, and keeps what they changed. */
function walkThrough(start: WalkContext): {
  send: Send;
  last: () => Exclude<Outcome<PublicIpState>, { refused: unknown }>;
} {
  let outcome = publicIpMachine.begin(start, { deviceId: null });
  return {
    send: (type, values = {}) => {
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      outcome = publicIpMachine.handle(outcome.state, { type, values }, start);
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      return outcome.state;
    },
    last: () => {
      if ("refused" in outcome) throw new Error(outcome.refused.key);
      return outcome;
    },
  };
}

function asked(start: WalkContext = context): ReturnType<typeof walkThrough> {
  const walk = walkThrough(start);
  walk.send("choose", { name: "Blau", entry: "blau-de" });
  walk.send("choose", { product: "own-0" });
  walk.send("sent", { form: "phone", accountNumber: "K-1", deadline: "2026-12-04" });
  walk.send("asked", { on: "2026-11-20", by: "Jonas", reference: "T-7" });
  return walk;
}

describe("asking for a public address", () => {
  const lineThatIs = (kind: VerdictKind): WalkContext => ({
    ...context,
    check: checkWith({ kind, sentence: { key: "verdict.double-nat.second", args: { hop: "192.168.1.1" } } }),
  });

  it.each(["cgnat", "shared-address", "nat64"] as const)("begins on a line that is %s", (kind) => {
    expect(publicIpMachine.begin(lineThatIs(kind), { deviceId: null })).toMatchObject({
      state: { step: "provider" },
      status: "open",
    });
  });

  it.each(["public", "firewalled", "double-nat", "offline", "unknown"] as const)(
    "says why not on a line that is %s",
    (kind) => {
      const outcome = publicIpMachine.begin(lineThatIs(kind), { deviceId: null });
      expect(outcome).toMatchObject({ refused: { key: `walk.public-ip.refused.${kind}` } });
      expectToRead("refused" in outcome ? [outcome.refused] : []);
    },
  );

  it("does not begin at a site that was never checked", () => {
    const outcome = publicIpMachine.begin({ ...context, check: null }, { deviceId: null });
    expect(outcome).toMatchObject({ refused: { key: "walk.public-ip.refused.unchecked" } });
  });

  it("names the public address that the line has already", () => {
    const check = checkWith({ kind: "public" }, { publicAddress: "192.31.196.77" });
    expect(publicIpMachine.begin({ ...context, check }, { deviceId: null })).toMatchObject({
      refused: { args: { address: "192.31.196.77" } },
    });
  });

  it("asks which provider is meant where several have the name", () => {
    const walk = walkThrough(context);
    expect(walk.send("choose", { name: "Blau" })).toMatchObject({
      step: "provider",
      trouble: { key: "walk.public-ip.trouble.several-providers" },
    });
    expect(walk.send("choose", { name: "Blau", entry: "blau-it" })).toMatchObject({
      step: "product",
      provider: { entryId: "blau-it" },
    });
  });

  it("asks a provider that is not in the book in neutral words", () => {
    const walk = walkThrough(context);
    walk.send("choose", { name: "Village Net" });
    expect(walk.last()).toMatchObject({
      state: { step: "product", provider: { name: "Village Net", entryId: null } },
      changes: [{ op: "set", section: "line", field: "provider", value: "Village Net" }],
    });
    expect(walk.send("choose", { product: "static" })).toMatchObject({ product: { name: null, kind: "static" } });
  });

  it("waits for the provider from the moment it was asked", () => {
    const walk = asked();
    expect(walk.last().waiting).toEqual({ for: "provider", since: NOW, until: null });
    walk.send("keep", { until: "2026-12-01" });
    expect(walk.last().waiting).toEqual({ for: "provider", since: NOW, until: "2026-12-01" });
    walk.send("back");
    expect(walk.last().waiting).toBeNull();
  });

  it.each([
    ["2026-12-02T08:00:00Z", { until: "2026-12-01" }, "overdue.promise"],
    ["2026-12-01T08:00:00Z", { until: "2026-12-01" }, null],
    ["2026-12-04T08:00:00Z", {}, "overdue.answer"],
    ["2026-12-03T08:00:00Z", {}, null],
  ])("at %s with the promise %o says %s", (now, promise, notice) => {
    const walk = asked();
    const state = walk.send("keep", promise);
    const keys = publicIpMachine.view(state, { ...context, now }).notices.map(({ text }) => text.key);
    expect(keys).toEqual(notice === null ? [] : [`walk.public-ip.${notice}`]);
  });

  it("counts anew when it was asked again", () => {
    const walk = asked();
    walk.send("keep", { until: "2026-12-01" });
    const later = { ...context, now: "2026-12-10T08:00:00Z" };
    const outcome = publicIpMachine.handle(walk.last().state, { type: "reminded", values: {} }, later);
    if ("refused" in outcome) throw new Error(outcome.refused.key);
    expect(publicIpMachine.view(outcome.state, later).notices).toEqual([]);
    expect(publicIpMachine.view(outcome.state, { ...context, now: "2026-12-24T08:00:00Z" }).notices).toHaveLength(1);
  });

  it("checks only where somebody says to be at the site", () => {
    const walk = asked();
    const state = walk.send("delivered");
    expect(publicIpMachine.handle(state, { type: "check", values: {} }, context)).toMatchObject({
      refused: { key: "walk.public-ip.refused.not-on-site" },
    });
    walk.send("check", { onSite: true });
    expect(walk.last()).toMatchObject({ effect: { kind: "check-site" }, state: { pending: { kind: "check-site" } } });
  });

  it.each([
    ["public", "done", null],
    ["double-nat", "done", null],
    ["cgnat", "promised", "still-shared"],
    ["shared-address", "promised", "still-shared"],
    ["nat64", "promised", "still-shared"],
    ["firewalled", "promised", "filtered"],
    ["offline", "recheck", "offline"],
    ["unknown", "recheck", "unclear"],
  ] as const)("after a change a line that is %s leads to %s", (kind, step, found) => {
    const walk = asked();
    walk.send("delivered");
    const state = walk.send("check", { onSite: true });
    const check = checkWith({ kind }, { checkId: AGAIN, publicAddress: "192.31.196.77" });
    const outcome = publicIpMachine.settle(
      state,
      { kind: "check-site" },
      { kind: "checked", checkId: AGAIN },
      { ...context, check },
    );
    expect(outcome).toMatchObject({ state: { step, pending: null, rechecked: found === null ? null : { found } } });
  });

  it.each([
    ["public", false],
    ["double-nat", true],
  ] as const)("writes down what a line that is %s has", (kind, behindSecondRouter) => {
    const walk = asked();
    walk.send("delivered");
    const state = walk.send("check", { onSite: true });
    const check = checkWith({ kind }, { checkId: AGAIN, publicAddress: "192.31.196.77" });
    const result = { kind: "checked", checkId: AGAIN } as const;
    expect(publicIpMachine.settle(state, { kind: "check-site" }, result, { ...context, check })).toMatchObject({
      waiting: null,
      state: { address: "192.31.196.77", behindSecondRouter },
      changes: [{ op: "set", section: "line", field: "addressKind", value: "static" }],
    });
  });

  it.each(["02:00:5e:00:00:99", null])(
    "does not believe a check on another router (%s), until that is explained",
    (routerMac) => {
      const walk = asked();
      walk.send("delivered");
      const state = walk.send("check", { onSite: true });
      const elsewhere = {
        ...context,
        check: checkWith({ kind: "public" }, { checkId: AGAIN, routerMac }),
      };
      const effect = { kind: "check-site" } as const;
      const doubted = publicIpMachine.settle(state, effect, { kind: "checked", checkId: AGAIN }, elsewhere);
      expect(doubted).toMatchObject({ state: { step: "recheck", rechecked: { found: "other-router" } } });
      if ("refused" in doubted) throw new Error();
      const again = publicIpMachine.handle(
        doubted.state,
        { type: "check", values: { onSite: true, routerReplaced: true } },
        elsewhere,
      );
      if ("refused" in again) throw new Error(again.refused.key);
      expect(publicIpMachine.settle(again.state, effect, { kind: "checked", checkId: AGAIN }, elsewhere)).toMatchObject(
        {
          state: { step: "done" },
        },
      );
    },
  );

  it("does it again after an interruption, and says that it was one", () => {
    const walk = asked();
    walk.send("delivered");
    const state = walk.send("check", { onSite: true });
    const view = publicIpMachine.view(state, context);
    expect(view.notices[0]?.text.key).toBe("walk.interrupted");
    expect(view.actions.map(({ event }) => event)).toEqual(["again", "back", "abandon"]);
    expect(walk.send("again")).toEqual(state);
    expect(walk.last().effect).toEqual({ kind: "check-site" });
  });

  it("switches the route when it is done, and back takes that out again", () => {
    const walk = asked();
    walk.send("delivered");
    const state = walk.send("check", { onSite: true });
    const done = publicIpMachine.settle(
      state,
      { kind: "check-site" },
      { kind: "checked", checkId: AGAIN },
      { ...context, check: checkWith({ kind: "public" }, { checkId: AGAIN }) },
    );
    if ("refused" in done) throw new Error();
    const finished = publicIpMachine.handle(done.state, { type: "finish", values: { next: "port-forward" } }, context);
    expect(finished).toMatchObject({ status: "done", state: { next: "port-forward" } });
    if ("refused" in finished) throw new Error();
    expect(finished.changes).toContainEqual({ op: "set", section: "route", field: "route", value: "port-forward" });
  });
});

describe("every step of asking for a public address", () => {
  const results: Parameters<typeof explore<PublicIpState>>[0]["results"] = () =>
    (["public", "double-nat", "cgnat", "firewalled", "offline", "unknown"] as const)
      .map((kind) => checkWith({ kind }, { checkId: AGAIN, publicAddress: "192.31.196.77" }))
      .concat(checkWith({ kind: "public" }, { checkId: AGAIN, routerMac: "02:00:5e:00:00:99" }))
      .map((check) => ({ result: { kind: "checked", checkId: AGAIN }, context: { check } }));
  const contexts: WalkContext[] = [
    context,
    // Late, with a doubtful check, a call instead of a letter and nothing known.
    walkContext({
      now: "2027-01-20T10:00:00Z",
      knowledge,
      check: checkWith({
        kind: "cgnat",
        confidence: 0.65,
        sentence: { key: "verdict.cgnat.behind-second", args: { hop: "192.168.1.1", wan: "100.64.0.9" } },
        settledBy: { key: "settle.read-wan-address", args: {} },
      }),
    }),
  ];
  const explored = contexts.map((one) =>
    explore({
      machine: publicIpMachine,
      context: one,
      results,
      answers: {
        name: ["Blau", "Grau", "Village Net"],
        form: ["phone"],
        on: ["2026-11-20", "2031-01-01"],
        until: ["2026-11-30"],
        reason: ["No"],
      },
    }),
  );

  /** What the first steps say of providers of every kind. */
  function ofEveryKind(): Message[] {
    const [some] = someProviders;
    if (some === undefined) throw new Error();
    const rows = [
      ["fixed", null, "no"],
      ["satellite", null, "some"],
      ["mobile", "DE", "unknown"],
      ["satellite", "DE", "yes"],
    ] as const;
    return rows.flatMap(([line, country, is]) => {
      const there = {
        ...context,
        knowledge: { ...emptyKnowledge, providers: [{ ...some, line, country, cgnat: { is } }] },
      };
      const walk = walkThrough({ ...there, document: siteDocument({ line: { provider: "Blau" } }) });
      const first = publicIpMachine.view(walk.last().state, {
        ...there,
        document: siteDocument({ line: { provider: "Blau" } }),
      });
      return [...first.facts, ...publicIpMachine.view(walk.send("choose", { name: "Blau" }), there).facts].map(
        ({ value }) => value,
      );
    });
  }

  it("is reached", () => {
    expect([...new Set(explored.flatMap(({ steps }) => [...steps]))].toSorted()).toEqual(
      ["provider", "product", "contact", "asked", "promised", "recheck", "denied", "done"].toSorted(),
    );
  });

  it("reads in both languages", () => {
    expectToRead(explored.flatMap(({ messages }) => messages));
  });

  it("uses every text", () => {
    const refusals = ["unchecked", "public", "firewalled", "double-nat", "offline", "unknown"].map((name) => ({
      key: `walk.public-ip.refused.${name}`,
      args: {},
    }));
    const said = [...refusals, ...ofEveryKind(), ...explored.flatMap(({ messages }) => messages)];
    expect(unusedTexts("walk.public-ip", walkPublicIp, said)).toEqual([]);
  });
});
