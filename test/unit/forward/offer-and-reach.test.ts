import { describe, expect, it, onTestFinished } from "vitest";
import type { Forward } from "#core/forward/forward.ts";
import { effectResultSchema, routerOfferSchema } from "#core/walk/effect.ts";
import { shortBudget } from "../../fakes/fake-environment.ts";
import { closedPort, tcpOn } from "../../fakes/loopback.ts";
import { never, placeWith, RECORDER, stranger } from "./forward-fixture.ts";

describe("what a router offers", () => {
  it("is told by protocol, with what is open already, and nothing is changed", async () => {
    const place = await placeWith({ router: { open: [stranger] } });
    const offer = await place.service.askRouter(never);
    expect(routerOfferSchema.parse(offer)).toEqual({
      gateway: place.gateway.address,
      means: [
        { means: "upnp", forOthers: null, permanent: null },
        { means: "pcp", forOthers: null, permanent: false },
        { means: "nat-pmp", forOthers: false, permanent: false },
      ],
      open: [
        {
          remoteHost: "",
          externalPort: 18_000,
          transport: "tcp",
          internalClient: "127.0.0.9",
          internalPort: 5_000,
          enabled: true,
          description: "Games",
          leaseSeconds: 0,
        },
      ],
      trouble: null,
    });
    expect(place.gateway.table.made).toBe(0);
  });

  it("of the second version is known to be for a week at most", async () => {
    const asSecond = (xml: string): string => xml.replaceAll("WANIPConnection:1", "WANIPConnection:2");
    const place = await placeWith({
      router: { describe: asSecond, natPmp: "silent", pcp: "silent" },
      site: { budget: shortBudget },
    });
    expect((await place.service.askRouter(never)).means).toEqual([
      { means: "upnp", forOthers: null, permanent: false },
    ]);
  });

  it("may be nothing, and no list", async () => {
    const router = { search: "silent", natPmp: "silent", pcp: "silent" } as const;
    const place = await placeWith({ router, site: { budget: shortBudget } });
    expect(await place.service.askRouter(never)).toMatchObject({
      means: [],
      open: null,
      trouble: { key: "forward.offer.nothing" },
    });
  });

  it("is nothing without a router", async () => {
    const place = await placeWith({
      site: { computer: { readDefaultRoutes: () => Promise.reject(new Error("no table")) } },
    });
    expect(await place.service.askRouter(never)).toEqual({
      gateway: "",
      means: [],
      open: null,
      trouble: { key: "forward.failed.no-router", args: {} },
    });
  });
});

describe("a device", () => {
  it("is reached on the ports that answer", async () => {
    const place = await placeWith();
    const open = await tcpOn("127.0.0.1", () => {});
    onTestFinished(() => open.close());
    const closed = await closedPort();
    expect(await place.service.reachDevice("127.0.0.1", [open.port, closed], never)).toEqual({
      kind: "device-reached",
      ports: [
        { port: open.port, state: "open" },
        { port: closed, state: "refused" },
      ],
    });
  });

  it("of another network is not asked", async () => {
    const place = await placeWith();
    for (const address of ["192.168.7.7", "8.8.8.8", "nonsense", "::1"])
      expect(await place.service.reachDevice(address, [80], never)).toMatchObject({
        kind: "failed",
        why: { key: "forward.failed.not-own-network" },
      });
  });
});

describe("a name", () => {
  it("is looked up in both families", async () => {
    const place = await placeWith({ site: { names: { "site.example": ["25.0.113.2", "2a0e:b107::2"] } } });
    const found = await place.service.lookUpName("site.example", never);
    expect(effectResultSchema.parse(found)).toEqual({ kind: "name-found", addresses: ["25.0.113.2", "2a0e:b107::2"] });
    expect(await place.service.lookUpName("other.example", never)).toMatchObject({
      why: { key: "forward.failed.no-such-name" },
    });
  });

  it("that no server answers for is not called missing", async () => {
    const timeout = () => Promise.reject(Object.assign(new Error("timeout"), { code: "ETIMEOUT" }));
    const place = await placeWith({ site: { computer: { lookupIpv4: timeout, lookupIpv6: timeout } } });
    expect(await place.service.lookUpName("site.example", never)).toMatchObject({
      why: { key: "forward.failed.no-name-server" },
    });
  });
});

describe("a forward that this laptop did not open", () => {
  const forward = (router: string): Forward => ({
    id: "forward-1",
    address: RECORDER,
    transport: "tcp",
    internalPort: 8_000,
    externalPort: 18_000,
    use: "app",
    means: "upnp",
    router,
    openedAt: "2026-11-21T10:00:00Z",
  });
  const itsEntry = { ...stranger, client: RECORDER, internalPort: 8_000 };

  it("is seen where the router lists it, and left alone", async () => {
    const place = await placeWith({ router: { open: [itsEntry] }, forwards: [forward("127.0.0.1")] });
    expect(await place.look()).toMatchObject({ stands: true });
    expect(await place.close()).toBe(false);
    expect(place.gateway.table.entries).toEqual([itsEntry]);
  });

  it("is gone where its router does not list it: it was closed just before Farsite ended", async () => {
    const place = await placeWith({ forwards: [forward("127.0.0.1")] });
    expect(await place.close()).toBe(true);
    // By somebody else it may still stand at a router of the same address.
    expect(await place.look()).toMatchObject({ stands: null });
  });

  it("can't be told of at another router, or when nobody knows it", async () => {
    const elsewhere = await placeWith({ forwards: [forward("192.168.7.1")] });
    expect(await elsewhere.close()).toBeNull();
    const unknown = await placeWith();
    expect(await unknown.close()).toBeNull();
    expect(await unknown.look()).toEqual({ stands: null, leaseSeconds: null });
    expect(unknown.gateway.counts.http).toBe(0);
  });
});
