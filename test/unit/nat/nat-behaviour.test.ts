import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { natBehaviour } from "#core/nat/nat-behaviour.ts";
import type { Observation, ObservationData } from "#core/nat/observation.ts";
import * as site from "./site-observations.ts";
import { LAPTOP, OTHER_PUBLIC, PUBLIC } from "./site-observations.ts";

type Data<K extends ObservationData["kind"]> = Extract<ObservationData, { kind: K }>;

const FIRST = "198.41.0.4:3478";
const OTHER_PORT = "198.41.0.4:3479";
const OTHER_ADDRESS = "198.41.0.5:3478";
const OTHER_BOTH = "198.41.0.5:3479";
const ELSEWHERE = "199.7.83.42:3478";

let count = 0;

/** What one place saw of the laptop. */
const seen = (serverAddress: string, mappedPort: number, rest: Partial<Data<"stun-binding">> = {}): Observation => {
  const binding = site.stun(PUBLIC, {
    serverAddress,
    mappedPort,
    otherAddress: "198.41.0.5",
    otherPort: 3479,
    ...rest,
  });
  count += 1;
  return { ...binding, id: `nat-behaviour/${count}` };
};

const filter = (
  asked: Data<"stun-filtering">["asked"],
  answeredFrom: string | null,
  serverAddress = FIRST,
): Observation =>
  site.observation(`nat-behaviour/${serverAddress}/filter/${asked}/${String(answeredFrom)}`, "answer-from-elsewhere", {
    kind: "stun-filtering",
    server: "stun-a.example:3478",
    serverAddress,
    localPort: 50_100,
    asked,
    answeredFrom,
  });

const hairpin = (arrived: boolean): Observation =>
  site.observation(`nat-behaviour/hairpin/${arrived}`, "way-back-in", {
    kind: "hairpin",
    target: PUBLIC,
    targetPort: 50_000,
    arrived,
  });

const lifetime = (idleSeconds: number, alive: boolean): Observation =>
  site.observation(`binding-lifetime/a/${idleSeconds}`, "still-open", {
    kind: "binding-lifetime",
    server: "a",
    idleSeconds,
    alive,
  });

const BEHIND_ONE_PORT = [seen(FIRST, 1), seen(OTHER_PORT, 1), seen(OTHER_ADDRESS, 1), seen(OTHER_BOTH, 1)];
const PER_ADDRESS = [seen(FIRST, 1), seen(OTHER_PORT, 1), seen(OTHER_ADDRESS, 2), seen(OTHER_BOTH, 2)];
const PER_PORT = [seen(FIRST, 1), seen(OTHER_PORT, 2), seen(OTHER_ADDRESS, 3), seen(OTHER_BOTH, 4)];

describe("mapping behaviour", () => {
  it.each<[string, Observation[], string]>([
    ["no binding", [], "unknown"],
    ["one destination", [seen(FIRST, 1)], "unknown"],
    ["two names of one destination", [seen(FIRST, 1), seen(FIRST, 1, { server: "b.example:1" })], "unknown"],
    ["two ports of one address, the same mapping", [seen(FIRST, 1), seen(OTHER_PORT, 1)], "unknown"],
    ["the same for two addresses", [seen(FIRST, 1), seen(ELSEWHERE, 1)], "endpoint-independent"],
    ["another for another address, on one port each", [seen(FIRST, 1), seen(ELSEWHERE, 2)], "endpoint-dependent"],
    [
      "another address of the carrier's pool",
      [seen(FIRST, 1), seen(ELSEWHERE, 1, { mappedAddress: OTHER_PUBLIC })],
      "endpoint-dependent",
    ],
    ["RFC 5780 with one port", BEHIND_ONE_PORT, "endpoint-independent"],
    ["RFC 5780 with one port per address", PER_ADDRESS, "address-dependent"],
    ["RFC 5780 with one port per address and port", PER_PORT, "address-and-port-dependent"],
    ["two ports of one address differ", [seen(FIRST, 1), seen(OTHER_PORT, 2)], "address-and-port-dependent"],
    // A NAT may give one outside port to several destinations; what differs once is no accident.
    [
      "the same by chance for one of several",
      [seen(FIRST, 1), seen(OTHER_ADDRESS, 1), seen(OTHER_BOTH, 2)],
      "address-and-port-dependent",
    ],
    ["different local ports can't be compared", [seen(FIRST, 1), seen(ELSEWHERE, 2, { localPort: 50_009 })], "unknown"],
    ["nor different adapters", [seen(FIRST, 1), seen(ELSEWHERE, 2, { localAddress: "10.0.0.1" })], "unknown"],
    ["nor IPv6 with IPv4", [seen(FIRST, 1), seen(ELSEWHERE, 2, { mappedAddress: "2620:fe::1" })], "unknown"],
    [
      "through a NAT64",
      [seen("[64:ff9b::c629:4]:3478", 1), seen("[64:ff9b::c707:532a]:3478", 1)],
      "endpoint-independent",
    ],
    ["two local ports that agree", [...BEHIND_ONE_PORT, ...other([FIRST, ELSEWHERE])], "endpoint-independent"],
    [
      "two local ports, one of which shows more",
      [...PER_ADDRESS, seen(FIRST, 7, { localPort: 50_009 }), seen(ELSEWHERE, 8, { localPort: 50_009 })],
      "address-dependent",
    ],
    [
      "two local ports that contradict each other",
      [...BEHIND_ONE_PORT, seen(FIRST, 7, { localPort: 50_009 }), seen(ELSEWHERE, 8, { localPort: 50_009 })],
      "unknown",
    ],
    ["a server that saw two mappings", [seen(FIRST, 1), seen(FIRST, 2), seen(ELSEWHERE, 1)], "unknown"],
  ])("%s", (_name, observations, mapping) => {
    expect(natBehaviour(observations).mapping).toBe(mapping);
  });
});

