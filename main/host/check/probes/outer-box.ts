import { pcpClient } from "../../mapping/pcp-client.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { tcpPortState } from "../../net/tcp-port.ts";
import { ask, skip, type CheckContext, type Gateway, type Question } from "../check-context.ts";
import { shortestWayOutsideMs } from "../outside-answers.ts";
import { patientSignal } from "../patience.ts";
import { askNatPmpAddress, speaksNatPmp } from "./nat-pmp.ts";
import { describeOuterBox } from "./outer-box-upnp.ts";
import { testThroughRouter } from "./outer-mapping.ts";
import type { OuterBox } from "./path.ts";
import { askPcpAnnounce } from "./pcp.ts";
import { fetchRouterPage } from "./router-page.ts";

/**
 * Asks a box behind the router, which our own path showed, for all it tells of itself: reads only, by unicast, and never an
 * address of the internet. Where test mappings are on, also whether it would open a port.
 */
export async function askOuterBox(whole: CheckContext, box: OuterBox): Promise<void> {
  const gateway = await whole.gateway;
  if (!gateway) return;
  const context = { ...whole, budget: { ...whole.budget, routerHttpMs: whole.budget.outerBoxMs } };
  await Promise.all([askPorts(context, box.address), askProtocols(context, gateway, box)]);
}

/** Of the way to a server outside; a first packet may be lost, and is sent again within. */
const SILENT_ROUND_TRIPS = 4;

/** The carrier's PCP server at the addresses that are the same at every carrier; asked at once, since no path shows them. */
export async function askCarrierServers(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  await Promise.all(
    context.ports.carrierPcp.map(async (address) => {
      if (!gateway) return skip(context, pcpQuestion(address), "no-gateway");
      const { least, most } = context.budget.carrierSilenceMs;
      const quick = { ...context, budget: { ...context.budget, gatewaySilenceMs: most } };
      // It stands on the way to the servers outside, so what they took bounds its own round trip.
      const patience = patientSignal(context.signal, least, () => {
        const wayMs = shortestWayOutsideMs(context.observations());
        return wayMs === undefined ? most : Math.min(most, SILENT_ROUND_TRIPS * wayMs);
      });
      const pcp = askPcp(quick, gateway, address, patience.signal).finally(() => patience.end());
      const others = { natPmp: Promise.resolve(false), upnp: Promise.resolve(null) };
      await testThroughRouter(quick, gateway, { address, isNext: false }, { ...others, pcp });
    }),
  );
}

const pcpQuestion = (address: string): Question => ({
  id: `outer-box/${address}/pcp`,
  probe: "outer-box",
  question: "speak-pcp",
  asked: address,
});

async function askProtocols(context: CheckContext, gateway: Gateway, box: OuterBox): Promise<void> {
  const { address } = box;
  const server = { address, port: context.ports.mapping };
  const about = { probe: "outer-box", asked: address } as const;
  const id = `outer-box/${address}/external-address-nat-pmp`;
  const spoken = {
    natPmp: askNatPmpAddress(context, { ...about, id, question: "external-address" }, server).then(speaksNatPmp),
    // The end of a DS-Lite tunnel is one of those that are asked at once.
    pcp: context.ports.carrierPcp.includes(address) ? Promise.resolve(false) : askPcp(context, gateway, address),
    upnp: describeOuterBox(context, address),
  };
  await Promise.all([...Object.values(spoken), testThroughRouter(context, gateway, box, spoken)]);
}

/**
 * Is a PCP server there, and does it see us under our own address? ADDRESS_MISMATCH says that something in between translates
 * (RFC 6887 section 8.1); only a mapping is refused for it by every server, and one that is granted is undone at once.
 */
async function askPcp(
  context: CheckContext,
  gateway: Gateway,
  address: string,
  announceSignal = context.signal,
): Promise<boolean> {
  const server = { address, port: context.ports.mapping };
  const announce = { ...context, signal: announceSignal };
  if (!(await askPcpAnnounce(announce, pcpQuestion(address), server))) return false;
  await testMapping(context, {
    question: { id: `outer-box/${address}/seen-as`, probe: "outer-box", question: "see-me-as-i-am", asked: address },
    data: (result) => ({ kind: "pcp-mapping", from: address, ...result }),
    protocol: "pcp",
    gateway,
    server: address,
    client: pcpClient(server, context.budget),
    upnp: null,
  });
  return true;
}

/** A box with a page of its own stands on somebody's shelf; its title often names the model. */
async function askPorts(context: CheckContext, address: string): Promise<void> {
  const open = await Promise.all(context.ports.web.map((port) => isPortOpen(context, address, port)));
  if (!open.includes(true)) return;
  const question = {
    id: `outer-box/${address}/page`,
    probe: "outer-box",
    question: "router-page",
    asked: `http://${address}/`,
  } as const;
  await ask(context, question, () => fetchRouterPage(context, address));
}

async function isPortOpen(context: CheckContext, address: string, port: number): Promise<boolean> {
  const question = {
    id: `outer-box/${address}/port-${port}`,
    probe: "outer-box",
    question: "web-port",
    asked: `${address}:${port}`,
  } as const;
  const answer = await ask(context, question, async () => {
    const where = { address, port, timeoutMs: context.budget.outerBoxMs };
    const state = await tcpPortState(where, context.signal);
    return {
      data: { kind: "box-port", from: address, port, state },
      answeredBy: state === "silent" ? null : address,
      outcome: state === "open" ? ("answered" as const) : state,
    };
  });
  return answer?.data.state === "open";
}
