import { MAX_DEVICE_KEYS } from "../lan/device.ts";
import { addSide, conflictId, type MergeSide, type SurveyConflict } from "./survey-conflict.ts";
import type { SurveyDocument } from "./survey-document.ts";
import type { SurveyDevice } from "./survey-sections.ts";

/**
 * The document with entries for one physical device put together: two laptops may have described it by different keys, and only a
 * later search shows that they belong together. The smallest id stays, so that every laptop comes to the same.
 */
export function combinedDevices(document: SurveyDocument, side: Omit<MergeSide, "document">): SurveyDocument {
  const groups = sameDevices(document.devices);
  if (groups.length === document.devices.length) return document;
  const keptId = new Map<string, string>();
  const combined = new Map<string, SurveyDevice>();
  const conflicts = new Map(document.conflicts.map((conflict) => [conflict.id, conflict]));
  for (const [first, ...others] of groups) {
    const kept = { ...first };
    for (const other of others) {
      for (const { field, value } of differences(kept, other)) {
        addSide(conflicts, ["devices", first.id, field], { ...side, value });
      }
      Object.assign(kept, { ...other, ...kept, keys: unitedKeys(kept.keys, other.keys) });
    }
    combined.set(first.id, kept);
    for (const { id } of [first, ...others]) keptId.set(id, first.id);
  }
  for (const conflict of document.conflicts) moveConflict(conflicts, conflict, keptId);
  const remapped = <T extends { deviceId?: string | null | undefined }>(entries: readonly T[]): T[] =>
    entries.map((entry) => {
      const deviceId = entry.deviceId == null ? undefined : keptId.get(entry.deviceId);
      return deviceId === undefined ? entry : { ...entry, deviceId };
    });
  return {
    ...document,
    devices: document.devices.flatMap(({ id }) => combined.get(id) ?? []),
    photos: remapped(document.photos),
    accounts: remapped(document.accounts),
    forwards: remapped(document.forwards),
    walks: remapped(document.walks),
    tunnels: document.tunnels.map((tunnel) => ({ ...tunnel, published: remapped(tunnel.published) })),
    conflicts: [...conflicts.values()],
  };
}

/** What two people disagree about at an entry that goes, they disagree about at the one that stays. */
function moveConflict(
  conflicts: Map<string, SurveyConflict>,
  { id, path: [holder, key = "", field], sides }: SurveyConflict,
  keptId: ReadonlyMap<string, string>,
): void {
  const kept = keptId.get(key);
  if (holder !== "devices" || kept === undefined || kept === key) return;
  conflicts.delete(id);
  if (field === undefined) return;
  const path = ["devices", kept, field];
  for (const side of sides) addSide(conflicts, path, { ...side, value: side.value });
  if (conflicts.get(conflictId(path))?.sides.length === 1) conflicts.delete(conflictId(path));
}

/** All keys of both, as many as a device has; those of the first one go before. */
export const unitedKeys = (first: readonly string[], second: readonly string[]): string[] =>
  [...new Set([...first, ...second])].slice(0, MAX_DEVICE_KEYS);

type Group = { devices: [SurveyDevice, ...SurveyDevice[]]; order: number; into: Group | null };

/** Entries that share keys, also by way of others, each group in the order of ids. */
function sameDevices(devices: readonly SurveyDevice[]): [SurveyDevice, ...SurveyDevice[]][] {
  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  for (const device of devices.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const found = device.keys.flatMap((key) => byKey.get(key) ?? []).map(lastOf);
    const [known, ...more] = [...new Set(found)].toSorted((a, b) => a.order - b.order);
    const group = known ?? { devices: [device], order: groups.length, into: null };
    if (known === undefined) groups.push(group);
    else group.devices.push(...more.flatMap((one) => one.devices), device);
    for (const one of more) one.into = group;
    for (const key of device.keys) byKey.set(key, group);
  }
  return groups.filter(({ into }) => into === null).map((group) => group.devices);
}

/** The group that a group has become part of. */
function lastOf(group: Group): Group {
  let last = group;
  while (last.into !== null) last = last.into;
  if (last !== group) group.into = last;
  return last;
}

/** Both values of every field that two entries fill differently, the kept one first. */
function differences(kept: SurveyDevice, other: SurveyDevice): { field: string; value: unknown }[] {
  const there = new Map<string, unknown>(Object.entries(kept));
  return Object.entries(other).flatMap(([field, value]) => {
    const before = there.get(field);
    if (field === "id" || field === "keys" || before === undefined || before === value) return [];
    return [
      { field, value: before },
      { field, value },
    ];
  });
}
