import { addressScope, canonicalAddress, isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { whyRefused } from "#core/forward/forward-refusal.ts";
import type { ForwardWish } from "#core/walk/effect.ts";
import type { Gateway } from "../check/check-context.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { currentGateways } from "../mapping/same-gateway.ts";
import type { LastingMapping } from "../store/lasting-mappings.ts";
import { meansOf, type AskedMeans } from "./forward-target.ts";
import { failed, type OpenResult } from "./open-forward.ts";
import { isOnLink } from "./site-router.ts";

/** As the makers call it. */
const NAMES = { upnp: "UPnP", pcp: "PCP", "nat-pmp": "NAT-PMP", pinhole: "UPnP, PCP (IPv6)" } as const;

export const spokenName = (means: AskedMeans): string => NAMES[means];

/** Why a wish is not asked of any router; null: it may be. */
export async function openingTrouble(
  { computer }: CheckEnvironment,
  gateway: Gateway,
  wish: ForwardWish,
  means: AskedMeans,
): Promise<OpenResult | null> {
  const { address } = wish;
  if (address === gateway.localAddress) return null;
  const isOfFamily = means === "pinhole" ? isIpv6(address) : isIpv4(address);
  // A device behind a second router of the site has an address that no adapter is in.
  const isDevice = isOnLink(computer, address) || addressScope(address) === "private";
  if (!isOfFamily || !isDevice || canonicalAddress(address) !== address) return failed("not-a-device", { address });
  if (await isTheRouter(computer, gateway, address)) return failed("the-router-itself", { address });
  if (means !== "nat-pmp") return null;
  // NAT-PMP has no field for another host: it maps whoever asks.
  const onlyItself = { protocol: "nat-pmp", isPinhole: false, errorCode: 2, errorName: null, forOther: true } as const;
  return { kind: "forward-refused", why: whyRefused(onlyItself), errorName: null };
}

/** Under any of its addresses, as far as the neighbour table shows. */
async function isTheRouter(
  computer: CheckEnvironment["computer"],
  gateway: Gateway,
  address: string,
): Promise<boolean> {
  if ((await currentGateways(computer)).has(address)) return true;
  const mac = await computer.resolveNeighbourMac(address);
  return mac !== null && mac === (await gateway.mac());
}

/** Whether a journal's entry is the mapping that is wished for, so that asking again renews it. */
export function isAboutThis(entry: LastingMapping, wish: ForwardWish, means: AskedMeans): boolean {
  const isSameMapping =
    meansOf(entry) === means &&
    entry.transport === wish.transport &&
    entry.internalClient === wish.address &&
    entry.internalPort === wish.internalPort;
  // PCP and NAT-PMP may have given another outside port than was wished for, and keep to it.
  const mayDiffer = means !== "upnp" && wish.exactPort !== true;
  return isSameMapping && (mayDiffer || entry.externalPort === wish.externalPort);
}
