import { z } from "zod";
import { backupSteps } from "../forward/router-steps.ts";
import { preflightItemSchema, type PreflightItem } from "../lan/inspection.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { gatewayOf, makerOf, routerFamilyAt, targetDevice } from "./port-forward-site.ts";
import { MAX_TABLE, stepAt, type Plan, type PortForwardState, type StateAt, type Target } from "./port-forward-plan.ts";
import {
  asking,
  choiceValue,
  effectAction,
  lineValue,
  notice,
  nothingPending,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { stepAction, stepView, type StepNotice, type StepView } from "./step-view.ts";

/** Whether the device is ready, and the router's settings are safe, before anything is changed. */

const field = fieldsOf("portForward");

/** As many as one question takes. */
const MAX_TRIED = 16;
/** Where nothing is known of a device: what recorders have most. */
const USUAL_PORTS = [80, 443, 554, 8000, 37_777];

/** Does the device run? Asked at the ports that are known of it. */
export function reachEffect(target: Target, context: WalkContext): WalkEffect {
  const shown = (targetDevice(context, target)?.ports ?? []).filter(({ transport }) => transport === "tcp");
  const known = (makerOf(context, target)?.ports ?? []).filter(({ transport }) => transport === "tcp");
  const ports = [...new Set([...known, ...shown].map(({ port }) => port))];
  return {
    kind: "reach-device",
    address: target.address,
    ports: (ports.length > 0 ? ports : USUAL_PORTS).slice(0, MAX_TRIED),
  };
}

/** These keep everybody outside away, whatever is forwarded. */
const STOPS: ReadonlySet<PreflightItem["code"]> = new Set<PreflightItem["code"]>(["gateway", "ip-filter"]);

type Blocker = { text: Message; details: Message[] };

/** What has to be changed before a forward can work. */
function blockers(plan: Plan, context: WalkContext): Blocker[] {
  const { reached, inspected, looked, anyway, target } = plan;
  const isSilent = reached !== null && !reached.some(({ state }) => state === "open");
  const device = targetDevice(context, target);
  const stops = (inspected ?? []).filter(({ code, state }) => state === "problem" && STOPS.has(code));
  const isWithoutGateway = inspected === null && looked !== true && device?.network?.gateway === null;
  return [
    ...(isSilent && anyway === null
      ? [{ text: message("portForward.blocked.silent", { address: target.address }), details: SILENT_CAUSES }]
      : []),
    ...stops.map(({ title, whatToDo }) => ({ text: title, details: whatToDo === null ? [] : [whatToDo] })),
    ...(isWithoutGateway
      ? [{ text: message("preflight.gateway.missing.title"), details: [message("preflight.gateway.missing.whatToDo")] }]
      : []),
  ];
}

const SILENT_CAUSES = (["power", "address", "network"] as const).map((cause) =>
  message(`portForward.blocked.silent-cause.${cause}`),
);

/** A person has to look where nobody told. */
function mustLook({ inspected, looked }: Plan, gatewayKnown: boolean): boolean {
  const isTold = (inspected ?? []).some(({ code, state }) => code === "gateway" && state !== "unknown");
  return !isTold && looked === null && !gatewayKnown;
}

const isGatewayKnown = (plan: Plan, context: WalkContext): boolean => {
  const gateway = targetDevice(context, plan.target)?.network?.gateway;
  return typeof gateway === "string" && gateway === gatewayOf(context);
};

export function preflightView({ plan }: StateAt<"preflight">, context: WalkContext): StepView {
  const { target, reached, inspected } = plan;
  const stops = blockers(plan, context);
  const isSilent = reached !== null && !reached.some(({ state }) => state === "open");
  const hasStop = stops.some(({ text }) => text.key !== "portForward.blocked.silent");
  return stepView(message("portForward.title.preflight"), {
    lead: message("portForward.preflight.lead", { name: target.name, address: target.address }),
    facts: (reached ?? []).map(({ port, state }) => ({
      label: message("portForward.fact.port", { transport: "TCP", port }),
      value: message(`portForward.reached.${state}`),
      tone: state === "open" ? "good" : null,
    })),
    notices: [
      ...stops.map(({ text, details }) => notice("problem", text, details)),
      ...itemNotices(inspected ?? []),
      ...(target.stays === "no"
        ? [notice("warning", message("portForward.stays.warn"), [message("portForward.stays.how")])]
        : []),
    ].slice(0, 20),
    fields: [
      ...(mustLook(plan, isGatewayKnown(plan, context))
        ? [
            field("looked", "choice", {
              required: true,
              hint: true,
              options: (["yes", "no"] as const).map((value) => option(value, message(`portForward.looked.${value}`))),
            }),
          ]
        : []),
      ...(isSilent ? [field("anyway", "text", { hint: true, value: plan.anyway })] : []),
    ],
    parts: [{ kind: "inspection", address: target.address, brand: target.brand, port: null }],
    actions: [
      ...(hasStop ? [] : [stepAction("next", message("portForward.action.next"))]),
      ...(hasStop ? [effectAction("changed", message("portForward.action.changed"), "reach-device")] : []),
      effectAction("reach", message("portForward.action.reach"), "reach-device", { look: "secondary" }),
    ],
  });
}

function itemNotices(items: readonly PreflightItem[]): StepNotice[] {
  const told = items.filter(({ code, state }) => state !== "ok" && !(state === "problem" && STOPS.has(code)));
  const notices = told.map(({ state, title, whatToDo }) =>
    notice(
      state === "unknown" ? "info" : state === "problem" ? "problem" : "warning",
      title,
      whatToDo ? [whatToDo] : [],
    ),
  );
  return items.length > 0 && told.length === 0 && !items.some(({ state }) => state === "problem")
    ? [notice("good", message("portForward.preflight.ready"))]
    : notices;
}

const inspectedShape = { items: z.array(preflightItemSchema).max(16) };
const preflightShape = { looked: choiceValue(["yes", "no"]), anyway: lineValue(500) };

export function handlePreflight(
  state: StateAt<"preflight">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan } = state;
  const reach = (next: Plan): Outcome<PortForwardState> =>
    asking<PortForwardState>({ ...state, plan: next }, reachEffect(plan.target, context));
  switch (event.type) {
    case "reach":
      return reach(plan);
    case "changed":
      // What it told before is not true any more; the person's word stands until it is asked again.
      return reach({
        ...plan,
        looked: true,
        inspected: plan.inspected?.filter(({ code, state: was }) => !(was === "problem" && STOPS.has(code))) ?? null,
      });
    case "inspected": {
      const read = readValues(event, inspectedShape);
      if ("refused" in read) return read;
      return { state: stepAt("preflight", { ...plan, inspected: read.values.items }) };
    }
    case "next": {
      const read = readValues(event, preflightShape);
      if ("refused" in read) return read;
      const { looked, anyway } = read.values;
      const next = { ...plan, looked: looked === null ? plan.looked : looked === "yes", anyway: anyway ?? plan.anyway };
      const [stop] = blockers(next, context);
      if (stop !== undefined) return { refused: stop.text };
      if (mustLook(next, isGatewayKnown(next, context))) return refused("portForward.refused.looked");
      return { state: stepAt("backup", next) };
    }
    default:
      return wrongStep();
  }
}

