import { standingForwards } from "../forward/forward.ts";
import {
  freeExternalPort,
  isFree,
  neverForward,
  serviceAt,
  wantedPorts,
  type DeviceUse,
  type OutsidePorts,
  type PortSource,
  type WantedPort,
} from "../forward/wanted-ports.ts";
import { portPurpose } from "../lan/port-purpose.ts";
import { knownForwards } from "../lan/known-forwards.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { Transport } from "../nat/observation.ts";
import { sameAddress } from "../net/ip-address.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import {
  MAX_PLANNED_PORTS,
  stepAt,
  withPort,
  type Plan,
  type PlannedPort,
  type PortForwardState,
  type StateAt,
} from "./port-forward-plan.ts";
import { forwardOf } from "./port-forward-entry.ts";
import { gatewayOf, makerOf, targetDevice, usablePorts } from "./port-forward-site.ts";
import {
  choicesValue,
  choiceValue,
  notice,
  numberValue,
  readValues,
  refused,
  wrongStep,
  plain,
} from "./step-helpers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { takeBack, writeEntry } from "./step-writing.ts";
import { stepAction, stepView, type StepField, type StepView } from "./step-view.ts";

/** What it is for, the ports that needs, and under which number each is to be reached from outside. */

const field = fieldsOf("portForward");

const OFFERED = ["app", "web", "stream", "panel"] as const satisfies readonly DeviceUse[];

export function sourceOf({ target }: Plan, context: WalkContext): PortSource {
  return {
    maker: makerOf(context, target),
    brand: target.brand,
    ports: targetDevice(context, target)?.ports ?? null,
  };
}

export function usesView({ plan }: StateAt<"uses">, context: WalkContext): StepView {
  const source = sourceOf(plan, context);
  const isPanel = targetDevice(context, plan.target)?.role.value === "panel";
  // Proposed where its ports are known: what would be refused is not to be unticked first.
  const usual = ([isPanel ? "panel" : "app"] as const).filter((use) => wantedPorts(use, source).length > 0);
  return stepView(message("portForward.title.uses"), {
    lead: message("portForward.uses.lead"),
    notices: plan.offer?.trouble ? [notice("info", message("portForward.uses.not-asked"), [plan.offer.trouble])] : [],
    fields: [
      field("uses", "choices", {
        value: plan.uses.length > 0 || plan.other !== null ? plan.uses : usual,
        options: OFFERED.map((use) => {
          const ports = wantedPorts(use, source);
          return option(use, message(`portForward.use.${use}`), {
            hint:
              ports.length === 0
                ? message("portForward.uses.not-known")
                : message("portForward.uses.needs", { ports: ports.map(portWord).join(", ") }),
          });
        }),
      }),
      field("otherPort", "number", { hint: true, value: plan.other?.port ?? null }),
      field("otherTransport", "choice", {
        value: plan.other?.transport ?? "tcp",
        options: (["tcp", "udp"] as const).map((value) => option(value, plain(value.toUpperCase()))),
      }),
    ],
    actions: [stepAction("next", message("portForward.action.next"))],
  });
}

const portWord = ({ transport, port }: { transport: Transport; port: number }): string =>
  `${transport.toUpperCase()} ${port}`;

const usesShape = {
  uses: choicesValue(["app", "web", "stream", "panel"]),
  otherPort: numberValue({ min: 1, max: 65_535 }),
  otherTransport: choiceValue(["tcp", "udp"]),
};

export function chooseUses(
  { plan }: StateAt<"uses">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (event.type !== "next") return wrongStep();
  const read = readValues(event, usesShape, { otherPort: message("portForward.refused.port") });
  if ("refused" in read) return read;
  const { otherPort, otherTransport } = read.values;
  if (otherPort !== null && !Number.isInteger(otherPort)) return refused("portForward.refused.port");
  const uses = OFFERED.filter((use) => read.values.uses.includes(use));
  const other = otherPort === null ? null : { port: otherPort, transport: otherTransport ?? ("tcp" as const) };
  if (uses.length === 0 && other === null) return refused("portForward.refused.uses");
  const source = sourceOf(plan, context);
  const byUse = uses.map((use) => ({ use, wanted: wantedPorts(use, source) }));
  const missing = byUse.find(({ wanted }) => wanted.length === 0);
  if (missing !== undefined) return refused(`portForward.refused.no-port.${missing.use}`);
  const typed: WantedPort[] = other === null ? [] : [otherWanted(other, source)];
  const all = [...byUse.flatMap(({ wanted }) => wanted), ...typed];
  const wanted = [...new Map(all.toReversed().map((one) => [portWord(one), one])).values()].toReversed();
  if (wanted.length > MAX_PLANNED_PORTS) return refused("portForward.refused.too-many", { max: MAX_PLANNED_PORTS });
  return { state: stepAt("ports", withWanted({ ...plan, uses, other }, wanted, context)) };
}

