import type { Device } from "../lan/device.ts";
import { nameOf } from "../lan/device-rule.ts";
import type { DeviceRole } from "../lan/sighting.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { addressScope, canonicalAddress, isIpv4, isIpv6 } from "../net/ip-address.ts";
import type { SurveyDevice } from "../survey/survey-sections.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { reachEffect } from "./port-forward-preflight.ts";
import { gatewayOf, innerWanAddress, publicAddressOf, surveyDeviceFor, targetDevice } from "./port-forward-site.ts";
import {
  nothingPending,
  notice,
  plain,
  readValues,
  refused,
  choiceValue,
  lineValue,
  neededLine,
} from "./step-helpers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { writeField } from "./step-writing.ts";
import { stepAction, stepView, type StepField, type StepNotice, type StepView } from "./step-view.ts";
import { openedPorts, type Draft, type PortForwardState, type StateAt, type Target } from "./port-forward-plan.ts";
import { provenForwards } from "./port-forward-proven.ts";

/** Which device is to be reached, and whether it stays where it is. */

const field = fieldsOf("portForward");
const TYPED = "typed";
/** As many as a field offers, with the one for an address by hand. */
const MAX_CANDIDATES = 99;

type Candidate = Omit<Target, "stays"> & { id: string; role: Role; notPossible: Message | null };
type Role = DeviceRole | "typed-in";

const ROLE_ORDER: readonly Role[] = [
  "recorder",
  "panel",
  "door-station",
  "controller",
  "bridge",
  "typed-in",
  "unknown",
  "other",
  "camera",
];

/** What could be reached, the likeliest first; what must not be says why. */
export function candidates(context: WalkContext, family: Draft["family"]): Candidate[] {
  const found = context.devices.flatMap((device) => fromSearch(context, device, family));
  const known = new Set(found.map(({ id }) => id));
  const typed = context.document.devices.filter(({ id }) => !known.has(id)).flatMap((one) => fromSurvey(one, family));
  return [...found, ...typed]
    .toSorted((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role))
    .slice(0, MAX_CANDIDATES);
}

function fromSearch(context: WalkContext, device: Device, family: Draft["family"]): Candidate[] {
  const survey = surveyDeviceFor(context, device);
  const role = roleBySurvey(survey) ?? device.role.value;
  if (role === "router") return [];
  const address = addressToUse(device, family);
  if (address === null && family === 4) return [];
  return [
    {
      id: survey?.id ?? device.id,
      deviceId: survey?.id ?? device.id,
      address: address ?? "",
      name: (survey?.name ?? device.name?.value ?? nameOf(device)).slice(0, 200),
      brand: device.brand?.value ?? survey?.make ?? null,
      model: device.model?.value ?? survey?.model ?? null,
      role,
      notPossible: notPossible(role, address),
    },
  ];
}

function fromSurvey(survey: SurveyDevice, family: Draft["family"]): Candidate[] {
  const address = canonicalAddress(survey.address ?? "");
  const role = roleBySurvey(survey) ?? "typed-in";
  const fits = address !== undefined && (family === 4 ? isIpv4(address) : isGlobal(address));
  if (!fits || role === "router") return [];
  const { id, name, make, model } = survey;
  const called = name ?? [make, model].filter((word) => typeof word === "string").join(" ");
  return [
    {
      id,
      deviceId: id,
      address,
      name: called === "" ? address : called,
      brand: make ?? null,
      model: model ?? null,
      role,
      notPossible: notPossible(role, address),
    },
  ];
}

/** Who says what a device is knows it better than any probe. */
function roleBySurvey(survey: SurveyDevice | null): Role | null {
  switch (survey?.role) {
    case "recorder":
      return "recorder";
    case "camera":
      return "camera";
    case "alarm-panel":
      return "panel";
    case "intercom":
      return "door-station";
    case "access-control":
      return "controller";
    case "router":
    case "switch":
    case "access-point":
      return "router";
    default:
      return null;
  }
}

const isGlobal = (address: string): boolean => isIpv6(address) && addressScope(address) === "public";

function addressToUse({ addresses }: Device, family: Draft["family"]): string | null {
  const fitting = addresses.filter(({ address }) => (family === 4 ? isIpv4(address) : isGlobal(address)));
  return (fitting.find(({ seen }) => seen) ?? fitting[0])?.address ?? null;
}

