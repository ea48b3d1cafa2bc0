import { DISCOVERY_PROTOCOLS } from "#core/lan/discovery-protocols.ts";
import { isDeviceAddress } from "#core/net/device-address.ts";
import { SWEEP_PORTS } from "#core/lan/port-purpose.ts";
import { makerOf } from "../lan/maker-lookup.ts";
import { describeAdapters, readAdapters } from "../system/adapters.ts";
import { readDefaultRoutes } from "../system/default-routes.ts";
import { readLocalFirewalls } from "../system/local-firewall.ts";
import { readNeighbours, readUnanswered } from "./neighbours.ts";
import { siteScanBudget } from "./scan-budget.ts";
import type { ScanEnvironment } from "./scan-environment.ts";

/** The real computer and network. `assetsFolder` holds what comes with the app. */
export const siteScanEnvironment = (assetsFolder: string): ScanEnvironment => ({
  readAdapters,
  describeAdapters,
  readDefaultRoutes,
  readLocalFirewalls,
  readNeighbours,
  ...(process.platform === "linux" && { readUnanswered }),
  makerOf: (mac) => makerOf(assetsFolder, mac),
  isDeviceAddress,
  protocols: DISCOVERY_PROTOCOLS,
  ports: SWEEP_PORTS,
  budget: siteScanBudget,
});
