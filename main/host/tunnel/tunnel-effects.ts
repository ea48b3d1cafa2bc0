import type { Remark } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { assertNever } from "#core/never.ts";
import { sshFaultDetails, sshFaultText, sshPortFaultText } from "#core/relay/ssh-fault-text.ts";
import type { LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { EffectResult } from "#core/walk/effect.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import { sayWireGuardProbe } from "#core/wireguard/say-probe.ts";
import type { Store } from "../store/open-store.ts";
import type { ServerService } from "./server-service.ts";
import type { TunnelKeys } from "./tunnel-keys.ts";
import { answers, type TunnelProbes } from "./tunnel-probes.ts";
import type { TunnelProver } from "./tunnel-prover.ts";
import type { TunnelService } from "./tunnel-service.ts";

export interface TunnelEffectOptions {
  store: () => Store;
  servers: ServerService;
  tunnels: TunnelService;
  keys: TunnelKeys;
  probes: TunnelProbes;
  prover: TunnelProver;
}

/** Does what a walk to a VPN or relay asks for. Throws HostErrors: the caller makes results of them. */
export function tunnelEffects(options: TunnelEffectOptions) {
  const { store, servers, tunnels, keys, probes, prover } = options;
  return async (siteId: string, effect: TunnelEffect, signal: AbortSignal): Promise<EffectResult> => {
    switch (effect.kind) {
      case "measure-servers": {
        const wanted = servers.all().filter(({ id }) => effect.serverIds.includes(id));
        return { kind: "servers-measured", ...(await probes.distances(wanted, signal)) };
      }
      case "look-at-server": {
        const { look, result } = await servers.status(effect.serverId, signal);
        return { kind: "server-seen", ssh: look, status: result };
      }
      case "trust-server":
        await servers.trust(effect.serverId, effect.hostKey);
        return { kind: "server-trusted" };
      case "make-keys": {
        const { keys: made, accountId, changes } = await keys.make(siteId, tunnels.tunnel(siteId, effect.tunnelId));
        store().amend(siteId, (document) => withChanges(document, changes));
        return { kind: "keys-made", keys: made, accountId };
      }
      case "apply-to-server": {
        const { look, says } = await servers.apply(effect.serverId, signal);
        if (says !== null) return { kind: "applied", says };
        return { kind: "not-applied", why: look.why ?? message("server.noKey"), details: look.details };
      }
      case "probe-wireguard": {
        const tunnel = tunnels.tunnel(siteId, effect.tunnelId);
        const server = servers.get(tunnel.serverId ?? "");
        const probe = await probes.wireGuard(server, effect.asSite ? { siteId, tunnel } : null, signal);
        const { title, meaning, next, notes } = sayWireGuardProbe(probe);
        const port = probe.observed.ports.find(({ state }) => state === "answered");
        return {
          kind: "wireguard-probed",
          outcome: probe.outcome,
          isGood: answers(probe),
          port: port?.port ?? null,
          rttMs: port?.rttMs ?? null,
          says: title,
          details: [meaning, next, ...notes],
        };
      }
      case "open-live":
        return liveResult(await tunnels.live(siteId, tunnels.tunnel(siteId, effect.tunnelId)));
      case "close-live":
        await tunnels.closeLive(siteId, effect.tunnelId);
        return { kind: "live-closed" };
      case "prove-through":
        return { kind: "proven", record: await prover.prove(siteId, effect, signal) };
      case "look-at-mesh": {
        const [look] = await probes.meshes(siteId, effect.product);
        if (look === undefined) return { kind: "mesh-seen", state: "not-installed", facts: [], findings: [] };
        const findings = look.remarks.map(({ tone, text }: Remark) => ({ tone, text }));
        return { kind: "mesh-seen", state: look.state, facts: look.facts, findings };
      }
      case "probe-legacy-vpn": {
        const [first, ...others] = await probes.legacy(tunnels.tunnel(siteId, effect.tunnelId), signal);
        if (first === undefined) return { kind: "failed", why: message("tunnel.nothingAsked") };
        const isGood = [first, ...others].some(({ tone }) => tone === "good");
        return { kind: "legacy-vpn-probed", isGood, says: first.text, details: others.map(({ text }) => text) };
      }
      default:
        return assertNever(effect);
    }
  };
}

/** What opening a relay from this laptop came to. */
function liveResult({ state, host, ports }: LiveTunnelStatus): EffectResult {
  if (state.kind !== "open") {
    const fault = "fault" in state ? state.fault : { kind: "stopped" as const };
    return {
      kind: "live-refused",
      why: sshFaultText(fault, { host }),
      details: sshFaultDetails(fault),
      isRetriable: state.kind === "reconnecting",
    };
  }
  const failed = ports.flatMap((port) => (port.state.kind === "failed" ? [{ port, fault: port.state.fault }] : []));
  const [first] = failed;
  if (first !== undefined && failed.length === ports.length) {
    const why = sshPortFaultText(first.fault, { serverPort: first.port.serverPort });
    return { kind: "live-refused", why, details: [], isRetriable: first.fault === "taken" };
  }
  return {
    kind: "live-opened",
    ports: ports
      .filter((port) => port.state.kind === "listening")
      .map(({ id, serverPort }) => ({ publishedId: id, serverPort })),
  };
}
