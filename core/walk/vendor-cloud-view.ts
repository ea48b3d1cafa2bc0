import { menuMessage, sourceMessages, wordsMessage } from "../knowledge/said.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { observationsOf } from "../nat/observation.ts";
import { assertNever } from "../never.ts";
import type { WalkContext } from "./machine.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { notice, plain, usualSteps, usualView } from "./step-helpers.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepSummary, type StepView } from "./step-view.ts";
import { cloudDevices, cloudOf, type Outbound } from "./vendor-cloud-devices.ts";
import {
  ENCRYPTIONS,
  VENDOR_CLOUD_STEPS,
  type VendorCloudAt,
  type VendorCloudState,
  type VendorCloudStep,
} from "./vendor-cloud-state.ts";

/** What the walk shows at each of its steps. */

const area = "walk.vendor-cloud";
const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
const field = fieldsOf(area);
const title = (step: VendorCloudStep): Message => say(`title.${step}`);
const fact = (name: string, value: Message): StepFact => ({ label: say(`fact.${name}`), value, tone: null });
const next = stepAction("next", say("action.next"));

export const vendorCloudSteps = (state: VendorCloudState): StepSummary[] =>
  usualSteps(VENDOR_CLOUD_STEPS, state.step, { title, outcome: (step) => outcomeOf(state, step) });

function outcomeOf(
  { device, account, encryption, acceptance }: VendorCloudState,
  step: VendorCloudStep,
): Message | null {
  switch (step) {
    case "device":
      return device && plain(device.name);
    case "account":
      return account && plain(account.owner);
    case "switch-on":
      return say("outcome.online");
    case "encryption":
      return encryption && say(`encryption.${encryption.state}`);
    case "acceptance":
      return acceptance && plain(acceptance.by);
    case "sharing":
    case "exit":
    case "done":
      return null;
    default:
      return assertNever(step);
  }
}

export const vendorCloudView = (state: VendorCloudState, context: WalkContext): StepView =>
  usualView(state, ownView(state, context), { isFirst: state.step === "device" });

function ownView(state: VendorCloudState, context: WalkContext): StepView {
  switch (state.step) {
    case "device":
      return deviceView(state, context);
    case "account":
      return accountView(state, context);
    case "switch-on":
      return switchOnView(state, context);
    case "encryption":
      return encryptionView(state, context);
    case "sharing":
      return sharingView(state);
    case "exit":
      return exitView(state, context);
    case "acceptance":
      return acceptanceView(state, context);
    case "done":
      return doneView(state);
    default:
      return assertNever(state);
  }
}

type Known = NonNullable<ReturnType<typeof cloudOf>>;

const aboutCloud = ({ maker, cloud }: Known): StepNotice[] =>
  cloud.words === undefined ? [] : [notice("info", wordsMessage(cloud.words), sourceMessages(maker, cloud))];

function deviceView({ deviceId, device }: VendorCloudAt<"device">, context: WalkContext): StepView {
  const devices = cloudDevices(context);
  const isAsked = devices.every(({ brand }) => cloudOf(context.knowledge, brand) === null);
  const hasUnknown = devices.some(({ brand }) => cloudOf(context.knowledge, brand) === null);
  return stepView(title("device"), {
    lead: say("lead.device"),
    notices: isAsked && devices.length > 0 ? [notice("info", say("notice.unknown-cloud"))] : [],
    fields: [
      ...(devices.length === 0
        ? [field("name", "text", { required: true, value: device?.name, hint: true })]
        : [
            field("device", "choice", {
              required: true,
              value: device?.id ?? devices.find(({ id }) => id === deviceId)?.id ?? devices[0]?.id ?? null,
              options: devices.map(({ id, name, brand }) => {
                const known = cloudOf(context.knowledge, brand);
                return option(id, plain(name), {
                  hint: known === null ? say("cloud-unknown") : say("cloud-is", { cloud: known.cloud.name }),
                });
              }),
            }),
          ]),
      ...(devices.length === 0 || hasUnknown
        ? [field("cloud", "text", { required: isAsked, value: device?.cloud, hint: true })]
        : []),
    ],
    actions: [next],
  });
}

