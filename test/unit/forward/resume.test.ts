import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import type { AskedMeans } from "#host/forward/forward-target.ts";
import type { NewLastingMapping } from "#host/store/lasting-mappings.ts";
import { FAKE_MAC, shortBudget } from "../../fakes/fake-environment.ts";
import { startFakeGateway } from "../../fakes/fake-gateway.ts";
import { LAPTOP, never, placeWith, RECORDER, SITE, whyOf, wish, type Place } from "./forward-fixture.ts";

/** What becomes of a forward when Farsite was killed, the router restarted, or the laptop is somewhere else. */

const NONCE = "00112233445566778899aabb";

/** What a Farsite that was killed between its journal and the router's answer had written. */
function leftEntry(place: Place, changes: Partial<NewLastingMapping> = {}): NewLastingMapping {
  return {
    siteId: SITE,
    forwardId: "forward-1",
    protocol: "upnp",
    gateway: place.gateway.address,
    gatewayMac: FAKE_MAC,
    udn: "uuid:fake-gateway",
    controlUrl: place.gateway.controlUrl,
    serviceType: place.gateway.serviceType,
    transport: "tcp",
    internalClient: RECORDER,
    forOther: true,
    internalPort: 8_000,
    externalPort: 18_000,
    nonceHex: NONCE,
    description: "Farsite 00112233",
    lifetimeSeconds: 0,
    ...changes,
  };
}

const WAYS: [AskedMeans, Partial<NewLastingMapping>][] = [
  ["upnp", {}],
  [
    "pcp",
    {
      protocol: "pcp",
      udn: null,
      controlUrl: null,
      serviceType: null,
      internalClient: RECORDER,
      lifetimeSeconds: 86_400,
    },
  ],
  [
    "nat-pmp",
    {
      protocol: "nat-pmp",
      udn: null,
      controlUrl: null,
      serviceType: null,
      internalClient: LAPTOP,
      lifetimeSeconds: 7_200,
    },
  ],
];

const killedPlace = async (changes: Partial<NewLastingMapping>, hadAsked: boolean): Promise<Place> => {
  const place = await placeWith({ router: { pcp: "maps-for-others" } });
  const { forOther, ...rest } = leftEntry(place, changes);
  const entry = rest.internalClient === LAPTOP ? rest : { ...rest, forOther: forOther ?? true };
  place.journal.begin(entry);
  if (hadAsked)
    place.gateway.table.add({
      transport: "tcp",
      client: entry.internalClient,
      internalPort: 8_000,
      externalPort: 18_000,
      description: entry.protocol === "upnp" ? "Farsite 00112233" : "",
      nonce: entry.protocol === "pcp" ? NONCE : null,
      leaseSeconds: 0,
    });
  return place;
};

