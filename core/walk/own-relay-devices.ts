import { z } from "zod";
import type { Message } from "../nat/diagnosis.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { canonicalAddress, sameAddress } from "../net/ip-address.ts";
import { relayPorts } from "../tunnel/relay-ports.ts";
import { devicePorts, portValue } from "./device-ports.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  goTo,
  MAX_RELAY_PORTS,
  RELAY_USES,
  serverOf,
  stepAt,
  type OwnRelayAt,
  type OwnRelayState,
  type RelayPlan,
  type RelayPort,
} from "./own-relay-plan.ts";
import { settledRisks } from "./own-relay-risks.ts";
import { field, next, portName, say, title } from "./own-relay-words.ts";
import { candidates } from "./port-forward-device.ts";
import { option } from "./step-fields.ts";
import { choiceValue, lineValue, notice, numberValue, readValues, refused, wrongStep } from "./step-helpers.ts";
import { stepView, type StepView } from "./step-view.ts";

/** Which ports of which devices the relay carries, and for whom. */

type Offered = Pick<RelayPort, "deviceId" | "name" | "address" | "port" | "use"> & {
  readonly value: string;
  readonly isUsual: boolean;
};

/** A field has no more options; a site has no more recorders that anybody watches by one relay. */
const MOST_OFFERED = 100;

/** What the site's devices offer for watching; TCP only, since SSH carries nothing else. */
function offeredPorts(context: WalkContext, deviceId: string | null): Offered[] {
  const usual = deviceId ?? candidates(context, 4).find(({ role }) => role === "recorder")?.id;
  const offered = devicePorts(context).map(({ device, address, port, use }): Offered => ({
    deviceId: device.deviceId,
    name: device.name.slice(0, 200),
    address,
    port,
    use,
    value: portValue({ address, port }),
    isUsual: device.id === usual || device.deviceId === usual,
  }));
  return [...new Map(offered.toReversed().map((one) => [one.value, one])).values()].toReversed().slice(0, MOST_OFFERED);
}

const isSame = (a: Pick<RelayPort, "address" | "port">, b: Pick<RelayPort, "address" | "port">): boolean =>
  a.port === b.port && sameAddress(a.address, b.address);

export function devicesView({ plan }: OwnRelayAt<"devices">, context: WalkContext): StepView {
  const offered = offeredPorts(context, plan.deviceId);
  const chosen = offered.filter((one) => plan.ports.some((port) => isSame(port, one)));
  const typed = plan.ports.find((port) => !offered.some((one) => isSame(port, one)));
  const usual = offered.filter(({ isUsual }) => isUsual).slice(0, MAX_RELAY_PORTS);
  const server = serverOf(plan, context);
  return stepView(title("devices"), {
    lead: say("lead.devices"),
    notices: offered.length === 0 ? [notice("info", say("notice.no-devices"))] : [],
    fields: [
      ...(offered.length === 0
        ? []
        : [
            field("ports", "choices", {
              value: (plan.ports.length === 0 ? usual : chosen).map(({ value }) => value),
              options: offered.map((one) =>
                option(one.value, portName(one), { hint: say("device-at", { address: one.address, port: one.port }) }),
              ),
            }),
          ]),
      field("address", "text", { hint: true, value: typed?.address }),
      field("port", "number", { value: typed?.port }),
      field("use", "choice", {
        value: typed?.use ?? "stream",
        options: RELAY_USES.map((use) => option(use, say(`use.${use}`))),
      }),
      ...(server === null || server.frp === null
        ? []
        : [
            field("carrier", "choice", {
              required: true,
              value: plan.carrier,
              options: (["ssh", "frp"] as const).map((one) =>
                option(one, say(`carrier.${one}`), { hint: say(`carrier-hint.${one}`), isRisky: one === "frp" }),
              ),
            }),
          ]),
    ],
    actions: [next],
  });
}

