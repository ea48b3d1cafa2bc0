import type { ScanEvent } from "#core/contract/contract.ts";
import type { Device } from "#core/lan/device.ts";
import { MAX_DEVICES } from "#core/lan/scan-record.ts";

/** A device on its place in the list. The place stays while more becomes known of the device, even its id changes then. */
export type FoundDevice = { place: number; device: Device };

/** What a running scan has found, in the order in which it came. */
export type FoundDevices = {
  list: readonly FoundDevice[];
  /** Something floods the network: what came after the cap is not kept. */
  full: boolean;
};

export const nothingFound: FoundDevices = { list: [], full: false };

export type DevicesEvent = Extract<ScanEvent, { type: "devices" }>;

/** Takes in several events at once: the list is copied once, however fast they come. */
export function withDevices(found: FoundDevices, events: readonly DevicesEvent[]): FoundDevices {
  const list: (FoundDevice | null)[] = [...found.list];
  const at = new Map(found.list.map(({ device }, index) => [device.id, index]));
  let { full } = found;
  let nextPlace = (found.list.at(-1)?.place ?? -1) + 1;
  for (const { changed, removed } of events) {
    const vacant = new Map<number, FoundDevice>();
    for (const id of removed) {
      const index = at.get(id);
      const one = index === undefined ? null : list[index];
      if (index === undefined || !one) continue;
      at.delete(id);
      list[index] = null;
      vacant.set(index, one);
    }
    for (const device of changed) {
      const index = at.get(device.id) ?? takeOver(vacant, device);
      const known = index === undefined ? undefined : (list[index] ?? vacant.get(index));
      if (index !== undefined && known) {
        list[index] = { place: known.place, device };
        at.set(device.id, index);
        vacant.delete(index);
      } else if (at.size >= MAX_DEVICES) full = true;
      else {
        at.set(device.id, list.length);
        list.push({ place: nextPlace++, device });
      }
    }
  }
  const kept = list.filter((one) => one !== null);
  return { list: kept.toSorted((a, b) => a.place - b.place), full };
}

/** The finished scan's devices, those that were in the list already on their places. */
export function settled(found: FoundDevices, devices: readonly Device[]): FoundDevices {
  const final = new Set(devices.map(({ id }) => id));
  const removed = found.list.map(({ device }) => device.id).filter((id) => !final.has(id));
  return { ...withDevices(found, [{ type: "devices", changed: [...devices], removed }]), full: found.full };
}

/** The devices of a scan from the archive. */
export const foundIn = (devices: readonly Device[]): FoundDevices => settled(nothingFound, devices);

/** The device that a page was opened for: by its id, or by any key when it has got a better id since. */
export function deviceNamed({ list }: FoundDevices, id: string): Device | null {
  return (
    list.find(({ device }) => device.id === id)?.device ??
    list.find(({ device }) => device.keys.includes(id))?.device ??
    // Known by an address only at first.
    list.find(({ device }) => device.addresses.some(({ address }) => `address:${address}` === id))?.device ??
    null
  );
}

/** The place of a device that has got another id: it has a key or an address in common with what was there. */
function takeOver(vacant: ReadonlyMap<number, FoundDevice>, device: Device): number | undefined {
  for (const [index, { device: before }] of vacant)
    if (before.keys.some((key) => device.keys.includes(key)) || sharesAddress(before, device)) return index;
  return undefined;
}

const sharesAddress = (a: Device, b: Device): boolean =>
  a.addresses.some(({ address }) => b.addresses.some((other) => other.address === address));
