import { whyRefused, whyTaken } from "#core/forward/forward-refusal.ts";
import { message } from "#core/nat/diagnosis.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { EffectResult, ForwardWish } from "#core/walk/effect.ts";
import type { AskContext } from "../check/check-context.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { targetsFor, type AskedMeans, type ForwardTarget } from "../forward/forward-target.ts";
import { whoHolds } from "../forward/port-lookup.ts";
import { askContext } from "../forward/site-router.ts";
import { openMapping, type OpenMapping } from "../mapping/open-mapping.ts";
import type { MappingJournal } from "../store/mapping-journal.ts";

/** As long as a page waits for its telephone, and as much again: a router that is never told closes it by itself. */
const WAY_SECONDS = 600;

export type OpenedWay = Extract<EffectResult, { kind: "forward-opened" | "forward-refused" | "failed" }>;

/**
 * Ports that a router opens to this laptop for some minutes. They stand in the journal of test mappings, so that the next start
 * closes what a killed one left open. Nobody's entry is overwritten.
 */
export class LaptopWays {
  readonly #options: {
    environment: CheckEnvironment;
    journal: () => MappingJournal;
    randomBytes: (length: number) => Uint8Array;
  };
  readonly #open = new Map<string, OpenMapping>();

  constructor(options: {
    environment: CheckEnvironment;
    journal: () => MappingJournal;
    randomBytes: (length: number) => Uint8Array;
  }) {
    this.#options = options;
  }

  /** Never throws. */
  async open(wish: ForwardWish, signal: AbortSignal): Promise<OpenedWay> {
    const context = askContext(this.#options.environment, signal);
    const ways: readonly AskedMeans[] = isIpv6(wish.address) ? ["pinhole"] : ["upnp", "pcp", "nat-pmp"];
    let last: OpenedWay = { kind: "failed", why: message("proof.trouble.router-silent") };
    try {
      for (const means of ways) {
        const targets = await targetsFor(context, means);
        if (targets === "no-way") return { kind: "failed", why: message("proof.trouble.offline") };
        for (const target of targets) {
          const result = await this.#openAt(target, wish, context);
          if (result.kind === "forward-opened") return result;
          // What a router says by one protocol tells more than its silence in the next.
          if (result.kind === "forward-refused" || last.kind === "failed") last = result;
        }
      }
      return last;
    } catch (error) {
      return { kind: "failed", why: message(`trouble.${toProbeTrouble(error).trouble}`) };
    }
  }

  /** Never throws: what can't be confirmed stays in the journal. */
  async close({ id }: ForwardWish): Promise<void> {
    const opened = this.#open.get(id);
    this.#open.delete(id);
    await opened?.close().catch(() => null);
  }

  async #openAt(target: ForwardTarget, wish: ForwardWish, context: AskContext): Promise<OpenedWay> {
    const { transport, internalPort, externalPort } = wish;
    const holder = target.table === null ? null : await whoHolds(context, target.table, wish).catch(() => null);
    if (holder !== null && holder !== "hidden")
      return { kind: "forward-refused", why: whyTaken(holder), errorName: null };
    const { journal, randomBytes } = this.#options;
    const asked = { ...context, journal: journal(), ownMappings: [], randomBytes };
    const opened = await openMapping(asked, target, {
      transport,
      internalClient: wish.address,
      internalPort,
      externalPort,
      lifetimeSeconds: WAY_SECONDS,
    }).catch((error: unknown) => toProbeTrouble(error));
    if (opened instanceof Error) return { kind: "failed", why: message(`trouble.${opened.trouble}`) };
    const { grant } = opened;
    if (!grant.granted) {
      await opened.close();
      const { protocol } = target;
      const { errorCode, errorName } = grant;
      const isPinhole = isIpv6(wish.address);
      return {
        kind: "forward-refused",
        why: whyRefused({ protocol, isPinhole, errorCode, errorName, forOther: false }),
        errorName,
      };
    }
    this.#open.set(wish.id, opened);
    return {
      kind: "forward-opened",
      externalPort: grant.externalPort ?? externalPort,
      externalAddress: grant.externalAddress ?? (await target.externalAddress(context.signal).catch(() => null)),
      leaseSeconds: grant.lifetimeSeconds === 0 ? null : grant.lifetimeSeconds,
      renewEverySeconds: null,
      router: target.gateway.address,
    };
  }
}
