import type { Sighting } from "#core/lan/sighting.ts";
import { ipv4Number, prefixAround, type Ipv4Prefix } from "#core/net/ipv4-prefix.ts";

/** Answers come in bunches; their ports are tried together, so that the pace is kept. */
const GATHER_MS = 150;
/** Devices outside the confirmed ranges whose ports are tried: somebody who answers for a whole network is not followed. */
const MAX_STRAYS = 512;

type StrayOptions = {
  isSwept(address: string): boolean;
  mayConnect(address: string, interfaceName: string | null): boolean;
  tryPorts(prefixes: readonly Ipv4Prefix[]): Promise<void>;
};

/**
 * Devices that answered a search and are not in a range that is swept: their ports are tried as well, since they have shown that
 * they are there. Never anybody who did not answer.
 */
export class Strays {
  readonly #options: StrayOptions;
  readonly #known = new Set<string>();
  #gathered: Ipv4Prefix[] = [];
  #timer: NodeJS.Timeout | null = null;
  readonly #running = new Set<Promise<void>>();

  constructor(options: StrayOptions) {
    this.#options = options;
  }

  note({ address, interfaceName }: Omit<Sighting, "atMs">): void {
    const number = ipv4Number(address);
    if (number === undefined || this.#known.has(address) || this.#known.size >= MAX_STRAYS) return;
    if (this.#options.isSwept(address) || !this.#options.mayConnect(address, interfaceName)) return;
    this.#known.add(address);
    this.#gathered.push(prefixAround(number, 32));
    this.#timer ??= setTimeout(() => this.#go(), GATHER_MS);
  }

  #go(): void {
    this.#timer = null;
    const run = this.#options
      .tryPorts(this.#gathered.splice(0))
      // These are a bonus: what can't be tried must not end the scan, or the process before anybody waits for it.
      .catch(() => undefined)
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** When all that is known by now has been tried. */
  async idle(): Promise<void> {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#go();
    }
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
