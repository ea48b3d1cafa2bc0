import { describe, expect, it } from "vitest";
import { isBeforeInternet } from "#core/nat/before-internet.ts";
import { FAKE_EXTERNAL_ADDRESS } from "../../fakes/fake-gateway.ts";
import type { FakeSite } from "../../fakes/fake-environment.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { checkFakeSite, type FakeSiteOptions, type FinishedCheck } from "./fake-check.ts";

const NO_PROTOCOL = { mappingPortClosed: true, search: "silent" } as const;
const pathOf = (site: FakeSite, more: FakeSiteOptions = {}): Promise<FinishedCheck> =>
  checkFakeSite({
    gateway: NO_PROTOCOL,
    whoami: [],
    only: ["stun", "path", "own-address-ping"],
    site: { isBeforeInternet, ...site },
    ...more,
  });

const idsOf = ({ record }: FinishedCheck, start: string): string[] =>
  record.observations
    .map((o) => o.id)
    .filter((id) => id.startsWith(start))
    .toSorted();

describe("the way to the internet", () => {
  it("is one question per box, and none behind the server that was reached", async () => {
    const check = await pathOf({ secondHop: "10.7.0.1", furtherHops: ["192.175.48.7"] });
    expect(idsOf(check, "path/hop-")).toEqual(["path/hop-1", "path/hop-2", "path/hop-3", "path/hop-4"]);
    expect(check.observed("path/hop-1")?.data).toMatchObject({ ttl: 1, reply: "expired", replier: LOOPBACK });
    expect(check.observed("path/hop-2")?.data).toMatchObject({ ttl: 2, reply: "expired", replier: "10.7.0.1" });
    expect(check.observed("path/hop-3")?.data).toMatchObject({ ttl: 3, reply: "expired", replier: "192.175.48.7" });
    expect(check.observed("path/hop-4")?.data).toMatchObject({ ttl: 4, reply: "echo", replier: LOOPBACK });
  });

  it("says where a box is silent, and goes on behind it", async () => {
    const check = await pathOf({ secondHop: null, furtherHops: [null, "192.175.48.7"] });
    expect(check.observed("path/hop-2")).toMatchObject({ outcome: "silent", data: { kind: "no-answer" } });
    expect(check.observed("path/hop-3")).toMatchObject({ outcome: "silent" });
    expect(check.observed("path/hop-4")?.data).toMatchObject({ replier: "192.175.48.7" });
  });

  it("ends the pings behind the server as soon as it is reached", async () => {
    const ended: number[] = [];
    const check = await pathOf({
      computer: {
        limitedPing: ({ target, ttl }, signal) =>
          ttl <= 2
            ? Promise.resolve({
                reply: { reply: ttl === 2 ? "echo" : "expired", replier: ttl === 2 ? target : LOOPBACK },
                raw: "",
              })
            : new Promise((_resolve, reject) => {
                signal.addEventListener("abort", () => {
                  ended.push(ttl);
                  reject(new Error("ended"));
                });
              }),
      },
    });
    expect(new Set(ended)).toEqual(new Set([3, 4, 5, 6, 7, 8]));
    expect(idsOf(check, "path/hop-")).toEqual(["path/hop-1", "path/hop-2"]);
  });

  it("is told by a trace where the computer has no ping", async () => {
    const traced: string[] = [];
    const steps = new Map([
      [1, { reply: { reply: "expired", replier: LOOPBACK } as const, raw: "1" }],
      [3, { reply: { reply: "expired", replier: "100.64.0.1" } as const, raw: "3" }],
    ]);
    const check = await pathOf({
      ownAddressPing: "missing",
      computer: {
        traceRoute: async ({ target }) => {
          traced.push(target);
          return { steps, raw: "all" };
        },
      },
    });
    expect(traced.toSorted()).toEqual([LOOPBACK, FAKE_EXTERNAL_ADDRESS]);
    expect(check.observed("path/hop-2")).toMatchObject({ outcome: "silent", raw: "all" });
    expect(check.observed("path/hop-3")?.data).toMatchObject({ replier: "100.64.0.1" });
    expect(check.observed(`own-address-ping/${FAKE_EXTERNAL_ADDRESS}`)?.data).toMatchObject({ reply: "expired" });
  });

  it("says so where the computer has neither", async () => {
    const check = await pathOf({ ownAddressPing: "missing" });
    for (const id of ["path/hop-2", "path/hop-8", `own-address-ping/${FAKE_EXTERNAL_ADDRESS}`])
      expect(check.observed(id)).toMatchObject({ outcome: "failed", trouble: "no-ping-program" });
  });
});

