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
