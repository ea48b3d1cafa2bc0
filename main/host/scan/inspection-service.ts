import { randomBytes } from "node:crypto";
import { HostError } from "#core/contract/errors.ts";
import type { Inspection, InspectionRequest } from "#core/lan/inspection.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { inIpv4Prefix, ipv4Number, parseIpv4Prefix } from "#core/net/ipv4-prefix.ts";
import type { Adapter } from "../system/adapters.ts";
import { isOwnNetwork, networksOf } from "./own-networks.ts";
import { usedAdapters, type UsedAdapter } from "./used-adapters.ts";

export type InspectionServiceOptions = {
  readAdapters: () => Adapter[];
  /** The last scan of this host: what the person confirmed, and what was there. */
  lastScan: () => ScanRecord | null;
};

/** Asks single devices with a login: only devices of the site, each by one person at a time. */
export class InspectionService {
  readonly #options: InspectionServiceOptions;
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(options: InspectionServiceOptions) {
    this.#options = options;
  }

  /** @throws HostError BAD_INPUT: the address is none of the site's */
  async inspect(request: InspectionRequest, signal: AbortSignal | undefined): Promise<Inspection> {
    const address = canonicalAddress(request.address);
    const adapters = usedAdapters(this.#options.readAdapters());
    if (address === undefined || !this.#mayAsk(address, request.interfaceName, adapters)) {
      throw new HostError("BAD_INPUT", { detail: `address: ${request.address.slice(0, 64)}` });
    }
    // Devices count wrong logins: what two windows ask at once must not look like an attack.
    const before = this.#running.get(address) ?? Promise.resolve();
    const answer = before.then(() =>
      this.#ask({ ...request, address: withZone(address, request.interfaceName, adapters) }, address, signal),
    );
    const ended = answer.catch(() => null);
    this.#running.set(address, ended);
    try {
      return await answer;
    } finally {
      if (this.#running.get(address) === ended) this.#running.delete(address);
    }
  }

  async #ask(request: InspectionRequest, address: string, signal: AbortSignal | undefined): Promise<Inspection> {
    const { inspectDevice } = await import("./inspect/inspect-device.ts");
    return inspectDevice(request, {
      signal,
      now: () => new Date(),
      randomBytes: (length) => randomBytes(length),
      pinnedFingerprints: this.#certificatesOf(address),
      routers: this.#options.lastScan()?.circumstances.gateways ?? [],
    });
  }

  /** What the last scan saw in a confirmed range may be asked beyond a router too; nothing else leaves the laptop's own networks. */
  #mayAsk(address: string, interfaceName: string | null, adapters: readonly UsedAdapter[]): boolean {
    if (isOwnNetwork(networksOf(adapters), address, interfaceName)) return true;
    const scan = this.#options.lastScan();
    const number = ipv4Number(address);
    if (scan === null || number === undefined) return false;
    const { ranges, sweep, byHand } = scan.request;
    const isConfirmed = [...(sweep ? ranges : []), ...byHand].some((text) => {
      const range = parseIpv4Prefix(text);
      return range !== undefined && inIpv4Prefix(number, range);
    });
    return isConfirmed && scan.sightings.some((seen) => seen.address === address && seen.source !== "person");
  }

  /** By port. Addresses repeat from site to site: an older scan's certificates would be another customer's. */
  #certificatesOf(address: string): Map<number, string> {
    const certificates = (this.#options.lastScan()?.sightings ?? []).flatMap((seen) =>
      seen.address === address && seen.claims.certificate !== undefined ? [seen.claims.certificate] : [],
    );
    return new Map(certificates.map(({ port, fingerprint }) => [port, fingerprint]));
  }
}

/** A link-local address says nothing without its adapter. */
function withZone(address: string, interfaceName: string | null, adapters: readonly UsedAdapter[]): string {
  if (!address.startsWith("fe80:")) return address;
  const adapter = adapters.find(({ name }) => name === interfaceName);
  return `${address}%${adapter?.zone ?? interfaceName ?? ""}`;
}
