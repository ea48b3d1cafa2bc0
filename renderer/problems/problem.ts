import { ORPCError } from "@orpc/client";
import { contractErrors, type ContractErrorCode } from "#core/contract/errors.ts";
import { DisconnectedError } from "../connection/client.ts";

/** A failure as it is shown: the code names its sentence and next step (`error.<code>` in core/text). */
export type Problem = {
  code: ContractErrorCode | "UNEXPECTED" | "DISCONNECTED";
  /** What the sentence needs; only what the contract lists for the code. */
  args: Record<string, string | number>;
  /** For support, behind a disclosure. */
  detail: string | null;
};

const isContractCode = (code: string): code is ContractErrorCode => Object.hasOwn(contractErrors, code);

const isCallError = (error: unknown): error is ORPCError<string, unknown> => error instanceof ORPCError;

/** What to show for anything that was thrown by a call of the contract or while its events were read. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DisconnectedError) return { code: "DISCONNECTED", args: {}, detail: null };
  // The line's end shows as an AbortError of the link when nobody here aborted the call.
  if (error instanceof Error && error.name === "AbortError")
    return { code: "DISCONNECTED", args: {}, detail: error.message };
  if (isCallError(error)) return problemOfCode(error.code, error.data, error.message);
  return { code: "UNEXPECTED", args: {}, detail: describe(error) };
}

/** The same for a code and its data that came as an event rather than as an error. */
export function problemOfCode(code: string, data: unknown, message: string | null = null): Problem {
  if (!isContractCode(code))
    return { code: "UNEXPECTED", args: {}, detail: [code, message, json(data)].filter(Boolean).join("\n") };
  return { code, args: argsOf(data), detail: json(data) };
}

function argsOf(data: unknown): Problem["args"] {
  if (typeof data !== "object" || data === null) return {};
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string | number] =>
      ["string", "number"].includes(typeof entry[1]),
    ),
  );
}

function json(data: unknown): string | null {
  if (data === undefined || data === null) return null;
  try {
    return JSON.stringify(data, null, 2);
  } catch {
    // Only what JSON can't hold (a cycle) comes here; the code says enough then.
    return null;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\n${describe(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}
