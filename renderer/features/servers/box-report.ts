import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";

/** What a site's box says of itself (core/box/path-script.ts); it comes from the site, so that anything may stand there. */
const boxReportSchema = z.object({
  path: z.enum(["primary", "fallback", "none"]),
  devices: z.array(z.object({ answers: z.boolean() })).max(64),
});

/** Null: not what a box writes. */
export function readBoxReport(line: string): z.infer<typeof boxReportSchema> | null {
  const parsed = boxReportSchema.safeParse(parseJson(line));
  return parsed.success ? parsed.data : null;
}
