import { pcpClient } from "../../mapping/pcp-client.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import type { CheckContext } from "../check-context.ts";
import { ipv6Gateway, withoutZone } from "../ipv6-gateway.ts";

/**
 * May the laptop open the router's IPv6 firewall by PCP (RFC 6887: a mapping for an IPv6 client, which translates nothing)? Only
 * the address that asks is opened, so the laptop asks from the one that the internet sees. Nothing is asked, and no row says
 * so, where the laptop has no way out over IPv6.
 */
export async function probePcpPinhole(context: CheckContext): Promise<void> {
  const gateway = await ipv6Gateway(context);
  if (gateway === null) return;
  const from = withoutZone(gateway.address);
  const server = { address: gateway.address, port: context.ports.mapping, ownAddress: gateway.localAddress };
  await testMapping(context, {
    protocol: "pcp",
    gateway,
    client: pcpClient(server, context.budget, { mapOnce: true }),
    upnp: null,
    question: { id: "pcp/pinhole", probe: "pcp", question: "ipv6-pinhole", asked: from },
    data: (result) => ({
      kind: "ipv6-pinhole",
      from,
      protocol: "pcp",
      internalClient: gateway.localAddress,
      ...result,
      // In a refusal it is an echo of the request, and not the router's address.
      externalAddress: result.granted ? result.externalAddress : null,
    }),
  });
}
