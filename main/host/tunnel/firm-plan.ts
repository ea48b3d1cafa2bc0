import type { FirmPlan } from "#core/contract/tunnel-calls.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { AddressPlan } from "#core/vpn/address-plan.ts";
import { findingRemark } from "./remarks.ts";

/** The address plan as the page shows it: who has which address at which server, and where two want the same. */
export function firmPlan(plan: AddressPlan, servers: readonly FirmServer[]): FirmPlan {
  const isTechnician = (serverId: string, publicKey: string | null): boolean =>
    servers.find(({ id }) => id === serverId)?.technicians.some((one) => one.publicKey === publicKey) ?? false;
  return {
    servers: plan.hubs.flatMap(({ serverId, name, tunnelPool, sitePool, reaches, ends }) => {
      if (serverId === null) return [];
      const sites = reaches
        .filter(({ isStanding }) => isStanding)
        .map(({ siteId, name: site, mapped, lan }) => ({
          kind: "site" as const,
          siteId,
          name: site,
          mapped,
          lan,
          address: ends.find((end) => end.siteId === siteId && end.isStanding)?.address ?? null,
        }));
      const technicians = ends
        // The hub itself and Farsite's probe are ends as well.
        .filter(({ publicKey, isStanding }) => isStanding && isTechnician(serverId, publicKey))
        .map((end) => ({
          kind: "technician" as const,
          siteId: null,
          name: end.name,
          address: end.address,
          lan: null,
          mapped: null,
        }));
      return [{ serverId, name, tunnelPool, sitePool, entries: [...sites, ...technicians] }];
    }),
    remarks: plan.findings.map(findingRemark),
  };
}
