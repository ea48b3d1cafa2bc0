import { decodeIgdDescription, type IgdDescription } from "#core/codec/igd-description.ts";
import { locationOnHost } from "#core/codec/ssdp.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { errorNameOf, routerHttp, upnpClient, type UpnpAnswer, type UpnpService } from "../../mapping/upnp-client.ts";
import { searchGateways, type SsdpAnswer } from "../../net/ssdp-search.ts";
import { ask, skip, type Answer, type CheckContext, type Gateway } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";

/** Boxes whose description is read: the gateway's and a few neighbours', not a flood of fakes. */
const MAX_DESCRIPTIONS = 4;
const MAX_LINE = 200;
const OK = 200;

type Found = { from: string; location: string };
type RouterService = UpnpService & { udn: string | null };

/** UPnP IGD: who answers the search, what it is, its own address, its line, and a test mapping on our gateway only. */
export async function probeUpnp(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  const question = {
    id: "upnp/search",
    probe: "upnp",
    question: "find-upnp-router",
    asked: gateway ? `${gateway.address}, ${context.ports.ssdpMulticastAddress}` : null,
  } as const;
  if (!gateway) return skip(context, question, "no-gateway");
  const found = await ask(context, question, () => search(context, gateway));
  if (!found) return;
  await Promise.all(found.found.map((box) => probeBox(context, gateway, box)));
}

async function search(context: CheckContext, gateway: Gateway): Promise<Answer & { found: Found[] }> {
  const { answers, malformed } = await searchGateways(gateway, context, context.signal);
  const raw = [
    ...answers.map((a) => `${a.from} ${a.location ?? "-"} ${a.searchTarget ?? "-"} ${a.server ?? "-"}`),
    ...malformed.map((m) => `${m.from} ${m.reason}`),
  ].join("\n");
  const found = describable(answers, gateway);
  if (found.length === 0) throw searchTrouble(answers, malformed, raw);
  return {
    data: {
      kind: "upnp-search",
      answers: answers.map((a) => ({
        from: a.from,
        location: a.location?.slice(0, MAX_LINE) ?? null,
        searchTarget: a.searchTarget?.slice(0, MAX_LINE) ?? null,
        server: a.server?.slice(0, MAX_LINE) ?? null,
      })),
    },
    answeredBy: [...new Set(found.map((f) => f.from))].join(", "),
    raw,
    found,
  };
}

function searchTrouble(
  answers: SsdpAnswer[],
  malformed: { from: string; reason: string }[],
  raw: string,
): ProbeTrouble {
  const pointing = answers.find((answer) => answer.location !== null);
  if (pointing) return new ProbeTrouble("failed", "location-elsewhere", { answeredBy: pointing.from, raw });
  const [garbage] = [...malformed, ...answers.map(({ from }) => ({ from, reason: "no LOCATION" }))];
  if (garbage)
    return new ProbeTrouble("failed", "malformed", { answeredBy: garbage.from, message: garbage.reason, raw });
  return new ProbeTrouble("silent", "silent");
}

/** One description per box, the gateway's first; a LOCATION on another host is never fetched. */
function describable(answers: readonly SsdpAnswer[], gateway: Gateway): Found[] {
  const boxes = new Map<string, Found>();
  for (const { from, location } of answers) {
    const url = location === null ? undefined : locationOnHost(location, from);
    if (url && !boxes.has(from)) boxes.set(from, { from, location: url });
  }
  return [...boxes.values()]
    .toSorted((a, b) => Number(b.from === gateway.address) - Number(a.from === gateway.address))
    .slice(0, MAX_DESCRIPTIONS);
}

