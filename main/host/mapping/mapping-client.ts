import type { Transport } from "#core/nat/observation.ts";

/** A test mapping as it is asked for. */
export type MappingRequest = {
  transport: Transport;
  /** The host it leads to: the laptop, unless `forOther`. */
  internalClient: string;
  internalPort: number;
  externalPort: number;
  /** 0: for ever, which some routers insist on (UPnP error 725). */
  lifetimeSeconds: number;
  description: string;
  nonceHex: string;
  /** It leads to another host than the asking one (in PCP the THIRD_PARTY option, RFC 6887 section 13.1). */
  forOther?: boolean;
  /** The router chooses the external port (UPnP AddAnyPortMapping). */
  anyExternalPort?: boolean;
};

export type MappingGrant = {
  granted: boolean;
  externalAddress: string | null;
  externalPort: number | null;
  lifetimeSeconds: number | null;
  errorCode: number | null;
  errorName: string | null;
  /** What the server's clock said, for protocols that have one: a jump back means that it lost its mappings. */
  epochSeconds: number | null;
  raw: string;
};

/** `gone`: the router confirmed it, or holds another's mapping there; `unconfirmed`: try again later. */
export type UndoOutcome = "gone" | "unconfirmed";

/**
 * One mapping protocol at one server. `map` and `undo` throw ProbeTrouble when it does not answer; `undo` can be called
 * without knowing whether `map` ever succeeded.
 */
export type MappingClient = {
  map(request: MappingRequest, signal: AbortSignal): Promise<MappingGrant>;
  undo(request: MappingRequest, signal: AbortSignal): Promise<UndoOutcome>;
  /** How to ask again after this refusal; null when it was the last word. */
  afterRefusal?(request: MappingRequest, refusal: MappingGrant): MappingRequest | null;
};
