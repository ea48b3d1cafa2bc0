import { inPrefix } from "../net/ip-address.ts";
import type { Evidence } from "./diagnosis.ts";
import { because } from "./evidence.ts";
import type { OuterBox } from "./path-facts.ts";
import { TUNNEL_END_PREFIX } from "./wan-facts.ts";

/** Whose a box behind the router is: somebody on site can change a customer's, nobody there a carrier's. */
export type BoxOwner = {
  who: "customer" | "carrier" | "unknown";
  /** 0-1. */
  sure: number;
  evidence: Evidence[];
};

/**
 * A line of copper, cable or radio takes longer than a cable on site: fibre is at 1-3 ms, DSL and cable at 5-20 ms, a
 * switch and two cables at 0.2 ms, powerline and mesh radio at 2-4 ms.
 */
const ACCESS_LINE_MS = 5;

/**
 * Judges a box by what it shows. In order: what only one of the two would do comes before habits. `last`: this box has
 * the public address itself; `beyond`: the public address is further out.
 */
export function boxOwner(box: OuterBox, place: "last" | "beyond" | "unknown"): BoxOwner {
  const hop = box.address;
  const shown = because("hop-private", { hop }, box.hopIds);
  if (box.scope === "shared" || inPrefix(hop, TUNNEL_END_PREFIX))
    return { who: "carrier", sure: 0.98, evidence: [because("hop-shared", { hop }, box.hopIds)] };
  // A carrier gives its subscribers neither the UPnP nor the settings page of its own equipment.
  const own = [
    box.upnp && because("box-upnp", { hop, name: box.upnp.value.name ?? hop }, box.upnp.ids),
    box.page && because("box-page", { hop, title: box.page.value.title ?? hop }, box.page.ids),
  ].filter((e) => e !== null);
  if (own.length > 0) return { who: "customer", sure: box.upnp ? 0.96 : 0.92, evidence: [...own, shown] };
  if (box.beyondRouter && box.beyondRouter.value >= ACCESS_LINE_MS) {
    const ms = Math.round(box.beyondRouter.value);
    return { who: "carrier", sure: 0.85, evidence: [because("box-far", { hop, ms }, box.beyondRouter.ids), shown] };
  }
  // NAT-PMP without PCP is what home routers of 2005-2015 speak; a carrier that maps ports speaks PCP (RFC 6887).
  if (box.natPmp && !box.pcp)
    return { who: "customer", sure: 0.85, evidence: [because("box-nat-pmp", { hop }, box.natPmp.ids), shown] };
  if (box.pcp) return { who: "carrier", sure: 0.8, evidence: [because("box-pcp-only", { hop }, box.pcp.ids), shown] };
  return byItsPorts(box, place, shown);
}

function byItsPorts(box: OuterBox, place: "last" | "beyond" | "unknown", shown: Evidence): BoxOwner {
  const hop = box.address;
  const ids = box.ports.map((port) => port.id);
  const noIdea: BoxOwner = { who: "unknown", sure: 0, evidence: [shown] };
  if (box.ports.length === 0) return noIdea;
  // Home routers answer their own network, if only by "closed"; carriers drop what a subscriber sends to their boxes.
  if (box.ports.every((port) => port.state === "silent"))
    return {
      who: "carrier",
      sure: inPrefix(hop, "192.168.0.0/16") ? 0.7 : 0.8,
      evidence: [because("box-drops", { hop }, ids), shown],
    };
  // A carrier's access router may refuse as well, but then its NAT is a box further out.
  if (place !== "last") return noIdea;
  return {
    who: "customer",
    sure: inPrefix(hop, "192.168.0.0/16") ? 0.75 : 0.7,
    evidence: [because("box-refuses", { hop }, ids), shown],
  };
}
