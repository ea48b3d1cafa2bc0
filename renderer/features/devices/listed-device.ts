import type { Device, DeviceFinding } from "#core/lan/device.ts";
import type { DeviceNote } from "#core/lan/scan-record.ts";
import type { DeviceRole } from "#core/lan/sighting.ts";
import { inPrefix, isIpv4, parseAddress } from "#core/net/ip-address.ts";
import { brandAndModel, deviceName } from "../../device-names/device-name.ts";
import type { FoundDevice } from "./found-devices.ts";

export type Severity = DeviceFinding["severity"];

/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ["problem", "warning", "advice", "info"];

/** States that an installer looks for; each is a mark in the row and a filter. */
export const MARKS = ["new", "not-activated", "wrong-network"] as const;
export type Mark = (typeof MARKS)[number];

/** What of a scan's surroundings the list needs. */
export type ListContext = {
  notes: readonly DeviceNote[];
  /** Devices that the scan before did not see. */
  newIds: ReadonlySet<string>;
  /** The networks that were searched. */
  networks: readonly string[];
  /** A finding in the person's language, so that "telnet" finds the devices with Telnet. */
  titleOf: (finding: DeviceFinding) => string;
};

/** A device as one row shows it; everything to sort and filter by is worked out once. */
export type ListedDevice = {
  place: number;
  device: Device;
  name: string | null;
  brandAndModel: string | null;
  role: DeviceRole;
  address: string;
  moreAddresses: number;
  firmware: string | null;
  worst: Severity | null;
  marks: readonly Mark[];
  /** The searched network it is in; null: none of them. */
  network: string | null;
  hasNote: boolean;
  /** In lower case: all that a search looks through. */
  searched: string;
  /** Sorts like the addresses: IPv4 first, each by its numbers. */
  addressOrder: string;
};

/** Makes rows of devices; a device that has not changed keeps its very row, so that only what is new is drawn anew. */
export function rowMaker({ notes, ...context }: ListContext): (found: FoundDevice) => ListedDevice {
  const noteByKey = new Map(notes.flatMap((note) => note.keys.map((key) => [key, note] as const)));
  const made = new WeakMap<Device, ListedDevice>();
  return ({ place, device }) => {
    const known = made.get(device);
    if (known?.place === place) return known;
    const key = device.keys.find((one) => noteByKey.has(one));
    const row = listed(place, device, (key !== undefined && noteByKey.get(key)) || null, context);
    made.set(device, row);
    return row;
  };
}

function listed(
  place: number,
  device: Device,
  note: DeviceNote | null,
  { newIds, networks, titleOf }: Omit<ListContext, "notes">,
): ListedDevice {
  const [first] = device.addresses;
  const address = first?.address ?? "";
  const name = deviceName(device, note?.name ?? null);
  return {
    place,
    device,
    name,
    brandAndModel: brandAndModel(device),
    role: device.role.value,
    address,
    moreAddresses: device.addresses.length - 1,
    firmware: device.firmware?.value ?? null,
    worst: SEVERITIES.find((severity) => device.findings.some((finding) => finding.severity === severity)) ?? null,
    marks: MARKS.filter((mark) => hasMark(device, mark, newIds)),
    network: networks.find((network) => device.addresses.some((one) => inPrefix(one.address, network))) ?? null,
    hasNote: note?.note != null,
    searched: [
      name,
      device.name?.value,
      device.brand?.value,
      device.model?.value,
      device.serialNumber?.value,
      device.firmware?.value,
      device.maker,
      note?.note,
      ...device.macs,
      ...device.addresses.map((one) => one.address),
      ...device.findings.map(titleOf),
    ]
      .filter((text) => text != null)
      .join("\n")
      .toLowerCase(),
    addressOrder: addressOrder(address),
  };
}

function hasMark(device: Device, mark: Mark, newIds: ReadonlySet<string>): boolean {
  if (mark === "new") return newIds.has(device.id);
  return mark === "not-activated" ? device.activated === false : isInWrongNetwork(device);
}

/** Findings (`core/lan/findings-network.ts`) of a device that the laptop may not reach as it is. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(["wrong-subnet", "no-dhcp-address"]);

/**
 * It has addresses of other networks only, and nothing could connect to it. A device behind a router of the site has a foreign
 * address, too, and nothing is wrong with it: the finding knows the difference.
 */
export function isInWrongNetwork({ findings, addresses }: Pick<Device, "findings" | "addresses">): boolean {
  return findings.some(({ code }) => OUT_OF_REACH.has(code)) && addresses.every((one) => one.inOwnNetwork !== true);
}

/** Another device answers at its address, too (`core/lan/findings-network.ts`): nobody knows which one is asked. */
export const sharesItsAddress = ({ findings }: Pick<Device, "findings">): boolean =>
  findings.some(({ code }) => code === "duplicate-address");

function addressOrder(address: string): string {
  const bytes = parseAddress(address)?.bytes ?? new Uint8Array();
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${isIpv4(address) ? "4" : "6"}${digits}`;
}
