import type { Endpoint } from "#core/net/endpoint.ts";
import type { NatSide } from "#core/rehearsal/prediction.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import type { borrowLibrary } from "./data-channel-library.ts";

/** A server by name or address. */
export type NamedServer = { host: string; port: number };

/** A port that the router opened for this laptop. */
export type OwnMapping = {
  address: string;
  port: number;
  /** Takes it back; what can't be confirmed stays in the journal. Never throws. */
  close(): Promise<void>;
};

export type RehearsalServiceOptions = {
  environment: Pick<CheckEnvironment, "computer" | "budget">;
  /** The firm's vantage; null: there is none. Never throws. */
  vantageAccess: () => Promise<VantageAccess | null>;
  stunServers: () => readonly NamedServer[];
  /** The firm's coturn with credentials for now; null: none. Never throws. */
  turnServer: () => Promise<(NamedServer & { username: string; password: string }) | null>;
  /**
   * Asks the router for a UDP port to this one of the laptop, written down before. Null: it gives none, or tests may not change the
   * router. Never throws.
   */
  openPort: (localPort: number, signal: AbortSignal) => Promise<OwnMapping | null>;
  technician: () => string | null;
  version: string;
  now: () => Date;
  randomBytes: (length: number) => Uint8Array;
  randomUuid: () => string;
  /** A test's own. */
  borrow?: typeof borrowLibrary;
};

export type RehearsalWish = {
  role: "invite" | "join";
  signalling:
    | { kind: "vantage"; /** What the other screen shows; the inviting end makes its own. */ code?: string }
    /** Texts come by `RehearsalService.give`. */
    | { kind: "by-hand" };
  /** Who or where this end is, for the other screen. */
  name?: string | null;
  /** How the routers here translate, as the last check of this place found; null or absent: there was none. */
  nat?: NatSide;
  /** A forward that a person set up: what is open outside, and the port of this laptop it leads to. */
  forwarded?: Endpoint & { localPort: number };
};
