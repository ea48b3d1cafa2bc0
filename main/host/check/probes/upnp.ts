import { locationOnHost } from "#core/codec/ssdp.ts";
import { inPrefix } from "#core/net/ip-address.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { upnpClient } from "../../mapping/upnp-client.ts";
import { searchGateways, type SsdpAnswer } from "../../net/ssdp-search.ts";
import { ask, skip, type Answer, type AskContext, type CheckContext, type Gateway } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { testMappingForOther } from "./mapping-for-other.ts";
import { auditMappings } from "./upnp-audit.ts";
import { describeBox, type RouterService, type UpnpBox } from "./upnp-description.ts";
import { askLine, type Asker } from "./upnp-line.ts";
import { probeUpnpPinhole } from "./upnp-pinhole.ts";

/** Boxes whose description is read: the gateway's and a few neighbours', not a flood of fakes. */
const MAX_BOXES = 4;
/** A box may announce several devices (a media server beside the gateway), or one in two versions. */
const MAX_LOCATIONS = 3;
const MAX_LINE = 200;

const UPNP: Asker = { probe: "upnp", id: (what, from) => `upnp/${what}/${from}` };

/** UPnP IGD: who answers the search, what it is, its own address, its line, its open ports, and tests on our gateway only. */
export async function probeUpnp(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  const question = {
    id: "upnp/search",
    probe: "upnp",
    question: "find-upnp-router",
    asked: gateway ? `${gateway.address}, ${context.ports.ssdpMulticastAddress}` : null,
  } as const;
  if (!gateway) return skip(context, question, "no-gateway");
  const found = await ask(context, question, () => searchBoxes(context, gateway));
  if (!found) return;
  let isGatewayTaken = found.boxes.some(({ address }) => address === gateway.address);
  await Promise.all(
    found.boxes.map(async (box) => {
      if (box.address === gateway.address || !(await isAnotherAddressOf(context, gateway, box.address)))
        return probeBox(context, gateway, { ...box, from: box.address });
      // The same router once more; under one address it is asked already.
      if (isGatewayTaken) return;
      isGatewayTaken = true;
      await probeBox(context, gateway, { ...box, from: gateway.address });
    }),
  );
}

/** @throws ProbeTrouble when nobody answered who says where it is described */
export async function searchBoxes(
  context: AskContext,
  gateway: Gateway,
): Promise<Answer & { boxes: Omit<UpnpBox, "from">[] }> {
  const { answers, malformed } = await searchGateways(gateway, context, context.signal);
  const raw = [
    ...answers.map((a) => `${a.from} ${a.location ?? "-"} ${a.searchTarget ?? "-"} ${a.server ?? "-"}`),
    ...malformed.map((m) => `${m.from} ${m.reason}`),
  ].join("\n");
  const boxes = describable(answers, gateway);
  if (boxes.length === 0) throw searchTrouble(answers, malformed, raw);
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
    answeredBy: boxes.map((box) => box.address).join(", "),
    raw,
    boxes,
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

/** The boxes that answered, the gateway first, each with where it may be described. A LOCATION on another host is never fetched. */
function describable(answers: readonly SsdpAnswer[], gateway: Gateway): Omit<UpnpBox, "from">[] {
  const boxes = new Map<string, string[]>();
  for (const { from, location } of answers.toSorted((a, b) => rank(a) - rank(b))) {
    const url = location === null ? undefined : locationOnHost(location, from);
    if (url === undefined) continue;
    const locations = boxes.get(from) ?? [];
    if (locations.length < MAX_LOCATIONS && !locations.includes(url)) boxes.set(from, [...locations, url]);
  }
  return [...boxes]
    .map(([address, locations]) => ({ address, locations }))
    .toSorted((a, b) => Number(b.address === gateway.address) - Number(a.address === gateway.address))
    .slice(0, MAX_BOXES);
}

/** The second version can do more: it chooses a free port, and a FRITZ!Box has its IPv6 firewall there only. */
function rank({ searchTarget }: SsdpAnswer): number {
  const target = searchTarget ?? "";
  if (target.endsWith(":InternetGatewayDevice:2")) return 0;
  if (/:InternetGatewayDevice:\d+$/.test(target)) return 1;
  return /:WAN(?:IP|PPP)Connection:\d+$/.test(target) ? 2 : 3;
}

/** Some routers answer from another address of their own: the neighbour table shows one device behind both. */
export async function isAnotherAddressOf(context: AskContext, gateway: Gateway, address: string): Promise<boolean> {
  const networks = context.computer.readAdapters().flatMap((adapter) => adapter.addresses);
  const isOnLink = networks.some((n) => n.prefixLength > 0 && inPrefix(address, `${n.address}/${n.prefixLength}`));
  if (!isOnLink) return false;
  const [mac, gatewayMac] = await Promise.all([context.computer.resolveNeighbourMac(address), gateway.mac()]);
  return mac !== null && mac === gatewayMac;
}

async function probeBox(context: CheckContext, gateway: Gateway, box: UpnpBox): Promise<void> {
  const service = await describeBox(context, box, UPNP);
  if (!service) return;
  await Promise.all([
    askLine(context, service, UPNP),
    service.from === gateway.address
      ? Promise.all([auditAndTest(context, gateway, service), probeUpnpPinhole(context, service)])
      : skip(
          context,
          { id: `upnp/test-mapping/${box.from}`, probe: "upnp", question: "test-mapping", asked: box.from },
          // Another box's port table is none of our business until the person says so.
          "not-our-gateway",
        ),
  ]);
}

async function auditAndTest(context: CheckContext, gateway: Gateway, service: RouterService): Promise<void> {
  const audit = auditMappings(context, service);
  await Promise.all([audit.ended, testMappings(context, gateway, service, audit.mostlyRead)]);
}

async function testMappings(
  context: CheckContext,
  gateway: Gateway,
  service: RouterService,
  mostlyRead: Promise<void>,
): Promise<void> {
  const target = {
    protocol: "upnp",
    gateway,
    client: upnpClient(service, context.budget),
    upnp: service,
  } as const;
  // An entry that comes and goes while the table is read would shift the others.
  await mostlyRead;
  const forUs = await testMapping(context, {
    ...target,
    question: { id: "upnp/test-mapping", probe: "upnp", question: "test-mapping", asked: gateway.address },
    data: (result) => ({ kind: "upnp-mapping", from: gateway.address, ...result }),
  });
  await testMappingForOther(context, target, forUs);
}
