import { message, type Message } from "../nat/diagnosis.ts";
import { sameAddress } from "../net/ip-address.ts";
import { observationsOf } from "../nat/observation.ts";
import { routeFacts } from "../nat/route-facts.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import { isBehindCarrier } from "./site-around.ts";

export type LaptopPlace =
  /** At the site, whose line the internet sees under this address now. */
  | { readonly place: "site"; readonly publicAddress: string }
  /** Somewhere else on the internet; the site's address is that of its last check. */
  | { readonly place: "elsewhere"; readonly publicAddress: string; readonly siteAddress: string }
  /** Nothing can be tested until that is clear. */
  | { readonly place: "unclear"; readonly why: Message };

/**
 * Where the laptop is, by what was asked just now, and by the site's last check; null: the site was never checked. `publicAddress`:
 * under which the internet sees the laptop now.
 */
export function whereIsLaptop(here: CheckRecord, site: CheckRecord | null, publicAddress: string | null): LaptopPlace {
  if (publicAddress === null) return unclear("offline");
  const router = sameRouter(here, site);
  const vpn = routeFacts(here.observations).tunnelRoute;
  if (site === null) return vpn === null ? unclear("never-checked") : unclear("vpn", { adapter: vpn.value });
  const siteAddress = site.diagnosis.publicAddress;
  // A VPN makes a laptop at the site look as if it were elsewhere, and what comes back comes to the VPN's end.
  if (router === "same" && vpn !== null) return unclear("vpn", { adapter: vpn.value });
  if (router === "same") return { place: "site", publicAddress };
  const isSitesAddress = siteAddress !== null && sameAddress(siteAddress, publicAddress);
  if (isSitesAddress) {
    // Of a shared address, the other end may be any customer of the same carrier.
    if (isBehindCarrier(site.diagnosis)) return unclear("shared-address");
    return { place: "site", publicAddress };
  }
  if (siteAddress === null) return unclear("site-address-unknown");
  // The same gateway address at two places is the rule: 192.168.1.1. Only the hardware address tells.
  if (router === "unknown") return unclear("which-router", { gateway: here.diagnosis.gateway ?? "" });
  return { place: "elsewhere", publicAddress, siteAddress };
}

function sameRouter(here: CheckRecord, site: CheckRecord | null): "same" | "another" | "unknown" {
  const [gatewayHere, gatewayThere] = [here.diagnosis.gateway, site?.diagnosis.gateway ?? null];
  if (gatewayHere === null || gatewayThere === null) return "another";
  const [macHere, macThere] = [here, site].map((record) =>
    observationsOf(record?.observations ?? [], "gateway-neighbour")[0]?.data.mac?.toLowerCase(),
  );
  // A router keeps its hardware address when it is given another IP address.
  if (macHere !== undefined && macThere !== undefined) return macHere === macThere ? "same" : "another";
  return gatewayHere === gatewayThere ? "unknown" : "another";
}

const unclear = (why: string, args: Message["args"] = {}): LaptopPlace => ({
  place: "unclear",
  why: message(`proof.trouble.${why}`, args),
});
