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
  const known = new Set<Device>();
  const byKey = new Map(before.flatMap((device) => device.keys.map((key) => [key, device] as const)));
  const ofBefore = new Map<Device, Device>();
  const take = (device: Device, was: Device | undefined): void => {
    if (was === undefined || known.has(was)) return;
    known.add(was);
    ofBefore.set(device, was);
  };
  for (const device of after) {
    take(
      device,
      device.keys.map((key) => byKey.get(key)).find((match) => match !== undefined && !known.has(match)),
    );
  }
  // Who showed nothing but an address in one of the scans, and is still there, is the same until something says otherwise.
  for (const device of after.filter((one) => !ofBefore.has(one))) {
    take(
      device,
      before.find((was) => !known.has(was) && (isMute(was) || isMute(device)) && sharesAddress(was, device)),
    );
  }
  const changes = after.flatMap((device): DeviceChange[] => {
    const was = ofBefore.get(device);
    if (was === undefined) return [{ sort: "new", device }];
    if (!sharesAddress(was, device)) return [{ sort: "moved", device, before: was }];
    return hasChanged(was, device) ? [{ sort: "changed", device, before: was }] : [];
  });
  if (!isWhole) return changes;
  return [
    ...changes,
    ...before.filter((device) => !known.has(device)).map((device) => ({ sort: "gone" as const, device })),
  ];
}

const isMute = ({ keys }: Device): boolean => keys.every((key) => key.startsWith("address:"));

/** Where it answered; of a device that only others speak of, where they say it is. */
function placesOf({ addresses }: Device): string[] {
  const answered = addresses.filter(({ seen }) => seen);
  return (answered.length > 0 ? answered : addresses).map(({ address }) => address);
}

function sharesAddress(a: Device, b: Device): boolean {
  const ours = placesOf(a);
  return placesOf(b).some((address) => ours.includes(address));
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
