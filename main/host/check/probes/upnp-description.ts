import { decodeIgdDescription, type IgdDescription, type IgdService } from "#core/codec/igd-description.ts";
import { canonicalAddress, isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import type { ObservationOf } from "#core/nat/observation.ts";
import { routerHttp } from "../../mapping/router-http.ts";
import { upnpClient, type UpnpService } from "../../mapping/upnp-client.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { ask, type AskContext } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import type { Asker } from "./upnp-line.ts";

/** A box that answered the search, at `address`, and where its descriptions may be. */
export type UpnpBox = {
  address: string;
  /** Whose answers these are: the gateway's address where the box is the gateway, under whatever address it answered. */
  from: string;
  locations: string[];
};

/** The service that maps ports, and the box it belongs to. */
export type RouterService = UpnpService & {
  from: string;
  udn: string | null;
  /** The box's IPv6 firewall (WANIPv6FirewallControl), where it has one. */
  ipv6Firewall: UpnpService | null;
};

type GatewayData = ObservationOf<"upnp-gateway">["data"];
type WanService = NonNullable<GatewayData["wanServices"]>[number];
type Described = { description: IgdDescription; location: string; raw: string };

const OK = 200;
const MAX_LINE = 200;
const MAX_STATUS = 80;
const MAX_URL = 500;
/** Two WAN devices with an IP and a PPP service each, and a few to spare. */
const MAX_WAN_SERVICES = 6;

/**
 * Reads what a box is and can do, and chooses the service that maps ports: where there are several, the one whose line is
 * connected and has a public address. Null when it has none, or gives no usable description.
 */
export async function describeBox(context: AskContext, box: UpnpBox, asker: Asker): Promise<RouterService | null> {
  const [asked = null] = box.locations;
  const id = asker.id("description", box.from);
  const question = { id, probe: asker.probe, question: "describe-router", asked } as const;
  const answer = await ask(context, question, async () => {
    const { description, location, raw } = await firstGateway(context, box);
    const candidates = mappingServices(description);
    const seen = await lookAt(context, box, candidates);
    const chosen = bestOf(candidates, seen);
    const service = chosen && routerService(box, description, chosen);
    return { data: gatewayData(box, location, description, service, seen), answeredBy: box.address, raw, service };
  });
  return answer?.service ?? null;
}

/** The first description that offers port mapping; else the first that can be read at all. */
async function firstGateway(context: AskContext, box: UpnpBox): Promise<Described> {
  let other: Described | null = null;
  let failure: unknown = new ProbeTrouble("silent", "silent");
  const timeoutMs = context.budget.routerHttpMs;
  const together = timeoutSignal(timeoutMs, context.signal);
  try {
    for (const location of box.locations) {
      try {
        const described = await fetchDescription(box, location, { timeoutMs, signal: together.signal });
        if (mappingServices(described.description).length > 0) return described;
        other ??= described;
      } catch (error) {
        if (location === box.locations[0]) failure = error;
      }
    }
  } finally {
    together.end();
  }
  if (other === null) throw failure;
  return other;
}

type Limits = { timeoutMs: number; signal: AbortSignal };

async function fetchDescription(box: UpnpBox, location: string, limits: Limits): Promise<Described> {
  const page = await routerHttp(box.address, location, { method: "GET", ...limits });
  if (page.statusCode !== OK)
    throw new ProbeTrouble("failed", "error-answer", {
      answeredBy: box.address,
      message: `HTTP ${page.statusCode}`,
      raw: page.raw,
    });
  return { description: decodeIgdDescription(page.body, location), location, raw: page.raw };
}

type MappingService = IgdService & { controlUrlResolved: string };

function mappingServices(description: IgdDescription): MappingService[] {
  const urls = new Set<string>();
  return description.wanServices
    .filter((s): s is MappingService => {
      const usable = /:WAN(?:IP|PPP)Connection:/.test(s.serviceType) && s.controlUrlResolved !== null;
      const key = `${s.serviceType} ${s.controlUrlResolved}`;
      if (!usable || urls.has(key)) return false;
      urls.add(key);
      return true;
    })
    .slice(0, MAX_WAN_SERVICES);
}

/** What each service says of its line. A single one is asked by questions of its own. */
async function lookAt(context: AskContext, box: UpnpBox, services: MappingService[]): Promise<WanService[]> {
  const limit = timeoutSignal(context.budget.upnpServicesMs, context.signal);
  const seen: WanService[] = [];
  try {
    for (const service of services) {
      const status = services.length > 1 ? await lineOf(context, box, service, limit.signal) : NOT_ASKED;
      const { serviceType, controlUrlResolved } = service;
      seen.push({
        serviceType: serviceType.slice(0, MAX_LINE),
        controlUrl: controlUrlResolved.slice(0, MAX_URL),
        ...status,
      });
    }
    return seen;
  } finally {
    limit.end();
  }
}

type Line = Pick<WanService, "connectionStatus" | "externalAddress">;
const NOT_ASKED: Line = { connectionStatus: null, externalAddress: null };

async function lineOf(context: AskContext, box: UpnpBox, service: MappingService, signal: AbortSignal): Promise<Line> {
  const { serviceType, controlUrlResolved: controlUrl } = service;
  const { call } = upnpClient({ address: box.address, controlUrl, serviceType }, context.budget);
  const valueOf = async (action: string, name: string): Promise<string | null> => {
    // A service that fails is one that is not chosen.
    const answer = await call(action, {}, signal).catch(() => null);
    return answer?.response.kind === "ok" ? (answer.response.args[name] ?? null) : null;
  };
  const [status, address] = await Promise.all([
    valueOf("GetStatusInfo", "NewConnectionStatus"),
    valueOf("GetExternalIPAddress", "NewExternalIPAddress"),
  ]);
  return {
    connectionStatus: status?.slice(0, MAX_STATUS) ?? null,
    externalAddress: (address !== null && canonicalAddress(address)) || null,
  };
}

/** Of equals the first: the order of the document. */
function bestOf(services: MappingService[], seen: WanService[]): MappingService | null {
  const score = (index: number): number => {
    const line = seen[index] ?? NOT_ASKED;
    const isConnected = /^connected$/i.test(line.connectionStatus?.trim() ?? "");
    const isPublic = line.externalAddress !== null && isUsableAsPublicAddress(line.externalAddress);
    const answers = line.connectionStatus !== null || line.externalAddress !== null;
    return Number(isConnected) * 4 + Number(isPublic) * 2 + Number(answers);
  };
  const order = services.map((_, index) => index).toSorted((a, b) => score(b) - score(a));
  return services[order[0] ?? -1] ?? null;
}

function routerService(box: UpnpBox, description: IgdDescription, chosen: MappingService): RouterService {
  const { address, from } = box;
  const firewall = description.wanServices.find(
    (s) => /:WANIPv6FirewallControl:/i.test(s.serviceType) && s.controlUrlResolved !== null,
  );
  return {
    address,
    from,
    controlUrl: chosen.controlUrlResolved,
    serviceType: chosen.serviceType,
    udn: description.root.udn?.slice(0, MAX_LINE) ?? null,
    ipv6Firewall: firewall?.controlUrlResolved
      ? { address, controlUrl: firewall.controlUrlResolved, serviceType: firewall.serviceType }
      : null,
  };
}

function gatewayData(
  box: UpnpBox,
  location: string,
  { root }: IgdDescription,
  service: RouterService | null,
  wanServices: WanService[],
): GatewayData {
  const short = (text: string | null): string | null => text?.slice(0, MAX_LINE) ?? null;
  return {
    kind: "upnp-gateway",
    from: box.from,
    location,
    deviceType: short(root.deviceType),
    friendlyName: short(root.friendlyName),
    manufacturer: short(root.manufacturer),
    modelName: short(root.modelName),
    modelNumber: short(root.modelNumber),
    udn: short(root.udn),
    wanServiceType: service?.serviceType ?? null,
    controlUrl: service?.controlUrl ?? null,
    wanServices,
  };
}
