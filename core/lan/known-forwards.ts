import { canonicalAddress } from "../net/ip-address.ts";
import { mappedPortRisk, type MappedPortRisk } from "../nat/mapped-ports.ts";
import { observationsOf, type Observation } from "../nat/observation.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import type { KnownForward } from "./device-findings.ts";

/** How a check describes the ports that it opens for a moment to test the router. */
const OWN_TEST = /^farsite test\b/i;

/**
 * The forwards that the last check read from the routers' tables (UPnP), without its own test mappings. A router that has no UPnP
 * shows nothing: an empty list does not mean that nothing is forwarded.
 */
export function knownForwards(record: CheckRecord | null): KnownForward[] {
  if (record === null) return [];
  const ownTests = ownTestsOf(record.observations);
  const forwards = observationsOf(record.observations, "upnp-mapping-table")
    .flatMap(({ data }) => data.entries)
    .flatMap((entry): KnownForward[] => {
      const internalAddress = canonicalAddress(entry.internalClient.trim());
      const isOwn =
        OWN_TEST.test(entry.description) ||
        ownTests.has(testKey(entry.transport, internalAddress ?? "", entry.internalPort));
      if (!entry.enabled || internalAddress === undefined || isOwn) return [];
      const { transport, externalPort, internalPort } = entry;
      return [
        { transport, externalPort, internalAddress, internalPort, description: entry.description.trim() || null },
      ];
    });
  // A router may answer the search with several descriptions of one table.
  return [...new Map(forwards.map((forward) => [JSON.stringify(forward), forward])).values()];
}

const testKey = (transport: string, address: string, port: number): string => `${transport} ${address} ${port}`;

/** Routers write their own description for what NAT-PMP and PCP open: those are known by the laptop's address and the port. */
function ownTestsOf(observations: readonly Observation[]): Set<string> {
  const laptop = observationsOf(observations, "interfaces")
    .flatMap(({ data }) => data.adapters.flatMap(({ addresses }) => addresses))
    .map(({ address }) => address);
  const own = [
    ...observationsOf(observations, "natpmp-mapping"),
    ...observationsOf(observations, "pcp-mapping"),
    ...observationsOf(observations, "upnp-mapping"),
  ].flatMap(({ data }) => laptop.map((address) => testKey(data.transport, address, data.internalPort)));
  const forOthers = observationsOf(observations, "mapping-for-other").map(({ data }) =>
    testKey(data.transport, data.internalClient, data.internalPort),
  );
  return new Set([...own, ...forOthers]);
}

/** What a forward means, judged as if it stays and anybody may use it: its lease is not known any more. */
export const forwardRisk = ({ internalAddress, description, ...forward }: KnownForward): MappedPortRisk =>
  mappedPortRisk({
    ...forward,
    internalClient: internalAddress,
    description: description ?? "",
    remoteHost: "",
    enabled: true,
    leaseSeconds: 0,
  });
