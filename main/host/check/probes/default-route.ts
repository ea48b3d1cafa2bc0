import type { DefaultRoute } from "#core/system/routing-table.ts";
import { isIpv4 } from "#core/net/ip-address.ts";
import { resolveNeighbourMac } from "../../mapping/gateway-mac.ts";
import { readAdapters } from "../../system/adapters.ts";
import { readDefaultRoutes } from "../../system/default-routes.ts";
import { ask, type CheckContext, type Gateway } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";

/** Finds the way out; tells the other probes through `found`, with null when there is none. */
export async function probeDefaultRoute(
  context: CheckContext,
  found: (gateway: Gateway | null) => void,
): Promise<void> {
  const answer = await ask(
    context,
    { id: "default-route/routes", probe: "default-route", question: "default-routes", asked: null },
    async () => {
      const routes = await readDefaultRoutes();
      return {
        data: { kind: "default-routes", routes },
        answeredBy: null,
        raw: routes.map(routeLine).join("\n"),
        routes,
      };
    },
  );
  const gateway = answer ? gatewayOf(answer.routes) : null;
  found(gateway);
  if (!gateway) return;
  await ask(
    context,
    { id: "default-route/gateway-mac", probe: "default-route", question: "gateway-mac", asked: gateway.address },
    async () => {
      const mac = await gateway.mac();
      if (mac === null) throw new ProbeTrouble("silent", "silent");
      return {
        data: { kind: "gateway-neighbour", gateway: gateway.address, mac },
        answeredBy: gateway.address,
        raw: mac,
      };
    },
  );
}

const routeLine = (route: DefaultRoute): string =>
  `IPv${route.family} via ${route.gateway ?? "the link itself"} on ${route.interfaceName}, metric ${route.metric ?? "-"}`;

function gatewayOf(routes: readonly DefaultRoute[]): Gateway | null {
  const route = routes.find((r) => r.family === 4 && r.gateway !== null);
  if (!route?.gateway) return null;
  const address = route.gateway;
  const adapter = readAdapters().find((a) => a.name === route.interfaceName);
  const localAddress = adapter?.addresses.find((a) => isIpv4(a.address))?.address;
  if (!localAddress) return null;
  let mac: Promise<string | null> | undefined;
  return {
    address,
    localAddress,
    interfaceName: route.interfaceName,
    mac: () => (mac ??= resolveNeighbourMac(address)),
  };
}
