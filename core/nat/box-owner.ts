import { inPrefix, TUNNEL_END_PREFIX } from "../net/ip-address.ts";
import type { Evidence } from "./diagnosis.ts";
import { because } from "./evidence.ts";
import type { OuterBox } from "./path-facts.ts";

/** Whose a box behind the router is: somebody on site can change a customer's, nobody there a carrier's. */
export type BoxOwner = {
  who: "customer" | "carrier" | "unknown";
  /** 0-1. */
  sure: number;
  evidence: Evidence[];
};

/** What else is known where a box is judged. */
export type BoxPlace = {
  /** `last`: this box has the public address itself; `beyond`: the public address is further out. */
  place: "last" | "beyond" | "unknown";
  /** What the router says its own address is. */
  wan: string | null;
  /** The laptop is on radio, whose times jump by milliseconds. */
  onRadio: boolean;
};

/**
 * A line of copper, cable or radio takes longer than a cable on site: fibre is at 1-3 ms, DSL and cable at 5-20 ms, a
 * switch and two cables at 0.2 ms, powerline and mesh radio at 2-10 ms.
 */
const ACCESS_LINE_MS = 5;
/** Where powerline or radio on site would explain as much. */
const SURELY_LINE_MS = 15;
/** Nothing but a cable on site, or a provider's box in the house, is that near. */
const SAME_ROOM_MS = 1;

/** Judges a box by what it shows. In order: what only one of the two would do comes before habits. */
export function boxOwner(box: OuterBox, at: BoxPlace): BoxOwner {
  const hop = box.address;
  const shown = because("hop-private", { hop }, box.hopIds);
  const isHomeRange = inPrefix(hop, "192.168.0.0/16");
  const noIdea: BoxOwner = { who: "unknown", sure: 0, evidence: [shown] };
  if (box.scope === "shared" || inPrefix(hop, TUNNEL_END_PREFIX))
    return { who: "carrier", sure: 0.98, evidence: [because("hop-shared", { hop }, box.hopIds)] };
  const page = box.page && because("box-page", { hop, title: box.page.value.title ?? hop }, box.page.ids);
  // A carrier gives its subscribers no UPnP of its own equipment.
  if (box.upnp) {
    const upnp = because("box-upnp", { hop, name: box.upnp.value.name ?? hop }, box.upnp.ids);
    return { who: "customer", sure: 0.96, evidence: [upnp, ...(page ? [page] : []), shown] };
  }
  // NAT-PMP without PCP is what home routers of 2005-2015 speak; a carrier that maps ports speaks PCP (RFC 6887).
  if (box.natPmp && !box.pcp)
    return { who: "customer", sure: 0.85, evidence: [because("box-nat-pmp", { hop }, box.natPmp.ids), shown] };
  const far = isHomeRange || at.onRadio ? SURELY_LINE_MS : ACCESS_LINE_MS;
  const isFar = box.beyondRouter !== null && box.beyondRouter.value >= far;
  if (page) {
    // Small providers leave the pages of their own routers open to subscribers.
    const isProviders = !isHomeRange && (isFar || PROVIDER_PAGE.test(box.page?.value.title ?? ""));
    return isProviders
      ? { ...noIdea, evidence: [page, shown] }
      : { who: "customer", sure: 0.92, evidence: [page, shown] };
  }
  if (isFar && box.beyondRouter) {
    const ms = Math.round(box.beyondRouter.value);
    return { who: "carrier", sure: 0.85, evidence: [because("box-far", { hop, ms }, box.beyondRouter.ids), shown] };
  }
  if (box.pcp && !isHomeRange)
    return { who: "carrier", sure: 0.8, evidence: [because("box-pcp-only", { hop }, box.pcp.ids), shown] };
  return byItsPorts(box, at, noIdea);
}

/** Systems of providers' routers that name themselves on their page. */
const PROVIDER_PAGE = /\b(RouterOS|airOS|WebFig)\b/i;

function byItsPorts(box: OuterBox, at: BoxPlace, noIdea: BoxOwner): BoxOwner {
  const hop = box.address;
  const isHomeRange = inPrefix(hop, "192.168.0.0/16");
  const ids = box.ports.map((port) => port.id);
  const evidenceFor = (key: string): Evidence[] => [because(key, { hop }, ids), ...noIdea.evidence];
  if (box.ports.length === 0) return noIdea;
  // Home routers answer their own network, if only by "closed"; carriers drop what a subscriber sends to their boxes.
  if (box.ports.every((port) => port.state === "silent")) {
    if (isHomeRange) return { ...noIdea, evidence: evidenceFor("box-drops") };
    const isNear = box.beyondRouter !== null && box.beyondRouter.value < SAME_ROOM_MS;
    return { who: "carrier", sure: isNear ? 0.7 : 0.8, evidence: evidenceFor("box-drops") };
  }
  // A carrier's access router may refuse as well, but then its NAT is a box further out, or the network is a wide one. An
  // open port without a page is anybody's: a proxy in between answers for every address.
  const isRefusing = box.ports.every((port) => port.state !== "open");
  if (!isRefusing || at.place !== "last" || !isHomeNetwork(box, at.wan)) return noIdea;
  return { who: "customer", sure: isHomeRange ? 0.75 : 0.7, evidence: evidenceFor("box-refuses") };
}

/** The router's address is in the box's own /24, as home routers deal them; without its word the box has to be near. */
function isHomeNetwork(box: OuterBox, wan: string | null): boolean {
  if (wan !== null) return inPrefix(wan, `${box.address}/24`);
  return box.beyondRouter === null || box.beyondRouter.value <= SAME_ROOM_MS;
}
