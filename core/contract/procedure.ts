import { oc } from "@orpc/contract";
import { contractErrors } from "./errors.ts";

/** What every call of the contract begins with: it may fail with any of the errors a shell can show. */
export const procedure = oc.errors(contractErrors);
