import { randomBytes } from "node:crypto";
import type { DiscoveryProtocol } from "#core/lan/discovery-protocol.ts";
import type { Sighting } from "#core/lan/sighting.ts";
import type { ScanBudget } from "#host/scan/scan-budget.ts";
import { siteScanBudget } from "#host/scan/scan-budget.ts";
import type { Neighbour, ScanContext } from "#host/scan/scan-environment.ts";
import type { Adapter } from "#host/system/adapters.ts";

export type FakeScanContext = ScanContext & {
  sightings: Omit<Sighting, "atMs">[];
  descriptionUrls: string[];
  refusedSends: [interfaceName: string, code: string][];
};

/** An adapter on loopback that a scan takes for a cable: 127.0.0.0/8 is all there. */
export const cable: Adapter = {
  name: "cable",
  adapterKind: "ethernet",
  mac: "02:00:5e:00:00:42",
  addresses: [{ address: "127.0.0.1", prefixLength: 8 }],
};

/** What a part of a scan gets, on loopback; what it reports is kept. */
export function fakeScanContext(
  options: {
    adapters?: readonly Adapter[];
    neighbours?: () => Neighbour[];
    unanswered?: () => string[];
    protocols?: readonly DiscoveryProtocol[];
    ports?: readonly number[];
    budget?: Partial<ScanBudget>;
    signal?: AbortSignal;
    onSighting?(sighting: Omit<Sighting, "atMs">): void;
  } = {},
): FakeScanContext {
  const adapters = [...(options.adapters ?? [cable])];
  const startedMs = performance.now();
  const sightings: FakeScanContext["sightings"] = [];
  const descriptionUrls: string[] = [];
  const refusedSends: FakeScanContext["refusedSends"] = [];
  return {
    readAdapters: () => adapters,
    describeAdapters: (described) => Promise.resolve([...described]),
    readDefaultRoutes: () => Promise.resolve([]),
    readLocalFirewalls: () => Promise.resolve([]),
    readNeighbours: () => Promise.resolve(options.neighbours?.() ?? []),
    ...(options.unanswered && { readUnanswered: () => Promise.resolve(options.unanswered?.() ?? []) }),
    makerOf: () => Promise.resolve(null),
    isDeviceAddress: () => true,
    protocols: options.protocols ?? [],
    ports: options.ports ?? [],
    budget: { ...siteScanBudget, ...options.budget },
    signal: options.signal ?? new AbortController().signal,
    elapsedMs: () => performance.now() - startedMs,
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
    now: () => new Date(),
    onSighting: (sighting, descriptionUrl) => {
      sightings.push(sighting);
      if (descriptionUrl !== undefined) descriptionUrls.push(descriptionUrl);
      options.onSighting?.(sighting);
    },
    onRefusedSend: (interfaceName, code) => refusedSends.push([interfaceName, code]),
    sightings,
    descriptionUrls,
    refusedSends,
  };
}