function accountView({ device, account }: VendorCloudAt<"account">, { document, knowledge }: WalkContext): StepView {
  const known = cloudOf(knowledge, device.brand);
  const customer = document.contacts.find(({ email }) => email);
  return stepView(title("account"), {
    lead: say("lead.account"),
    instructions: [
      say("do.account.app", { cloud: device.cloud }),
      say("do.account.own"),
      say("do.account.password"),
      say("do.account.second"),
    ],
    facts: [
      fact("cloud", plain(device.cloud)),
      ...(known === null || known.cloud.apps.length === 0 ? [] : [fact("apps", plain(known.cloud.apps.join(", ")))]),
    ],
    notices: known === null ? [] : aboutCloud(known),
    fields: [
      field("owner", "text", {
        required: true,
        value: account?.owner ?? customer?.name ?? document.site.customer ?? null,
      }),
      field("email", "text", { value: account?.email ?? customer?.email ?? null, hint: true }),
      field("isCustomers", "confirm", { required: true }),
      field("secondFactor", "confirm", { value: account?.secondFactor ?? false }),
    ],
    actions: [next],
  });
}

const hostText = ({ host, port, transport }: Outbound): string => `${transport.toUpperCase()} ${port}  ${host ?? "*"}`;

function switchOnView({ device, isOffline }: VendorCloudAt<"switch-on">, { knowledge, check }: WalkContext): StepView {
  const known = cloudOf(knowledge, device.brand);
  const outbound = known?.cloud.outbound ?? [];
  return stepView(title("switch-on"), {
    lead: say("lead.switch-on"),
    instructions: [
      say("do.switch-on.network"),
      say("do.switch-on.clock"),
      known?.cloud.menu === undefined ? say("do.switch-on.find", { cloud: device.cloud }) : say("do.switch-on.menu"),
      say("do.switch-on.status"),
      say("do.switch-on.add"),
    ],
    facts: [
      ...(known?.cloud.menu === undefined ? [] : [fact("menu", menuMessage(known.cloud.menu))]),
      ...(known === null ? [] : [fact("factory", say(`factory.${known.cloud.default}`))]),
    ],
    notices: [
      ...(isOffline ? [notice("problem", say("notice.offline"), offlineCauses())] : []),
      ...blockedPorts(check, outbound),
    ],
    parts:
      outbound.length === 0
        ? []
        : [
            {
              kind: "copy",
              purpose: "set-up",
              items: [{ label: say("fact.outbound"), text: outbound.map(hostText).join("\n").slice(0, 4_000) }],
            },
          ],
    actions: [
      stepAction("online", say("action.online"), { needsFields: false }),
      stepAction("offline", say("action.offline"), { look: "secondary", needsFields: false }),
    ],
  });
}

const offlineCauses = (): Message[] =>
  (["dns", "clock", "gateway", "firewall", "serial"] as const).map((cause) => say(`cause.${cause}`));

/** Ports that the check could not reach outside, of those that the cloud wants. */
function blockedPorts(check: WalkContext["check"], outbound: readonly Outbound[]): StepNotice[] {
  const blocked = observationsOf(check?.observations ?? [], "outbound-port")
    .filter(({ data }) => !data.reached)
    .map(({ data }) => data)
    .filter((data) => outbound.some((one) => one.port === data.port && one.transport === data.transport))
    .map(({ transport, port }) => `${transport.toUpperCase()} ${port}`);
  return blocked.length === 0
    ? []
    : [notice("warning", say("notice.ports-blocked", { ports: [...new Set(blocked)].join(", ") }))];
}

function encryptionView({ device, encryption }: VendorCloudAt<"encryption">, { knowledge }: WalkContext): StepView {
  const known = cloudOf(knowledge, device.brand);
  return stepView(title("encryption"), {
    lead: say("lead.encryption"),
    instructions: [say("do.encryption.on"), say("do.encryption.own-code"), say("do.encryption.keep")],
    notices: known === null ? [notice("info", say("notice.end-to-end-unknown"))] : [endToEnd(known)],
    fields: [
      field("state", "choice", {
        required: true,
        value: encryption?.state ?? null,
        options: ENCRYPTIONS.map((one) => option(one, say(`encryption.${one}`), { isRisky: one !== "on" })),
      }),
      field("codeWith", "text", { value: encryption?.codeWith, hint: true }),
    ],
    actions: [next],
  });
}

