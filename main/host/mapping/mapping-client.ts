import type { Transport } from "#core/nat/observation.ts";

/** A test mapping as it is asked for. `internalClient` is the laptop itself: that is the only host a test maps for. */
export type MappingRequest = {
  transport: Transport;
  internalClient: string;
  internalPort: number;
  externalPort: number;
  lifetimeSeconds: number;
  description: string;
  nonceHex: string;
};

export type MappingGrant = {
  granted: boolean;
  externalAddress: string | null;
  externalPort: number | null;
  lifetimeSeconds: number | null;
  errorCode: number | null;
  errorName: string | null;
  raw: string;
};

/** `gone`: the router confirmed it, or holds another's mapping there; `unconfirmed`: try again later. */
export type UndoOutcome = "gone" | "unconfirmed";

/**
 * One mapping protocol at one gateway. Both calls throw ProbeTrouble when the gateway does not answer; `undo` can be
 * called without knowing whether `map` ever succeeded.
 */
export type MappingClient = {
  map(request: MappingRequest, signal: AbortSignal): Promise<MappingGrant>;
  undo(request: MappingRequest, signal: AbortSignal): Promise<UndoOutcome>;
};
