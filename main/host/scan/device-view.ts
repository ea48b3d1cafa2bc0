import { deviceFindings, type KnownForward, type PlainDevice } from "#core/lan/device-findings.ts";
import type { Device, DeviceFinding } from "#core/lan/device.ts";
import { identifyDevices, type IdentifiedDevice } from "#core/lan/identify.ts";
import type { KevCatalogue } from "#core/lan/kev.ts";
import type { OwnNetwork } from "#core/lan/same-device.ts";
import { MAX_DEVICES, type ScanCircumstances, type ScanRequest } from "#core/lan/scan-record.ts";
import { siteFindings } from "#core/lan/site-findings.ts";
import type { Sighting } from "#core/lan/sighting.ts";
import type { RunningScanEvent } from "./run-scan.ts";
import type { ScanEnvironment } from "./scan-environment.ts";
import type { SightingLog } from "./sighting-log.ts";

type DevicesEvent = Extract<RunningScanEvent, { type: "devices" }>;

/** The first device is shown at once, later ones in bunches that an eye can follow. */
const FIRST_MS = 30;
const BETWEEN_MS = 200;
/** On a network that is flooded, thinking must not take more than this part of the time. */
const SHARE_OF_TIME = 5;

type ViewOptions = {
  environment: ScanEnvironment;
  networks: readonly OwnNetwork[];
  gateways: readonly string[];
  log: SightingLog;
  now(): Date;
  monotonicMs(): number;
  kev: KevCatalogue;
  forwards: readonly KnownForward[];
  before: readonly PlainDevice[];
  rescued: readonly string[];
};

/** The devices as far as the sightings go, told as they change. */
export class DeviceView {
  readonly #options: ViewOptions;
  readonly #makers = new Map<string, string | null>();
  readonly #lookups = new Set<Promise<void>>();
  readonly #shown = new Map<string, string>();
  #tell: ((event: DevicesEvent) => void) | null = null;
  #fail: ((error: unknown) => void) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #waitMs = FIRST_MS;
  #hasEnded = false;

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  /** Changes are told from now on; what goes wrong in between is, too, instead of ending the process. */
  start(tell: (event: DevicesEvent) => void, fail: (error: unknown) => void): void {
    this.#tell = tell;
    this.#fail = fail;
  }

  changed({ claims: { mac } }: Omit<Sighting, "atMs">): void {
    if (this.#hasEnded) return;
    if (mac !== undefined && !this.#makers.has(mac)) this.#lookUp(mac);
    this.#timer ??= setTimeout(() => this.#showOrFail(), this.#waitMs);
  }

  #lookUp(mac: string): void {
    this.#makers.set(mac, null);
    const lookup = this.#options.environment
      .makerOf(mac)
      .then((maker) => void this.#makers.set(mac, maker))
      // A card of which nobody knows the maker.
      .catch(() => undefined)
      .finally(() => this.#lookups.delete(lookup));
    this.#lookups.add(lookup);
  }

  #showOrFail(): void {
    try {
      this.#show();
    } catch (error) {
      this.#fail?.(error);
    }
  }

  #show(): void {
    this.#timer = null;
    const startedMs = this.#options.monotonicMs();
    const devices = this.#devices();
    const texts = new Map(devices.map((device) => [device.id, JSON.stringify(device)]));
    const changed = devices.filter(({ id }) => this.#shown.get(id) !== texts.get(id));
    const removed = [...this.#shown.keys()].filter((id) => !texts.has(id));
    for (const id of removed) this.#shown.delete(id);
    for (const [id, text] of texts) this.#shown.set(id, text);
    if (changed.length > 0 || removed.length > 0) this.#tell?.({ type: "devices", changed, removed });
    this.#waitMs = Math.max(BETWEEN_MS, SHARE_OF_TIME * (this.#options.monotonicMs() - startedMs));
  }

  #devices(): Device[] {
    const identified = identifyDevices(this.#options.log.all, {
      networks: this.#options.networks,
      gateways: this.#options.gateways,
      isDeviceAddress: this.#options.environment.isDeviceAddress,
      makerOf: (mac) => this.#makers.get(mac) ?? null,
    });
    const kept = identified.length > MAX_DEVICES ? mostSeen(identified) : identified;
    const devices = kept.map(({ device }) => device);
    const context = {
      now: this.#options.now().toISOString(),
      kev: this.#options.kev,
      forwards: this.#options.forwards,
      before: this.#options.before,
      rescued: this.#options.rescued,
      openWithoutLogin: new Map(
        kept.map(({ device, sightings }) => [
          device.id,
          [...new Set(sightings.flatMap(({ claims }) => claims.openWithoutLogin ?? []))],
        ]),
      ),
    };
    return devices.map((device) => ({ ...device, findings: deviceFindings(device, devices, context) }));
  }

  /** Stops telling. @returns all devices, with the makers of all cards, and what is to be said of the site */
  async finish(scan: {
    circumstances: ScanCircumstances;
    request: ScanRequest;
    cancelled: boolean;
  }): Promise<{ devices: Device[]; findings: DeviceFinding[] }> {
    // A look that was cut short may still say something; the record is what is shown from here on.
    this.#hasEnded = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await Promise.all(this.#lookups);
    this.#show();
    const devices = this.#devices();
    // Half a search says nothing of what is not there.
    const findings = scan.cancelled ? [] : siteFindings({ devices, ...scan, forwards: this.#options.forwards });
    return { devices, findings };
  }
}

/** A flood of made-up devices says one thing each, once; what is really there is seen in several ways. */
function mostSeen(identified: readonly IdentifiedDevice[]): IdentifiedDevice[] {
  const real = new Set(
    identified.toSorted((a, b) => b.device.sources.length - a.device.sources.length).slice(0, MAX_DEVICES),
  );
  return identified.filter((device) => real.has(device));
}
