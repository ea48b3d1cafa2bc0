import type { Catalogue } from "./catalogue.ts";
import * as diagnosis from "./de/diagnosis.ts";
import { error } from "./de/error.ts";

export const de: Catalogue = { error, ...diagnosis };
