import { describe, expect, test } from "vitest";
import { judgeWireGuard } from "#core/wireguard/judge.ts";
import type { Compared, ComparedState, WireGuardObserved, WireGuardPort } from "#core/wireguard/probe.ts";

const port = (state: WireGuardPort["state"], changes: Partial<WireGuardPort> = {}): WireGuardPort => ({
  address: "203.0.113.5",
  port: 51_820,
  state,
  rttMs: state === "answered" || state === "refused" ? 20 : null,
  sent: 1,
  underLoad: false,
  withRightTime: false,
  ...changes,
});

type Around = Partial<Record<Compared["what"], ComparedState>>;

const observed = (
  ports: readonly WireGuardPort[],
  around: Around = {},
  changes: Partial<WireGuardObserved> = {},
): WireGuardObserved => ({
  name: "literal",
  wishedPorts: [51_820, 443],
  ports: [...ports],
  compared: Object.entries(around).map(([what, state]) => ({
    what: what as Compared["what"],
    target: "x:1",
    state,
    rttMs: state === "answered" || state === "refused" ? 20 : null,
  })),
  asSite: false,
  clockSkewMs: 0,
  ...changes,
});

const outcome = (...given: Parameters<typeof observed>): string => judgeWireGuard(observed(...given)).outcome;
const notes = (...given: Parameters<typeof observed>): string[] => judgeWireGuard(observed(...given)).notes;

const on443 = { port: 443 };
const allWell: Around = { "hub-tcp": "answered", "hub-stun": "answered", "other-stun": "answered" };
const silentPorts = [port("silent"), port("silent", on443)];

describe("what WireGuard itself says comes first", () => {
  test.each([
    ["the wished port", [port("answered"), port("silent", on443)], "answers"],
    ["the other port only", [port("silent"), port("answered", on443)], "answers-on-other-port"],
    ["the other port, the wished one refuses", [port("refused"), port("answered", on443)], "answers-on-other-port"],
    ["another pre-shared key", [port("unverified"), port("silent", on443)], "preshared-key-differs"],
    ["a cookie and then nothing", [port("cookie"), port("silent", on443)], "hub-busy"],
    ["a stranger", [port("stranger"), port("silent", on443)], "not-wireguard"],
    ["a stranger on one, the hub on the other", [port("stranger"), port("answered", on443)], "answers-on-other-port"],
    ["a refusal of both", [port("refused"), port("refused", on443)], "nothing-listens"],
  ])("%s", (_, ports, expected) => {
    expect(outcome(ports, allWell)).toBe(expected);
  });

  test("a clock that is behind is named where the right time was answered, and nowhere else", () => {
    const late = port("answered", { withRightTime: true });
    expect(outcome([late], {}, { clockSkewMs: -7_200_000 })).toBe("clock-behind");
    expect(outcome([late, port("answered", on443)], {}, { clockSkewMs: -7_200_000 })).toBe("answers");
    // Ahead: the right time is sent from the beginning, and proves nothing.
    expect(outcome([late], {}, { clockSkewMs: 7_200_000 })).toBe("answers");
  });
});

describe("silence is read beside what else was heard", () => {
  test.each<[string, Around, string]>([
    ["the hub's own STUN", { "hub-stun": "answered" }, "silent-hub-reachable"],
    ["the hub's own STUN, no other", { "hub-stun": "answered", "other-stun": "silent" }, "silent-hub-reachable"],
    ["the hub's TCP and UDP elsewhere", { "hub-tcp": "answered", "other-stun": "answered" }, "port-blocked-or-key"],
    [
      "the hub's refusal of TCP and UDP elsewhere",
      { "hub-tcp": "refused", "other-stun": "answered" },
      "port-blocked-or-key",
    ],
    ["the hub's ping and UDP elsewhere", { "hub-ping": "answered", "other-stun": "answered" }, "port-blocked-or-key"],
    ["the hub's TCP, no UDP", { "hub-tcp": "answered", "other-stun": "silent" }, "udp-blocked"],
    ["the hub's TCP, UDP refused", { "hub-tcp": "answered", "other-stun": "refused" }, "udp-blocked"],
    [
      "TCP elsewhere, no UDP, no hub",
      { "hub-tcp": "silent", "other-stun": "silent", "other-tcp": "answered" },
      "udp-blocked",
    ],
    ["the hub's TCP, no UDP asked", { "hub-tcp": "answered" }, "silent"],
    ["UDP elsewhere, no hub", { "hub-tcp": "silent", "other-stun": "answered" }, "hub-unreachable"],
    ["TCP elsewhere, no hub", { "hub-ping": "silent", "other-tcp": "answered" }, "hub-unreachable"],
    ["UDP elsewhere, nothing asked of the hub", { "other-stun": "answered" }, "silent"],
    ["nothing at all", { "hub-tcp": "silent", "other-stun": "silent", "other-tcp": "silent" }, "nothing-answers"],
    ["nothing, and no TCP asked elsewhere", { "hub-tcp": "silent", "other-stun": "silent" }, "nothing-answers"],
    ["nothing asked", {}, "silent"],
    ["only the hub asked", { "hub-tcp": "silent" }, "silent"],
  ])("%s", (_, around, expected) => {
    expect(outcome(silentPorts, around)).toBe(expected);
  });

  test("refusals where no UDP gets anywhere are a firewall's", () => {
    const refused = [port("refused"), port("refused", on443)];
    expect(outcome(refused, { "hub-tcp": "answered", "other-stun": "refused" })).toBe("udp-blocked");
    expect(outcome(refused, { "hub-tcp": "answered", "other-stun": "silent" })).toBe("udp-blocked");
    expect(outcome(refused, { "hub-tcp": "answered" })).toBe("nothing-listens");
  });

  test("no way to anywhere", () => {
    const nowhere = [port("unreachable"), port("unreachable", on443)];
    expect(outcome(nowhere, { "hub-tcp": "unreachable", "other-stun": "unknown" })).toBe("no-route");
    expect(outcome(nowhere, { "hub-tcp": "unreachable", "other-stun": "answered" })).not.toBe("no-route");
  });

  test("a name", () => {
    expect(outcome([], { "other-stun": "answered" }, { name: "not-found" })).toBe("name-unknown");
    expect(outcome([], { "other-stun": "answered" }, { name: "no-answer" })).toBe("names-unanswered");
    expect(outcome([], { "other-stun": "unknown" }, { name: "no-answer" })).toBe("nothing-answers");
  });
});

