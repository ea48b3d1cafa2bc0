import { broadcastOf, inIpv4Prefix, ipv4Number, prefixAround, type Ipv4Prefix } from "#core/net/ipv4-prefix.ts";
import type { Adapter } from "../system/adapters.ts";

type Own = { prefix: Ipv4Prefix; address: number; interfaceName: string; hasNeighbours: boolean };

/** The laptop's own IPv4 networks, as a sweep looks at addresses. */
export class SweptNetworks {
  /** The narrowest first: it is the one that packets go to. */
  readonly #own: readonly Own[];

  constructor(adapters: readonly Adapter[]) {
    this.#own = adapters
      .flatMap(({ name, adapterKind, addresses }) =>
        addresses.flatMap(({ address, prefixLength }): Own[] => {
          const number = ipv4Number(address);
          if (number === undefined) return [];
          // Behind a VPN there are no hardware addresses.
          const hasNeighbours = adapterKind !== "loopback" && adapterKind !== "tunnel";
          return [{ prefix: prefixAround(number, prefixLength), address: number, interfaceName: name, hasNeighbours }];
        }),
      )
      .toSorted((a, b) => b.prefix.length - a.prefix.length);
  }

  /** Whether packets go to it directly, and not by a router. */
  isOnLink(address: number): boolean {
    return this.#networkOf(address)?.hasNeighbours ?? false;
  }

  /** The laptop itself, or everybody. */
  isNobodys(address: number): boolean {
    return this.#own.some(
      (own) => own.address === address || (inIpv4Prefix(address, own.prefix) && broadcastOf(own.prefix) === address),
    );
  }

  /** By which adapter packets go there, where that is plain; null behind a router. */
  interfaceOf(address: string): string | null {
    const number = ipv4Number(address);
    return number === undefined ? null : (this.#networkOf(number)?.interfaceName ?? null);
  }

  #networkOf(address: number): Own | undefined {
    return this.#own.find((own) => inIpv4Prefix(address, own.prefix));
  }
}
