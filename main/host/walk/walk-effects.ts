import { isHostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { message } from "#core/nat/diagnosis.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import type { ForwardService } from "../forward/forward-service.ts";
import type { ProofService } from "../proof/proof-service.ts";

export interface WalkEffectOptions {
  forwards: ForwardService;
  proofs: Pick<ProofService, "run">;
  /** Checks the site this laptop is at, and keeps the check. Throws HostErrors. */
  checkSite: (siteId: string, signal: AbortSignal) => Promise<{ checkId: string }>;
  /** What has to do with VPNs and relays. */
  tunnels: (siteId: string, effect: TunnelEffect, signal: AbortSignal) => Promise<EffectResult>;
}

/** Does what a walk asks for. Never throws: what went wrong is a result, and the walk stays where it is. */
export function walkEffects({ forwards, proofs, checkSite, tunnels }: WalkEffectOptions) {
  const run = async (siteId: string, effect: WalkEffect, signal: AbortSignal): Promise<EffectResult> => {
    switch (effect.kind) {
      case "check-site":
        return { kind: "checked", ...(await checkSite(siteId, signal)) };
      case "ask-router":
        return { kind: "router-asked", offer: await forwards.askRouter(signal) };
      case "reach-device":
        return forwards.reachDevice(effect.address, effect.ports, signal);
      case "open-forward":
        return forwards.open(siteId, effect.wish, effect.means, signal);
      case "close-forward":
        return { kind: "forward-closed", ...(await forwards.close(siteId, effect.forwardId, signal)) };
      case "look-at-forward":
        return { kind: "forward-seen", ...(await forwards.look(siteId, effect.forwardId, signal)) };
      case "prove":
        return { kind: "proven", record: await proofs.run({ siteId, forwardIds: effect.forwardIds }, signal) };
      case "look-up-name":
        return forwards.lookUpName(effect.name, signal);
      default:
        return tunnels(siteId, effect, signal);
    }
  };
  return async (siteId: string, effect: WalkEffect, signal: AbortSignal): Promise<EffectResult> => {
    try {
      return await run(siteId, effect, signal);
    } catch (error) {
      if (signal.aborted) return { kind: "failed", why: message("walk.trouble.cancelled") };
      if (isHostError(error)) return { kind: "failed", why: message(`error.${error.code}.title`, { ...error.data }) };
      return { kind: "failed", why: message("walk.trouble.unexpected", { detail: errorText(error) }) };
    }
  };
}
