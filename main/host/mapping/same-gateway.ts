import type { CheckEnvironment } from "../check/environment.ts";
import type { MappingEntry } from "../store/mapping-journal.ts";

type Computer = CheckEnvironment["computer"];

/** The routers that the laptop is at, under every name that an entry may know them by. */
export async function currentGateways(computer: Computer): Promise<ReadonlySet<string>> {
  const routes = await computer.readDefaultRoutes().catch(() => []);
  const gateways = routes.flatMap(({ gateway }) => (gateway === null ? [] : [gateway]));
  // Routers of IPv6 are known by the cable they are on, too.
  const named = routes.map(({ gateway, interfaceName }) => `${gateway}%${interfaceName}`);
  return new Set([...gateways, ...named]);
}

/** Whether the laptop is at the router that the entry was asked of; `gateways` are those that it is at. */
export async function isSameGateway(
  entry: Pick<MappingEntry, "gateway" | "gatewayMac" | "server">,
  computer: Computer,
  gateways: ReadonlySet<string>,
): Promise<boolean> {
  if (!gateways.has(entry.gateway)) return false;
  // 192.168.1.1 is a different router at every site: without the MAC the entry would be struck at the wrong one.
  // A box behind the router has no MAC that can be seen from here: the router's stands for the place.
  if (entry.gatewayMac === null) return entry.server === undefined;
  return (await computer.resolveNeighbourMac(entry.gateway)) === entry.gatewayMac;
}
