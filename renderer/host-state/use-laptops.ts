import type { Laptop } from "#core/contract/team-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";

const loadLaptops = (client: FarsiteClient, signal: AbortSignal) => client.laptops.list(undefined, { signal });

const none: readonly Laptop[] = [];

/** The laptops that surveys name. None while they are not known, which changes nothing but names. */
export function useLaptops(): readonly Laptop[] {
  const laptops = useLoaded(loadLaptops);
  return laptops.step === "ready" ? laptops.value : none;
}

/** Who works here: the technician, or the laptop's name where nobody is named. */
export function useOwnName(): string | null {
  const own = useLaptops().find(({ isOwn }) => isOwn);
  return own === undefined ? null : (own.technician ?? own.name);
}
