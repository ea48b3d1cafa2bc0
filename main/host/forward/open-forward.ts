import { leasesToAsk, renewEverySeconds } from "#core/forward/lease.ts";
import { leadsTo, type WantedEntry } from "#core/forward/port-holder.ts";
import { whyElsewhere, whyRefused, whyTaken } from "#core/forward/forward-refusal.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { isIpv4 } from "#core/net/ip-address.ts";
import type { EffectResult, ForwardWish } from "#core/walk/effect.ts";
import type { AskContext } from "../check/check-context.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import type { MappingGrant, MappingRequest } from "../mapping/mapping-client.ts";
import { undoMapping } from "../mapping/open-mapping.ts";
import { delayedSignal } from "../net/timeout-signal.ts";
import type { LastingMapping, LastingMappings, NewLastingMapping } from "../store/lasting-mappings.ts";
import type { AskedMeans, ForwardTarget } from "./forward-target.ts";
import { whoHolds } from "./port-lookup.ts";

export type OpenResult = Extract<EffectResult, { kind: "forward-opened" | "forward-refused" | "failed" }>;

export type OpenOptions = {
  context: AskContext;
  journal: LastingMappings;
  now: () => Date;
  randomBytes: (length: number) => Uint8Array;
  siteId: string;
  wish: ForwardWish;
  means: AskedMeans;
  target: ForwardTarget;
  /** The journal's entry of the same forward at this router: it is renewed, and asked for under the same name. */
  known: LastingMapping | null;
  /** Told the server's clock with a grant. */
  onEpoch?: (entryId: string, epochSeconds: number) => void;
};

export const failed = (key: string, args: Message["args"] = {}): Extract<EffectResult, { kind: "failed" }> => ({
  kind: "failed",
  why: message(`forward.failed.${key}`, args),
});

const refused = (why: Message, errorName: string | null = null): OpenResult => ({
  kind: "forward-refused",
  why,
  // Some routers name their errors themselves.
  errorName: ownWords(errorName ?? "") ?? null,
});

/**
 * Opens a forward that is to last, or renews it: looks who holds the port, writes it to the journal, asks, and looks again. What
 * is not as it was asked for is closed again. Nobody's entry is ever overwritten. Never throws.
 */
export async function openForward(options: OpenOptions): Promise<OpenResult> {
  try {
    return (await lookFirst(options)) ?? (await new Opening(options).run());
  } catch (error) {
    return troubled(toProbeTrouble(error), options.context);
  }
}

function troubled(trouble: ProbeTrouble, { signal }: AskContext): OpenResult {
  if (signal.aborted) return failed("cancelled");
  if (trouble.trouble === "journal-failed") return failed("not-written");
  if (trouble.outcome === "silent" || trouble.outcome === "refused" || trouble.trouble === "unreachable")
    return failed("silent");
  return failed("unexpected", { detail: trouble.message });
}

const wantedOf = ({ wish }: OpenOptions): WantedEntry => ({
  transport: wish.transport,
  externalPort: wish.externalPort,
  address: wish.address,
  internalPort: wish.internalPort,
});

/** Null: nothing is in the way. */
async function lookFirst(options: OpenOptions): Promise<OpenResult | null> {
  const { context, target, known } = options;
  if (target.table === null) return null;
  const wanted = wantedOf(options);
  const holder = await whoHolds(context, target.table, wanted);
  if (holder === null) return null;
  if (holder === "hidden") return refused(message("forward.refused.cannot-look"));
  const isOurTarget = leadsTo(holder, wanted) && holder.externalPort === wanted.externalPort;
  if (!isOurTarget) return refused(whyTaken(holder));
  // The port was free when the journal's entry was written, so it is ours, under whatever name the router keeps it.
  if (known !== null) return null;
  const key = holder.enabled ? "stands-already" : "stands-switched-off";
  return refused(message(`forward.refused.${key}`, { port: wanted.externalPort }));
}

/** One opening, from the journal's entry to the router's confirmation. */
class Opening {
  readonly #options: OpenOptions;
  readonly #request: MappingRequest;
  /** The same mapping was granted before: a renewal that fails leaves it as it is. */
  readonly #isRenewal: boolean;
  #entryId = "";

