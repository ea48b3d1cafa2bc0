import type { Knowledge } from "../knowledge/knowledge.ts";
import type { PortUse } from "../knowledge/maker.ts";
import { portPurpose, settledPurpose, type PortService } from "../lan/port-purpose.ts";
import type { OpenPort } from "../lan/sighting.ts";
import type { Transport } from "../nat/observation.ts";
import type { ForwardUse } from "./forward.ts";

/** What a port of a device is opened for; a VPN server on site is a route of its own. */
export type DeviceUse = Exclude<ForwardUse, "vpn">;

/** A port that a use needs at the device. */
export type WantedPort = {
  transport: Transport;
  port: number;
  use: DeviceUse;
  /** A key of `core/lan/port-purpose.ts`; null: nobody knows. */
  service: string | null;
  /** Null: nobody knows. */
  encrypted: boolean | null;
  /** The search found it open. Null: it was not looked. */
  seen: boolean | null;
};

export type PortSource = {
  /** What is known of the device's maker; null: nothing. */
  maker: Pick<Knowledge["makers"][number], "ports" | "forward" | "neverForward"> | null;
  brand: string | null;
  /** What the last search found open; null: the device was not found. */
  ports: readonly OpenPort[] | null;
};

/** What the makers' facts call it. */
const KNOWN_USES: Readonly<Record<DeviceUse, readonly PortUse[]>> = {
  app: ["app", "sdk"],
  web: ["web"],
  stream: ["rtsp"],
  panel: ["panel"],
  other: [],
};

/** Which open port serves a use where nothing is known of the maker; the best first. */
const SERVICES: Readonly<Record<DeviceUse, readonly (readonly PortService[])[]>> = {
  app: [
    ["hikvision", "dahua", "xiongmai", "reolink", "tvt", "hanwha", "uniview", "idis", "zkteco", "ubiquiti"],
    ["makers-own"],
    ["web-or-apps"],
  ],
  web: [["web-secure"], ["web"], ["web-or-apps"]],
  stream: [["rtsp-secure"], ["rtsp"]],
  panel: [["panel"]],
  other: [],
};

/** Nobody outside needs these, whatever the maker: a shell, set-up, building control without a password. */
const NEVER: ReadonlySet<string> = new Set<PortService>([
  "telnet",
  "console",
  "serial-setup",
  "upnp",
  "modbus",
  "knx",
  "bacnet",
]);

/**
 * The ports that a use needs, and no more: by the maker's facts, else by what the device shows. A device whose ports were moved is
 * asked for where they are now. Empty: nobody knows.
 */
export function wantedPorts(use: DeviceUse, source: PortSource): WantedPort[] {
  const known = knownPorts(use, source);
  const found = known.length > 0 ? known.map((port) => whereItIs(port, source)) : shownPorts(use, source);
  const wanted = found.map((port): WantedPort => ({ ...port, use }));
  const unique = new Map(wanted.map((port) => [`${port.transport} ${port.port}`, port]));
  return [...unique.values()].filter((port) => !neverForward(port, source));
}

type Found = Omit<WantedPort, "use">;

function knownPorts(use: DeviceUse, { maker, brand }: PortSource): Found[] {
  if (maker === null) return [];
  const uses = KNOWN_USES[use];
  const encrypted = (transport: Transport, port: number): boolean | null =>
    maker.ports.find((one) => one.port === port && one.transport === transport)?.encrypted ?? null;
  const named = uses
    .map((one) => maker.forward.find((entry) => entry.use === one)?.ports ?? [])
    .find((ports) => ports.length > 0);
  const listed = uses
    .map((one) => maker.ports.filter((port) => port.uses.includes(one)))
    .find((ports) => ports.length > 0);
  const found = (named ?? listed ?? []).map(({ transport, port }): Found => ({
    transport,
    port,
    service: portPurpose(port, transport, brand ?? undefined),
    encrypted: encrypted(transport, port),
    seen: null,
  }));
  // Where the maker names ways beside each other and not what is needed, the encrypted one is enough.
  const safe = named === undefined ? found.filter((port) => port.encrypted === true) : [];
  return safe.length > 0 ? safe : found;
}