function notPossible(role: Role, address: string | null): Message | null {
  if (role === "camera") return message("portForward.device.camera");
  return address === null ? message("portForward.device.no-ipv6") : null;
}

/** What a walk that was begun for a device starts with. */
export function targetFor(context: WalkContext, deviceId: string | null, family: Draft["family"]): Target | null {
  const all = candidates(context, family).filter((one) => one.notPossible === null);
  const recorders = all.filter(({ role }) => role === "recorder");
  const found =
    deviceId === null
      ? recorders.length === 1
        ? recorders[0]
        : undefined
      : all.find(({ id }) => id === deviceId || isSameDevice(context, deviceId, id));
  return found === undefined ? null : toTarget(found, staysBySearch(context, found) ?? "no");
}

const toTarget = ({ deviceId, address, name, brand, model }: Candidate, stays: Target["stays"]): Target => ({
  deviceId,
  address,
  name,
  brand,
  model,
  stays,
});

/** Whether a device that is named by any of its keys is the one with this id. */
const isSameDevice = (context: WalkContext, named: string, id: string): boolean =>
  context.devices.some(
    (device) => device.keys.includes(named) && (device.id === id || surveyDeviceFor(context, device)?.id === id),
  );

/** What the device says of its own address; null: it does not tell. */
function staysBySearch(context: WalkContext, candidate: { deviceId: string | null; address: string }): "device" | null {
  const device = targetDevice(context, candidate);
  if (isIpv6(candidate.address)) return device !== null && isFromMac(candidate.address, device.macs) ? "device" : null;
  return device?.network?.dhcp === false ? "device" : null;
}

/** Made of the card's own number: it stays as long as the prefix does (RFC 4291, appendix A). */
function isFromMac(address: string, macs: readonly string[]): boolean {
  const tail = address.split(":").slice(-4);
  return macs.some((mac) => {
    const [a = "0", b = "", c = "", d = "", e = "", f = ""] = mac.split(":");
    // Bit 1 of the first byte is turned over.
    const first = (Number.parseInt(a, 16) ^ 2).toString(16).padStart(2, "0");
    const id = [`${first}${b}`, `${c}ff`, `fe${d}`, `${e}${f}`];
    return id.every((group, index) => Number.parseInt(group, 16) === Number.parseInt(tail[index] ?? "", 16));
  });
}

export function deviceView({ plan }: StateAt<"device">, context: WalkContext): StepView {
  const all = candidates(context, plan.family);
  const isIpv6Walk = plan.family === 6;
  const { target } = plan;
  const chosen = target === null ? null : (all.find(({ id }) => id === target.deviceId)?.id ?? TYPED);
  const fields: StepField[] = [
    field("device", "choice", {
      required: true,
      value: chosen,
      options: [
        ...all.map((one) =>
          option(one.id, nameOption(one), {
            hint: message(`portForward.role.${one.role}`),
            notPossible: one.notPossible,
          }),
        ),
        option(TYPED, message("portForward.device.typed")),
      ],
    }),
    field("address", "text", { hint: true, value: chosen === TYPED ? (target?.address ?? null) : null }),
    field("stays", "choice", {
      required: true,
      hint: true,
      value: target?.stays ?? null,
      options: (["device", "router", "no"] as const).map((value) =>
        option(value, message(`portForward.stays.${isIpv6Walk ? "v6" : "v4"}.${value}`)),
      ),
    }),
    ...(isIpv6Walk && context.document.wishes.viewersIpv6 == null
      ? [
          field("viewers", "choice", {
            required: true,
            hint: true,
            options: (["all", "some", "no"] as const).map((value) =>
              option(value, message(`ipv6Direct.viewers.${value}`)),
            ),
          }),
        ]
      : []),
  ];
  return stepView(message(`portForward.title.device`), {
    lead: message(isIpv6Walk ? "ipv6Direct.lead" : "portForward.device.lead"),
    notices: [
      ...(all.length === 0 ? [notice("info", message("portForward.device.none"))] : []),
      ...beforeOf(context, plan),
    ],
    fields,
    actions: [
      stepAction("next", message("portForward.action.try-device"), { busy: message("walk.busy.reach-device") }),
    ],
  });
}

const nameOption = ({ name, address }: Candidate): Message =>
  address === "" ? plain(name) : message("portForward.device.option", { name, address });

