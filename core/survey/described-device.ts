import type { DeviceNote } from "../lan/scan-record.ts";
import { combinedDevices, unitedKeys } from "./combined-devices.ts";
import type { MergeSide } from "./survey-conflict.ts";
import type { SurveyDocument } from "./survey-document.ts";
import type { SurveyDevice } from "./survey-sections.ts";

/**
 * The survey with this name and note for the device that is known by one of the keys. What else is said about it stays, all keys are
 * kept, so that it is known by any of them, and an entry that says nothing any more goes. Pure.
 *
 * `side`: who says so, where two entries turn out to be one device.
 */
export function withDeviceNote(
  document: SurveyDocument,
  { keys, name, note }: DeviceNote,
  side: Omit<MergeSide, "document">,
): SurveyDocument {
  const isSame = (device: SurveyDevice): boolean => device.keys.some((key) => keys.includes(key));
  const [known] = document.devices.filter(isSame).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const described: SurveyDevice = {
    ...(known === undefined ? { id: keys[0] ?? "" } : withoutNote(known)),
    keys: unitedKeys(keys, known?.keys ?? []),
    ...(name !== null && { name }),
    ...(note !== null && { note }),
  };
  const others = document.devices.map((device) =>
    device.id === known?.id ? described : isSame(device) ? withoutNote(device) : device,
  );
  const devices = known === undefined ? [...others, described] : others;
  const combined = combinedDevices({ ...document, devices }, side);
  return { ...combined, devices: combined.devices.filter((device) => !(isSame(device) && saysNothing(device))) };
}

function withoutNote(device: SurveyDevice): SurveyDevice {
  const { name: _name, note: _note, ...rest } = device;
  return rest;
}

const saysNothing = (device: SurveyDevice): boolean =>
  Object.entries(device).every(([field, value]) => field === "id" || field === "keys" || value === undefined);
