import type { Catalogue } from "./catalogue.ts";
import * as diagnosis from "./en/diagnosis.ts";
import { error } from "./en/error.ts";
import { ui } from "./en/ui.ts";

/** What the window says until it has loaded its first page: every other area is loaded with what comes later. */
export const enStart = { ...diagnosis, error, ui } satisfies Partial<Catalogue>;
