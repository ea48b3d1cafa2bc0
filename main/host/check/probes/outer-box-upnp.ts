import { setTimeout as sleep } from "node:timers/promises";
import { routerHttp } from "../../mapping/router-http.ts";
import type { SsdpAnswer } from "../../net/ssdp-search.ts";
import { searchBox } from "../../net/ssdp-unicast.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { ask, type CheckContext } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { describeBox, type RouterService } from "./upnp-description.ts";
import { askLine, type Asker } from "./upnp-line.ts";

const OUTER_BOX: Asker = { probe: "outer-box", id: (what, from) => `outer-box/${from}/${what}` };

const OK = 200;

/** Where a description lies on boxes that answer no search from outside their own network. */
const USUAL_PLACES = [
  // miniupnpd: OpenWrt, Google, Netgear, ASUS.
  ":5000/rootDesc.xml",
  // FRITZ!Box.
  ":49000/igddesc.xml",
  // TP-Link.
  ":1900/igd.xml",
  // Cisco and Arris cable gateways.
  ":49152/IGDdevicedesc_brlan0.xml",
  // linux-igd: D-Link, ZyXEL.
  ":49152/gatedesc.xml",
  // Netgear, older firmware.
  "/RootDevice.xml",
];

/** What a box behind the router tells of itself by UPnP. Null when it tells nothing usable. */
export async function describeOuterBox(context: CheckContext, address: string): Promise<RouterService | null> {
  const question = {
    id: `outer-box/${address}/search`,
    probe: "outer-box",
    question: "find-upnp-router",
    asked: address,
  } as const;
  const found = await ask(context, question, async () => {
    const answer = await findDescription(context, address);
    return {
      data: { kind: "upnp-search", answers: [answer] },
      answeredBy: address,
      raw: answer.location,
      location: answer.location,
    };
  });
  if (!found) return null;
  const service = await describeBox(context, { address, from: address, locations: [found.location] }, OUTER_BOX);
  if (service) await askLine(context, service, OUTER_BOX);
  return service;
}

type Found = SsdpAnswer & { location: string };

/** By a search of that box alone, and where that stays silent, where makers put it. The first that is there counts. */
async function findDescription(context: CheckContext, address: string): Promise<Found> {
  const { budget, ports } = context;
  const deadline = timeoutSignal(budget.outerBoxMs, context.signal);
  const ended = new AbortController();
  const signal = AbortSignal.any([deadline.signal, ended.signal]);
  const search = searchBox({
    address,
    port: ports.ssdp,
    retransmitAtMs: budget.gatewayRetransmitMs,
    timeoutMs: budget.outerBoxMs,
    signal,
  });
  // Refused at once: a box that says so may have a page all the same.
  const head = Promise.race([search.catch(() => {}), sleep(budget.outerBoxSearchMs, undefined, { signal })]);
  const guesses = USUAL_PLACES.map(async (place): Promise<Found> => {
    await head;
    const location = `http://${address}${place}`;
    const page = await routerHttp(address, location, { method: "GET", timeoutMs: budget.outerBoxMs, signal });
    if (page.statusCode !== OK || !/<(?:\w+:)?device[\s>]/i.test(page.body))
      throw new ProbeTrouble("failed", "error-answer", { answeredBy: address });
    return { from: address, location, searchTarget: null, server: null };
  });
  try {
    return await Promise.any([search, ...guesses]);
  } catch {
    // None of them: what the search met is what matters.
    return await search;
  } finally {
    ended.abort();
    deadline.end();
  }
}