function endToEnd({ maker, cloud }: Known): StepNotice {
  const { endToEnd: stated } = cloud;
  if (stated === undefined) return notice("info", say("notice.end-to-end-unknown"));
  const text = stated.words === undefined ? say(`end-to-end.${stated.is}`) : wordsMessage(stated.words);
  return notice(stated.is === "yes" ? "good" : "warning", text, sourceMessages(maker, stated));
}

function sharingView({ sharing }: VendorCloudAt<"sharing">): StepView {
  return stepView(title("sharing"), {
    lead: say("lead.sharing"),
    instructions: [say("do.sharing.share"), say("do.sharing.rights"), say("do.sharing.installer")],
    fields: [
      field("people", "long-text", { value: sharing?.people, hint: true }),
      field("noPasswordsShared", "confirm", { required: true }),
    ],
    actions: [next],
  });
}

function exitView({ device, exit }: VendorCloudAt<"exit">, { knowledge }: WalkContext): StepView {
  const known = cloudOf(knowledge, device.brand);
  const words = known?.cloud.exit;
  return stepView(title("exit"), {
    lead: say("lead.exit"),
    instructions: [
      say("do.exit.unbind"),
      say("do.exit.lost-account"),
      say("do.exit.end-of-service"),
      say("do.exit.test-local"),
    ],
    notices:
      known === null || words === undefined
        ? [notice("warning", say("notice.exit-unknown"))]
        : [notice("info", wordsMessage(words), sourceMessages(known.maker, known.cloud))],
    fields: [
      field("worksWithout", "confirm", { value: exit?.worksWithout ?? false }),
      field("whoUnbinds", "text", { value: exit?.whoUnbinds, hint: true }),
    ],
    actions: [next],
  });
}

function acceptanceView(state: VendorCloudAt<"acceptance">, { document, knowledge }: WalkContext): StepView {
  const { device, account, encryption, exit } = state;
  const known = cloudOf(knowledge, device.brand);
  return stepView(title("acceptance"), {
    lead: say(`risk.${encryption.state}`, { device: device.name, cloud: device.cloud }),
    facts: known === null ? [] : seenBy(known),
    notices: [
      ...(known === null || (known.cloud.whoSees ?? known.cloud.dataLocation) === undefined
        ? [notice("warning", say("notice.not-stated"))]
        : []),
      ...(exit.worksWithout ? [] : [notice("warning", say("notice.local-untested"))]),
    ],
    fields: [
      field("acceptedBy", "text", { required: true, value: state.acceptance?.by ?? account.owner }),
      field("role", "text", { value: document.contacts.find(({ name }) => name === account.owner)?.role }),
      field("language", "choice", {
        required: true,
        hint: true,
        options: [option("en", say("language.en")), option("de", say("language.de"))],
      }),
      field("note", "text"),
      field("isTold", "confirm", { required: true }),
    ],
    actions: [next],
  });
}

const seenBy = ({ cloud }: Known): StepFact[] => [
  ...(cloud.whoSees === undefined ? [] : [fact("who-sees", wordsMessage(cloud.whoSees))]),
  ...(cloud.dataLocation === undefined ? [] : [fact("data-location", wordsMessage(cloud.dataLocation))]),
];

function doneView({ device, account, sharing, isOver }: VendorCloudAt<"done">): StepView {
  return stepView(title("done"), {
    lead: say("lead.done", { device: device.name, cloud: device.cloud }),
    instructions: [say("do.done.mobile"), say("do.done.close"), say("do.done.report")],
    facts: [
      fact("account", plain(account.owner)),
      ...(sharing.people === null ? [] : [fact("people", plain(sharing.people))]),
    ],
    notices: [
      ...(account.secondFactor ? [] : [notice("warning", say("notice.no-second-factor"))]),
      ...(isOver ? [notice("good", say("notice.over"))] : []),
    ],
    actions: isOver ? [] : [stepAction("finish", say("action.finish"), { needsFields: false })],
  });
}
