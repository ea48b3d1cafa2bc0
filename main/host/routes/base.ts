import { inspect } from "node:util";
import { implement, ORPCError } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import { contractErrors, isHostError } from "#core/contract/errors.ts";

/** The contract with its errors: what every route is made of. */
export const base = implement(contract).use(async ({ next }) => {
  try {
    return await next();
  } catch (error) {
    throw toWireError(error);
  }
});

/** HostErrors keep their code and data; anything else becomes an internal error without its text, which may hold a secret. */
export function toWireError(error: unknown): ORPCError<string, unknown> {
  if (isWireError(error)) return error;
  if (isHostError(error)) {
    const { code, data } = error;
    return new ORPCError(code, { defined: true, status: contractErrors[code].status, data });
  }
  process.stderr.write(`unexpected error in the host: ${inspect(error)}\n`);
  return new ORPCError("INTERNAL_SERVER_ERROR");
}

const isWireError = (error: unknown): error is ORPCError<string, unknown> => error instanceof ORPCError;
