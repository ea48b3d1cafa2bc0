import { DISCOVERY_SOURCES, type Sighting } from "#core/lan/sighting.ts";
import type { LookTarget } from "./scan-environment.ts";

/** Ports of a device on the LAN answer within milliseconds of each other; waiting shortly gives one look instead of many. */
const QUIET_MS = 120;
/** Devices looked at together: each costs a few connections and some parsing, and most of its time is waiting for ports that say nothing. */
const DEVICES_AT_ONCE = 64;
/** As many addresses of services as are taken from one device. */
const MAX_URLS = 16;

type Known = {
  address: string;
  interfaceName: string | null;
  ports: Set<number>;
  urls: LookTarget["urls"];
  descriptionUrls: Set<string>;
  known: LookTarget["known"];
  /** What a look has been given already, so that later ports get one of their own. */
  looked: Set<string>;
  timer: NodeJS.Timeout | null;
};

/**
 * Decides when a device is looked at: as soon as its open ports are known, and again only at what came up later. The look itself
 * is `lookAt`.
 */
export class Looks {
  readonly #byAddress = new Map<string, Known>();
  readonly #waiting: Known[] = [];
  readonly #lookAt: (target: LookTarget) => Promise<void>;
  readonly #mayLook: (address: string, interfaceName: string | null) => boolean;
  #running = 0;
  #done = 0;
  #total = 0;
  #idle: (() => void)[] = [];

  constructor(options: {
    lookAt(target: LookTarget): Promise<void>;
    /** Only what is in a confirmed range or on the laptop's own networks is connected to. */
    mayLook(address: string, interfaceName: string | null): boolean;
  }) {
    this.#lookAt = (target) => options.lookAt(target);
    this.#mayLook = (address, interfaceName) => options.mayLook(address, interfaceName);
  }

  get progress(): { done: number; total: number } {
    return { done: this.#done, total: this.#total };
  }

  /** Takes from a sighting what can be looked at. */
  note(sighting: Omit<Sighting, "atMs">, descriptionUrl?: string): void {
    const { address, interfaceName, claims, source } = sighting;
    if (!this.#mayLook(address, interfaceName)) return;
    const key = `${interfaceName ?? ""} ${address}`;
    const known = this.#byAddress.get(key) ?? {
      address,
      interfaceName,
      ports: new Set(),
      urls: [],
      descriptionUrls: new Set(),
      known: {},
      looked: new Set(),
      timer: null,
    };
    this.#byAddress.set(key, known);
    // A port that a device only names may be closed, or be another device's; the sweep finds out.
    const ports = source === "port" ? (claims.ports ?? []) : [];
    for (const { port } of ports) known.ports.add(port);
    // What a look found out needs no other look.
    const urls = isDiscovery(source) ? (claims.urls ?? []) : [];
    for (const url of urls.slice(0, MAX_URLS - known.urls.length))
      if (!known.urls.some((other) => other.url === url.url)) known.urls.push(url);
    if (descriptionUrl !== undefined && known.descriptionUrls.size < MAX_URLS)
      known.descriptionUrls.add(descriptionUrl);
    known.known = { ...pick(claims), ...known.known };
    if (this.#news(known).length === 0) return;
    if (known.timer !== null) clearTimeout(known.timer);
    known.timer = setTimeout(() => this.#queue(known), QUIET_MS);
  }

  #news({ ports, urls, descriptionUrls, looked }: Known): string[] {
    return [...[...ports].map(String), ...urls.map(({ url }) => url), ...descriptionUrls].filter(
      (item) => !looked.has(item),
    );
  }

  #queue(known: Known): void {
    known.timer = null;
    if (this.#waiting.includes(known)) return;
    this.#waiting.push(known);
    this.#total += 1;
    this.#next();
  }

  #next(): void {
    while (this.#running < DEVICES_AT_ONCE) {
      const known = this.#waiting.shift();
      if (known === undefined) break;
      const news = new Set(this.#news(known));
      for (const item of news) known.looked.add(item);
      this.#running += 1;
      void this.#lookAt({
        address: known.address,
        interfaceName: known.interfaceName,
        ports: [...known.ports].filter((port) => news.has(String(port))).toSorted((a, b) => a - b),
        urls: known.urls.filter(({ url }) => news.has(url)),
        descriptionUrls: [...known.descriptionUrls].filter((url) => news.has(url)),
        known: known.known,
      })
        // One odd device must not end the process.
        .catch(() => undefined)
        .finally(() => {
          this.#running -= 1;
          this.#done += 1;
          this.#next();
          if (this.#isIdle()) for (const wake of this.#idle.splice(0)) wake();
        });
    }
  }

  #isIdle(): boolean {
    return (
      this.#running === 0 && this.#waiting.length === 0 && [...this.#byAddress.values()].every((k) => k.timer === null)
    );
  }

  /** When nothing is being looked at and nothing waits. */
  async idle(): Promise<void> {
    while (!this.#isIdle()) {
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
        // A timer that runs out without anything to look at wakes nobody.
        setTimeout(resolve, QUIET_MS);
      });
    }
  }

  /** Forgets what waits. */
  stop(): void {
    for (const known of this.#byAddress.values()) {
      if (known.timer !== null) clearTimeout(known.timer);
      known.timer = null;
    }
    this.#waiting.length = 0;
  }
}

const isDiscovery = (source: Sighting["source"]): boolean => DISCOVERY_SOURCES.some((one) => one === source);

function pick({ brand, model, role }: Sighting["claims"]): LookTarget["known"] {
  return {
    ...(brand !== undefined && { brand }),
    ...(model !== undefined && { model }),
    ...(role !== undefined && { role }),
  };
}
