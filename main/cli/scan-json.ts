import type { Device, DeviceFinding } from "#core/lan/device.ts";
import { noteFor } from "#core/lan/device-notes.ts";
import type { DeviceNote, ScanRecord } from "#core/lan/scan-record.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createTranslate, type Translate } from "#core/text/translate.ts";

/**
 * The JSON of `scan`, a public interface: keys are only ever added. What a device says of itself stands as plain text or null;
 * who said so, and how sure that is, stands beside it in `details`.
 */
export function scanJson(
  record: ScanRecord,
  locale: Locale,
  notes: readonly DeviceNote[] = [],
): Record<string, unknown> {
  const say = createTranslate(locale);
  const { devices, findings, sightings, ...head } = record;
  return {
    ...head,
    firstDeviceMs: sightings.reduce<number | null>((first, { atMs }) => Math.min(first ?? atMs, atMs), null),
    devices: devices.map((device) => deviceJson(device, say, noteFor(notes, device.keys))),
    findings: findings.map((finding) => findingJson(finding, say)),
    // What came, byte for byte, is in the stored record; here it would bury the devices.
    sightings: sightings.map(({ raw: _raw, ...sighting }) => sighting),
  };
}

function deviceJson(device: Device, say: Translate, note: DeviceNote | null): Record<string, unknown> {
  const { brand, model, firmware, serialNumber, name, role, findings, addresses, macs, ...rest } = device;
  return {
    ...rest,
    name: note?.name ?? name?.value ?? null,
    note: note?.note ?? null,
    brand: brand?.value ?? null,
    model: model?.value ?? null,
    firmware: firmware?.value ?? null,
    serialNumber: serialNumber?.value ?? null,
    role: role.value,
    address: addresses[0]?.address ?? null,
    mac: addresses.find(({ mac }) => mac !== null)?.mac ?? macs[0] ?? null,
    addresses,
    macs,
    findings: findings.map((finding) => findingJson(finding, say)),
    details: { brand, model, firmware, serialNumber, name, role },
  };
}

const findingJson = ({ title, whatToDo, ...finding }: DeviceFinding, say: Translate): Record<string, unknown> => ({
  ...finding,
  title: say(title),
  whatToDo: whatToDo && say(whatToDo),
});
