import { describe, expect, test } from "vitest";
import { judgeVisit, type Judged } from "#core/proof/judge-visit.ts";
import type { SiteAround } from "#core/proof/site-around.ts";

const site: SiteAround = {
  publicAddresses: ["81.2.69.142", "2a02:810d:1234:5600::1"],
  routerAddresses: ["192.168.1.1", "10.11.12.13", "81.2.69.142"],
  ownAddresses: ["192.168.1.50", "2a02:810d:1234:5600::50"],
  ownNetworks: ["192.168.1.50/24", "2a02:810d:1234:5600::50/64"],
  isBehindCarrier: false,
  isMobileLine: false,
};
const behindCarrier: SiteAround = { ...site, isBehindCarrier: true };
const onVpn: SiteAround = { ...site, ownAddresses: [...site.ownAddresses, "100.101.102.103"] };
/** A modem in the laptop itself, or a cable to the provider's without a router. */
const withoutRouter: SiteAround = { ...site, ownAddresses: ["81.2.69.142"], ownNetworks: ["81.2.69.142/32"] };

type Row = readonly [what: string, from: string, around: SiteAround, judged: Judged, key: string];

const ROWS: readonly Row[] = [
  ["a phone on mobile data", "109.41.2.3", site, "outside", "outside"],
  ["the same over IPv6", "2a01:598:8000:1::9", site, "outside", "outside"],
  ["one in the site's Wi-Fi", "192.168.1.77", site, "same-network", "same-network"],
  ["one in the guest Wi-Fi", "192.168.179.20", site, "same-network", "same-network"],
  ["one in the guest Wi-Fi behind a carrier", "192.168.179.20", behindCarrier, "same-network", "same-network"],
  ["one in the outer router's network", "10.11.12.40", site, "same-network", "same-network"],
  ["this laptop", "192.168.1.50", site, "same-network", "same-network-laptop"],
  ["a link-local neighbour", "fe80::1", site, "same-network", "same-network"],
  ["a unique local neighbour", "fd00::5", site, "same-network", "same-network"],
  ["the router's turn-around", "81.2.69.142", site, "hairpin", "hairpin"],
  ["a router that hides its visitors", "192.168.1.1", site, "hairpin", "hairpin-router"],
  ["the same on its outer side", "10.11.12.13", site, "hairpin", "hairpin-router"],
  ["the same /64", "2a02:810d:1234:5600:1::77", site, "same-network", "same-network"],
  ["the same /56, another /64", "2a02:810d:1234:56ff::77", site, "same-network", "same-network"],
  ["another customer of the provider, IPv6", "2a02:810d:1234:5700::77", site, "same-carrier", "same-carrier-pool"],
  ["another provider in the same registry", "2a02:810e::77", site, "outside", "outside"],
  ["a neighbour in the provider's pool", "81.2.69.7", site, "same-carrier", "same-carrier-pool"],
  ["a far neighbour on a fixed line", "81.2.200.7", site, "outside", "outside"],
  ["the same on a mobile line", "81.2.200.7", { ...site, isMobileLine: true }, "same-carrier", "same-carrier-pool"],
  ["the same behind a carrier", "81.2.200.7", behindCarrier, "same-carrier", "same-carrier-pool"],
  ["a customer inside the carrier", "100.64.9.9", site, "same-carrier", "same-carrier-shared"],
  ["the same with RFC 1918", "10.200.1.1", behindCarrier, "same-carrier", "same-carrier-shared"],
  ["through the laptop's own mesh VPN", "100.64.9.9", onVpn, "same-network", "same-network-vpn"],
  ["addresses that nobody has", "203.0.113.9", site, "same-network", "same-network"],
  ["a phone, and no router at all", "109.41.2.3", withoutRouter, "outside", "outside"],
];

describe("a visit to the phone's page", () => {
  test.each(ROWS)("%s (%s)", (_what, from, around, judged, key) => {
    const visit = { from, isPage: true, hasSitesCarrier: false };
    expect(judgeVisit(visit, around)).toEqual({ judged, remark: { key: `proof.visit.${key}`, args: { from } } });
  });

  test("proves nothing with the site's own provider, as far as the person knows", () => {
    const visit = { from: "109.41.2.3", isPage: true, hasSitesCarrier: true };
    expect(judgeVisit(visit, site).judged).toBe("same-carrier");
  });

  test("of another page is told as such, unless it came from inside", () => {
    const visit = { isPage: false, hasSitesCarrier: false };
    expect(judgeVisit({ ...visit, from: "109.41.2.3" }, site).judged).toBe("wrong-page");
    expect(judgeVisit({ ...visit, from: "192.168.1.77" }, site).judged).toBe("same-network");
  });
});
