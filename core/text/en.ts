import * as diagnosis from "./en/diagnosis.ts";
import { error } from "./en/error.ts";

/** The English catalogue; every other language has exactly these keys. */
export const en = { error, ...diagnosis };
