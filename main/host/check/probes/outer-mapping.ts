import { wanFacts } from "#core/nat/wan-facts.ts";
import { observationsOf, type Observation } from "#core/nat/observation.ts";
import { natPmpClient, type MappingServer } from "../../mapping/natpmp-client.ts";
import type { MappingTarget } from "../../mapping/open-mapping.ts";
import { pcpClient } from "../../mapping/pcp-client.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { upnpClient } from "../../mapping/upnp-client.ts";
import { parseHttpUrl } from "#core/net/http-url.ts";
import { skip, type CheckContext, type Gateway, type Question } from "../check-context.ts";
import type { OuterBox } from "./path.ts";
import type { RouterService } from "./upnp-description.ts";

/** What a box behind the router speaks, each known when it has answered, or has been silent for long enough. */
export type Spoken = { natPmp: Promise<boolean>; pcp: Promise<boolean>; upnp: Promise<RouterService | null> };

type Protocol = MappingTarget["protocol"];
const KINDS = { "nat-pmp": "natpmp-mapping", pcp: "pcp-mapping", upnp: "upnp-mapping" } as const;

/**
 * Would a box behind the router open a port towards it? Where the router opens one to us as well, both together are one way in
 * (docs/protocols/path.md). One protocol that says yes is enough. PCP and UPnP must be told the router's own address on that
 * side; NAT-PMP maps whoever asks. With something in between, that is not the router: only PCP then refuses a wrong client.
 */
export async function testThroughRouter(
  context: CheckContext,
  gateway: Gateway,
  box: OuterBox,
  spoken: Spoken,
): Promise<void> {
  const test = { context, gateway, box };
  const natPmp = async (): Promise<boolean> => (await spoken.natPmp) && testOne(test, "nat-pmp", null);
  const pcp = async (): Promise<boolean> => (await spoken.pcp) && testOne(test, "pcp", null);
  for (const isGranted of box.isNext ? [natPmp, pcp] : [pcp, natPmp]) if (await isGranted()) return;
  const upnp = await spoken.upnp;
  if (upnp && box.isNext) await testOne(test, "upnp", upnp);
}

type OuterTest = { context: CheckContext; gateway: Gateway; box: OuterBox };

/** Whether it was granted. */
async function testOne(
  { context, gateway, box }: OuterTest,
  protocol: Protocol,
  upnp: RouterService | null,
): Promise<boolean> {
  await context.routerAsked;
  const { address } = box;
  const observations = context.observations();
  const mapsRouter = box.isNext || protocol === "pcp";
  const routerAddress = mapsRouter ? (wanFacts(observations, gateway.address).wan?.address ?? null) : null;
  const question: Question = {
    id: `outer-box/${address}/test-mapping-${protocol}`,
    probe: "outer-box",
    question: "test-mapping-outer",
    asked: address,
  };
  if (routerAddress === null && protocol !== "nat-pmp") {
    await skip(context, question, "router-address-unknown");
    return false;
  }
  const server = { address, port: context.ports.mapping };
  const outcome = await testMapping(context, {
    question,
    gateway,
    server: address,
    ...(routerAddress !== null && { clientAddress: routerAddress }),
    ...clientOf(context, protocol, server, routerAddress, upnp),
    through: mapsRouter ? innerTarget(context, gateway, observations) : null,
    data: (result) => ({ kind: KINDS[protocol], from: address, ...result }),
  });
  return outcome === "undone" || outcome === "left";
}

function clientOf(
  { budget }: CheckContext,
  protocol: Protocol,
  server: MappingServer,
  clientAddress: string | null,
  upnp: RouterService | null,
): Pick<MappingTarget, "protocol" | "client" | "upnp"> {
  if (protocol === "upnp" && upnp !== null) return { protocol, client: upnpClient(upnp, budget), upnp };
  if (protocol === "pcp" && clientAddress !== null)
    return { protocol, client: pcpClient(server, budget, { clientAddress }), upnp: null };
  return { protocol: "nat-pmp", client: natPmpClient(server, budget), upnp: null };
}

/** How the router itself opens ports, if it does: by the protocol in which it has just done so. */
function innerTarget(
  context: CheckContext,
  gateway: Gateway,
  observations: readonly Observation[],
): MappingTarget | null {
  const server = { address: gateway.address, port: context.ports.mapping };
  const common = { gateway, upnp: null };
  const grants = (kind: (typeof KINDS)[Protocol]): boolean =>
    observationsOf(observations, kind).some(
      (o) => o.data.from === gateway.address && o.data.granted && o.data.removed === true,
    );
  if (grants("pcp-mapping")) return { ...common, protocol: "pcp", client: pcpClient(server, context.budget) };
  if (grants("natpmp-mapping")) return { ...common, protocol: "nat-pmp", client: natPmpClient(server, context.budget) };
  const described = observationsOf(observations, "upnp-gateway").find((o) => o.data.from === gateway.address);
  const { controlUrl = null, wanServiceType: serviceType = null, udn = null } = described?.data ?? {};
  const host = controlUrl === null ? undefined : parseHttpUrl(controlUrl)?.host;
  if (!grants("upnp-mapping") || controlUrl === null || serviceType === null || host === undefined) return null;
  const client = upnpClient({ address: host, controlUrl, serviceType }, context.budget);
  return { gateway, protocol: "upnp", client, upnp: { udn, controlUrl, serviceType } };
}
