import { describe, expect, it } from "vitest";
import { natBehaviour } from "#core/nat/nat-behaviour.ts";
import * as site from "./site-observations.ts";
import { OTHER_PUBLIC, PUBLIC } from "./site-observations.ts";

const a = site.stun(PUBLIC, { server: "a.example:1", serverAddress: "198.41.0.4:1" });
const b = (rest: Parameters<typeof site.stun>[1]) =>
  site.stun(PUBLIC, { server: "b.example:1", serverAddress: "198.41.0.5:1", ...rest });

describe("mapping behaviour", () => {
  it.each([
    ["no binding", [], "unknown"],
    ["one destination", [a], "unknown"],
    ["two names of one destination", [a, b({ serverAddress: "198.41.0.4:1" })], "unknown"],
    ["the same address and port for two destinations", [a, b({})], "endpoint-independent"],
    ["another port", [a, b({ mappedPort: 50_001 })], "endpoint-dependent"],
    [
      "another address of the carrier's pool",
      [a, { ...b({}), data: { ...b({}).data, mappedAddress: OTHER_PUBLIC } }],
      "endpoint-dependent",
    ],
    ["bindings of different local ports can't be compared", [a, b({ localPort: 50_009, mappedPort: 1 })], "unknown"],
    ["nor of different adapters", [a, b({ localAddress: "10.0.0.1", mappedPort: 1 })], "unknown"],
  ] as const)("%s", (_name, observations, mapping) => {
    expect(natBehaviour([...observations] as Parameters<typeof natBehaviour>[0])).toEqual({
      mapping,
      filtering: "unknown",
      hairpin: "unknown",
    });
  });
});
