import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { kevCatalogueSchema, type KevCatalogue } from "#core/lan/kev.ts";

/**
 * The exploited flaws that come with the app.
 *
 * @throws the system's error when the file is missing, ZodError or SyntaxError when it is damaged
 */
export async function loadKev(assetsFolder: string): Promise<KevCatalogue> {
  return kevCatalogueSchema.parse(JSON.parse(await readFile(join(assetsFolder, "kev", "kev.json"), "utf8")));
}
