import { ownWords } from "#core/lan/own-words.ts";
import { claimsOf } from "#core/lan/claim-fields.ts";
import { networkClaims, type DeviceInterface } from "#core/lan/device-network.ts";
import type { Claims } from "#core/lan/sighting.ts";
import type { Inspection } from "#core/lan/inspection.ts";
import type { DeviceFacts } from "#core/lan/preflight.ts";

type Read = Extract<Inspection, { state: "read" }>;

export type Snapshot = NonNullable<Read["snapshot"]>;
export type Channel = Read["channels"][number];

/** What a device told in one of the ways, before it is judged. */
export type Told = DeviceFacts & Pick<Read, "way" | "channels" | "snapshot">;

const MAX_NAME_CHARACTERS = 200;
const MAX_ADDRESS_CHARACTERS = 64;
const MAX_ENTRY_CHARACTERS = 80;
const MAX_ENTRIES = 256;

/** A channel as the contract has it. Free slots have the address 0.0.0.0. */
export function channelOf({ number, name, address, online }: Channel): Channel {
  const isFree = address === null || address === "" || address === "0.0.0.0";
  return {
    number,
    name: ownWords(name)?.slice(0, MAX_NAME_CHARACTERS) ?? null,
    address: isFree ? null : (ownWords(address)?.slice(0, MAX_ADDRESS_CHARACTERS) ?? null),
    online,
  };
}

/** A filter as the contract has it; null when the device did not say whether it is on. */
export function filterOf(
  filter: { enabled: boolean | null; mode: "allow" | "deny" | null; entries: readonly string[] } | null,
): Told["ipFilter"] {
  if (filter === null || filter.enabled === null) return null;
  const entries = filter.entries.flatMap((entry) => ownWords(entry)?.slice(0, MAX_ENTRY_CHARACTERS) ?? []);
  return { enabled: filter.enabled, mode: filter.mode, entries: entries.slice(0, MAX_ENTRIES) };
}

/** What was claimed, with a card's settings. An empty list of name servers says that it has none: that must not get lost. */
export function withNetwork(card: DeviceInterface | undefined, claims: Claims): Claims {
  return { ...claimsOf(claims), ...(card !== undefined && { network: networkClaims(card) }) };
}
