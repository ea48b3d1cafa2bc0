import { describe, expect, test } from "vitest";
import { LAB_STUN_SERVERS } from "./internet.ts";
import { hasNat64, noIpv6 } from "./ipv6-site.ts";
import { bringUp, type Lab } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { natPairTopology, topologies } from "./topologies.ts";
import { combinedNat, dependences, type Topology } from "./topology.ts";
import { deriveKind, measureTruth, type MeasuredTruth } from "./truth.ts";

/** What the catalogue says of a topology is what a vantage outside finds when it is up. */

const whyNot = whyNoLab();

/** Several at a time: each is its own lab, and most of the measuring is waiting for what does not answer. */
async function inLab(topology: Topology, measure: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await bringUp(topology);
  try {
    await measure(lab);
  } finally {
    await lab.down();
  }
}

/** What must be measured, from the topology's stated truth and the settings of its boxes. */
function statedTruth({ truth, layers, access, ipv6 }: Topology): MeasuredTruth {
  const [home] = layers;
  const isOnline = truth.publicAddress !== null;
  const filters = layers.flatMap((layer) => layer.filters.map(({ kind }) => kind));
  const udpGetsOut = isOnline && !filters.includes("drop-outbound-udp");
  const homeOwnsIt = truth.addressOwner === home.host;
  // The agent asks with IPv4 sockets, and only a laptop with a translator of its own has an address for them.
  const hasIpv4 = ipv6?.ipv4 !== "nat64";
  const getsIn = isOnline && !access.dropsInbound;
  // Ports that the lab asks for are never among those of a shared address.
  const sharesPorts = home.addressSharing?.kind === "port-set";
  const getsInAnywhere = getsIn && !sharesPorts;
  const ownAddressPing = homeOwnsIt ? (filters.includes("ignore-ping") ? null : "echo") : "expired";
  return {
    publicAddress: truth.publicAddress,
    stunAddresses: LAB_STUN_SERVERS.map(() => (udpGetsOut && hasIpv4 ? truth.publicAddress : null)),
    ownAddressPing: isOnline && hasIpv4 ? ownAddressPing : null,
    addressOwner: truth.addressOwner,
    inboundWithHomeForward: getsInAnywhere && homeOwnsIt,
    inboundWithSiteForwards: getsInAnywhere && layers.every((layer) => layer.owner === "customer"),
    ...truth.stockMappings,
    inboundWithUpnp: getsInAnywhere && homeOwnsIt && truth.stockMappings.upnp === "granted",
    inboundWithNatpmp: getsInAnywhere && homeOwnsIt && truth.stockMappings.natpmp === "granted",
    nat: udpGetsOut && hasIpv4 ? combinedNat(layers) : null,
    inboundWithSharedPort: sharesPorts ? getsIn : null,
    throughNat64: hasNat64(ipv6),
    ipv6: truth.ipv6 ?? noIpv6,
  };
}

describe.skipIf(whyNot !== null).concurrent(`truth from outside${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(topologies)("$name is $truth.kind", (topology) =>
    inLab(topology, async (lab) => {
      const measured = await measureTruth(lab);
      expect(deriveKind(measured, topology)).toBe(topology.truth.kind);
      expect(measured).toEqual(statedTruth(topology));
      for (const { host } of topology.layers) expect(await lab.routerMappings(host)).toEqual([]);
    }),
  );

  const pairs = dependences.flatMap((mapping) => dependences.map((filtering) => ({ mapping, filtering })));
  test.each(pairs)("a router can have $mapping mapping and $filtering filtering", (pair) =>
    inLab(natPairTopology(pair), async (lab) => {
      expect(await lab.agent("laptop").call("measureNat", { silenceMs: 1_200 })).toEqual(pair);
    }),
  );
});