const states: ComparedState[] = ["answered", "refused", "silent", "unreachable", "unknown"];

describe("every combination", () => {
  const portStates: WireGuardPort["state"][] = [
    "answered",
    "unverified",
    "cookie",
    "refused",
    "unreachable",
    "stranger",
    "silent",
  ];
  const combinations = portStates.flatMap((first) =>
    portStates.flatMap((second) =>
      states.flatMap((hubTcp) =>
        states.flatMap((hubStun) =>
          states.flatMap((otherStun) =>
            states.map((otherTcp) => {
              const around = { "hub-tcp": hubTcp, "hub-stun": hubStun, "other-stun": otherStun, "other-tcp": otherTcp };
              return { ports: [port(first), port(second, on443)], around };
            }),
          ),
        ),
      ),
    ),
  );
  const judged = combinations.map(({ ports, around }) => ({ ports, around, outcome: outcome(ports, around) }));
  const among = (...outcomes: string[]) => judged.filter((one) => outcomes.includes(one.outcome));

  test("answers are answers", () => {
    for (const { ports, outcome: said } of judged)
      expect(["answers", "answers-on-other-port"].includes(said)).toBe(ports.some(({ state }) => state === "answered"));
  });

  test("UDP is called blocked only where TCP gets through and no UDP does", () => {
    const wrong = among("udp-blocked").filter(
      ({ around }) =>
        around["other-stun"] === "answered" ||
        around["other-stun"] === "unknown" ||
        around["hub-stun"] === "answered" ||
        ![around["hub-tcp"], around["other-tcp"]].some((state) => state === "answered" || state === "refused"),
    );
    expect(among("udp-blocked").length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  test("keys are the first suspicion only where UDP is known to reach the hub", () => {
    expect(among("silent-hub-reachable").length).toBeGreaterThan(100);
    for (const { around } of among("silent-hub-reachable")) expect(around["hub-stun"]).toBe("answered");
  });

  test("the hub is called unreachable only where others are heard and it is not, in any way", () => {
    expect(among("hub-unreachable").length).toBeGreaterThan(10);
    for (const { around, ports } of among("hub-unreachable")) {
      expect([around["other-stun"] === "answered", ["answered", "refused"].includes(around["other-tcp"])]).toContain(
        true,
      );
      expect(["silent", "unreachable"]).toContain(around["hub-tcp"]);
      expect(ports.map(({ state }) => state)).not.toContain("cookie");
    }
  });

  test("nothing is said to answer nowhere while something was heard", () => {
    for (const { around } of among("nothing-answers", "no-route"))
      expect(Object.values(around)).not.toContain("answered");
  });

  test("nothing listens only where everything refuses", () => {
    for (const { ports } of among("nothing-listens"))
      expect(ports.map(({ state }) => state)).toEqual(["refused", "refused"]);
  });
});

describe("notes", () => {
  const answered = [port("answered"), port("answered", on443)];

  test("a site's own key moves its endpoint and spends its time", () => {
    expect(notes(answered, {}, { asSite: true })).toEqual(["moved-endpoint"]);
    expect(notes(answered, {}, { asSite: true, clockSkewMs: null })).toEqual(["moved-endpoint", "clock-unknown"]);
    expect(notes(silentPorts, {}, { asSite: true })).toEqual([]);
    expect(notes(answered, {}, { clockSkewMs: null })).toEqual([]);
  });

  test("a wrong clock", () => {
    expect(notes(answered, {}, { clockSkewMs: 3_600_000 })).toEqual(["clock-ahead"]);
    expect(notes(answered, {}, { clockSkewMs: -3_600_000 })).toEqual(["clock-behind"]);
    expect(notes(answered, {}, { clockSkewMs: 2_999 })).toEqual([]);
  });

  test("one of two families", () => {
    const ipv6 = { address: "2001:db8::5" };
    expect(notes([port("answered"), port("silent", ipv6)])).toEqual(["one-family"]);
    expect(notes([port("silent"), port("answered", ipv6)])).toEqual(["one-family"]);
    expect(notes([port("answered"), port("answered", ipv6)])).toEqual([]);
  });

  test("other ports, load, and a hub that is silent by TCP as well", () => {
    expect(notes([port("answered"), port("silent", on443)])).toEqual(["other-ports-silent"]);
    expect(notes([port("answered", { underLoad: true })])).toEqual(["under-load"]);
    const blocked = { "hub-tcp": "silent", "other-stun": "silent", "other-tcp": "answered" } as const;
    expect(notes(silentPorts, blocked)).toEqual(["hub-silent-too"]);
  });

  test("a refusal that came sooner than the hub could say it", () => {
    const soon = [port("refused", { rttMs: 0.4 })];
    expect(notes(soon, { "hub-tcp": "answered" })).toEqual(["refused-nearby"]);
    expect(notes([port("refused", { rttMs: 19 })], { "hub-tcp": "answered" })).toEqual([]);
    expect(notes(soon, { "other-stun": "answered" })).toEqual([]);
  });
});
