import type { Message } from "#core/nat/diagnosis.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import type { Candidate } from "#core/rehearsal/candidate.ts";
import type { DirectPrediction, NatSide } from "#core/rehearsal/prediction.ts";
import type { RehearsalOutcome, RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
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
  /** How the routers here translate, as the last check of this place found; null: there was none. */
  nat: () => NatSide;
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
  /** A forward that a person set up: what is open outside, and the port of this laptop it leads to. */
  forwarded?: Endpoint & { localPort: number };
};

/** What happens, as the window shows it. */
export type RehearsalEvent =
  /** To be typed in on the other laptop. */
  | { type: "code"; code: string }
  /** Own candidates, as they are known. */
  | { type: "candidates"; side: "here" | "there"; name: string | null; candidates: Candidate[] }
  /** No server outside answers over UDP. */
  | { type: "udp-blocked" }
  /** By hand: to be carried to the other laptop, as text or QR code. */
  | { type: "text"; text: string }
  /** By hand: what `give` is waited for, the other text or (joining end) the word that the colleague has put it in. */
  | { type: "waiting"; for: "colleague" | "text" | "begin" }
  /** What was given was no good; it is waited for again. */
  | { type: "refused"; why: Message }
  /** Both screens must show the same. */
  | { type: "digits"; digits: string }
  | { type: "predicted"; prediction: DirectPrediction }
  /** The first round at the vantage is without a relay, which would answer before a direct path is found. */
  | { type: "checking"; relay: boolean }
  | { type: "connected"; outcome: RehearsalOutcome; pair: NonNullable<RehearsalRecord["pair"]> }
  | { type: "finished"; record: RehearsalRecord; prediction: DirectPrediction }
  /** Nothing could be found out. */
  | { type: "failed"; why: Message };
