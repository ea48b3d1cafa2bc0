import { addSide, type MergeSide, type SurveyConflict } from "./survey-conflict.ts";
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
  let conflicts: SurveyConflict[] = document.conflicts;
  for (const [first, ...others] of groups) {
    const kept = { ...first };
    for (const other of others) {
      conflicts = differences(kept, other).reduce(
        (list, { field, value }) => addSide(list, ["devices", first.id, field], { ...side, value }),
        conflicts,
      );
      Object.assign(kept, { ...other, ...kept, keys: [...new Set([...kept.keys, ...other.keys])].slice(0, MAX_KEYS) });
    }
    combined.set(first.id, kept);
    for (const { id } of [first, ...others]) keptId.set(id, first.id);
  }
  conflicts = conflicts.reduce<SurveyConflict[]>((list, conflict) => movedConflict(list, conflict, keptId), conflicts);
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
    conflicts,
  };
}

/** What two people disagree about at an entry that goes, they disagree about at the one that stays. */
function movedConflict(
  list: SurveyConflict[],
  { id, path: [holder, key = "", field], sides }: SurveyConflict,
  keptId: ReadonlyMap<string, string>,
): SurveyConflict[] {
  const kept = keptId.get(key);
  if (holder !== "devices" || kept === undefined || kept === key) return list;
  const others = list.filter((one) => one.id !== id);
  if (field === undefined) return others;
  return sides
    .reduce((all, side) => addSide(all, ["devices", kept, field], { ...side, value: side.value }), others)
    .filter((one) => one.sides.length > 1);
}

/** As many as the document takes. */
const MAX_KEYS = 24;

/** Entries that share keys, also by way of others, each group in the order of ids. */
function sameDevices(devices: readonly SurveyDevice[]): [SurveyDevice, ...SurveyDevice[]][] {
  let groups: [SurveyDevice, ...SurveyDevice[]][] = [];
  const keysOf = (group: readonly SurveyDevice[]): string[] => group.flatMap(({ keys }) => keys);
  for (const device of devices.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const keys = new Set(device.keys);
    const [known, ...more] = groups.filter((group) => keysOf(group).some((key) => keys.has(key)));
    if (known === undefined) groups.push([device]);
    else {
      known.push(...more.flat(), device);
      groups = groups.filter((group) => !more.includes(group));
    }
  }
  return groups;
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