/** What is worth knowing before anything is opened. */
function beforeOf(context: WalkContext, plan: Draft): StepNotice[] {
  const proven = provenForwards(context).map(({ forward, at }) =>
    message("portForward.before.proven-line", {
      transport: forward.transport.toUpperCase(),
      externalPort: forward.externalPort,
      address: forward.address,
      internalPort: forward.internalPort,
      at: Date.parse(at),
    }),
  );
  const isSeveral = plan.family === 4 && context.check?.diagnosis.verdict.kind === "double-nat";
  const isShared = plan.family === 4 && context.check?.diagnosis.verdict.kind === "shared-address";
  return [
    ...(proven.length === 0
      ? []
      : [notice("good", message("portForward.before.proven", { count: proven.length }), proven.slice(0, 20))]),
    ...(isSeveral ? [notice("warning", message("portForward.before.double-nat"))] : []),
    ...(isShared ? [notice("warning", message("portForward.before.shared-address"))] : []),
    ...(plan.family === 6 && context.document.wishes.viewersIpv6 === "some"
      ? [notice("warning", message("ipv6Direct.viewers-some"))]
      : []),
  ];
}

const shape = {
  device: neededLine(),
  address: lineValue(),
  stays: choiceValue(["device", "router", "no"]),
  viewers: choiceValue(["all", "some", "no"]),
};

export function chooseDevice(
  { plan }: StateAt<"device">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const read = readValues(event, shape, { device: message("portForward.refused.device") });
  if ("refused" in read) return read;
  const { device, address, stays, viewers } = read.values;
  if (stays === null) return refused("portForward.refused.stays");
  const chosen =
    device === TYPED ? typedTarget(context, address, plan.family) : knownTarget(context, device, plan.family);
  if ("refused" in chosen) return chosen;
  const target: Target = { ...chosen.target, stays };
  if (plan.family === 6) {
    const has = viewers ?? context.document.wishes.viewersIpv6 ?? null;
    if (has === null) return refused("portForward.refused.viewers");
    if (has === "no") return refused("ipv6Direct.refused.viewers");
  }
  const kept = plan.target !== null && plan.target.address === target.address ? plan : forAnother(plan);
  const writing =
    plan.family === 6 && viewers !== null
      ? writeField(context.document, "device", { section: "wishes", field: "viewersIpv6" }, viewers)
      : { changes: [], written: [] };
  const effect = reachEffect(target, context);
  return {
    state: {
      step: "preflight",
      ...nothingPending,
      plan: { ...kept, target, written: [...kept.written, ...writing.written] },
      pending: effect,
    },
    changes: writing.changes,
    effect,
  };
}

/** What was found out about another device is not true of this one. */
const forAnother = (plan: Draft): Draft => ({
  ...plan,
  reached: null,
  inspected: null,
  looked: null,
  anyway: null,
  uses: [],
  other: null,
  ports: [],
  password: null,
  accepted: [],
  means: null,
  // What still stands for the other one is taken back with the rest.
  leftovers: [...plan.leftovers, ...openedPorts(plan).flatMap(({ id, opened }) => (opened.own ? [id] : []))],
});

type Chosen = { target: Omit<Target, "stays"> } | { refused: Message };

function knownTarget(context: WalkContext, device: string, family: Draft["family"]): Chosen {
  const found = candidates(context, family).find(({ id }) => id === device);
  if (found === undefined) return refused("portForward.refused.device");
  if (found.notPossible !== null) return { refused: found.notPossible };
  return { target: toTarget(found, "no") };
}

function typedTarget(context: WalkContext, typed: string | null, family: Draft["family"]): Chosen {
  const address = canonicalAddress(typed ?? "");
  if (address === undefined) return refused("portForward.refused.address");
  if (family === 6 ? !isGlobal(address) : !isIpv4(address) || !isLocal(address)) {
    return refused(family === 6 ? "portForward.refused.address-v6" : "portForward.refused.address-v4");
  }
  const routers = [gatewayOf(context), publicAddressOf(context), innerWanAddress(context)];
  if (routers.includes(address)) return refused("portForward.refused.address-router");
  const found = candidates(context, family).find((one) => one.address === address);
  if (found !== undefined) {
    return found.notPossible === null ? { target: toTarget(found, "no") } : { refused: found.notPossible };
  }
  return { target: { deviceId: null, address, name: address, brand: null, model: null } };
}

/** What a router of the site can lead to; some networks are numbered from ranges that are somebody else's. */
const isLocal = (address: string): boolean => isDeviceAddress(address) && addressScope(address) !== "link-local";
