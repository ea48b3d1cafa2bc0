import { ddnsSteps } from "../forward/router-steps.ts";
import { mainStreamPath } from "../lan/picture-paths.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { formatEndpoint } from "../net/endpoint.ts";
import { isInternetName } from "../net/host-name.ts";
import { sameAddress } from "../net/ip-address.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { EffectResult } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { setInForward } from "./port-forward-entry.ts";
import {
  openedPorts,
  stepAt,
  type OpenedPort,
  type Plan,
  type PortForwardState,
  type StateAt,
} from "./port-forward-plan.ts";
import { gatewayOf, publicAddressOf, routerFamilyAt } from "./port-forward-site.ts";
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
  plain,
} from "./step-helpers.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { writeField } from "./step-writing.ts";
import { stepAction, stepView, type StepNotice, type StepPart, type StepView } from "./step-view.ts";

/** Under what the site is found from outside: an address that stays, or a name that follows it. */

const field = fieldsOf("portForward");

const KINDS = ["static", "dynamic", "unknown"] as const;

/** What has to be reached: the site's address, or the device's own with IPv6. */
const wantedAddress = (plan: Plan, context: WalkContext): string | null =>
  plan.family === 6 ? plan.target.address : publicAddressOf(context);

const isKept = ({ addressKind }: Plan, context: WalkContext): Plan["addressKind"] =>
  addressKind ?? context.document.line.addressKind ?? null;

export function addressView({ plan }: StateAt<"address">, context: WalkContext): StepView {
  const gateway = gatewayOf(context);
  const ddns = ddnsSteps(routerFamilyAt(context, gateway), gateway);
  const address = wantedAddress(plan, context);
  const isV6 = plan.family === 6;
  return stepView(message("portForward.title.address"), {
    lead: message(isV6 ? "ipv6Direct.address.lead" : "portForward.address.lead"),
    facts: [
      {
        label: message("portForward.fact.outside-address"),
        value: address === null ? message("portForward.fact.unknown") : plain(address),
        tone: null,
      },
      ...ddns.facts,
    ],
    notices: [
      ...nameNotices(plan, address),
      ...(isV6 && plan.target.stays === "no" ? [notice("warning", message("ipv6Direct.address.privacy"))] : []),
      notice("info", message(isV6 ? "ipv6Direct.address.ddns" : "portForward.address.ddns"), [
        ...ddns.instructions,
        ...ddns.notices.map(({ text }) => text),
      ]),
    ],
    fields: [
      field("addressKind", "choice", {
        required: true,
        hint: true,
        value: isKept(plan, context),
        options: KINDS.map((kind) => option(kind, message(`portForward.address.${isV6 ? "v6" : "v4"}.${kind}`))),
      }),
      field("hostName", "text", { hint: true, value: plan.hostName }),
    ],
    parts: accessParts(plan, context),
    actions: [
      effectAction("next", message("portForward.action.next"), "look-up-name", { needsFields: true }),
      ...(plan.hostName !== null && plan.nameLeadsTo !== null
        ? [stepAction("keep-name", message("portForward.action.keep-name"), { look: "secondary", needsFields: false })]
        : []),
      stepAction("without-name", message("portForward.action.without-name"), {
        look: "quiet",
        confirm: message("portForward.confirm.without-name"),
      }),
    ],
  });
}

function nameNotices({ hostName, nameLeadsTo }: Plan, address: string | null): StepNotice[] {
  if (hostName === null || nameLeadsTo === null) return [];
  if (nameLeadsTo.length === 0)
    return [notice("problem", message("portForward.address.name-unknown", { name: hostName }))];
  if (leadsHere(nameLeadsTo, address))
    return [notice("good", message("portForward.address.name-right", { name: hostName }))];
  return [
    notice(
      "problem",
      message("portForward.address.name-elsewhere", {
        name: hostName,
        leadsTo: nameLeadsTo.slice(0, 4).join(", "),
        address: address ?? "?",
      }),
      [message("portForward.address.name-wait")],
    ),
  ];
}

const leadsHere = (leadsTo: readonly string[], address: string | null): boolean =>
  address !== null && leadsTo.some((one) => sameAddress(one, address));

const shape = { addressKind: choiceValue(KINDS), hostName: lineValue(253) };

