import { randomBytes, randomUUID } from "node:crypto";
import type { ForwardState } from "#core/contract/route-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { latestProofs, type LatestProof } from "#core/proof/latest-proof.ts";
import type { Locale, Settings } from "#core/survey/settings.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import { AdviceService } from "./advice/advice-service.ts";
import type { CheckEnvironment } from "./check/environment.ts";
import { ForwardService } from "./forward/forward-service.ts";
import { LaptopForwards } from "./forward/laptop-forwards.ts";
import { KnowledgeService } from "./knowledge/knowledge-service.ts";
import { ProofService } from "./proof/proof-service.ts";
import { lastCheck, lastProofs } from "./store/last-records.ts";
import type { Store } from "./store/open-store.ts";
import { createTempFolder } from "./temp-folder.ts";
import type { TunnelServices } from "./tunnel-services.ts";
import type { SecretStore } from "./vault/secret-store.ts";
import { RouterBackups } from "./walk/router-backups.ts";
import { walkEffects } from "./walk/walk-effects.ts";
import { WalkService } from "./walk/walk-service.ts";

export interface RouteServicesOptions {
  dataFolder: string;
  version: string;
  environment: CheckEnvironment;
  store: () => Store;
  /** In force: the stored settings with this run's overrides. */
  settings: () => Settings;
  vantageAccess: () => Promise<VantageAccess | null>;
  secrets: SecretStore;
  actor: () => { laptopId: string; by: string };
  /** Checks the site this laptop is at, and keeps the check. */
  checkSite: (siteId: string, signal: AbortSignal) => Promise<{ checkId: string }>;
  /** What walk-throughs to VPNs and relays rest on; asked when one needs it. */
  tunnels: () => Pick<TunnelServices, "firm" | "perform">;
}

/** What stands around routes: which one fits, the walk-throughs, ports that stay open, tests from outside, what is known. */
export class RouteServices {
  readonly advice: AdviceService;
  readonly knowledge: KnowledgeService;
  readonly forwards: ForwardService;
  readonly proofs: ProofService;
  readonly walks: WalkService;
  readonly backups: RouterBackups;
  /** Ports to this laptop for the time of a test. */
  readonly forLaptop: LaptopForwards;
  readonly #store: () => Store;

  constructor(options: RouteServicesOptions) {
    const { environment, store, settings, vantageAccess, version, actor } = options;
    this.#store = store;
    const now = (): Date => new Date();
    const locale = (): Locale => settings().locale ?? "en";
    const technician = (): string | null => actor().by;
    const bytes = (length: number): Uint8Array => randomBytes(length);
    this.knowledge = new KnowledgeService({ ownFacts: () => store().ownFacts, now, locale });
    const knowledge = () => this.knowledge.current();
    this.advice = new AdviceService({ store, knowledge, environment, vantageAccess, technician, now });
    this.forwards = new ForwardService({ environment, store, now, randomBytes: bytes });
    const forLaptop = (this.forLaptop = new LaptopForwards({
      environment,
      journal: () => store().journal,
      document: (siteId) => store().document(siteId),
      now,
      randomBytes: bytes,
      randomUuid: randomUUID,
    }));
    this.proofs = new ProofService({
      environment,
      servers: settings,
      version,
      now,
      randomUuid: randomUUID,
      randomBytes: bytes,
      vantageAccess,
      document: (siteId) => store().document(siteId),
      lastCheck: (siteId) => lastCheck(store(), siteId, store().document(siteId)),
      proofs: (siteId) => lastProofs(store(), siteId),
      saveProof: (siteId, record) => void store().saveProof({ siteId, record }),
      openForLaptop: (wish, signal) => forLaptop.open(wish, signal),
      closeForLaptop: (wish) => forLaptop.close(wish),
      technician,
      locale,
    });
    this.walks = new WalkService({
      store,
      knowledge,
      hasVantage: () => settings().vantageUrl !== null,
      firm: () => options.tunnels().firm(),
      technician,
      locale,
      perform: walkEffects({
        forwards: this.forwards,
        proofs: this.proofs,
        checkSite: options.checkSite,
        tunnels: (siteId, effect, signal) => options.tunnels().perform(siteId, effect, signal),
      }),
      now,
      randomUuid: randomUUID,
    });
    this.backups = new RouterBackups({
      dataFolder: options.dataFolder,
      temp: createTempFolder(options.dataFolder, now),
      store,
      secrets: options.secrets,
      actor,
      now,
      randomUuid: randomUUID,
    });
  }

  /** Renews what runs out while Farsite runs; in shells that stay. */
  start(): void {
    this.forwards.startRenewing();
  }

  /** Open ports of a site with what this laptop knows of them. Throws SITE_NOT_FOUND and what the store throws. */
  forwardStates(siteId: string): ForwardState[] {
    const document = this.#store().document(siteId);
    const { forwards } = document;
    const here = new Map(this.forwards.states(siteId).map((state) => [state.forwardId, state]));
    const proofs = latestProofs(lastProofs(this.#store(), siteId), forwards, {
      time: new Date().toISOString(),
      publicAddress: lastCheck(this.#store(), siteId, document)?.diagnosis.publicAddress ?? null,
    });
    return forwards.map((forward) => {
      const state = here.get(forward.id);
      const last = proofs.get(forward.id);
      return {
        forward,
        isHere: state?.isHere ?? false,
        endsAt: state?.endsAt ?? null,
        isRenewed: state?.isRenewed ?? false,
        lastProof: last === undefined ? null : shownProof(last),
      };
    });
  }

  /**
   * Closes a forward and says so in the survey.
   *
   * @throws HostError SITE_NOT_FOUND, FORWARD_NOT_FOUND and what the store throws
   */
  async closeForward(siteId: string, forwardId: string, signal: AbortSignal): Promise<{ gone: boolean | null }> {
    if (
      !this.#store()
        .document(siteId)
        .forwards.some(({ id }) => id === forwardId)
    ) {
      throw new HostError("FORWARD_NOT_FOUND");
    }
    const closed = await this.forwards.close(siteId, forwardId, signal);
    // What the router keeps stays open in the survey, too.
    if (closed.gone === true) {
      const value = new Date().toISOString();
      this.#store().amend(siteId, (document) =>
        withChanges(document, [{ op: "set-in", list: "forwards", id: forwardId, field: "closedAt", value }]),
      );
    }
    return closed;
  }

  async stop(): Promise<void> {
    await this.forwards.stop();
  }
}

const shownProof = ({ proofId, result, isProven, stale }: LatestProof): ForwardState["lastProof"] => ({
  proofId,
  at: result.at,
  outcome: result.outcome,
  strength: result.strength,
  isProven,
  stale,
});
