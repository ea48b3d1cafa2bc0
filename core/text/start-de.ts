import type { Catalogue } from "./catalogue.ts";
import * as diagnosis from "./de/diagnosis.ts";
import { error } from "./de/error.ts";
import { ui } from "./de/ui.ts";

/** What the window says until it has loaded its first page: every other area is loaded with what comes later. */
export const deStart = { ...diagnosis, error, ui } satisfies Partial<Catalogue>;