describe("how far away a box is", () => {
  const distances = { [LOOPBACK]: 0.4, "192.168.0.1": 0.9, "10.1.0.1": 9.5 };
  const measured = async (...hops: (string | null)[]): Promise<(string | null)[]> => {
    const [secondHop = null, ...furtherHops] = hops;
    const { record } = await pathOf({ secondHop, furtherHops: [...furtherHops, "192.175.48.9"], distances });
    return record.observations.filter((o) => o.id.startsWith("path/distance-")).map((o) => o.asked);
  };

  it("is the shortest echo of the router and of the next two that are not on the internet", async () => {
    const check = await pathOf({ secondHop: "192.168.0.1", furtherHops: ["10.1.0.1", "10.2.0.1"], distances });
    expect(idsOf(check, "path/distance-")).toEqual(["path/distance-1", "path/distance-2", "path/distance-3"]);
    expect(check.observed("path/distance-1")).toMatchObject({
      question: "router-distance",
      data: { kind: "hop-distance", target: LOOPBACK, rttMs: 0.4 },
    });
    expect(check.observed("path/distance-3")).toMatchObject({
      question: "hop-distance",
      data: { kind: "hop-distance", target: "10.1.0.1", rttMs: 9.5 },
    });
  });

  it.each([
    ["a public second box", ["192.175.48.7", "10.1.0.1"], [LOOPBACK]],
    ["a carrier's second box and a public third", ["100.64.0.1", "192.175.48.7"], [LOOPBACK, "100.64.0.1"]],
    ["a silent second box", [null, "10.1.0.1"], [LOOPBACK, "10.1.0.1"]],
    ["the same box twice", ["10.1.0.1", "10.1.0.1"], [LOOPBACK, "10.1.0.1"]],
    ["the end of a DS-Lite tunnel", ["192.0.0.1", "192.175.48.7"], [LOOPBACK, "192.0.0.1"]],
  ])("is asked of no box that may be on the internet: %s", async (_name, hops, expected) => {
    expect(new Set(await measured(...hops))).toEqual(new Set(expected));
  });

  it("stays open where a box answers no echo", async () => {
    const check = await pathOf({ secondHop: "172.16.0.1" });
    expect(check.observed("path/distance-2")).toMatchObject({ outcome: "silent", data: { kind: "no-answer" } });
  });
});

describe("whose the public address is", () => {
  const own = `own-address-ping/${FAKE_EXTERNAL_ADDRESS}`;

  it("is the router's where it answers the first ping, and nothing else is asked", async () => {
    const check = await pathOf({ ownAddressPing: "router" });
    expect(idsOf(check, "own-address-ping/")).toEqual([own]);
    expect(check.observed(own)?.data).toMatchObject({ ttl: 1, reply: "echo" });
  });

  it("is that of a box further out where the echo comes with a larger TTL", async () => {
    const check = await pathOf({ ownAddressPing: "further-out", secondHop: "192.168.0.1", ownerStep: 3 });
    expect(idsOf(check, "own-address-ping/")).toEqual([own, `${own}/ttl-2`, `${own}/ttl-3`]);
    expect(check.observed(own)?.data).toMatchObject({ ttl: 1, reply: "expired", replier: LOOPBACK });
    expect(check.observed(`${own}/ttl-2`)?.data).toMatchObject({ reply: "expired", replier: "192.168.0.1" });
    expect(check.observed(`${own}/ttl-3`)?.data).toMatchObject({ ttl: 3, reply: "echo" });
  });

  it("stays open where nobody answers", async () => {
    const check = await pathOf({ ownAddressPing: "silent" });
    expect(
      check.record.observations.filter((o) => o.probe === "own-address-ping" && o.outcome === "silent"),
    ).toHaveLength(5);
  });
});

describe("probes that are switched off", () => {
  it("are not asked, unless they are named", async () => {
    const settings = { skippedProbes: ["path", "default-route", "stun"] } as const;
    const skipped = await checkFakeSite({ gateway: NO_PROTOCOL, settings, whoami: [] });
    const probes = new Set(skipped.record.observations.map((o) => o.probe));
    expect([probes.has("default-route"), probes.has("path"), probes.has("stun")]).toEqual([true, false, false]);
    const named = await pathOf({ secondHop: "10.1.0.1" }, { settings });
    expect(named.observed("path/hop-2")?.outcome).toBe("answered");
  });
});