export function settlePreflight(state: StateAt<"preflight">, result: EffectResult): Outcome<PortForwardState> {
  if (result.kind !== "device-reached") return strangeResult<PortForwardState>(state);
  const plan = { ...state.plan, reached: result.ports.slice(0, MAX_TRIED) };
  return { state: { ...state, ...nothingPending, plan } };
}

export function backupView({ plan }: StateAt<"backup">, context: WalkContext): StepView {
  const gateway = gatewayOf(context);
  const steps = backupSteps(routerFamilyAt(context, gateway), gateway);
  const kept = context.document.routerBackups.map((backup) => ({
    label: message("portForward.fact.backup", { fileName: backup.fileName }),
    value: message("portForward.fact.at", { at: Date.parse(backup.savedAt) }),
    tone: "good" as const,
  }));
  return stepView(message("portForward.title.backup"), {
    lead: message("portForward.backup.lead"),
    ...steps,
    facts: [...kept.slice(-5), ...steps.facts],
    parts: [{ kind: "router-backup" }],
    notices: [
      ...(plan.backup === "skipped" ? [notice("warning", message("portForward.backup.skipped"))] : []),
      ...steps.notices,
    ],
    actions: [
      effectAction("next", message("portForward.action.ask-router"), "ask-router"),
      ...(kept.length > 0
        ? []
        : [
            effectAction("skip", message("portForward.action.skip-backup"), "ask-router", {
              look: "quiet",
              confirm: message("portForward.confirm.skip-backup"),
            }),
          ]),
    ],
  });
}

export function handleBackup(
  state: StateAt<"backup">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const isKept = context.document.routerBackups.length > 0;
  const ask = (backup: Plan["backup"]): Outcome<PortForwardState> =>
    asking<PortForwardState>({ ...state, plan: { ...state.plan, backup } }, { kind: "ask-router" });
  switch (event.type) {
    case "next":
      return isKept ? ask("kept") : refused("portForward.refused.backup");
    case "skip":
      return ask("skipped");
    default:
      return wrongStep();
  }
}

/** What the router offers, as far as the plan keeps it. */
export function offerFrom(result: EffectResult): Plan["offer"] {
  if (result.kind === "failed") return { means: [], open: null, trouble: result.why };
  if (result.kind !== "router-asked") return null;
  const { means, open, trouble } = result.offer;
  return {
    means: means.slice(0, 8),
    open:
      open
        ?.filter(({ enabled }) => enabled)
        .slice(0, MAX_TABLE)
        .map(({ transport, externalPort, internalClient, internalPort }) => ({
          transport,
          externalPort,
          address: internalClient.trim().slice(0, 64),
          internalPort,
        })) ?? null,
    trouble,
  };
}