  constructor(options: OpenOptions) {
    const { wish, target, known } = options;
    const nonceHex = known?.nonceHex ?? Buffer.from(options.randomBytes(12)).toString("hex");
    const forOther = wish.address !== target.gateway.localAddress;
    const [lifetimeSeconds] = leasesToAsk(options.means, !forOther);
    this.#options = options;
    this.#isRenewal = known?.state === "open";
    this.#request = {
      transport: wish.transport,
      internalClient: wish.address,
      internalPort: wish.internalPort,
      // Once granted, the journal holds the port that was given.
      externalPort: known?.externalPort ?? wish.externalPort,
      lifetimeSeconds,
      // A person reads it in the router's pages.
      description: known?.description ?? `Farsite ${nonceHex.slice(0, 8)}`,
      nonceHex,
      forOther,
    };
  }

  async run(): Promise<OpenResult> {
    const { means, context, target } = this.#options;
    const gatewayMac = await target.gateway.mac();
    // It could not be told from the routers of other sites, so nobody could renew or close it there.
    if (gatewayMac === null && isIpv4(target.gateway.address)) return failed("nameless-router");
    this.#entryId = this.#writeDown(gatewayMac);
    const leases = leasesToAsk(means, this.#request.forOther !== true);
    for (const [index, lifetimeSeconds] of leases.entries()) {
      const request = { ...this.#request, lifetimeSeconds };
      const grant = await this.#ask(request);
      if (grant.granted) return this.#confirm(request, grant);
      const isLast = index === leases.length - 1 || context.signal.aborted;
      if (isLast || !isAboutLease(grant)) return this.#refuse(grant);
    }
    return failed("cancelled");
  }

  /** @throws ProbeTrouble journal-failed: nothing was sent */
  #writeDown(gatewayMac: string | null): string {
    const { journal, known } = this.#options;
    try {
      const entry = this.#entry(gatewayMac);
      if (known !== null && known.state !== "closing" && isAskedAlike(known, entry)) return known.id;
      const id = journal.begin(entry);
      // The same mapping, asked for anew: the router restarted on another port, or it was about to be closed.
      if (known !== null) journal.strike(known.id);
      return id;
    } catch (cause) {
      throw new ProbeTrouble("skipped", "journal-failed", { cause });
    }
  }

  #entry(gatewayMac: string | null): NewLastingMapping {
    const { siteId, wish, target } = this.#options;
    const { gateway, upnp } = target;
    const { forOther, anyExternalPort: _any, ...request } = this.#request;
    return {
      ...request,
      ...(forOther === true && { forOther }),
      siteId,
      forwardId: wish.id,
      protocol: target.protocol,
      gateway: gateway.address,
      gatewayMac,
      udn: upnp?.udn ?? null,
      controlUrl: upnp?.controlUrl ?? null,
      serviceType: upnp?.serviceType ?? null,
    };
  }

  /** @throws ProbeTrouble */
  async #ask(request: MappingRequest): Promise<MappingGrant> {
    const { context, target, onEpoch } = this.#options;
    // A router that is still busy with the request would carry it out after the undoing.
    const patience = delayedSignal(context.signal, context.budget.undoMs);
    try {
      const grant = await this.#unlessLost(request, () => target.client.map(request, patience.signal));
      if (grant.epochSeconds !== null) onEpoch?.(this.#entryId, grant.epochSeconds);
      return grant;
    } finally {
      patience.end();
    }
  }

  /** A router whose answer was lost may have opened it all the same: what nobody knows to stand is taken back. */
  async #unlessLost<T>(request: MappingRequest, answer: () => Promise<T>): Promise<T> {
    try {
      return await answer();
    } catch (error) {
      if (!this.#isRenewal && (await this.#undo(request))) this.#strike();
      throw error;
    }
  }

  async #refuse(grant: MappingGrant): Promise<OpenResult> {
    const { target, means } = this.#options;
    const { errorCode, errorName } = grant;
    const isGone = errorCode !== null || (await this.#undo(this.#request));
    if (!this.#isRenewal && isGone) this.#strike();
    const { forOther = false } = this.#request;
    const isPinhole = means === "pinhole";
    return refused(whyRefused({ protocol: target.protocol, isPinhole, errorCode, errorName, forOther }), errorName);
  }

  /** A router that says yes is looked after. */
  async #confirm(request: MappingRequest, grant: MappingGrant): Promise<OpenResult> {
    const { context, target, wish, journal, now } = this.#options;
    const externalPort = grant.externalPort ?? request.externalPort;
    const granted = { ...request, externalPort };
    if (wish.exactPort === true && externalPort !== wish.externalPort) {
      const ports = { granted: externalPort, wanted: wish.externalPort };
      return this.#takeBack(granted, message("forward.refused.other-port", ports));
    }
    const kept = await this.#unlessLost(granted, () => this.#readBack(granted));
    if ("why" in kept) return this.#takeBack(granted, kept.why);
    const leaseSeconds = kept.leaseSeconds ?? (grant.lifetimeSeconds === 0 ? null : grant.lifetimeSeconds);
    try {
      // Another shell closed it while the router was asked to renew it: then it has to go again.
      const isStruck = !journal.all().some(({ id }) => id === this.#entryId);
      if (isStruck) return await this.#takeBack(granted, message("forward.failed.cancelled"));
      journal.opened(this.#entryId, { externalPort, leaseSeconds, at: now().toISOString() });
    } catch {
      // What the journal does not hold as open would be closed by the next start anyway.
      if (!this.#isRenewal) await this.#takeBack(granted, message("forward.failed.not-written"));
      return failed("not-written");
    }
    return {
      kind: "forward-opened",
      externalPort,
      externalAddress: grant.externalAddress ?? (await target.externalAddress(context.signal)),
      leaseSeconds,
      renewEverySeconds: renewEverySeconds(leaseSeconds),
      router: target.gateway.address,
    };
  }

  /** What stands in the router's list: its lease, or why it is not what was asked for. */
  async #readBack(granted: MappingRequest): Promise<{ leaseSeconds: number | null } | { why: Message }> {
    const { context, target } = this.#options;
    if (target.table === null) return { leaseSeconds: null };
    const entry = await whoHolds(context, target.table, granted);
    if (entry === null || entry === "hidden") return { why: message("forward.refused.keeps-nothing") };
    if (!leadsTo(entry, wantedOf(this.#options))) return { why: whyElsewhere(entry) };
    if (!entry.enabled) return { why: message("forward.refused.made-switched-off") };
    // A router may count down from less than it was asked for, or from a week where it was asked for ever.
    return { leaseSeconds: entry.leaseSeconds === 0 ? null : entry.leaseSeconds };
  }

  async #takeBack(granted: MappingRequest, why: Message): Promise<OpenResult> {
    if ((await this.#undo(granted)) && (await this.#isFree(granted))) {
      this.#strike();
      return refused(why);
    }
    this.#quietly((journal) => journal.closing(this.#entryId));
    return failed("left");
  }

  /** The port was nobody's before, so whatever stands there now is what the router made of the request. */
  async #isFree(granted: MappingRequest): Promise<boolean> {
    const { context, target } = this.#options;
    return target.table === null || (await whoHolds(context, target.table, granted).catch(() => null)) === null;
  }

  async #undo(request: MappingRequest): Promise<boolean> {
    const { context, target } = this.#options;
    return (await undoMapping(target.client, request, context.budget.undoMs)) === "gone";
  }

  #strike(): void {
    this.#quietly((journal) => journal.strike(this.#entryId));
  }

  /** A disk that filled up meanwhile: the entry stays, and the next start finds the mapping gone. */
  #quietly(write: (journal: LastingMappings) => void): void {
    try {
      write(this.#options.journal);
    } catch {
      // See above.
    }
  }
}

const ASKED_ALIKE = [
  "protocol",
  "gateway",
  "gatewayMac",
  "udn",
  "controlUrl",
  "serviceType",
  "internalClient",
] as const;

const isAskedAlike = (known: LastingMapping, entry: NewLastingMapping): boolean =>
  ASKED_ALIKE.every((field) => known[field] === entry[field]);

/** InvalidArgs, the two for values out of range, OnlyPermanentLeasesSupported: some mean the lease by them. */
const ABOUT_LEASE: ReadonlySet<number | null> = new Set([402, 600, 601, 725]);

const isAboutLease = ({ errorCode }: MappingGrant): boolean => ABOUT_LEASE.has(errorCode);
