import { createContext, useContext, useSyncExternalStore } from "react";
import type { FarsiteClient } from "./client.ts";
import type { Connection, ConnectionState } from "./connection.ts";

const ClientContext = createContext<FarsiteClient | null>(null);

export const ClientProvider = ClientContext.Provider;

/** The contract's client. Changes when the line was lost and came back, so that what was loaded loads again. */
export function useClient(): FarsiteClient {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("useClient outside of a connection");
  return client;
}

const LineLostContext = createContext(false);

export const LineLostProvider = LineLostContext.Provider;

/** Whether the line to the host is gone right now, which the window says above every page. */
export const useIsLineLost = (): boolean => useContext(LineLostContext);

export function useConnectionState(connection: Connection): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.state);
}
