import { ipv4WaysOut } from "#core/nat/route-facts.ts";
import type { ObservationData } from "#core/nat/observation.ts";
import type { DefaultRoute } from "#core/system/routing-table.ts";
import { isIpv4 } from "#core/net/ip-address.ts";
import type { Computer } from "../environment.ts";
import { ask, type CheckContext, type Gateway } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { SOMEWHERE_OUTSIDE } from "../../system/local-address.ts";

type RouteTable = Extract<ObservationData, { kind: "default-routes" }>;

/** Finds the way out; tells the other probes through `found`, with null when there is none. */
export async function probeDefaultRoute(
  context: CheckContext,
  found: (gateway: Gateway | null) => void,
): Promise<void> {
  const answer = await ask(
    context,
    { id: "default-route/routes", probe: "default-route", question: "default-routes", asked: null },
    async () => {
      const table = await readRouteTable(context.computer);
      const { routes, outbound, outboundV6 } = table;
      return {
        data: table,
        answeredBy: null,
        raw: [...routes.map(routeLine), outboundLine(4, outbound), outboundLine(6, outboundV6)].join("\n"),
      };
    },
  );
  const gateway = answer ? await gatewayOf(answer.data, context.computer) : null;
  found(gateway);
  if (!gateway) return;
  await ask(
    context,
    { id: "default-route/gateway-mac", probe: "default-route", question: "gateway-mac", asked: gateway.address },
    async () => {
      const mac = await gateway.mac();
      if (mac === null) throw new ProbeTrouble("silent", "silent");
      const maker = await context.computer.makerOf(mac);
      return {
        data: { kind: "gateway-neighbour", gateway: gateway.address, mac, maker },
        answeredBy: gateway.address,
        raw: mac,
      };
    },
  );
}

/** The way out over IPv4, null when there is none. @throws the system's error when its table can't be read */
export const ipv4Gateway = async (computer: Computer): Promise<Gateway | null> =>
  gatewayOf(await readRouteTable(computer), computer);

async function readRouteTable(computer: Computer): Promise<RouteTable> {
  const [routes, outbound, outboundV6] = await Promise.all([
    computer.readDefaultRoutes(),
    outboundAddress(computer, SOMEWHERE_OUTSIDE.ipv4),
    outboundAddress(computer, SOMEWHERE_OUTSIDE.ipv6),
  ]);
  return { kind: "default-routes", routes, outbound, outboundV6 };
}

const routeLine = (route: DefaultRoute): string =>
  `IPv${route.family} via ${route.gateway ?? "the link itself"} on ${route.interfaceName}, metric ${route.metric ?? "-"}`;

type Outbound = NonNullable<RouteTable["outbound"]> | null;

const outboundLine = (family: 4 | 6, outbound: Outbound | undefined): string =>
  outbound
    ? `IPv${family} packets leave from ${outbound.address} on ${outbound.interfaceName ?? "-"}`
    : `no way out over IPv${family}`;

async function outboundAddress(computer: Computer, target: string): Promise<Outbound> {
  const address = await computer.localAddressTowards(target);
  if (address === null) return null;
  const adapter = computer.readAdapters().find((a) => a.addresses.some((own) => own.address === address));
  return { address, interfaceName: adapter?.name ?? null };
}

async function gatewayOf(table: RouteTable, computer: Computer): Promise<Gateway | null> {
  const route = ipv4WaysOut(table).find((way) => way.gateway !== null);
  if (!route?.gateway) return null;
  const address = route.gateway;
  const adapter = computer.readAdapters().find((a) => a.name === route.interfaceName);
  const own = adapter?.addresses.filter((a) => isIpv4(a.address)).map((a) => a.address) ?? [];
  // Installers give an adapter a second address to reach a camera; the router must see the one of its own network.
  const towards = await computer.localAddressTowards(address);
  const localAddress = towards !== null && own.includes(towards) ? towards : own[0];
  if (!localAddress) return null;
  let mac: Promise<string | null> | undefined;
  return {
    address,
    localAddress,
    interfaceName: route.interfaceName,
    mac: () => (mac ??= computer.resolveNeighbourMac(address)),
  };
}
