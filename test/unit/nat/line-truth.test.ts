import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import type { Observation } from "#core/nat/observation.ts";
import { HOME, hop, PUBLIC, stun, upnpAddress, whoami } from "./site-observations.ts";

/**
 * What is known of a line by the router's address, the address outside and the second hop alone. "likely" is never more than
 * unknown or the thing itself, and never its opposite.
 */
const seen = [...HOME, stun(PUBLIC), whoami(PUBLIC)];

type Row = [name: string, evidence: Observation[], allowed: string[]];

const ROWS: Row[] = [
  ["a router address in 100.64.0.0/10: certainly a carrier's NAT", [upnpAddress("100.100.100.100")], ["cgnat"]],
  ["a private router address of an operator: likely", [upnpAddress("10.74.12.3")], ["cgnat", "unknown"]],
  ["the router has the public address: certainly none", [upnpAddress(PUBLIC)], ["public"]],
  ["a router that reports no address", [upnpAddress("0.0.0.0")], ["unknown"]],
  ["no word of the router, and a second hop in 100.64.0.0/10: likely", [hop("100.64.0.1")], ["cgnat", "unknown"]],
  ["the public address, whatever the access router is numbered", [upnpAddress(PUBLIC), hop("100.64.0.1")], ["public"]],
];

describe("what the line is, by two addresses and a hop", () => {
  it.each(ROWS)("%s", (_name, evidence, allowed) => {
    expect(allowed).toContain(diagnose([...seen, ...evidence]).verdict.kind);
  });
});

describe("how the NAT maps, by the ports that two servers see", () => {
  const behaviour = (...ports: number[]): string =>
    diagnose([
      ...HOME,
      ...ports.map((mappedPort, n) =>
        stun(PUBLIC, { server: `stun-${n}.example:3478`, serverAddress: `198.41.0.${n + 4}:3478`, mappedPort }),
      ),
    ]).nat.mapping;

  it("depends on the destination where they differ, and not where they are alike", () => {
    expect(behaviour(40_001, 40_002)).toBe("endpoint-dependent");
    expect(behaviour(40_001, 40_001)).toBe("endpoint-independent");
    expect(behaviour(40_001)).toBe("unknown");
  });

  it("says nothing about whether ports can be forwarded", () => {
    expect(diagnose([...HOME, stun(PUBLIC, { mappedPort: 40_001 })]).inbound).toBe("untested");
  });
});
