import { parseHttpUrl } from "#core/net/http-url.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { errorNameOf, upnpClient, type UpnpAnswer, type UpnpService } from "../../mapping/upnp-client.ts";
import { upnpPinholeClient } from "../../mapping/upnp-pinhole-client.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { ask, type AskContext, type CheckContext, type Gateway } from "../check-context.ts";
import { ipv6Gateway, withoutZone } from "../ipv6-gateway.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import type { RouterService } from "./upnp-description.ts";

/**
 * The router's IPv6 firewall by UPnP (WANIPv6FirewallControl:1): is it on, may devices open it, and a test pinhole where
 * the laptop has an address that the internet could reach.
 */
export async function probeUpnpPinhole(
  context: CheckContext,
  { from, udn, ipv6Firewall }: RouterService,
): Promise<void> {
  if (ipv6Firewall === null) return;
  const gateway = await ipv6Gateway(context);
  const asked = await askFirewall(context, from, ipv6Firewall, gateway);
  if (asked === null || gateway === null) return;
  const { service } = asked;
  await testMapping(context, {
    protocol: "upnp",
    gateway,
    client: upnpPinholeClient(service, context.budget),
    upnp: { ...service, udn },
    question: { id: "upnp/pinhole", probe: "upnp", question: "ipv6-pinhole", asked: withoutZone(service.address) },
    data: (result) => ({
      kind: "ipv6-pinhole",
      from,
      protocol: "upnp",
      internalClient: gateway.localAddress,
      ...result,
    }),
  });
}

/** Says under which address the service answers, and whether it opens anything; null when under none. */
export async function askFirewall(
  context: AskContext,
  from: string,
  described: UpnpService,
  gateway: Gateway | null,
): Promise<{ service: UpnpService; mayOpen: boolean } | null> {
  const id = `upnp/ipv6-firewall/${from}`;
  const answer = await ask(context, { id, probe: "upnp", question: "ipv6-firewall", asked: from }, async () => {
    const { service, status } = await firstAnswer(context, described, gateway);
    const data = {
      kind: "upnp-ipv6-firewall" as const,
      from,
      firewallEnabled: flag(status, service, "FirewallEnabled"),
      inboundPinholeAllowed: flag(status, service, "InboundPinholeAllowed"),
    };
    return { data, answeredBy: withoutZone(service.address), raw: status.raw, service };
  });
  if (answer === null) return null;
  const { firewallEnabled, inboundPinholeAllowed } = answer.data;
  return { service: answer.service, mayOpen: firewallEnabled && inboundPinholeAllowed };
}

/**
 * miniupnpd opens pinholes only for a caller that it sees under the address in question (606 to all others), so the same
 * service is first asked over IPv6, where the description's own address is one of IPv4.
 */
async function firstAnswer(
  context: AskContext,
  described: UpnpService,
  gateway: Gateway | null,
): Promise<{ service: UpnpService; status: UpnpAnswer }> {
  const overIpv6 = gateway && sameServiceAt(described, gateway);
  const statusOf = (service: UpnpService, signal: AbortSignal): Promise<UpnpAnswer> =>
    upnpClient(service, context.budget).call("GetFirewallStatus", {}, signal);
  if (overIpv6) {
    const soon = timeoutSignal(context.budget.gatewaySilenceMs, context.signal);
    const status = await statusOf(overIpv6, soon.signal).catch(() => null);
    soon.end();
    if (status?.response.kind === "ok") return { service: overIpv6, status };
  }
  return { service: described, status: await statusOf(described, context.signal) };
}

function sameServiceAt({ controlUrl, serviceType }: UpnpService, gateway: Gateway): UpnpService | null {
  const url = parseHttpUrl(controlUrl);
  if (url === undefined) return null;
  const { address, localAddress } = gateway;
  return { address, controlUrl: `http://[${address}]:${url.port}${url.target}`, serviceType, ownAddress: localAddress };
}

/** UPnP Device Architecture 1.1 section 2.5: booleans are 1 and 0, or words. */
function flag({ response, raw }: UpnpAnswer, service: UpnpService, name: string): boolean {
  const value = response.kind === "ok" ? response.args[name]?.trim().toLowerCase() : undefined;
  if (value !== undefined && /^(?:0|1|true|false|yes|no)$/.test(value)) return /^(?:1|true|yes)$/.test(value);
  const trouble = response.kind === "fault" ? "error-answer" : "malformed";
  throw new ProbeTrouble("failed", trouble, { answeredBy: service.address, message: errorNameOf(response), raw });
}
