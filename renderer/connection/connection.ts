import type { FarsiteClient } from "./client.ts";

/**
 * The window's line to the host. `lost` keeps the last client, so that what is on the screen can stay there while the line
 * comes back.
 */
export type ConnectionState =
  | { step: "connecting" }
  | { step: "ready"; client: FarsiteClient }
  | {
      step: "lost";
      client: FarsiteClient | null;
      /** When the next attempt starts, milliseconds since the epoch; null when there is nothing to wait for. */
      nextTryAtMs: number | null;
    }
  /** The host does not know this tab (any more): only a fresh link from the terminal helps. */
  | { step: "link-needed" };

export interface Connection {
  state: () => ConnectionState;
  subscribe: (listener: () => void) => () => void;
  /** Tries again at once instead of waiting. */
  retry: () => void;
}

/** Holds the state of a connection and tells who listens. */
export function connectionStore(initial: ConnectionState): {
  state: () => ConnectionState;
  set: (next: ConnectionState) => void;
  subscribe: (listener: () => void) => () => void;
} {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    state: () => current,
    set(next) {
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
