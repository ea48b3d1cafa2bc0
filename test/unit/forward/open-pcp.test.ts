import { describe, expect, it } from "vitest";
import { FAKE_EXTERNAL_ADDRESS } from "../../fakes/fake-gateway.ts";
import { shortBudget } from "../../fakes/fake-environment.ts";
import type { MappingManners } from "../../fakes/fake-mapping-port.ts";
import { LAPTOP, placeWith, RECORDER, whyOf } from "./forward-fixture.ts";

/** Lasting forwards by PCP and NAT-PMP, which keep a nonce or a host in mind and cut what is too long. */

const WITHOUT_UPNP = { search: "silent" } as const;

describe("a forward by PCP", () => {
  it("to the recorder is asked for on its behalf, for as long as the server grants", async () => {
    const place = await placeWith({ router: { pcp: "maps-for-others", maxLifetimeSeconds: 86_400 } });
    expect(await place.open({}, "pcp")).toEqual({
      kind: "forward-opened",
      externalPort: 18_000,
      externalAddress: FAKE_EXTERNAL_ADDRESS,
      leaseSeconds: 86_400,
      renewEverySeconds: 43_200,
      router: place.gateway.address,
    });
    expect(place.gateway.table.entries).toMatchObject([{ client: RECORDER, internalPort: 8_000 }]);
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([]);
  });

  it("asked for again is the same one: the same nonce, the same port", async () => {
    const place = await placeWith({ router: { pcp: "maps-for-others" } });
    await place.open({}, "pcp");
    const [first] = place.gateway.table.entries;
    expect(await place.open({}, "pcp")).toMatchObject({ kind: "forward-opened", externalPort: 18_000 });
    expect(place.gateway.table.entries).toEqual([first]);
    expect(place.journal.all()).toHaveLength(1);
  });

  it.each<[MappingManners, string, string]>([
    ["right", RECORDER, "only-for-itself"],
    ["refuse", RECORDER, "no-port-to-give"],
    ["refuse-briefly", LAPTOP, "no-port-to-give"],
  ])("is refused in words: %s, to %s", async (pcp, address, key) => {
    const place = await placeWith({ router: { pcp } });
    expect(whyOf(await place.open({ address }, "pcp"))).toBe(`forward.refused.${key}`);
    expect(place.journal.all()).toEqual([]);
  });

  it("needs a server that speaks it", async () => {
    const place = await placeWith({ router: { pcp: "other-protocol" } });
    expect(whyOf(await place.open({}, "pcp"))).toBe("forward.failed.not-spoken");
  });

  it("may get another outside port, and keeps to it", async () => {
    const place = await placeWith({ router: { pcp: "another-external-port" } });
    expect(await place.open({ address: LAPTOP }, "pcp")).toMatchObject({ externalPort: 18_001 });
    expect(await place.open({ address: LAPTOP }, "pcp")).toMatchObject({ externalPort: 18_001 });
    expect(place.journal.all()).toMatchObject([{ externalPort: 18_001 }]);
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([]);
  });

  it("that must be one port is closed again when it is another", async () => {
    const place = await placeWith({ router: { pcp: "another-external-port" } });
    expect(await place.open({ address: LAPTOP, exactPort: true }, "pcp")).toEqual({
      kind: "forward-refused",
      why: { key: "forward.refused.other-port", args: { granted: 18_001, wanted: 18_000 } },
      errorName: null,
    });
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.journal.all()).toEqual([]);
  });

  it("that should go and is not confirmed stays noted down", async () => {
    const place = await placeWith({
      router: { ...WITHOUT_UPNP, pcp: "refuses-delete" },
      site: { budget: shortBudget },
    });
    await place.open({ address: LAPTOP }, "pcp");
    expect(await place.close()).toBeNull();
    expect(place.journal.all()).toMatchObject([{ state: "closing" }]);
  });

  it("that is not there any more is made once more for a moment, so that its end is certain", async () => {
    const place = await placeWith({ router: { ...WITHOUT_UPNP, pcp: "denies-empty-delete" } });
    await place.open({ address: LAPTOP }, "pcp");
    place.gateway.table.removeAt("tcp", 18_000);
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.gateway.table.history.map((entry) => entry.nonce)).toHaveLength(2);
    expect(new Set(place.gateway.table.history.map((entry) => entry.nonce)).size).toBe(1);
  });
});

describe("a forward by NAT-PMP", () => {
  it("leads to the laptop, for two hours", async () => {
    const place = await placeWith();
    expect(await place.open({ address: LAPTOP }, "nat-pmp")).toMatchObject({
      kind: "forward-opened",
      externalPort: 18_000,
      externalAddress: FAKE_EXTERNAL_ADDRESS,
      leaseSeconds: 7_200,
    });
    expect(place.gateway.table.entries).toMatchObject([{ client: LAPTOP }]);
    expect(await place.close()).toBe(true);
  });

  it("to the recorder is asked of nobody: it has no field for another host", async () => {
    const place = await placeWith();
    expect(whyOf(await place.open({}, "nat-pmp"))).toBe("forward.refused.only-for-itself");
    expect(place.gateway.table.made).toBe(0);
  });

  it.each<[MappingManners, string]>([
    ["refuse", "refused.not-allowed"],
    ["silent", "failed.not-spoken"],
    ["other-protocol", "failed.not-spoken"],
    ["silent-on-map", "failed.silent"],
    ["wrong-transaction", "failed."],
    ["garbage", "failed.not-spoken"],
  ])("leaves nothing with a router that is %s", async (natPmp, key) => {
    const place = await placeWith({ router: { natPmp }, site: { budget: shortBudget } });
    expect(whyOf(await place.open({ address: LAPTOP }, "nat-pmp"))).toContain(`forward.${key}`);
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.journal.all()).toEqual([]);
  });
});
