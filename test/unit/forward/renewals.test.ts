import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { FakeGatewayOptions } from "../../fakes/fake-gateway.ts";
import { LAPTOP, never, placeWith, SITE, stranger, wish, type Place } from "./forward-fixture.ts";

/** What is renewed while Farsite runs, and what is left alone. */

const HOUR_MS = 3_600_000;
/** Several looks. */
const A_WHILE_MS = 150;

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !condition(); turn += 1) await sleep(10);
  expect(condition()).toBe(true);
}

/** A router whose clock runs with the laptop's. */
function runningClock() {
  const startedMs = Date.now();
  const clock = { restartedAtMs: 0, aheadMs: () => 0 };
  const epochSeconds = (): number =>
    Math.floor((Date.now() + clock.aheadMs() - Math.max(startedMs - 4_711_000, clock.restartedAtMs)) / 1_000);
  return { clock, epochSeconds };
}

async function placeWithClock(router: FakeGatewayOptions = {}): Promise<Place & { restart(): void }> {
  const { clock, epochSeconds } = runningClock();
  const place = await placeWith({ router: { epochSeconds, ...router } });
  clock.aheadMs = () => place.clock.aheadMs;
  return { ...place, restart: () => void (clock.restartedAtMs = Date.now() + place.clock.aheadMs) };
}

const renewedAt = (place: Place): number => Date.parse(place.journal.all()[0]?.renewedAt ?? "");

