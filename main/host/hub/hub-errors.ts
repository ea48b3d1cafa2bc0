import { HostError, isHostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { systemErrorCode } from "../system-error.ts";

/** What a server says when it does not let somebody in or does not allow something (PostgreSQL, appendix A: class 28, 42501). */
const REFUSED = /^(28...|42501)$/;
/** No such database, schema, table, column or function: somebody has to run `farsite hub init`. */
const NOT_SET_UP = /^(3D000|3F000|42P01|42703|42883)$/;

/**
 * An error of the line or of the server as one of the contract's. What the server said comes along as `detail`; a password never does,
 * since PostgreSQL does not repeat it.
 */
export function toHubError(error: unknown, hub: string): HostError {
  if (isHostError(error)) return error;
  const code = systemErrorCode(error) ?? "";
  const detail = code === "" ? errorText(error) : `${errorText(error)} (${code})`;
  if (REFUSED.test(code)) return new HostError("HUB_REFUSED", { hub, detail }, error);
  if (NOT_SET_UP.test(code)) return new HostError("HUB_NOT_SET_UP", { hub, detail }, error);
  return new HostError("HUB_UNREACHABLE", { hub, detail }, error);
}

/** Whether the server itself objected to what one row holds (class 22: data, 23: constraints, 0A: not allowed); others may go. */
export const isRowRefusal = (error: unknown): boolean => /^(22...|23...|0A000)$/.test(systemErrorCode(error) ?? "");
