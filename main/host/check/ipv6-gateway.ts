import { addressScope, isIpv6 } from "#core/net/ip-address.ts";
import { SOMEWHERE_OUTSIDE } from "../system/local-address.ts";
import type { CheckContext, Gateway } from "./check-context.ts";

/**
 * The way out over IPv6: the router, and the laptop's own address of the internet. The router is named with the cable it is on
 * (`fe80::1%eth0`), since routers advertise themselves by addresses that are everywhere the same. Null where there is none,
 * and where the laptop has only an address of the site (ULA): a pinhole to that one is of no use outside.
 */
export async function ipv6Gateway(context: Pick<CheckContext, "computer" | "outside">): Promise<Gateway | null> {
  const { computer, outside } = context;
  const localAddress = await computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv6);
  if (localAddress === null || !outside.isInternet(localAddress)) return null;
  const own = computer.readAdapters().find((a) => a.addresses.some(({ address }) => address === localAddress));
  // An unreadable table is told of by the question for the way out.
  const routes = await computer.readDefaultRoutes().catch(() => []);
  const ways = routes.filter(({ family, gateway }) => family === 6 && gateway !== null && isIpv6(gateway));
  // Windows names adapters of IPv6 routes by number, so that the first route has to do.
  const way = ways.find(({ interfaceName }) => interfaceName === own?.name) ?? ways[0];
  if (!way?.gateway) return null;
  const { gateway, interfaceName } = way;
  return {
    address: addressScope(gateway) === "link-local" ? `${gateway}%${interfaceName}` : gateway,
    localAddress,
    interfaceName,
    // The system's tables of neighbours are read for IPv4 only. An own address that is back tells the site as well.
    mac: async () => null,
  };
}

/** An address as it is shown and recorded: without the cable it is on. */
export const withoutZone = (address: string): string => address.split("%")[0] ?? address;
