import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { defaultSettings, settingsSchema, type Settings } from "#core/survey/settings.ts";
import type { DatabaseFile } from "./database-file.ts";

/** Fields that are absent or undefined stay as they are. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

export interface StoredSettings {
  /** What was saved; a field that was never saved or can't be read has its default. */
  settings(): Settings;
  /** Saves the given fields and returns all. Throws BAD_INPUT and saves nothing when one of them is not valid. */
  saveSettings(change: SettingsChange): Settings;
}

const defaults: Readonly<Record<string, unknown>> = defaultSettings;

const settingRow = z.object({ name: z.string(), value: z.string() });

export function createStoredSettings(database: DatabaseFile): StoredSettings {
  const settings = (): Settings => {
    const rows = database.read((db) => db.prepare("select name, value from setting").all());
    const stored = new Map(rows.map((row) => settingRow.parse(row)).map(({ name, value }) => [name, value]));
    const fields = Object.entries(settingsSchema.shape).map(([name, field]) => {
      const valid = field.safeParse(parseJson(stored.get(name)));
      return [name, valid.success ? valid.data : defaults[name]];
    });
    return settingsSchema.parse(Object.fromEntries(fields));
  };

  return {
    settings,
    saveSettings: (change) => {
      const parsed = settingsSchema.partial().safeParse(change);
      if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
      database.write((db) => {
        const save = db.prepare(
          `insert into setting (name, value) values (:name, :value)
           on conflict (name) do update set value = excluded.value`,
        );
        for (const [name, value] of Object.entries(parsed.data)) {
          if (value !== undefined) save.run({ name, value: JSON.stringify(value) });
        }
      });
      return settings();
    },
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