async function probeBox(context: CheckContext, gateway: Gateway, box: Found): Promise<void> {
  const service = await describe(context, box);
  if (!service) return;
  const client = upnpClient(service, context.budget);
  const about = { probe: "upnp", asked: box.from } as const;
  await Promise.all([
    ask(context, { ...about, id: `upnp/external-address/${box.from}`, question: "external-address" }, async () => {
      const answer = await client.call("GetExternalIPAddress", {}, context.signal);
      const address = canonicalAddress(argument(answer, box, "NewExternalIPAddress"));
      return {
        data: { kind: "upnp-external-address", from: box.from, address: address ?? null },
        answeredBy: box.from,
        raw: answer.raw,
        // Behind a private or shared address many routers leave it empty.
        trouble: address === undefined ? "no-address-in-answer" : null,
      };
    }),
    ask(context, { ...about, id: `upnp/status/${box.from}`, question: "line-status" }, async () => {
      const answer = await client.call("GetStatusInfo", {}, context.signal);
      const status = argument(answer, box, "NewConnectionStatus");
      const uptime = answer.response.kind === "ok" ? answer.response.args["NewUptime"] : undefined;
      return {
        data: {
          kind: "upnp-status",
          from: box.from,
          connectionStatus: status.slice(0, 80),
          uptimeSeconds: uptime && /^\d{1,10}$/.test(uptime) ? Number(uptime) : null,
        },
        answeredBy: box.from,
        raw: answer.raw,
      };
    }),
    testOnOurGateway(context, gateway, service),
  ]);
}

async function testOnOurGateway(context: CheckContext, gateway: Gateway, service: RouterService): Promise<void> {
  const id = service.address === gateway.address ? "upnp/test-mapping" : `upnp/test-mapping/${service.address}`;
  const question = { id, probe: "upnp", question: "test-mapping", asked: service.address } as const;
  // Another box's port table is none of our business until the person says so.
  if (service.address !== gateway.address) return skip(context, question, "not-our-gateway");
  const client = upnpClient(service, context.budget);
  await testMapping(context, { question, kind: "upnp-mapping", protocol: "upnp", gateway, client, upnp: service });
}

/** A value of an answer; a fault or a missing value becomes a trouble in plain words. */
function argument(answer: UpnpAnswer, box: Found, name: string): string {
  const { response, raw } = answer;
  const value = response.kind === "ok" ? response.args[name] : undefined;
  if (value !== undefined) return value;
  const trouble = response.kind === "fault" ? "error-answer" : "malformed";
  throw new ProbeTrouble("failed", trouble, { answeredBy: box.from, message: errorNameOf(response), raw });
}

async function describe(context: CheckContext, box: Found): Promise<RouterService | null> {
  const answer = await ask(
    context,
    { id: `upnp/description/${box.from}`, probe: "upnp", question: "describe-router", asked: box.location },
    async () => {
      const timeoutMs = context.budget.routerHttpMs;
      const page = await routerHttp(box.from, box.location, { method: "GET", timeoutMs, signal: context.signal });
      if (page.statusCode !== OK)
        throw new ProbeTrouble("failed", "error-answer", {
          answeredBy: box.from,
          message: `HTTP ${page.statusCode}`,
          raw: page.raw,
        });
      const description = decodeIgdDescription(page.body, box.location);
      const service = portMappingService(description, box.from);
      return { data: gatewayData(box, description, service), answeredBy: box.from, raw: page.raw, service };
    },
  );
  return answer?.service ?? null;
}

function portMappingService(description: IgdDescription, address: string): RouterService | null {
  const usable = description.wanServices.filter((s) => /:WAN(IP|PPP)Connection:/.test(s.serviceType));
  const service = usable.find((s) => s.controlUrlResolved !== null);
  if (!service?.controlUrlResolved) return null;
  return {
    address,
    controlUrl: service.controlUrlResolved,
    serviceType: service.serviceType,
    udn: description.root.udn?.slice(0, MAX_LINE) ?? null,
  };
}

function gatewayData(box: Found, description: IgdDescription, service: RouterService | null) {
  const { root } = description;
  const short = (text: string | null): string | null => text?.slice(0, MAX_LINE) ?? null;
  return {
    kind: "upnp-gateway",
    from: box.from,
    location: box.location,
    deviceType: short(root.deviceType),
    friendlyName: short(root.friendlyName),
    manufacturer: short(root.manufacturer),
    modelName: short(root.modelName),
    modelNumber: short(root.modelNumber),
    udn: short(root.udn),
    wanServiceType: service?.serviceType ?? null,
    controlUrl: service?.controlUrl ?? null,
  } as const;
}
