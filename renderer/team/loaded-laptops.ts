import type { Laptop } from "#core/contract/team-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded, type Loaded } from "../connection/use-loaded.ts";

const loadLaptops = (client: FarsiteClient, signal: AbortSignal): Promise<Laptop[]> =>
  client.laptops.list(undefined, { signal });

/** This laptop and those of colleagues. */
export const useLoadedLaptops = (): Loaded<Laptop[]> => useLoaded(loadLaptops);
