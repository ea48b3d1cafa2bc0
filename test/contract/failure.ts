import { ORPCError } from "@orpc/client";

/** How a call failed: its code and data. A call that did not fail makes this throw. */
export const failure = async (call: Promise<unknown>): Promise<{ code: string; data: unknown }> => {
  const error: unknown = await call.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ORPCError)) throw error;
  return { code: error.code, data: error.data as unknown };
};
