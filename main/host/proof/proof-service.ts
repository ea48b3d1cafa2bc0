import { HostError, isHostError } from "#core/contract/errors.ts";
import { standingForwards, type Forward } from "#core/forward/forward.ts";
import { notTested } from "#core/proof/forward-result.ts";
import { latestProofs } from "#core/proof/latest-proof.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import {
  PROOF_RECORD_VERSION,
  type ProofOrigin,
  type ProofRecord,
  type ProofResult,
} from "#core/proof/proof-record.ts";
import { whereIsLaptop } from "#core/proof/where-is-laptop.ts";
import { observationsOf } from "#core/nat/observation.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { Locale } from "#core/survey/settings.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import type { EffectResult, ForwardWish } from "#core/walk/effect.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { VantageSession } from "../vantage/vantage-session.ts";
import { askDevices, askRouter } from "./ask-inside.ts";
import { lookAround, type Surroundings } from "./look-around.ts";
import { proveByHairpin, proveFromElsewhere, proveFromVantage, type ForwardTest } from "./prove-forwards.ts";
import { runPhoneTest } from "./phone-test.ts";

export type ProofServiceOptions = Surroundings & {
  /** The firm's vantage; null: there is none. Never throws. */
  vantageAccess: () => Promise<VantageAccess | null>;
  /** Throws SITE_NOT_FOUND. */
  document: (siteId: string) => SurveyDocument;
  lastCheck: (siteId: string) => CheckRecord | null;
  /** The latest tests of the site. */
  proofs: (siteId: string) => readonly ProofRecord[];
  saveProof: (siteId: string, record: ProofRecord) => void;
  /** Opens a port to this laptop for a few minutes, written down before it is asked for. Never for a port that is open already. */
  openForLaptop: (
    wish: ForwardWish,
    signal: AbortSignal,
  ) => Promise<Extract<EffectResult, { kind: "forward-opened" | "forward-refused" | "failed" }>>;
  /** Takes it back. Never throws: what can't be confirmed stays written down. */
  closeForLaptop: (wish: ForwardWish) => Promise<void>;
  technician: () => string | null;
  /** The language of the page that a telephone is shown. */
  locale: () => Locale;
  /** How long a page waits for its telephone; a test's own. */
  phoneLimitMs?: number;
};

export type ProofRun = {
  siteId: string;
  /** Null: all that stand. */
  forwardIds: readonly string[] | null;
  /** False: the record is only given back. */
  keep?: boolean;
};

export type PhoneTest = { siteId: string; forwardId: string | null; byHandPort: number | null; carrier: string | null };

/** As many as a record holds. */
const MAX_FORWARDS = 64;
/** All of them in turns of eight, each with its patience, and the questions before. */
const RUN_LIMIT_MS = 90_000;

/**
 * Proof from outside. What is at hand decides: at the site the vantage, elsewhere this laptop, and with neither the router's
 * hairpin, which is weak. A telephone on mobile data proves the way to this laptop.
 */
export class ProofService {
  readonly #options: ProofServiceOptions;
  readonly #running = new Set<string>();
  #isPhoneBusy = false;

  constructor(options: ProofServiceOptions) {
    this.#options = options;
  }

