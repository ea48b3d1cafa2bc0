import type { SurveyDevice } from "../survey/survey-sections.ts";
import type { DeviceNote } from "./scan-record.ts";

/** What the person wrote about the device that is known by one of these keys; null: nothing. */
export function noteFor(notes: readonly DeviceNote[], keys: readonly string[]): DeviceNote | null {
  return notes.find((note) => note.keys.some((key) => keys.includes(key))) ?? null;
}

/** What the person wrote about those devices of a survey that searches know. */
export function notesOf(devices: readonly SurveyDevice[]): DeviceNote[] {
  return devices.flatMap(({ keys, name, note }) =>
    keys.length === 0 || (name == null && note == null) ? [] : [{ keys, name: name ?? null, note: note ?? null }],
  );
}

/**
 * The notes with this one in the place of what was written about the same device before. All keys of both are kept, so that
 * the device is known by any of them; without a name and a note nothing is left of it.
 */
export function notesWith(notes: readonly DeviceNote[], note: DeviceNote): DeviceNote[] {
  const isSame = (other: DeviceNote): boolean => other.keys.some((key) => note.keys.includes(key));
  const rest = notes.filter((other) => !isSame(other));
  if (note.name === null && note.note === null) return rest;
  const keys = [...new Set([...note.keys, ...notes.filter(isSame).flatMap((other) => other.keys)])].slice(0, MAX_KEYS);
  return [...rest, { ...note, keys }];
}

/** As many as `deviceNoteSchema` takes. */
const MAX_KEYS = 24;