/** The same service on another port than the factory's, where the device was moved there. */
function whereItIs(wanted: Found, { ports, brand }: PortSource): Found {
  if (ports === null) return wanted;
  if (ports.some(({ port, transport }) => port === wanted.port && transport === wanted.transport)) {
    return { ...wanted, seen: true };
  }
  // A search tries few UDP ports: that one was not seen says nothing.
  if (wanted.transport === "udp") return wanted;
  const moved = ports.filter(
    (one) => one.transport === "tcp" && wanted.service !== null && serviceOf(one, brand) === wanted.service,
  );
  const [only] = moved;
  return only !== undefined && moved.length === 1
    ? { ...wanted, port: only.port, seen: true }
    : { ...wanted, seen: false };
}

function shownPorts(use: DeviceUse, { ports, brand }: PortSource): Found[] {
  for (const services of SERVICES[use]) {
    const shown = (ports ?? []).flatMap((one): Found[] => {
      const service = serviceOf(one, brand);
      if (service === null || !services.some((name) => name === service)) return [];
      const encrypted = service === "web-secure" || service === "rtsp-secure" ? true : null;
      return [{ transport: one.transport, port: one.port, service, encrypted, seen: true }];
    });
    // One page is enough; what a maker's app needs may be several ports.
    if (shown.length > 0) return use === "app" ? shown : shown.slice(0, 1);
  }
  return [];
}

const serviceOf = ({ port, transport, service }: OpenPort, brand: string | null): string | null =>
  settledPurpose({ port, transport }, [service], brand ?? undefined);

/** What a port of the device is for, as far as anybody knows. */
export function serviceAt(transport: Transport, port: number, { ports, brand }: PortSource): string | null {
  const shown = (ports ?? []).find((one) => one.port === port && one.transport === transport);
  return shown === undefined ? portPurpose(port, transport, brand ?? undefined) : serviceOf(shown, brand);
}

/** Whether a port is one that must not be reachable from the internet, by the maker's word or by what it is. */
export function neverForward({ transport, port }: { transport: Transport; port: number }, source: PortSource): boolean {
  const isNamed = source.maker?.neverForward.some((one) => one.port === port && one.transport === transport) ?? false;
  return isNamed || NEVER.has(serviceAt(transport, port, source) ?? "");
}

type PortRange = { readonly from: number; readonly to: number };

export type TakenPort = { transport: Transport; externalPort: number };

export type OutsidePorts = {
  /** What leads to other devices already. */
  taken: readonly TakenPort[];
  /** The only ports that the line has for itself; null: all. */
  usable: readonly PortRange[] | null;
};

/** Whether a port of the line is there to be used. */
export function isFree(transport: Transport, port: number, { taken, usable }: OutsidePorts): boolean {
  const isTaken = taken.some((one) => one.transport === transport && one.externalPort === port);
  return !isTaken && (usable === null || usable.some(({ from, to }) => port >= from && port <= to));
}

const STEP = 10_000;
const LAST_PORT = 65_535;
/** Below are the services of the system and of providers. */
const FIRST_OWN_PORT = 1_024;

/** A port of the line for a port of the device: the same one where it is free, else one that resembles it. Null: all are taken. */
export function freeExternalPort(transport: Transport, port: number, outside: OutsidePorts): number | null {
  const alike = [0, 1, 2, 3, 4, 5].map((times) => port + times * STEP).filter((one) => one <= LAST_PORT);
  const found = alike.find((one) => isFree(transport, one, outside));
  if (found !== undefined) return found;
  const ranges = outside.usable ?? [{ from: FIRST_OWN_PORT, to: LAST_PORT }];
  for (const { from, to } of ranges) {
    for (let one = Math.max(from, 1); one <= to; one++) if (isFree(transport, one, outside)) return one;
  }
  return null;
}