const otherWanted = (other: { port: number; transport: Transport }, source: PortSource): WantedPort => ({
  ...other,
  use: "other",
  service: serviceAt(other.transport, other.port, source),
  encrypted:
    source.maker?.ports.find((one) => one.port === other.port && one.transport === other.transport)?.encrypted ?? null,
  seen:
    source.ports === null
      ? null
      : source.ports.some((one) => one.port === other.port && one.transport === other.transport),
});

/** The plan with exactly these ports; what was planned of them before stays as it was. */
function withWanted(plan: Plan, wanted: readonly WantedPort[], context: WalkContext): Plan {
  const ports: PlannedPort[] = [];
  for (const { transport, port, use, service, encrypted, seen } of wanted) {
    const before = plan.ports.find((one) => one.transport === transport && one.internalPort === port);
    if (before !== undefined) {
      ports.push({ ...before, use, service, encrypted });
      continue;
    }
    const known = standingTo(plan, { transport, internalPort: port }, context);
    const others = ports.map((one) => ({ transport: one.transport, externalPort: one.externalPort }));
    const outside = outsidePorts(plan, context, others);
    ports.push({
      id: known?.id ?? context.newId(),
      transport,
      internalPort: port,
      externalPort:
        known?.externalPort ?? (plan.family === 6 ? port : (freeExternalPort(transport, port, outside) ?? port)),
      use,
      service,
      encrypted,
      seen: plan.reached?.find((one) => transport === "tcp" && one.port === port)?.state === "open" ? true : seen,
      opened: null,
      refused: null,
      held: null,
    });
  }
  return { ...plan, ports };
}

type Inside = Pick<PlannedPort, "transport" | "internalPort">;

/** A forward to this port that the survey knows, or that the router has already. */
function standingTo(
  { target, offer }: Plan,
  { transport, internalPort }: Inside,
  context: WalkContext,
): { id: string | null; externalPort: number; inRouter: boolean | null } | null {
  const inRouter = offer?.open ?? null;
  const own = standingForwards(context.document.forwards).find(
    (one) =>
      one.transport === transport && one.internalPort === internalPort && sameAddress(one.address, target.address),
  );
  const listed = inRouter?.find(
    (one) =>
      one.transport === transport && one.internalPort === internalPort && sameAddress(one.address, target.address),
  );
  if (own !== undefined) {
    return {
      id: own.id,
      externalPort: listed?.externalPort ?? own.externalPort,
      inRouter: inRouter === null ? null : listed !== undefined,
    };
  }
  return listed === undefined ? null : { id: null, externalPort: listed.externalPort, inRouter: true };
}

/** The line's ports that lead elsewhere already: by the router's list of today, else by the last check, and by the survey. */
function outsidePorts(
  { target, offer, family }: Plan,
  context: WalkContext,
  others: OutsidePorts["taken"] = [],
): OutsidePorts {
  if (family === 6) return { taken: [], usable: null };
  const listed =
    offer?.open ??
    knownForwards(context.check).map(({ internalAddress, ...rest }) => ({ ...rest, address: internalAddress }));
  const own = standingForwards(context.document.forwards).filter(({ means }) => means !== "pinhole");
  const elsewhere = [...listed, ...own].filter(({ address }) => !sameAddress(address, target.address));
  return { taken: [...others, ...elsewhere], usable: usablePorts(context) };
}

const externalName = ({ transport, internalPort }: Inside): string => `external-${transport}-${internalPort}`;

/** The port outside that stands for a device's, to be typed. */
export const externalField = (
  key: "external" | "entered",
  port: Inside & { readonly externalPort: number | null },
): StepField => ({
  name: externalName(port),
  label: message(`portForward.field.${key}`, {
    transport: port.transport.toUpperCase(),
    internalPort: port.internalPort,
  }),
  hint: null,
  kind: "number",
  value: port.externalPort,
  required: true,
});

export function portsView({ plan }: StateAt<"ports">, context: WalkContext): StepView {
  const source = sourceOf(plan, context);
  const usable = usablePorts(context);
  const notOffered = (source.ports ?? []).filter((one) => neverForward(one, source)).map(portWord);
  const notSeen = plan.ports
    .filter(({ seen }) => seen === false)
    .map((one) => portWord({ ...one, port: one.internalPort }));
  return stepView(message("portForward.title.ports"), {
    lead: message(plan.family === 6 ? "ipv6Direct.ports.lead" : "portForward.ports.lead"),
    facts: plan.ports.map((port) => ({
      label: serviceMessage(port),
      value: message("portForward.ports.to", {
        transport: port.transport.toUpperCase(),
        internalPort: port.internalPort,
        address: plan.target.address,
      }),
      tone: null,
    })),
    notices: [
      ...plan.ports.flatMap((port) => whyOther(port, plan, context)),
      ...(usable !== null && plan.family === 4
        ? [notice("info", message("portForward.ports.usable", { ranges: rangesText(usable) }))]
        : []),
      ...(notSeen.length > 0
        ? [notice("warning", message("portForward.ports.not-seen", { ports: notSeen.join(", ") }))]
        : []),
      ...(notOffered.length > 0
        ? [notice("info", message("portForward.ports.never", { ports: notOffered.join(", ") }))]
        : []),
    ].slice(0, 20),
    fields: plan.family === 6 ? [] : plan.ports.map((port) => externalField("external", port)),
    actions: [stepAction("next", message("portForward.action.next"))],
  });
}