  /**
   * Tests forwards from outside, without a person.
   *
   * @throws HostError SITE_NOT_FOUND, FORWARD_NOT_FOUND (also where none stands), PROOF_ALREADY_RUNNING, VANTAGE_FAILED (the vantage as
   * a whole: nothing is known then), those of the store; the signal's reason
   */
  async run({ siteId, forwardIds, keep = true }: ProofRun, signal: AbortSignal): Promise<ProofRecord> {
    const document = this.#options.document(siteId);
    const forwards = chosenForwards(document, forwardIds);
    if (this.#running.has(siteId)) throw new HostError("PROOF_ALREADY_RUNNING");
    this.#running.add(siteId);
    const limit = timeoutSignal(RUN_LIMIT_MS, signal);
    try {
      const record = await this.#test(siteId, document, forwards, limit.signal);
      signal.throwIfAborted();
      if (keep) this.#options.saveProof(siteId, record);
      return record;
    } finally {
      limit.end();
      this.#running.delete(siteId);
    }
  }

  /**
   * A page for a telephone. Ending the iteration takes everything back.
   *
   * @throws HostError SITE_NOT_FOUND, FORWARD_NOT_FOUND, PROOF_ALREADY_RUNNING, those of the store
   */
  async *phone(test: PhoneTest, signal: AbortSignal): AsyncGenerator<PhoneEvent, void> {
    const document = this.#options.document(test.siteId);
    const forward = document.forwards.find(({ id }) => id === test.forwardId) ?? null;
    if (test.forwardId !== null && forward === null) throw new HostError("FORWARD_NOT_FOUND");
    if (this.#isPhoneBusy) throw new HostError("PROOF_ALREADY_RUNNING");
    this.#isPhoneBusy = true;
    try {
      yield* runPhoneTest(this.#options, { ...test, document, forward }, signal);
    } finally {
      this.#isPhoneBusy = false;
    }
  }

  async #test(
    siteId: string,
    document: SurveyDocument,
    forwards: readonly Forward[],
    signal: AbortSignal,
  ): Promise<ProofRecord> {
    const options = this.#options;
    const startedMs = performance.now();
    const startedAt = options.now().toISOString();
    const access = await options.vantageAccess();
    const here = await lookAround(options, signal);
    const seenAs = here.diagnosis.publicAddress ?? (await this.#seenByVantage(access, signal));
    const place = whereIsLaptop(here, options.lastCheck(siteId), seenAs);
    const test: ForwardTest = {
      forwards,
      environment: options.environment,
      brandOf: (forward) => brandIn(document, forward),
      before: this.#heardBefore(siteId, forwards),
      now: () => options.now(),
      signal,
    };
    const finished = (
      origin: ProofOrigin,
      publicAddress: string | null,
      results: readonly ProofResult[],
    ): ProofRecord => ({
      format: "farsite-proof",
      version: PROOF_RECORD_VERSION,
      proofId: options.randomUuid(),
      startedAt,
      durationMs: Math.round(performance.now() - startedMs),
      farsiteVersion: options.version,
      by: options.technician(),
      origin,
      publicAddress,
      results: [...results],
    });
    if (place.place === "unclear") {
      const address = seenAs ?? UNKNOWN_ADDRESS;
      const at = options.now().toISOString();
      const results = forwards.map((forward) => notTested({ forward, address, at }, place.why));
      return finished({ kind: "elsewhere", address }, null, results);
    }
    if (place.place === "elsewhere") {
      const { siteAddress } = place;
      const results = await proveFromElsewhere({ ...test, siteAddress });
      return finished({ kind: "elsewhere", address: place.publicAddress }, siteAddress, results);
    }
    const inside = await this.#askInside(test, here);
    if (access === null) {
      const { publicAddress: address } = place;
      const results = await proveByHairpin({ ...test, publicAddress: address, inside });
      return finished({ kind: "hairpin", address }, address, results);
    }
    const random = (below: number): number => Buffer.from(options.randomBytes(4)).readUInt32BE() % below;
    return withSession(access, options, signal, async (session, publicAddress) => {
      const { results, vantageAddress } = await proveFromVantage({ ...test, session, publicAddress, inside, random });
      const { hostname } = new URL(access.url);
      return finished({ kind: "vantage", host: hostname, address: vantageAddress }, publicAddress, results);
    });
  }

  /** Where no other server outside answered, it can tell as well. Null: neither does it. */
  async #seenByVantage(access: VantageAccess | null, signal: AbortSignal): Promise<string | null> {
    if (access === null) return null;
    return withSession(access, this.#options, signal, async (_session, address) => address).catch((error: unknown) => {
      if (isHostError(error)) return null;
      throw error;
    });
  }

  async #askInside(test: ForwardTest, here: CheckRecord) {
    const { ports } = this.#options.environment;
    const ownNetworks = observationsOf(here.observations, "interfaces").flatMap(({ data }) =>
      data.adapters
        // A survey from elsewhere must not have this laptop's own services called.
        .filter(({ adapterKind }) => adapterKind !== "loopback")
        .flatMap(({ addresses }) => addresses.map((one) => `${one.address}/${one.prefixLength}`)),
    );
    const [devices, router] = await Promise.all([
      askDevices(test.forwards, { brandOf: test.brandOf, ownNetworks }, test.signal),
      askRouter(here.diagnosis.gateway, ports.web, test.signal),
    ]);
    return { devices, router };
  }

  #heardBefore(siteId: string, forwards: readonly Forward[]): ForwardTest["before"] {
    const { proofs, now } = this.#options;
    const latest = latestProofs(proofs(siteId), forwards, { time: now().toISOString(), publicAddress: null });
    return ({ id }) => {
      const result = latest.get(id)?.result;
      return result?.sameDevice === "yes" ? result.answer : null;
    };
  }
}

/** Shown where nobody knows one; nobody can have it. */
const UNKNOWN_ADDRESS = "0.0.0.0";

/** @throws HostError FORWARD_NOT_FOUND */
function chosenForwards(document: SurveyDocument, ids: readonly string[] | null): Forward[] {
  const standing = standingForwards(document.forwards);
  const chosen = ids === null ? standing : standing.filter(({ id }) => ids.includes(id));
  if (chosen.length === 0 || (ids !== null && chosen.length < new Set(ids).size))
    throw new HostError("FORWARD_NOT_FOUND");
  return chosen.slice(0, MAX_FORWARDS);
}

const brandIn = ({ devices }: SurveyDocument, { deviceId }: Forward): string | undefined =>
  devices.find(({ id }) => id === deviceId)?.make ?? undefined;

/** @throws HostError VANTAGE_FAILED when it does not know who asks, or can't be asked at all */
async function withSession<T>(
  access: VantageAccess,
  { environment, now }: ProofServiceOptions,
  signal: AbortSignal,
  ask: (session: VantageSession, publicAddress: string) => Promise<T>,
): Promise<T> {
  const failed = (detail: string, cause?: unknown): HostError =>
    new HostError("VANTAGE_FAILED", { vantage: access.url, detail }, cause);
  if (access.token === null) throw failed("no-vantage-token");
  const session = new VantageSession({ url: access.url, token: access.token }, environment, {
    family: 4,
    now: () => now().getTime(),
  });
  const end = (): void => session.close();
  signal.addEventListener("abort", end, { once: true });
  try {
    const { address } = await session.view(signal).catch((error: unknown) => {
      signal.throwIfAborted();
      const trouble = toProbeTrouble(error);
      throw failed(
        trouble.message === trouble.trouble ? trouble.trouble : `${trouble.trouble}: ${trouble.message}`,
        error,
      );
    });
    // It stands inside the site, or something in between speaks for us.
    if (!environment.outside.isInternet(address)) throw failed("vantage-sees-another");
    return await ask(session, address);
  } finally {
    signal.removeEventListener("abort", end);
    session.close();
  }
}