function other(places: string[]): Observation[] {
  return places.map((place) => seen(place, 9, { localPort: 50_009 }));
}

const STRANGER = filter("other-address-and-port", OTHER_BOTH);
const NO_STRANGER = filter("other-address-and-port", null);
const NEIGHBOUR = filter("other-port", OTHER_PORT);
const NO_NEIGHBOUR = filter("other-port", null);

describe("filtering behaviour", () => {
  it.each<[string, Observation[], string]>([
    ["not tested", [], "unknown"],
    ["a stranger gets in", [STRANGER, NEIGHBOUR], "endpoint-independent"],
    ["a stranger gets in, the rest was not tested", [STRANGER], "endpoint-independent"],
    ["another port of who was written to gets in", [NO_STRANGER, NEIGHBOUR], "address-dependent"],
    ["nobody else gets in", [NO_STRANGER, NO_NEIGHBOUR], "address-and-port-dependent"],
    ["a stranger gets in and another port does not", [STRANGER, NO_NEIGHBOUR], "unknown"],
    ["half of the test", [NO_STRANGER], "unknown"],
    ["the other half", [NO_NEIGHBOUR], "unknown"],
    ["both answers to one question", [STRANGER, NO_STRANGER, NEIGHBOUR], "unknown"],
    [
      "two servers that agree",
      [NO_STRANGER, NO_NEIGHBOUR, filter("other-address-and-port", null, ELSEWHERE)],
      "address-and-port-dependent",
    ],
    [
      "two servers that contradict each other",
      [NO_STRANGER, NO_NEIGHBOUR, filter("other-address-and-port", "1.2.3.4:5", ELSEWHERE)],
      "unknown",
    ],
  ])("%s", (_name, tests, filtering) => {
    expect(natBehaviour([...BEHIND_ONE_PORT, ...tests]).filtering).toBe(filtering);
  });

  it("is not concluded from a second address that answers nobody", () => {
    const [first, otherPort] = BEHIND_ONE_PORT;
    if (!first || !otherPort) throw new Error("no such binding");
    expect(natBehaviour([first, otherPort, NO_STRANGER, NO_NEIGHBOUR]).filtering).toBe("unknown");
    expect(natBehaviour([NO_STRANGER, NO_NEIGHBOUR]).filtering).toBe("unknown");
    expect(natBehaviour([first, otherPort, STRANGER]).filtering).toBe("endpoint-independent");
  });
});

describe("the classic name", () => {
  const unchanged = BEHIND_ONE_PORT.map((o) => ({ ...o, data: { ...o.data, localAddress: PUBLIC } }) as Observation);

  it.each<[string, Observation[], string | null]>([
    ["full-cone", [...BEHIND_ONE_PORT, STRANGER, NEIGHBOUR], "full-cone"],
    ["restricted-cone", [...BEHIND_ONE_PORT, NO_STRANGER, NEIGHBOUR], "restricted-cone"],
    ["port-restricted-cone", [...BEHIND_ONE_PORT, NO_STRANGER, NO_NEIGHBOUR], "port-restricted-cone"],
    ["symmetric, per address", [...PER_ADDRESS, STRANGER, NEIGHBOUR], "symmetric"],
    ["symmetric, per port", PER_PORT, "symmetric"],
    ["symmetric, from two servers", [seen(FIRST, 1), seen(ELSEWHERE, 2)], "symmetric"],
    ["none where the laptop's own address is seen", [...unchanged, NO_STRANGER, NO_NEIGHBOUR], "none"],
    ["nothing while the filter is not known", BEHIND_ONE_PORT, null],
    ["nothing while the mapping is not known", [STRANGER, NEIGHBOUR], null],
    ["not none when only one of two sees the laptop's own address", [...unchanged, seen(FIRST, 1)], null],
  ])("is %s", (_name, observations, name) => {
    expect(natBehaviour(observations).classicName).toBe(name);
  });
});

