import { describe, expect, it, onTestFinished } from "vitest";
import type { FakeSite } from "../../fakes/fake-environment.ts";
import { startMappingPort, type MappingManners } from "../../fakes/fake-mapping-port.ts";
import { PINHOLE_SERVICE, startFakePinholeService, type PinholeManners } from "../../fakes/fake-pinhole-service.ts";
import { IPV6_LOOPBACK, LOOPBACK } from "../../fakes/loopback.ts";
import { PortTable } from "../../fakes/port-table.ts";
import { placeWith, whyOf, type Place } from "./forward-fixture.ts";

/** Lasting holes in a router's IPv6 firewall; the laptop and the router are both on the IPv6 loopback. */

const adapter = { name: "Ethernet", adapterKind: "ethernet", mac: null } as const;

async function placeWithIpv6(
  upnp: PinholeManners | null,
  pcp: MappingManners,
): Promise<Place & { open6: PortTable; names: Map<string, string> }> {
  const service = await startFakePinholeService(LOOPBACK, upnp ?? "right");
  onTestFinished(() => service.close());
  const firewall = `<service><serviceType>${PINHOLE_SERVICE}</serviceType><serviceId>urn:upnp-org:serviceId:WANIPv6Firewall1</serviceId>
<SCPDURL>/6.xml</SCPDURL><controlURL>${service.controlUrl}</controlURL><eventSubURL>/e</eventSubURL></service></serviceList>`;
  const open6 = new PortTable();
  const computer: FakeSite["computer"] = {
    readDefaultRoutes: async () => [
      { family: 4, gateway: LOOPBACK, interfaceName: "Ethernet", metric: 1 },
      { family: 6, gateway: IPV6_LOOPBACK, interfaceName: "Ethernet", metric: 1 },
    ],
    readAdapters: () => [
      {
        ...adapter,
        addresses: [
          { address: LOOPBACK, prefixLength: 8 },
          { address: IPV6_LOOPBACK, prefixLength: 128 },
        ],
      },
    ],
  };
  const describeWith = (xml: string): string => (upnp === null ? xml : xml.replace("</serviceList>", firewall));
  const place = await placeWith({ router: { describe: describeWith }, site: { ipv6: true, computer } });
  const server = await startMappingPort({
    address: IPV6_LOOPBACK,
    otherHost: IPV6_LOOPBACK,
    externalAddress: "192.31.196.77",
    natPmp: "silent",
    pcp,
    table: open6,
    counts: { natPmp: 0, pcp: 0 },
    seesClientAs: null,
    port: place.gateway.ports.mapping,
  });
  onTestFinished(() => server.close());
  return { ...place, open6, names: service.open };
}

const toLaptop = { address: IPV6_LOOPBACK, internalPort: 8_000, externalPort: 8_000 };

describe("a lasting pinhole", () => {
  it("is opened by UPnP where the router offers that, renewed under the same name, and closed", async () => {
    const place = await placeWithIpv6("right", "right");
    const opened = {
      kind: "forward-opened",
      externalPort: 8_000,
      externalAddress: IPV6_LOOPBACK,
      leaseSeconds: 7_200,
    };
    expect(await place.open(toLaptop, "pinhole")).toMatchObject(opened);
    expect(await place.open(toLaptop, "pinhole")).toMatchObject(opened);
    expect(place.names.size).toBe(1);
    expect(place.open6.made).toBe(0);
    expect(place.journal.all()).toMatchObject([{ protocol: "upnp", state: "open" }]);
    expect(await place.look()).toMatchObject({ stands: null });
    expect(await place.close()).toBe(true);
    expect(place.names.size).toBe(0);
    expect(place.journal.all()).toEqual([]);
  });

  it.each<[PinholeManners | null]>([["refuses"], ["off"], [null]])(
    "is opened by PCP where UPnP won't: %s",
    async (upnp) => {
      const place = await placeWithIpv6(upnp, "right");
      expect(await place.open(toLaptop, "pinhole")).toMatchObject({ kind: "forward-opened", leaseSeconds: 7_200 });
      expect(place.open6.entries).toHaveLength(1);
      expect(await place.close()).toBe(true);
      expect(place.open6.entries).toEqual([]);
    },
  );

  it("that both refuse is refused in words", async () => {
    const place = await placeWithIpv6("refuses", "refuse");
    expect(whyOf(await place.open(toLaptop, "pinhole"))).toBe("forward.refused.no-pinholes");
    expect(place.journal.all()).toEqual([]);
    const off = await placeWithIpv6("off", "refuse");
    expect(whyOf(await off.open(toLaptop, "pinhole"))).toBe("forward.refused.firewall-off");
  });

  it("is for IPv6 only, and for addresses of this site", async () => {
    const place = await placeWithIpv6("right", "right");
    for (const address of [LOOPBACK, "2a0e:b107:ff::30"])
      expect(whyOf(await place.open({ ...toLaptop, address }, "pinhole"))).toBe("forward.failed.not-a-device");
    const without = await placeWith();
    expect(whyOf(await without.open(toLaptop, "pinhole"))).toBe("forward.failed.no-ipv6");
  });

  it("is offered where one of the two opens it", async () => {
    const place = await placeWithIpv6("right", "right");
    const offer = await place.service.askRouter(new AbortController().signal);
    expect(offer.means).toContainEqual({ means: "pinhole", forOthers: null, permanent: false });
    const off = await placeWithIpv6("off", "silent");
    const offOffer = await off.service.askRouter(new AbortController().signal);
    expect(offOffer.means.map(({ means }) => means)).not.toContain("pinhole");
  });
});
