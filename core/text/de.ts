import type { Catalogue } from "./catalogue.ts";
import { error } from "./de/error.ts";

export const de: Catalogue = { error };
