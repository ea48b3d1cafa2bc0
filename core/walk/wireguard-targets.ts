import { z } from "zod";
import type { DeviceUse } from "../forward/wanted-ports.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { inIpv4Prefix, ipv4Number, parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import type { PublishedPort, Tunnel } from "../tunnel/tunnel.ts";
import { devicePorts, portValue } from "./device-ports.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { field, putTunnel, say, tunnelOf } from "./wireguard-facts.ts";
import { choiceValue, lineValue, numberValue, plain, readValues, refused, wrongStep } from "./step-helpers.ts";
import { option } from "./step-fields.ts";
import { stepAction, stepView, type StepView } from "./step-view.ts";
import { after, at, type WireGuardState } from "./wireguard-state.ts";

/** What has to be reached through the tunnel: by these it is proven, and they are what the site's box watches. */

const MAX_TARGETS = 8;
/** As many as a field offers. */
const MAX_OFFERED = 99;
const USES = ["stream", "web", "app", "panel", "other"] as const satisfies readonly DeviceUse[];

type Target = Pick<PublishedPort, "address" | "port" | "use"> & { readonly deviceId: string | null };
type Offered = Target & { readonly value: string; readonly label: Message };

/** Devices in this LAN with the ports that are of use, each once. */
function offered(tunnel: Tunnel, context: WalkContext): Offered[] {
  const lan = parseIpv4Prefix(tunnel.lan ?? "");
  const found = new Map<string, Offered>();
  for (const { device, address, port, use } of devicePorts(context)) {
    const number = ipv4Number(address);
    const value = portValue({ address, port });
    if (lan === undefined || number === undefined || !inIpv4Prefix(number, lan) || found.has(value)) continue;
    const label = say("targets.offered", { name: device.name, address, port });
    found.set(value, { value, label, address, port, use, deviceId: device.deviceId });
  }
  return [...found.values()].slice(0, MAX_OFFERED);
}

export function targetsView(state: WireGuardState, context: WalkContext): StepView {
  const tunnel = tunnelOf(state, context);
  const offers = tunnel === null ? [] : offered(tunnel, context);
  const chosen = tunnel?.published ?? [];
  const values = new Set(offers.map(({ value }) => value));
  const typed = chosen.find((one) => !values.has(portValue(one)));
  return stepView(say("title.targets"), {
    lead: say("targets.lead"),
    notices: state.findings,
    facts: [
      ...(tunnel?.lan == null ? [] : [{ label: say("fact.lan"), value: plain(tunnel.lan), tone: null }]),
      {
        label: say("fact.mapped"),
        value: tunnel?.mapped == null ? say("targets.unmapped") : plain(tunnel.mapped),
        tone: null,
      },
    ],
    fields: [
      ...(offers.length === 0
        ? []
        : [
            field("devices", "choices", {
              hint: true,
              value: chosen.map(portValue).filter((value) => values.has(value)),
              options: offers.map(({ value, label, use }) =>
                option(value, label, { hint: message(`walk.wireguard.use.${use}`) }),
              ),
            }),
          ]),
      field("address", "text", { hint: true, value: typed?.address ?? null }),
      field("targetPort", "number", { value: typed?.port ?? null }),
      field("use", "choice", {
        value: typed?.use ?? null,
        options: USES.map((use) => option(use, say(`use.${use}`))),
      }),
    ],
    actions: [stepAction("next", say("action.next"))],
  });
}

const shape = {
  devices: z.preprocess((value) => value ?? [], z.array(z.string().max(200)).max(MAX_OFFERED)),
  address: lineValue(64),
  targetPort: numberValue({ min: 1, max: 65_535 }),
  use: choiceValue(USES),
};

export function handleTargets(state: WireGuardState, event: WalkEvent, context: WalkContext): Outcome<WireGuardState> {
  if (event.type !== "next") return wrongStep();
  const tunnel = tunnelOf(state, context);
  if (tunnel === null) return refused("walk.wireguard.refused.gone");
  const read = readValues(event, shape, { targetPort: say("refused.port") });
  if ("refused" in read) return read;
  const { devices, address, targetPort, use } = read.values;
  const offers = offered(tunnel, context);
  const targets: Target[] = offers.filter(({ value }) => devices.includes(value));
  if (address !== null) {
    const lan = parseIpv4Prefix(tunnel.lan ?? "");
    const number = ipv4Number(address);
    if (lan === undefined || number === undefined || !inIpv4Prefix(number, lan))
      return refused("walk.wireguard.refused.not-in-lan", { lan: tunnel.lan ?? "?" });
    if (targetPort === null || !Number.isInteger(targetPort)) return refused("walk.wireguard.refused.port");
    if (!targets.some((one) => portValue(one) === portValue({ address, port: targetPort })))
      targets.push({ deviceId: null, address, port: targetPort, use: use ?? "other" });
  }
  if (targets.length === 0) return refused("walk.wireguard.refused.no-target");
  if (targets.length > MAX_TARGETS) return refused("walk.wireguard.refused.too-many", { count: MAX_TARGETS });
  const published = targets.map((target) => publishedAs(target, tunnel, context));
  return { state: at(state, after(state), { findings: [] }), changes: [putTunnel({ ...tunnel, published })] };
}

/** For nobody but who is in the VPN; what was kept of it before stays. */
function publishedAs({ deviceId, address, port, use }: Target, tunnel: Tunnel, context: WalkContext): PublishedPort {
  const known = tunnel.published.find((one) => portValue(one) === portValue({ address, port }));
  return (
    known ?? { id: context.newId(), deviceId, address, transport: "tcp", port, use, serverPort: port, listen: "server" }
  );
}