export function handleAddress(
  state: StateAt<"address">,
  event: WalkEvent,
  context: WalkContext,
): Outcome<PortForwardState> {
  const { plan } = state;
  switch (event.type) {
    case "next": {
      const read = readValues(event, shape);
      if ("refused" in read) return read;
      const kind = read.values.addressKind ?? isKept(plan, context);
      if (kind === null) return refused("portForward.refused.address-kind");
      const name = read.values.hostName?.toLowerCase() ?? null;
      if (name === null) {
        return kind === "static"
          ? goOn({ ...plan, addressKind: kind, hostName: null, nameLeadsTo: null }, context)
          : refused("portForward.refused.host-name");
      }
      if (!isInternetName(name)) return refused("portForward.refused.host-name-form");
      const next = { ...plan, addressKind: kind, hostName: name, nameLeadsTo: null };
      return asking<PortForwardState>({ ...state, plan: next }, { kind: "look-up-name", name });
    }
    case "keep-name":
      return plan.hostName === null ? wrongStep() : goOn(plan, context);
    case "without-name": {
      const read = readValues(event, shape);
      const kind = ("values" in read ? read.values.addressKind : null) ?? isKept(plan, context) ?? "unknown";
      return goOn({ ...plan, addressKind: kind, hostName: null, nameLeadsTo: null }, context);
    }
    default:
      return wrongStep();
  }
}

/** Keeps what was answered, and goes to the proof. */
function goOn(plan: Plan, context: WalkContext): Outcome<PortForwardState> {
  const { addressKind } = plan;
  const isLines = plan.family === 4 && (addressKind === "static" || addressKind === "dynamic");
  const writing = isLines
    ? writeField(context.document, "address", { section: "line", field: "addressKind" }, addressKind)
    : { changes: [], written: [] };
  const named = openedPorts(plan)
    .filter(({ id }) => context.document.forwards.some((one) => one.id === id))
    .map(({ id }): SurveyChange => setInForward(id, "hostName", plan.hostName));
  return {
    state: stepAt("proof", { ...plan, written: [...plan.written, ...writing.written] }),
    changes: [...writing.changes, ...named],
  };
}

export function settleAddress(
  state: StateAt<"address">,
  result: EffectResult,
  context: WalkContext,
): Outcome<PortForwardState> {
  if (result.kind !== "name-found") return strangeResult<PortForwardState>(state);
  const plan = { ...state.plan, nameLeadsTo: result.addresses.slice(0, 16) };
  return leadsHere(plan.nameLeadsTo, wantedAddress(plan, context))
    ? goOn(plan, context)
    : { state: { ...state, ...nothingPending, plan } };
}

/** As many as one part shows. */
const MAX_ITEMS = 20;

/** What people enter in their app or browser. A login never stands in it: whoever uses it puts in their own. */
export function accessParts(plan: Plan, context: WalkContext): StepPart[] {
  const host = plan.hostName ?? wantedAddress(plan, context);
  if (host === null) return [];
  const items = openedPorts(plan)
    .flatMap((port) => accessItems(port, host, plan))
    .slice(0, MAX_ITEMS);
  return items.length === 0 ? [] : [{ kind: "copy", purpose: "watching", items }];
}

type CopyItem = { label: Message; text: string };

function accessItems(
  { use, service, encrypted, opened, internalPort }: OpenedPort,
  host: string,
  plan: Plan,
): CopyItem[] {
  const port = plan.family === 6 ? internalPort : opened.externalPort;
  const at = formatEndpoint({ address: host, port });
  if (use === "web") {
    const scheme = service === "web-secure" || encrypted === true ? "https" : "http";
    return [{ label: message("portForward.access.web"), text: `${scheme}://${at}/` }];
  }
  if (use === "stream") {
    const scheme = service === "rtsp-secure" || encrypted === true ? "rtsps" : "rtsp";
    const path = plan.target.brand === null ? undefined : mainStreamPath(plan.target.brand);
    const key = path === undefined ? "stream-without-path" : "stream";
    return [{ label: message(`portForward.access.${key}`), text: `${scheme}://<user>@${at}${path ?? "/"}` }];
  }
  return [{ label: message(`portForward.access.${use}`), text: at }];
}