describe("a forward with a lease", () => {
  it.each(["upnp", "pcp", "nat-pmp"] as const)("by %s is renewed at half of it, and not before", async (means) => {
    const place = await placeWithClock();
    expect(await place.open({ address: LAPTOP }, means)).toMatchObject({ leaseSeconds: 7_200 });
    const made = place.gateway.table.made;
    const first = renewedAt(place);
    place.service.startRenewing();
    place.clock.aheadMs = HOUR_MS - 60_000;
    await sleep(A_WHILE_MS);
    expect(place.gateway.table.made).toBe(made);
    place.clock.aheadMs = HOUR_MS + 1_000;
    await until(() => renewedAt(place) > first);
    expect(place.gateway.table.entries).toHaveLength(1);
    expect(place.journal.all()).toHaveLength(1);
    await sleep(A_WHILE_MS);
    expect(place.gateway.table.made).toBe(made + 1);
  });

  it.each(["pcp", "nat-pmp"] as const)("by %s is asked for again at once when the router restarted", async (means) => {
    const place = await placeWithClock();
    await place.open({ address: LAPTOP }, means);
    place.service.startRenewing();
    place.clock.aheadMs = 600_000;
    await sleep(A_WHILE_MS);
    const before = renewedAt(place);
    place.gateway.table.removeAt("tcp", 18_000);
    place.restart();
    await until(() => renewedAt(place) > before);
    expect(place.gateway.table.entries).toMatchObject([{ client: LAPTOP, externalPort: 18_000 }]);
  });

  it("is told as not standing by a clock that started anew, and by its end", async () => {
    const place = await placeWithClock({ search: "silent" });
    await place.open({ address: LAPTOP }, "pcp");
    expect(await place.look()).toMatchObject({ stands: true });
    place.clock.aheadMs = 600_000;
    const later = await place.look();
    expect(later.stands).toBe(true);
    expect(later.leaseSeconds).toBeLessThanOrEqual(6_600);
    place.restart();
    expect(await place.look()).toMatchObject({ stands: false });
    // Another Farsite did not see the clock at the grant, but knows since when it must have run.
    expect(await place.again().look(SITE, "forward-1", never)).toMatchObject({ stands: false });
    place.clock.aheadMs = 2 * HOUR_MS + 1_000;
    expect(await place.look()).toEqual({ stands: false, leaseSeconds: 0 });
  });

  it("that vanished from the list though the clock ran on is not told as standing", async () => {
    const place = await placeWithClock();
    await place.open({ address: LAPTOP }, "pcp");
    expect(await place.look()).toMatchObject({ stands: true });
    place.gateway.table.removeAt("tcp", 18_000);
    expect(await place.look()).toMatchObject({ stands: null });
    // Two can't have one port.
    place.gateway.table.add(stranger);
    expect(await place.look()).toMatchObject({ stands: false });
  });

  it("that has ended is not opened again by itself", async () => {
    const place = await placeWithClock();
    await place.open({ address: LAPTOP }, "pcp");
    const made = place.gateway.table.made;
    place.clock.aheadMs = 2 * HOUR_MS + 1_000;
    place.service.startRenewing();
    await sleep(A_WHILE_MS);
    expect(place.gateway.table.made).toBe(made);
    expect(place.service.states(SITE)).toMatchObject([{ isHere: true, isRenewed: false }]);
  });

  it("whose port a stranger has by now is not taken from him", async () => {
    const place = await placeWithClock();
    await place.open({ address: LAPTOP }, "upnp");
    place.gateway.table.removeAt("tcp", 18_000);
    place.gateway.table.add(stranger);
    place.service.startRenewing();
    place.clock.aheadMs = HOUR_MS + 1_000;
    await sleep(A_WHILE_MS);
    expect(place.gateway.table.entries).toEqual([stranger]);
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([stranger]);
  });

  it("that somebody closed in the survey is closed at the router instead", async () => {
    const closed = {
      ...wish(),
      means: "upnp",
      openedAt: "2026-11-20T10:00:00Z",
      closedAt: "2026-11-21T10:00:00Z",
    } as const;
    const place = await placeWith({ forwards: [closed] });
    await place.open({ address: LAPTOP }, "upnp");
    place.service.startRenewing();
    await until(() => place.journal.all().length === 0);
    expect(place.gateway.table.entries).toEqual([]);
  });

  it("is let run out where the laptop that it leads to has another address now", async () => {
    const place = await placeWithClock();
    await place.open({ address: LAPTOP }, "upnp");
    const made = place.gateway.table.made;
    const adapter = { name: "Ethernet", adapterKind: "ethernet", mac: null } as const;
    const moved = place.again({
      computer: {
        readAdapters: () => [{ ...adapter, addresses: [{ address: "127.0.0.2", prefixLength: 8 }] }],
        localAddressTowards: async () => "127.0.0.2",
      },
    });
    moved.startRenewing();
    place.clock.aheadMs = HOUR_MS + 1_000;
    await sleep(A_WHILE_MS);
    expect(place.gateway.table.made).toBe(made);
    expect(await moved.close(SITE, "forward-1", never)).toEqual({ gone: true });
    expect(place.gateway.table.entries).toEqual([]);
  });

  it("that another shell closes while it is renewed goes again", async () => {
    const place = await placeWithClock({ answers: "slow-on-map" });
    await place.open({ address: LAPTOP }, "upnp");
    const asked = (): number => place.gateway.counts.actions.filter((action) => action === "AddPortMapping").length;
    place.service.startRenewing();
    place.clock.aheadMs = HOUR_MS + 1_000;
    await until(() => asked() === 2);
    place.gateway.table.removeAt("tcp", 18_000);
    for (const { id } of place.journal.all()) place.journal.strike(id);
    await until(() => place.gateway.table.made === 2);
    await until(() => place.gateway.table.entries.length === 0);
    expect(place.journal.all()).toEqual([]);
  });

  it("is not torn down by a renewal that fails", async () => {
    const place = await placeWithClock();
    await place.open({ address: LAPTOP }, "upnp");
    await place.gateway.close();
    place.service.startRenewing();
    place.clock.aheadMs = HOUR_MS + 1_000;
    await sleep(A_WHILE_MS);
    expect(place.journal.all()).toMatchObject([{ state: "open" }]);
  });
});

describe("what this laptop opened", () => {
  it("is told with its end, and whether it is renewed", async () => {
    const place = await placeWithClock();
    await place.open({ address: LAPTOP }, "upnp");
    await place.service.open(SITE, wish({ id: "forward-2", externalPort: 18_002 }), "upnp", never);
    await place.service.open(
      "0d3f3c1e-7b4b-4a0c-9d0e-5d2f7c1b9a01",
      wish({ id: "x", externalPort: 18_003 }),
      "upnp",
      never,
    );
    const [first, second, ...others] = place.service.states(SITE);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ forwardId: "forward-1", isHere: true, isRenewed: false });
    expect(Date.parse(first?.endsAt ?? "") - Date.now()).toBeGreaterThan(7_000_000);
    expect(second).toEqual({ forwardId: "forward-2", isHere: true, endsAt: null, isRenewed: false });
    place.service.startRenewing();
    expect(place.service.states(SITE)).toMatchObject([{ isRenewed: true }, { isRenewed: false }]);
    await place.service.stop();
    expect(place.service.states(SITE)).toMatchObject([{ isRenewed: false }, { isRenewed: false }]);
  });
});
