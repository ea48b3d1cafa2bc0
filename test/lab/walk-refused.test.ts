import { afterEach, describe, expect, test } from "vitest";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { sampleOf, WalkSite } from "./walk-laptop.ts";

/** Where a forward leads nowhere, the walk-through says so before anybody touches a router. */

const whyNot = whyNoLab();

let site: WalkSite;
afterEach(() => site?.down());

/** Ways in over IPv4 that a person on site would have to open. */
const INWARD = new Set(["port-forward", "wireguard-router", "router-vpn"]);

const refusals = [
  ["cgnat-100-64-mapped", "the provider translates (CGNAT)"],
  ["cgnat-10", "the provider translates (CGNAT)"],
  ["ds-lite", "shares 25.0.113.9 with others and has no port of its own"],
  ["nat64-only", "(NAT64)"],
  ["lw4o6", "shares 25.0.113.2 with others"],
  ["cgnat-172-secure", "the provider translates (CGNAT)"],
  ["cgnat-mapped+vantage", "the provider translates (CGNAT)"],
  ["public-firewalled+vantage", "A forward leads nowhere here"],
  ["offline", "Nothing outside answered"],
] as const;

describe.skipIf(whyNot !== null)(`a walk that leads nowhere${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(sampleOf(refusals, 2))("%s: %s", { timeout: 120_000 }, async (name, evidence) => {
    site = await WalkSite.of(topologyByName(name));
    const counting = "type filter hook output priority 0; oifname eth0 meta l4proto { tcp, udp } counter;";
    await site.lab.run("laptop", ["nft", `table inet sent { chain out { ${counting} }; }`]);
    const { walk, ...told } = await site.begin();
    expect(walk).toBe(null);
    expect(told).toEqual({ refused: expect.stringContaining(evidence) as unknown });
    const sent = await site.lab.run("laptop", ["nft", "list", "table", "inet", "sent"]);
    expect(sent.stdout).toContain("counter packets 0 ");
    expect(await site.rules()).toBe(site.before);
    const { recommended, routes } = await site.advise();
    expect(INWARD).not.toContain(recommended);
    const inward = routes.filter(({ route }) => INWARD.has(route));
    expect(inward.map(({ works }) => works.answer)).not.toContain("yes");
    for (const { works } of inward) expect(works.reasons.length).toBeGreaterThan(0);
  });
});