/** What a port is for, in words. */
export function serviceMessage({
  transport,
  internalPort,
  service,
  use,
}: Pick<PlannedPort, "transport" | "internalPort" | "service" | "use">): Message {
  const known = portPurpose(internalPort, transport);
  const named = service ?? known;
  return named === null ? message(`portForward.use.${use}`) : message(`port.${named}`);
}

/** As many ranges as a sentence takes; MAP-E has dozens. */
const MAX_RANGES = 6;

export function rangesText(ranges: readonly { from: number; to: number }[]): string {
  const said = ranges.slice(0, MAX_RANGES).map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  return ranges.length > MAX_RANGES ? `${said.join(", ")} …` : said.join(", ");
}

function whyOther(port: PlannedPort, plan: Plan, context: WalkContext) {
  const standing = standingTo(plan, port, context);
  if (standing?.inRouter === true) {
    return [
      notice(
        "info",
        message("portForward.ports.standing", { externalPort: standing.externalPort, internalPort: port.internalPort }),
      ),
    ];
  }
  if (port.externalPort === port.internalPort) return [];
  const key = usablePorts(context) === null ? "taken" : "not-own";
  return [
    notice(
      "info",
      message(`portForward.ports.${key}`, { externalPort: port.externalPort, internalPort: port.internalPort }),
    ),
  ];
}

export function choosePorts(
  { plan }: StateAt<"ports">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (event.type !== "next") return wrongStep();
  const chosen = plan.family === 6 ? { plan } : withExternalPorts(plan, event, context);
  if ("refused" in chosen) return chosen;
  const adopted = adoptStanding(chosen.plan, context);
  return { state: stepAt("risks", adopted.plan), changes: adopted.changes };
}

/** The plan with the numbers that the person gave; also where they are read off a router's page. */
export function withExternalPorts(
  plan: Plan,
  event: WalkEvent,
  context: WalkContext,
): { plan: Plan } | { refused: Message } {
  let next = plan;
  const given: { transport: Transport; externalPort: number }[] = [];
  for (const port of plan.ports.filter(({ opened }) => opened === null)) {
    const parsed = readValues(event, { [externalName(port)]: numberValue({ min: 1, max: 65_535 }) });
    if ("refused" in parsed) return refused("portForward.refused.port");
    const typed = parsed.values[externalName(port)] ?? port.externalPort;
    if (!Number.isInteger(typed)) return refused("portForward.refused.port");
    const { transport } = port;
    const outside = outsidePorts(plan, context, given);
    if (!isFree(transport, typed, outside)) {
      const isOwn = outside.usable === null || isFree(transport, typed, { taken: [], usable: outside.usable });
      const key = isOwn ? "taken" : "not-own";
      return refused(`portForward.refused.${key}`, {
        externalPort: typed,
        free: freeExternalPort(transport, typed, outside) ?? "–",
      });
    }
    given.push({ transport, externalPort: typed });
    next = withPort(next, port.id, { externalPort: typed });
  }
  return { plan: next };
}

/** What leads there already is not opened once more; the survey learns of it. */
function adoptStanding(plan: Plan, context: WalkContext) {
  let next = plan;
  for (const port of plan.ports.filter(({ opened }) => opened === null)) {
    const standing = standingTo(plan, port, context);
    // By the survey alone it may be gone: then it is opened again, under the same id.
    if (standing === null || standing.inRouter !== true || standing.externalPort !== port.externalPort) continue;
    const known = context.document.forwards.find(({ id }) => id === standing.id);
    next = withPort(next, port.id, {
      opened: {
        at: known?.openedAt ?? context.now,
        means: known?.means ?? "by-hand",
        externalPort: standing.externalPort,
        externalAddress: known?.externalAddress ?? null,
        leaseSeconds: known?.leaseSeconds ?? null,
        renewEverySeconds: null,
        router: known?.router ?? gatewayOf(context),
        own: false,
      },
    });
  }
  const adopted = next.ports.filter(
    ({ id, opened }) => opened !== null && !context.document.forwards.some((one) => one.id === id),
  );
  const writings = adopted.map((port) => writeEntry("ports", "forwards", forwardOf(next, port, context)));
  return {
    plan: { ...next, written: [...plan.written, ...writings.flatMap(({ written }) => written)] },
    changes: writings.flatMap(({ changes }) => changes),
  };
}

/** Back to the choice: what was found standing is looked for anew. */
export function forgetStanding(plan: Plan, context: WalkContext): Outcome<PortForwardState> {
  const { changes, written } = takeBack(context.document, plan.written, ["ports"]);
  const ports = plan.ports.map((port) => (port.opened?.own === false ? { ...port, opened: null } : port));
  return { state: stepAt("ports", { ...plan, ports, written }), changes };
}
