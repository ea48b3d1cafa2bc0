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
