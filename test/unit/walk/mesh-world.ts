import type { ProofRecord } from "#core/proof/proof-record.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import type { PlannedSite } from "#core/vpn/address-plan.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import { meshVpnMachine } from "#core/walk/mesh-vpn.ts";
import { aDevice, knowledge, proofOf, RECORDER, storyOf } from "./forward-story.ts";
import { checkWith, NOW, walkContext } from "./walk-context.ts";

/** A site that gets a mesh VPN, and the ways through its walk. */

export const LAN = "192.168.1.0/24";
export const ACCOUNT = "0b6b1a5e-8f0e-4f53-9d4f-1f6f4d7c1a09";
export const CHECK = checkWith({ kind: "cgnat" }).checkId;

export const tunnelOf = (more: Partial<Tunnel>): Tunnel => ({
  id: "theirs",
  kind: "tailscale",
  peers: [],
  published: [],
  madeAt: NOW,
  ...more,
});
export const otherSite = (name: string, lan: string | null, ...tunnels: Tunnel[]): PlannedSite => ({
  siteId: name,
  name,
  lan,
  tunnels,
});

/** The tests' ids are all the same, so what was proven is known before the walk begins. */
export const through = (more: Partial<ProofRecord["results"][number]> = {}): ProofRecord => ({
  ...proofOf(["forward"], {}, { kind: "vpn", address: null }),
  version: 2,
  results: proofOf(["forward"], {}, { kind: "vpn", address: null }).results.map((one) => ({
    ...one,
    forwardId: null,
    tunnelId: "new-id",
    address: RECORDER,
    port: 554,
    rttMs: 31,
    ...more,
  })),
});

export const siteWith = (more: Partial<WalkContext> = {}): WalkContext => {
  const sites = more.firm?.sites() ?? [];
  return walkContext({
    check: checkWith({ kind: "cgnat" }),
    devices: [aDevice()],
    knowledge,
    ...more,
    firm: { servers: [], mayChange: [], ...more.firm, sites: () => sites },
  });
};
export const firmOf = (...sites: PlannedSite[]): WalkContext["firm"] => ({
  servers: [],
  mayChange: [],
  sites: () => sites,
});

export const toSite = (context: WalkContext, product: string) =>
  storyOf(meshVpnMachine, context).send("next", { product }).send("next");
export const toAddresses = (context: WalkContext, product: string, platform = "linux") =>
  toSite(context, product).send("next", { platform, lan: "192.168.1.17/24" });
export const confirmed = { owner: "firm", "single-use": true, "not-ephemeral": true, private: true };
export const toProof = (context: WalkContext, called: Record<string, unknown> = { called: "own" }) =>
  toAddresses(context, "tailscale")
    .send("next", called)
    .send("next", { ...confirmed, identity: "machine" })
    .send("next")
    .send("next", { routesApproved: true, expiryOff: true });
