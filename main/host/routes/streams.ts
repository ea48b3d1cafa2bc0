import type { CheckEvent } from "#core/contract/contract.ts";
import type { SavedRecord } from "../store/survey-revisions.ts";
import { toWireError } from "./base.ts";

/** Of a call; one that can't be ended has one that never fires. */
export const signalOf = (signal: AbortSignal | undefined): AbortSignal => signal ?? new AbortController().signal;

/** What a stream throws reaches the page with its code only from inside the stream. */
export async function* wired<T>(events: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  try {
    yield* events;
  } catch (error) {
    throw toWireError(error);
  }
}

/** The last event of what is kept in a survey: whether it is. */
export function saved(keep: () => SavedRecord): Extract<CheckEvent, { type: "saved" | "not-saved" }> {
  try {
    return { type: "saved", ...keep() };
  } catch (error) {
    const wire = toWireError(error);
    return { type: "not-saved", code: wire.code, data: wire.data };
  }
}