export function chooseDevices(
  { plan }: OwnRelayAt<"devices">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  if (event.type !== "next") return wrongStep();
  const read = readValues(
    event,
    {
      ports: z.preprocess((value) => value ?? [], z.array(z.string().max(200)).max(MOST_OFFERED)),
      address: lineValue(64),
      port: numberValue({ min: 1, max: 65_535 }),
      use: choiceValue(RELAY_USES),
      carrier: choiceValue(["ssh", "frp"]),
    },
    { port: say("refused.port") },
  );
  if ("refused" in read) return read;
  const { ports: values, address, port, use, carrier } = read.values;
  const chosen = offeredPorts(context, plan.deviceId).filter(({ value }) => values.includes(value));
  const typed = typedPort(address, port, use ?? "stream");
  if (typed !== null && "refused" in typed) return typed;
  const wanted = [...chosen, ...(typed === null || chosen.some((one) => isSame(one, typed)) ? [] : [typed])];
  if (wanted.length === 0) return refused("walk.own-relay.refused.no-port");
  if (wanted.length > MAX_RELAY_PORTS) return refused("walk.own-relay.refused.too-many", { max: MAX_RELAY_PORTS });
  const isFrp = carrier === "frp" && serverOf(plan, context)?.frp != null;
  const ports = wanted.map((one): RelayPort => {
    const { deviceId, name } = one;
    const before = plan.ports.find((known) => isSame(known, one));
    return {
      id: before?.id ?? context.newId(),
      deviceId,
      name,
      address: one.address,
      port: one.port,
      use: one.use,
      listen: isFrp ? "everyone" : (before?.listen ?? "server"),
      serverPort: before?.serverPort ?? null,
    };
  });
  const chosenPlan = { ...plan, carrier: isFrp ? ("frp" as const) : ("ssh" as const), ports };
  // frp's ports are everybody's; there is nothing to choose.
  return isFrp ? withServerPorts(chosenPlan, context) : goTo("access", chosenPlan);
}

function typedPort(
  address: string | null,
  port: number | null,
  use: RelayPort["use"],
): Omit<Offered, "value" | "isUsual"> | { refused: Message } | null {
  if (address === null && port === null) return null;
  const canonical = canonicalAddress(address ?? "");
  if (canonical === undefined || !isDeviceAddress(canonical)) return refused("walk.own-relay.refused.address");
  if (port === null || !Number.isInteger(port)) return refused("walk.own-relay.refused.port");
  return { deviceId: null, name: canonical, address: canonical, port, use };
}

export function accessView({ plan }: OwnRelayAt<"access">): StepView {
  return stepView(title("access"), {
    lead: say("lead.access"),
    notices: [notice("info", say("notice.login"))],
    fields: [
      field("everyone", "choices", {
        hint: true,
        value: plan.ports.filter(({ listen }) => listen === "everyone").map(({ id }) => id),
        options: plan.ports.map((port) => option(port.id, portName(port), { isRisky: true })),
      }),
    ],
    actions: [next],
  });
}

export function chooseAccess(
  { plan }: OwnRelayAt<"access">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<OwnRelayState> {
  if (event.type !== "next") return wrongStep();
  const read = readValues(event, {
    everyone: z.preprocess((value) => value ?? [], z.array(z.string().max(200)).max(MAX_RELAY_PORTS)),
  });
  if ("refused" in read) return read;
  const { everyone } = read.values;
  const ports = plan.ports.map((port) => ({
    ...port,
    listen: everyone.includes(port.id) ? ("everyone" as const) : ("server" as const),
  }));
  return withServerPorts({ ...plan, ports }, context);
}

/** Gives each port its place at the server, then goes on to what stands against it. */
function withServerPorts(plan: RelayPlan, context: WalkContext): Outcome<OwnRelayState> {
  const placed = placedPorts(plan, context);
  if (placed === null) return refused("walk.own-relay.refused.range-full");
  return placed.ports.some(({ listen }) => listen === "everyone")
    ? { state: stepAt("risks", placed) }
    : settledRisks(placed, context);
}

/** The plan with a port of the server for each device's port; null: there is none left. */
export function placedPorts(plan: RelayPlan, context: WalkContext): RelayPlan | null {
  const server = serverOf(plan, context);
  if (server === null) return null;
  const given = relayPorts(
    plan.ports.map(({ id, serverPort }) => ({ id, before: serverPort })),
    { server, sites: context.firm.sites(), tunnelId: plan.tunnelId, busy: plan.busy },
  );
  if (given === null) return null;
  return { ...plan, ports: plan.ports.map((port) => ({ ...port, serverPort: given.get(port.id) ?? null })) };
}
