import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kevCatalogueSchema, type KevCatalogue } from "#core/lan/kev.ts";
import { projectRoot } from "../../../scripts/project-root.ts";

export const shippedKev = kevCatalogueSchema.parse(
  JSON.parse(readFileSync(join(projectRoot, "assets/kev/kev.json"), "utf8")),
);

/** The rows that the tests know: a refresh of the shipped file brings others, and must not change what is tested. */
export const pinnedKev: KevCatalogue = {
  asOf: "2025-08-25",
  entries: shippedKev.entries.filter(({ dateAdded }) => dateAdded <= "2026-03-05"),
};
