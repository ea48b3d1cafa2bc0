import { z } from "zod";
import { settingsSchema } from "#core/survey/settings.ts";

/** What the shell itself needs of the settings: the language of its menu and the colours of its frame. */
export const shellSettingsSchema = settingsSchema.pick({ theme: true, locale: true });
export type ShellSettings = z.infer<typeof shellSettingsSchema>;

/** How the host process is told where things are; given as its only argument, as JSON. */
export const hostOptionsSchema = z.object({
  dataFolder: z.string(),
  assetsFolder: z.string(),
  version: z.string(),
});
export type HostOptions = z.infer<typeof hostOptionsSchema>;

/** Shell to host process. `port` comes with one MessagePort: the page's line to the contract. */
export const toHostSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("port") }),
  z.object({ type: z.literal("close") }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** What a message about a failure says: paths, numbers, details. */
export const failureDataSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** Host process to shell. */
export const fromHostSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), settings: shellSettingsSchema }),
  z.object({ type: z.literal("settings"), settings: shellSettingsSchema }),
  /** It could not start; code and data are those of the contract's errors where it knows one. */
  z.object({
    type: z.literal("failed"),
    code: z.string(),
    data: failureDataSchema,
  }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
