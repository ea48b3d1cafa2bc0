import { describe, expect, it } from "vitest";
import { backupSteps, bridgeSteps, ddnsSteps, forwardSteps, pinholeSteps } from "#core/forward/router-steps.ts";
import { freeExternalPort, isFree, neverForward, wantedPorts, type PortSource } from "#core/forward/wanted-ports.ts";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { createTranslate } from "#core/text/translate.ts";
import { stepViewSchema } from "#core/walk/step-view.ts";
import { expectToRead, messagesOf } from "./explore.ts";

/** What the walk makes of the facts that come with Farsite: every router that is known, and every maker. */

const { routers, makers } = baseKnowledge();
const known = routers.map((router) => ({ ...router, origin: "farsite" as const }));
const rules = [8000, 554].map((port) => ({
  name: `Recorder ${port}`,
  transport: "tcp" as const,
  address: "192.168.1.64",
  internalPort: port,
  externalPort: port + 10_000,
}));
const pinholes = rules.map((rule) => ({ ...rule, address: "2001:1900:7::64", externalPort: rule.internalPort }));

describe("a router that is known", () => {
  it.each(known.map((router) => [router.family, router] as const))("%s has steps that can be shown", (_, router) => {
    for (const steps of [
      forwardSteps(router, "192.168.1.1", rules),
      pinholeSteps(router, "192.168.1.1", pinholes),
      bridgeSteps(router, "192.168.1.1"),
      backupSteps(router, "192.168.1.1"),
      ddnsSteps(router, null),
    ]) {
      const shown = stepViewSchema.pick({ instructions: true, facts: true, notices: true }).parse(steps);
      expect(shown).toEqual(steps);
      expectToRead(messagesOf(steps));
    }
  });

  it.each(known.map((router) => [router.family, router] as const))("%s is told every value of a rule", (_, router) => {
    const { instructions, facts } = forwardSteps(router, "192.168.1.1", rules);
    const said = [...instructions, ...facts.map(({ value }) => value)].map(createTranslate("en")).join("\n");
    for (const value of ["192.168.1.64", "8000", "18000", "554", "10554", "TCP"]) expect(said).toContain(value);
  });
});

describe("a maker that is known", () => {
  const sourceOf = (brand: string): PortSource => {
    const maker = makers.find((one) => one.brand === brand);
    return { maker: maker === undefined ? null : { ...maker }, brand, ports: null };
  };

  it.each(makers.map(({ brand }) => brand))("%s never has a port opened that must not be", (brand) => {
    const source = sourceOf(brand);
    const wanted = (["app", "web", "stream", "panel"] as const).flatMap((use) => wantedPorts(use, source));
    expect(wanted.filter((port) => neverForward(port, source))).toEqual([]);
    expect(new Set(wanted.map(({ port, transport, use }) => `${use} ${transport} ${port}`)).size).toBe(wanted.length);
  });

  it("is asked for where its port is now, and not for where it was", () => {
    const ports = [
      { transport: "tcp" as const, port: 9443, service: "web-secure" },
      { transport: "tcp" as const, port: 8000, service: "hikvision" },
    ];
    const source = { ...sourceOf("Hikvision"), ports };
    expect(wantedPorts("web", source)).toMatchObject([{ port: 9443, seen: true, service: "web-secure" }]);
    expect(wantedPorts("app", source)).toMatchObject([{ port: 8000, seen: true }]);
    // Nothing there speaks RTSP: the factory's port, and that it was not found.
    expect(wantedPorts("stream", source)).toMatchObject([{ port: 554, seen: false }]);
  });

  it("is not needed where the device shows what it has", () => {
    const ports = [
      { transport: "tcp" as const, port: 80, service: "web" },
      { transport: "tcp" as const, port: 443, service: "web-secure" },
      { transport: "tcp" as const, port: 23, service: "telnet" },
    ];
    const source: PortSource = { maker: null, brand: null, ports };
    expect(wantedPorts("web", source)).toMatchObject([{ port: 443, encrypted: true }]);
    expect(wantedPorts("stream", source)).toEqual([]);
    expect(neverForward({ transport: "tcp", port: 23 }, source)).toBe(true);
  });
});

describe("a port outside", () => {
  const taken = [8000, 18_000].map((externalPort) => ({ transport: "tcp" as const, externalPort }));
  it.each<[string, number, Parameters<typeof freeExternalPort>[2], number | null]>([
    ["is the same where it is free", 443, { taken, usable: null }, 443],
    ["resembles it where it is not", 8000, { taken, usable: null }, 28_000],
    ["is another one of the line's own", 8000, { taken: [], usable: [{ from: 4_096, to: 4_111 }] }, 4_096],
    ["is the same where that is the line's own", 8000, { taken: [], usable: [{ from: 7_990, to: 8_005 }] }, 8000],
    [
      "is the next where the first is taken",
      80,
      { taken: [{ transport: "tcp", externalPort: 4_096 }], usable: [{ from: 4_096, to: 4_097 }] },
      4_097,
    ],
    [
      "is none where all are taken",
      80,
      { taken: [{ transport: "tcp", externalPort: 4_096 }], usable: [{ from: 4_096, to: 4_096 }] },
      null,
    ],
    [
      "is no higher than ports go",
      60_000,
      { taken: [{ transport: "tcp", externalPort: 60_000 }], usable: null },
      1_024,
    ],
  ])("%s", (_, port, outside, expected) => {
    const found = freeExternalPort("tcp", port, outside);
    expect(found).toBe(expected);
    expect(found === null || isFree("tcp", found, outside)).toBe(true);
  });

  it("of another protocol is not in the way", () => {
    expect(isFree("udp", 8000, { taken, usable: null })).toBe(true);
  });
});
