import { readViaPrefix, viaPrefix } from "../mesh/four-via-six.ts";
import { overlap, parseIpPrefix } from "../net/ip-prefix.ts";
import { meshSetup } from "../mesh/mesh-setup.ts";
import type { MeshCommand } from "../mesh/setup-plan.ts";
import type { Message } from "../nat/diagnosis.ts";
import { siteLan } from "../tunnel/site-lan.ts";
import { standingTunnels, type MeshProduct, type Tunnel } from "../tunnel/tunnel.ts";
import { addressPlan, type PlannedSite } from "../vpn/address-plan.ts";
import { nextSiteAddresses, startIn, type SiteAddresses } from "../vpn/plan-allocation.ts";
import type { WalkContext } from "./machine.ts";
import type { MeshVpnAt, MeshVpnState } from "./mesh-vpn-state.ts";

/** What a site is called in a mesh, with all sites of the firm in view; and what a person does for it. */

export const otherSites = ({ firm, siteId }: WalkContext): PlannedSite[] =>
  firm.sites().filter((site) => site.siteId !== siteId);

const touches = (a: string | null | undefined, b: string): boolean => {
  const [one, two] = [parseIpPrefix(a ?? ""), parseIpPrefix(b)];
  return one !== undefined && two !== undefined && overlap(one, two);
};

/** Other sites that have this network, by name: `inMesh` those that are called by it in the same mesh already. */
export function clashesWith(
  lan: string,
  product: MeshProduct,
  context: WalkContext,
): { inMesh: string[]; alike: string[] } {
  const inMesh: string[] = [];
  const alike: string[] = [];
  for (const { name, lan: seen, tunnels } of otherSites(context)) {
    const standing = standingTunnels(tunnels);
    if (standing.some((one) => one.kind === product && touches(one.mapped ?? one.lan, lan))) inMesh.push(name);
    else if (touches(seen, lan) || standing.some((one) => touches(one.lan, lan))) alike.push(name);
  }
  return { inMesh, alike };
}

/** Networks that routers come with: at home the technician has the same. */
const FACTORY_LANS = ["192.168.0.0/24", "192.168.1.0/24", "192.168.2.0/24", "192.168.178.0/24", "10.0.0.0/24"];
export const isFactoryLan = (lan: string): boolean => FACTORY_LANS.some((one) => touches(one, lan));

/** Short enough to be read aloud; thousands of sites find a place. */
const USUAL_SITE_NUMBERS = 9_999;

/** Numbers of sites that were ever given away at Tailscale: somebody's bookmarks may still hold a removed one. */
export function takenSiteNumbers(context: WalkContext): ReadonlySet<number> {
  const mapped = otherSites(context).flatMap(({ tunnels }) => tunnels.flatMap((one) => one.mapped ?? []));
  return new Set(mapped.flatMap((prefix) => readViaPrefix(prefix)?.site ?? []));
}

/**
 * A number that no other site of the firm has. The search begins at a place of the site's own, so that two laptops that can't see each
 * other's surveys rarely give the same.
 */
export function freeSiteNumber(context: WalkContext): number {
  const taken = takenSiteNumbers(context);
  const start = startIn(context.siteId, USUAL_SITE_NUMBERS);
  for (let step = 0; step < USUAL_SITE_NUMBERS; step += 1) {
    const number = ((start + step) % USUAL_SITE_NUMBERS) + 1;
    if (!taken.has(number)) return number;
  }
  return USUAL_SITE_NUMBERS;
}

/** Another network for the site, which nothing else of the firm uses; `wish`: the one that somebody wants. */
export function freeMapped(lan: string, wish: string | null, context: WalkContext): SiteAddresses {
  // A mesh has no hub: its sites stand beside those whose own router is called.
  const plan = addressPlan(context.firm.servers, otherSites(context));
  return nextSiteAddresses(plan, null, lan, { from: context.siteId, mapped: wish });
}

/** What the mesh calls the site's network. */
export const routeOf = ({
  place: { lan },
  reach: { siteNumber, mapped },
}: Pick<MeshVpnAt<"account">, "place" | "reach">): string =>
  siteNumber === null ? (mapped ?? lan) : viaPrefix(siteNumber, lan);

/** As the survey keeps it. */
export function tunnelEntry(
  { product, place, reach }: Pick<MeshVpnAt<"account">, "product" | "place" | "reach">,
  id: string,
  { now, by }: WalkContext,
): Tunnel {
  return {
    id,
    kind: product,
    platform: place.platform,
    lan: place.lan,
    mapped: reach.siteNumber === null ? reach.mapped : viaPrefix(reach.siteNumber, place.lan),
    peers: [],
    published: [],
    madeAt: now,
    madeBy: by,
  };
}

export const TAG = "tag:site-box";

/** At which step of the walk a part of the set-up is done. */
const PARTS = {
  account: ["account", "key"],
  approve: ["approve", "access", "expiry"],
  proof: ["prove"],
} as const;

type Part = keyof typeof PARTS | "box";

function partOf({ key }: Message): Part {
  const word = key.split(".")[2] ?? "";
  for (const part of ["account", "approve", "proof"] as const) if (PARTS[part].some((one) => one === word)) return part;
  return "box";
}

/** What is done at one step. Null: the values of this walk, which may come from elsewhere, fit into no command. */
export function setupPart(
  state: MeshVpnState,
  part: Part,
  { document }: WalkContext,
): { steps: Message[]; commands: MeshCommand[] } | null {
  const { product, place, reach, account } = state;
  if (product === null || place === null || reach === null) return null;
  const { siteNumber, mapped } = reach;
  try {
    const { steps, commands } = meshSetup(product, place.platform, {
      lan: [place.lan],
      site: document.site.name,
      tags: product === "tailscale" && account?.identity !== "person" ? [TAG] : [],
      mapped:
        siteNumber === null && mapped === null
          ? null
          : { siteNumber: siteNumber ?? 0, prefixes: mapped === null ? [] : [mapped] },
      // Both are typed on the box, and nowhere else.
      key: null,
      networkId: null,
      control: account?.control ?? null,
    });
    const isAccess = ({ label }: MeshCommand): boolean => label.key.endsWith(".access");
    return {
      steps: steps.filter((step) => partOf(step) === part),
      commands:
        part === "box" ? commands.filter((one) => !isAccess(one)) : part === "approve" ? commands.filter(isAccess) : [],
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The LAN to begin with: what the walk has, or the check saw. */
export const usualLan = (state: Pick<MeshVpnState, "place">, { check }: WalkContext): string | null =>
  state.place?.lan ?? siteLan(check);