describe("ports", () => {
  const kept = (port: number) => seen(FIRST, port, { localPort: port });
  const changed = (port: number) => seen(FIRST, port + 1, { localPort: port });

  it.each<[string, Observation[], string]>([
    ["none", [], "unknown"],
    ["one kept", [kept(5_000)], "yes"],
    ["all kept", [kept(5_000), kept(6_000)], "yes"],
    ["one changed: another device may have it", [changed(5_000)], "unknown"],
    ["all changed", [changed(5_000), changed(6_000)], "no"],
    ["some changed", [changed(5_000), kept(6_000), kept(7_000)], "unknown"],
    ["kept for one server, changed for another", [kept(5_000), seen(ELSEWHERE, 1, { localPort: 5_000 })], "unknown"],
  ])("%s", (_name, observations, portPreservation) => {
    expect(natBehaviour(observations).portPreservation).toBe(portPreservation);
  });

  it("are listed once each, ascending, without those of IPv6", () => {
    const ipv6 = seen("[2620:fe::9]:3478", 3, { mappedAddress: "2620:fe::1" });
    expect(natBehaviour([kept(60_000), kept(900), kept(60_000), ipv6]).portsSeen).toEqual([900, 60_000]);
  });
});

describe("hairpinning", () => {
  it.each<[string, Observation[], string]>([
    ["not tested", BEHIND_ONE_PORT, "unknown"],
    ["arrived", [...BEHIND_ONE_PORT, hairpin(true)], "yes"],
    ["arrived, whatever the mapping", [hairpin(true)], "yes"],
    ["did not arrive", [...BEHIND_ONE_PORT, hairpin(false)], "no"],
    ["did not arrive, and the ports could not be known", [...PER_PORT, hairpin(false)], "unknown"],
    ["both", [...BEHIND_ONE_PORT, hairpin(true), hairpin(false)], "unknown"],
  ])("%s", (_name, observations, expected) => {
    expect(natBehaviour(observations).hairpin).toBe(expected);
  });
});

describe("the lifetime of a binding", () => {
  it.each<[string, Observation[], number | null, number | null]>([
    ["not tested", [], null, null],
    ["between two steps", [lifetime(0, true), lifetime(25, true), lifetime(30, false)], 25, 30],
    ["longer than the longest step", [lifetime(0, true), lifetime(300, true)], 300, null],
    ["shorter than the shortest", [lifetime(0, true), lifetime(10, false)], 0, 10],
    ["contradictory", [lifetime(60, true), lifetime(30, false)], null, null],
    ["contradictory at one step", [lifetime(30, true), { ...lifetime(30, false), id: "other" }], null, null],
  ])("%s", (_name, observations, alive, dead) => {
    const { bindingAliveSeconds, bindingDeadSeconds } = natBehaviour(observations);
    expect([bindingAliveSeconds, bindingDeadSeconds]).toEqual([alive, dead]);
  });
});

describe("any observations", () => {
  const port = fc.constantFrom(1, 2, 50_000);
  const place = fc.constantFrom(FIRST, OTHER_PORT, OTHER_ADDRESS, OTHER_BOTH, ELSEWHERE);
  const binding = fc
    .record({
      place,
      port,
      localPort: fc.constantFrom(50_000, 50_001),
      localAddress: fc.constantFrom(LAPTOP, PUBLIC, null),
      mappedAddress: fc.constantFrom(PUBLIC, OTHER_PUBLIC, "2620:fe::1"),
    })
    .map((a) => seen(a.place, a.port, a));
  const filtering = fc
    .tuple(fc.constantFrom("other-address-and-port", "other-port"), fc.constantFrom(null, OTHER_BOTH), place)
    .map(([asked, from, server]) => filter(asked, from, server));
  const anything = fc.oneof(
    binding,
    filtering,
    fc.boolean().map(hairpin),
    fc.tuple(fc.constantFrom(0, 30, 60), fc.boolean()).map(([seconds, alive]) => lifetime(seconds, alive)),
  );
  const cone = ["full-cone", "restricted-cone", "port-restricted-cone"];

  it("give the same words in whatever order they came", () => {
    fc.assert(
      fc.property(
        fc
          .array(anything, { maxLength: 14 })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(natBehaviour(shuffled)).toEqual(natBehaviour(list));
        },
      ),
    );
  });

  it("are named a cone only when mapping and filtering are known", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 14 }), (list) => {
        const { classicName, mapping, filtering: word } = natBehaviour(list);
        if (!cone.includes(classicName ?? "")) return;
        expect(mapping).toBe("endpoint-independent");
        expect(word).not.toBe("unknown");
      }),
    );
  });
});