describe.each(WAYS)("a forward by %s that was under way when Farsite was killed", (means, changes) => {
  const address = changes.internalClient ?? RECORDER;

  it.each([true, false])("opened again is one entry (the router had heard of it: %s)", async (hadAsked) => {
    const place = await killedPlace(changes, hadAsked);
    expect(await place.open({ address }, means)).toMatchObject({ kind: "forward-opened", externalPort: 18_000 });
    expect(place.gateway.table.entries).toHaveLength(1);
    expect(place.journal.all()).toMatchObject([{ state: "open", nonceHex: NONCE }]);
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([]);
  });

  it.each([true, false])("closed is no entry (the router had heard of it: %s)", async (hadAsked) => {
    const place = await killedPlace(changes, hadAsked);
    expect(await place.close()).toBe(true);
    expect(place.gateway.table.entries).toEqual([]);
    expect(place.journal.all()).toEqual([]);
  });

  it("and never taken up again is closed at the next start, once it can't be under way any more", async () => {
    const place = await killedPlace(changes, true);
    place.service.startRenewing();
    await sleep(100);
    expect(place.gateway.table.entries).toHaveLength(1);
    place.clock.aheadMs = 130_000;
    await until(() => place.journal.all().length === 0);
    expect(place.gateway.table.entries).toEqual([]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !condition(); turn += 1) await sleep(10);
  expect(condition()).toBe(true);
}

describe("a forward at another router", () => {
  it.each([
    [
      "of another address",
      {
        readDefaultRoutes: async () => [
          { family: 4, gateway: "192.168.7.1", interfaceName: "Ethernet", metric: 1 } as const,
        ],
      },
    ],
    ["of the same address", { resolveNeighbourMac: async () => "02:00:5e:00:00:99" }],
  ])("%s is neither looked at nor touched", async (_what, computer) => {
    const place = await placeWith();
    await place.open();
    const actions = place.gateway.counts.actions.length;
    const elsewhere = place.again({ computer });
    expect(await elsewhere.look(SITE, "forward-1", never)).toEqual({ stands: null, leaseSeconds: null });
    expect(await elsewhere.close(SITE, "forward-1", never)).toEqual({ gone: null });
    expect(place.gateway.counts.actions).toHaveLength(actions);
    expect(place.journal.all()).toMatchObject([{ state: "closing" }]);

    // Back at its router, the next start closes it.
    const back = place.again();
    back.startRenewing();
    await until(() => place.journal.all().length === 0);
    expect(place.gateway.table.entries).toEqual([]);
  });

  it("that took its place is asked anew, and the old entry waits for the day", async () => {
    const place = await placeWith();
    await place.open();
    place.gateway.table.removeAt("tcp", 18_000);
    const computer = {
      resolveNeighbourMac: async (address: string) => (address === RECORDER ? null : "02:00:5e:00:00:77"),
    };
    const result = await place.again({ computer }).open(SITE, wish(), "upnp", never);
    expect(result).toMatchObject({ kind: "forward-opened" });
    expect(place.journal.all().map((entry) => entry.gatewayMac)).toEqual([FAKE_MAC, "02:00:5e:00:00:77"]);
  });

  it("is not where the laptop has another address now, for what only the asking host may close", async () => {
    const place = await placeWith();
    await place.open({ address: LAPTOP }, "nat-pmp");
    const adapter = { name: "Ethernet", adapterKind: "ethernet", mac: null } as const;
    const moved = place.again({
      computer: { readAdapters: () => [{ ...adapter, addresses: [{ address: "127.0.0.2", prefixLength: 8 }] }] },
    });
    expect(await moved.close(SITE, "forward-1", never)).toEqual({ gone: null });
    expect(place.gateway.table.entries).toHaveLength(1);
  });
});

describe("a router that restarts", () => {
  it("with the forward gone is noticed, and the forward opened again on its new address", async () => {
    const place = await placeWith();
    await place.open();
    await place.gateway.close();
    const restarted = await startFakeGateway({ samePortsAs: place.gateway });
    onTestFinished(() => restarted.close());
    expect(restarted.controlUrl).not.toBe(place.gateway.controlUrl);
    expect(await place.look()).toEqual({ stands: false, leaseSeconds: null });
    expect(await place.open()).toMatchObject({ kind: "forward-opened" });
    expect(restarted.table.entries).toMatchObject([{ externalPort: 18_000, client: RECORDER }]);
    expect(place.journal.all()).toMatchObject([{ state: "open" }]);
    expect(await place.close()).toBe(true);
    expect(restarted.table.entries).toEqual([]);
  });

  it("and is away for the moment says nothing about the forward", async () => {
    const place = await placeWith({ site: { budget: shortBudget } });
    await place.open();
    await place.gateway.close();
    expect(await place.look()).toEqual({ stands: null, leaseSeconds: null });
    expect(whyOf(await place.open())).toBe("forward.failed.not-spoken");
    expect(await place.close()).toBeNull();
    expect(place.journal.all()).toMatchObject([{ state: "closing" }]);
  });
});
