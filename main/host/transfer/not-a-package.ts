import { HostError } from "#core/contract/errors.ts";

/** `where` and `what` are told to the person as they are: they must not hold more of the file than a name or a number. */
export function notAPackage(what: string, cause?: unknown): HostError<"NOT_A_PACKAGE"> {
  return new HostError("NOT_A_PACKAGE", { detail: what.slice(0, 300) }, cause);
}
