import type { UploadEvent } from "#core/contract/route-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { advise } from "#core/advice/advise.ts";
import type { Advice } from "#core/advice/advice.ts";
import { choiceOf, type RouteId } from "#core/advice/route-id.ts";
import { errorText } from "#core/error-text.ts";
import type { Knowledge } from "#core/knowledge/knowledge.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import type { UploadSpeed } from "#core/vantage/upload-speed.ts";
import { EventQueue } from "../check/event-queue.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { lastCheck, lastDevices, lastProofs } from "../store/last-records.ts";
import type { Store } from "../store/open-store.ts";
import { measureUpload, type UploadProgress } from "../vantage/measure-upload.ts";

export interface AdviceServiceOptions {
  store: () => Store;
  knowledge: () => Knowledge;
  environment: CheckEnvironment;
  vantageAccess: () => Promise<VantageAccess | null>;
  technician: () => string | null;
  now: () => Date;
}

export type RouteDecision = { siteId: string; route: RouteId | null; variant: string | null; reason: string | null };

/** Which route fits a site, and what was decided. Calls throw SITE_NOT_FOUND and what the store throws. */
export class AdviceService {
  readonly #options: AdviceServiceOptions;

  constructor(options: AdviceServiceOptions) {
    this.#options = options;
  }

  advise(siteId: string): Advice {
    const store = this.#options.store();
    const document = store.document(siteId);
    return advise({
      document,
      check: lastCheck(store, siteId, document),
      devices: lastDevices(store, siteId, document),
      proofs: lastProofs(store, siteId),
      knowledge: this.#options.knowledge(),
    });
  }

  /** @throws HostError BAD_INPUT: against the recommendation without a reason */
  choose({ siteId, route, variant, reason }: RouteDecision): { siteId: string; revision: string } {
    const advice = this.advise(siteId);
    // One that fits as well is as good as recommended.
    const recommended = route !== null && advice.alike.includes(route) ? route : advice.recommended;
    if (route !== null && recommended !== null && route !== recommended && !reason) {
      throw new HostError("BAD_INPUT", { detail: "reason: needed for another route than the recommended one" });
    }
    const { technician, now, store } = this.#options;
    const set = (field: string, value?: unknown): SurveyChange => ({ op: "set", section: "route", field, value });
    const changes =
      route === null
        ? ["chosen", "route", "recommended", "variant", "reason", "decidedBy", "decidedAt"].map((field) => set(field))
        : [
            set("chosen", kindOf(route)),
            set("route", route),
            set("recommended", recommended),
            set("variant", variant ?? undefined),
            set("reason", reason ?? undefined),
            set("decidedBy", technician() ?? undefined),
            set("decidedAt", now().toISOString()),
          ];
    const { revision } = store().amend(siteId, (document) => withChanges(document, changes));
    return { siteId, revision };
  }

  /**
   * Measures this line's upload against the vantage; with a site, what came out is kept in its survey.
   *
   * @throws HostError VANTAGE_NEEDED, VANTAGE_FAILED
   */
  async *measureUpload(siteId: string | null, signal: AbortSignal): AsyncGenerator<UploadEvent, void> {
    const access = await this.#options.vantageAccess();
    if (access === null || access.token === null) throw new HostError("VANTAGE_NEEDED");
    const { url, token } = access;
    const progress = new EventQueue<UploadProgress>();
    const onProgress = (one: UploadProgress): void => progress.push(one);
    const measured = measureUpload({ url, token }, this.#options.environment, { signal, onProgress });
    const end = (): void => progress.end();
    measured.then(end, end);
    for await (const { elapsedMs, sentBytes } of progress) {
      const seconds = elapsedMs / 1_000;
      yield { type: "progress", seconds, mbps: seconds === 0 ? 0 : (sentBytes * 8) / 1_000_000 / seconds };
    }
    const speed = await measured.catch((error: unknown) => {
      throw new HostError("VANTAGE_FAILED", { vantage: url, detail: errorText(error) }, error);
    });
    if (siteId !== null) this.#keepUpload(siteId, speed);
    yield { type: "finished", ...speed };
  }

  #keepUpload(siteId: string, { mbps }: UploadSpeed): void {
    const at = this.#options.now().toISOString();
    this.#options.store().amend(siteId, (document) =>
      withChanges(document, [
        { op: "set", section: "line", field: "uploadMbps", value: Math.round(mbps * 10) / 10 },
        { op: "set", section: "line", field: "uploadMeasuredAt", value: at },
      ]),
    );
  }
}

/** Under which of the survey's plain words a route is found there. */
function kindOf(route: RouteId): string {
  switch (route) {
    case "vendor-cloud":
      return "vendor-cloud";
    case "ipv6-direct":
      return "ipv6";
    case "mobile-line":
      return "mobile-line";
    default:
      return choiceOf(route);
  }
}
