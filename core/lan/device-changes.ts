import type { Device } from "./device.ts";

/** What became of a device between two scans of a site. A device that moved and got new firmware counts as moved. */
export type DeviceChange =
  | { sort: "new"; device: Device }
  | { sort: "gone"; device: Device }
  | { sort: "moved" | "changed"; device: Device; before: Device };

/**
 * New, gone, moved and changed devices, in the order of the scans. A device is known again by any of its keys; by its address
 * only where it shows nothing else.
 *
 * @param isWhole whether the later scan looked everywhere: else nothing is called gone
 */
export function deviceChanges(before: readonly Device[], after: readonly Device[], isWhole = true): DeviceChange[] {
  const byKey = new Map(before.flatMap((device) => device.keys.map((key) => [key, device] as const)));
  const known = new Set<Device>();
  const changes = after.flatMap((device): DeviceChange[] => {
    const was = device.keys.map((key) => byKey.get(key)).find((match) => match !== undefined && !known.has(match));
    if (was === undefined) return [{ sort: "new", device }];
    known.add(was);
    if (!sharesAddress(was, device)) return [{ sort: "moved", device, before: was }];
    return hasChanged(was, device) ? [{ sort: "changed", device, before: was }] : [];
  });
  if (!isWhole) return changes;
  return [
    ...changes,
    ...before.filter((device) => !known.has(device)).map((device) => ({ sort: "gone" as const, device })),
  ];
}

const seenAddresses = ({ addresses }: Device): string[] =>
  addresses.filter(({ seen }) => seen).map(({ address }) => address);

function sharesAddress(a: Device, b: Device): boolean {
  const ours = seenAddresses(a);
  return seenAddresses(b).some((address) => ours.includes(address));
}

/** What somebody did to it: new firmware, set up. A certificate that changed is a finding of its own. */
function hasChanged(a: Device, b: Device): boolean {
  const differs = (x: string | undefined, y: string | undefined): boolean =>
    x !== undefined && y !== undefined && x !== y;
  return (
    differs(a.firmware?.value, b.firmware?.value) ||
    (a.activated !== null && b.activated !== null && a.activated !== b.activated)
  );
}
