import { describe, expect, it } from "vitest";
import { shortBudget } from "../../fakes/fake-environment.ts";
import { FAKE_EXTERNAL_ADDRESS } from "../../fakes/fake-gateway.ts";
import type { ControlManners } from "../../fakes/fake-upnp.ts";
import { LAPTOP, never, placeWith, RECORDER, SITE, stranger, whyOf, wish } from "./forward-fixture.ts";

/** Lasting forwards by UPnP at routers of all manners. */

describe("a forward by UPnP", () => {
  it("to the recorder is asked for ever, written down before, looked after, and closed again", async () => {
    let madeBefore = -1;
    const place = await placeWith({ onBegin: ({ table }) => void (madeBefore = table.made) });
    expect(await place.open()).toEqual({
      kind: "forward-opened",
      externalPort: 18_000,
      externalAddress: FAKE_EXTERNAL_ADDRESS,
      leaseSeconds: null,
      renewEverySeconds: null,
      router: place.gateway.address,
    });
    expect(madeBefore).toBe(0);
    expect(place.gateway.table.entries).toMatchObject([
      { transport: "tcp", client: RECORDER, internalPort: 8_000, externalPort: 18_000, leaseSeconds: 0 },
    ]);
    expect(place.gateway.table.entries[0]?.description).toMatch(/^Farsite [0-9a-f]{8}$/);
    expect(place.journal.all()).toMatchObject([
      { state: "open", siteId: SITE, forwardId: "forward-1", forOther: true },
    ]);
    expect(await place.look()).toEqual({ stands: true, leaseSeconds: null });
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.journal.all()).toEqual([]);
  });

  it("to the laptop, which will leave, has a lease and is renewed", async () => {
    const place = await placeWith();
    expect(await place.open({ address: LAPTOP })).toMatchObject({ leaseSeconds: 7_200, renewEverySeconds: 3_600 });
  });

  it.each<[string, ControlManners, Record<string, unknown>, number | null]>([
    ["keeps entries for a week at most", "week-at-most", {}, 604_800],
    ["takes no lease that is for ever", "no-permanent", {}, 604_800],
    ["grants for ever or not at all", "permanent-only", { address: LAPTOP }, null],
    ["calls a lease an invalid argument", "invalid-lease", { address: LAPTOP }, null],
  ])("goes by the router's own lease where it %s", async (_what, answers, changes, leaseSeconds) => {
    const place = await placeWith({ router: { answers } });
    expect(await place.open(changes)).toMatchObject({ kind: "forward-opened", leaseSeconds });
    expect(place.journal.all()).toMatchObject([{ leaseSeconds }]);
  });

  it("never overwrites somebody's entry, though the router would", async () => {
    const place = await placeWith({ router: { open: [stranger] } });
    const result = await place.open();
    expect(result).toEqual({
      kind: "forward-refused",
      why: {
        key: "forward.refused.taken-named",
        args: { port: 18_000, address: "127.0.0.9", toPort: 5_000, name: "Games" },
      },
      errorName: null,
    });
    expect(place.gateway.table.entries).toEqual([stranger]);
    expect(place.gateway.counts.actions).not.toContain("AddPortMapping");
    expect(place.journal.all()).toEqual([]);
  });

  it("takes the same port of the other transport", async () => {
    const place = await placeWith({ router: { open: [{ ...stranger, transport: "udp" }] } });
    expect(await place.open()).toMatchObject({ kind: "forward-opened" });
    expect(place.gateway.table.entries).toHaveLength(2);
  });

  it("leaves alone what leads to the recorder already, and does not call it its own", async () => {
    const same = { ...stranger, client: RECORDER, internalPort: 8_000 };
    const place = await placeWith({ router: { open: [same] } });
    expect(whyOf(await place.open())).toBe("forward.refused.stands-already");
    expect(place.gateway.table.entries).toEqual([same]);
    const off = await placeWith({ router: { open: [{ ...same, isOff: true }] } });
    expect(whyOf(await off.open())).toBe("forward.refused.stands-switched-off");
  });

  it("asks for nothing where the router does not tell what is taken", async () => {
    const place = await placeWith({ router: { answers: "no-such-action" } });
    expect(whyOf(await place.open())).toBe("forward.refused.cannot-look");
    expect(place.gateway.table.made).toBe(0);
  });

  it.each<[ControlManners, string]>([
    ["loses-mappings", "keeps-nothing"],
    ["leads-elsewhere", "leads-elsewhere"],
    ["adds-disabled", "made-switched-off"],
    ["secure", "only-for-itself"],
    ["conflict", "taken"],
    ["refuse", "line-down"],
  ])("that a router makes wrong or refuses leaves nothing behind: %s", async (answers, key) => {
    const place = await placeWith({ router: { answers } });
    const result = await place.open();
    expect(result.kind).toBe("forward-refused");
    expect(whyOf(result)).toContain(`forward.refused.${key}`);
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.journal.all()).toEqual([]);
  });

  it("whose wrong entry nobody may delete is told of, and stays noted down", async () => {
    const place = await placeWith({ router: { answers: "leads-elsewhere-renamed" } });
    expect(whyOf(await place.open())).toBe("forward.failed.left");
    expect(place.journal.all()).toMatchObject([{ state: "closing" }]);
  });

  it.each([
    [606, RECORDER, "only-for-itself"],
    [606, LAPTOP, "not-allowed"],
    [715, RECORDER, "named-peers-only"],
    [716, RECORDER, "all-ports-only"],
    [724, RECORDER, "same-port-only"],
    [726, RECORDER, "not-understood"],
    [727, RECORDER, "all-ports-only"],
    [728, RECORDER, "full"],
    [729, RECORDER, "taken-unseen"],
    [899, RECORDER, "code"],
  ])("is refused in words for error %i to %s", async (refuseWith, address, key) => {
    const place = await placeWith({ router: { refuseWith } });
    const result = await place.open({ address });
    expect(result.kind).toBe("forward-refused");
    expect(whyOf(result)).toBe(`forward.refused.${key}`);
    expect(place.journal.all()).toEqual([]);
  });

  it("is carried out by a router that never says so: it is taken back", async () => {
    const place = await placeWith({ router: { answers: "silent-on-map" }, site: { budget: shortBudget } });
    expect(whyOf(await place.open())).toBe("forward.failed.silent");
    expect(place.gateway.table.made).toBe(1);
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.journal.all()).toEqual([]);
  });

  it("that ends without a reason may stand, and is taken back", async () => {
    const place = await placeWith({ router: { answers: "fault-without-code" } });
    expect(whyOf(await place.open())).toBe("forward.refused.named");
    expect(place.journal.all()).toEqual([]);
  });

  it("is found under whatever name the router gives it", async () => {
    const place = await placeWith({ router: { answers: "rewrites-description" } });
    expect(await place.open()).toMatchObject({ kind: "forward-opened" });
    expect(await place.open()).toMatchObject({ kind: "forward-opened" });
    expect(place.gateway.table.entries).toHaveLength(1);
    expect(place.journal.all()).toHaveLength(1);
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([]);
  });

  it("is asked of nobody when the journal is full, and of a router that nobody could recognise", async () => {
    const full = await placeWith({ journal: "full-on-begin" });
    expect(whyOf(await full.open())).toBe("forward.failed.not-written");
    expect(full.gateway.table.made).toBe(0);
    const nameless = await placeWith({ site: { computer: { resolveNeighbourMac: async () => null } } });
    expect(whyOf(await nameless.open())).toBe("forward.failed.nameless-router");
    expect(nameless.gateway.table.made).toBe(0);
  });

  it("that can't be noted down as open is taken back", async () => {
    const place = await placeWith({ journal: "full-on-opened" });
    expect(whyOf(await place.open())).toBe("forward.failed.not-written");
    expect(place.gateway.table.entries).toEqual([]);
  });

  it.each([
    ["8.8.8.8", "not-a-device"],
    ["::1", "not-a-device"],
    ["recorder", "not-a-device"],
    ["224.0.0.1", "not-a-device"],
  ])("to %s is asked of nobody", async (address, key) => {
    const place = await placeWith();
    expect(whyOf(await place.open({ address }))).toBe(`forward.failed.${key}`);
    expect(place.gateway.table.made).toBe(0);
  });

  it("never opens the router's own pages, under any of its addresses", async () => {
    const computer = { resolveNeighbourMac: async () => "02:00:5e:00:00:01" };
    const place = await placeWith({ site: { computer } });
    expect(whyOf(await place.open())).toBe("forward.failed.the-router-itself");
  });

  it("without a router says so", async () => {
    const place = await placeWith({ site: { computer: { readDefaultRoutes: async () => [] } } });
    expect(whyOf(await place.open())).toBe("forward.failed.no-router");
    const silent = await placeWith({ router: { search: "silent" } });
    expect(whyOf(await silent.open())).toBe("forward.failed.not-spoken");
    const elsewhere = await placeWith({ router: { search: "other-host" } });
    expect(whyOf(await elsewhere.open())).toBe("forward.failed.not-spoken");
  });

  it("that was cancelled before its turn is not asked for", async () => {
    const place = await placeWith();
    const result = await place.service.open(SITE, wish(), "upnp", AbortSignal.abort());
    expect(whyOf(result)).toBe("forward.failed.cancelled");
    expect(place.gateway.table.made).toBe(0);
  });

  it("that was cancelled on the way leaves nothing", async () => {
    const cancelling = new AbortController();
    const place = await placeWith({ router: { answers: "slow-on-map" }, onBegin: () => cancelling.abort() });
    const result = await place.service.open(SITE, wish(), "upnp", cancelling.signal);
    expect(whyOf(result)).toBe("forward.failed.cancelled");
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.journal.all()).toEqual([]);
  });

  it.each<[string, ControlManners, string]>([
    ["without a name", "right", ""],
    ["with a name of its own", "right", "Games"],
    ["that only the list shows", "list-only", "Games"],
    ["without a name that only the list shows", "list-only", ""],
  ])("that is gone leaves alone who has its port now: an entry %s", async (_what, answers, description) => {
    const place = await placeWith({ router: { answers } });
    expect(await place.open()).toMatchObject({ kind: "forward-opened" });
    const { table } = place.gateway;
    table.removeAt("tcp", 18_000);
    table.add({ ...stranger, description });
    expect(await place.close()).toBe(true);
    expect(table.entries).toMatchObject([{ client: stranger.client, description }]);
    expect(place.journal.all()).toEqual([]);
  });

  it("moves with a changed wish: the old one is closed first", async () => {
    const place = await placeWith();
    await place.open();
    expect(await place.open({ externalPort: 18_001 })).toMatchObject({ externalPort: 18_001 });
    expect(place.gateway.table.entries.map((entry) => entry.externalPort)).toEqual([18_001]);
    expect(place.journal.all()).toHaveLength(1);
  });

  it("stays where it is while its old form can't be closed", async () => {
    const place = await placeWith({ router: { answers: "refuses-delete" } });
    await place.open();
    expect(whyOf(await place.open({ externalPort: 18_001 }))).toBe("forward.failed.old-one-left");
    expect(place.gateway.table.entries.map((entry) => entry.externalPort)).toEqual([18_000]);
    expect(await place.service.close(SITE, "forward-1", never)).toEqual({ gone: false });
    expect(place.journal.all()).toMatchObject([{ state: "closing" }]);
  });
});
