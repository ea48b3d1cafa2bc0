import { assertNever } from "../never.ts";
import { localeSchema } from "../survey/settings.ts";
import { createTranslate } from "../text/translate.ts";
import { message } from "../nat/diagnosis.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import {
  choiceValue,
  confirmValue,
  dayArgument,
  lineValue,
  neededLine,
  nothingPending,
  readValues,
  refused,
  strangeResult,
  textValue,
  wrongStep,
} from "./step-helpers.ts";
import { movesOf } from "./step-moves.ts";
import { decideRoute, writeEntry } from "./step-writing.ts";
import { cloudDevices, cloudOf } from "./vendor-cloud-devices.ts";
import {
  ENCRYPTIONS,
  VENDOR_CLOUD_BEFORE,
  vendorCloudStateSchema,
  type VendorCloudAt,
  type VendorCloudState,
} from "./vendor-cloud-state.ts";
import { vendorCloudSteps, vendorCloudView } from "./vendor-cloud-view.ts";

type Next = Outcome<VendorCloudState>;

const { at, goTo, usual } = movesOf<VendorCloudState>({
  schema: vendorCloudStateSchema,
  previous: VENDOR_CLOUD_BEFORE,
  status: (state) => (state.step === "done" && state.isOver ? "done" : "open"),
});

/** The maker's cloud, from whose account it is to how one gets out of it. */
export const vendorCloudMachine: WalkMachine<VendorCloudState> = {
  kind: "vendor-cloud",
  schema: vendorCloudStateSchema,
  begin({ check, document }, { deviceId }) {
    if (document.wishes.cloud === "no") return refused("walk.vendor-cloud.refused.not-wished");
    // Whatever the line is, the device calls out by itself; only without internet it cannot.
    if (check?.diagnosis.verdict.kind === "offline")
      return refused("walk.vendor-cloud.refused.offline", { date: dayArgument(check.startedAt) });
    return at({
      step: "device",
      ...nothingPending,
      written: [],
      deviceId,
      device: null,
      account: null,
      encryption: null,
      sharing: null,
      exit: null,
      acceptance: null,
    });
  },
  steps: vendorCloudSteps,
  view: vendorCloudView,
  handle: (state, event, context) => usual(state, event, context) ?? ownEvent(state, event, context),
  // It asks the host for nothing.
  settle: (state) => strangeResult(state),
};

function ownEvent(state: VendorCloudState, event: WalkEvent, context: WalkContext): Next {
  switch (state.step) {
    case "device":
      return event.type === "next" ? keepDevice(state, event, context) : wrongStep();
    case "account":
      return event.type === "next" ? keepAccount(state, event) : wrongStep();
    case "switch-on":
      if (event.type === "offline") return goTo(state, "switch-on", { isOffline: true });
      return event.type === "online" ? goTo(state, "encryption") : wrongStep();
    case "encryption":
      return event.type === "next" ? keepEncryption(state, event) : wrongStep();
    case "sharing":
      return event.type === "next" ? keepSharing(state, event) : wrongStep();
    case "exit":
      return event.type === "next" ? keepExit(state, event) : wrongStep();
    case "acceptance":
      return event.type === "next" ? accept(state, event, context) : wrongStep();
    case "done":
      return event.type === "finish" && !state.isOver ? finish(state, context) : wrongStep();
    default:
      return assertNever(state);
  }
}

function keepDevice(state: VendorCloudAt<"device">, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(event, { device: lineValue(), name: lineValue(), cloud: lineValue(120) });
  if ("refused" in read) return read;
  const { device: id, name, cloud } = read.values;
  const chosen = cloudDevices(context).find((one) => one.id === id);
  const called = chosen?.name ?? name;
  if (called === null) return refused("walk.vendor-cloud.refused.no-device");
  const known = cloudOf(context.knowledge, chosen?.brand ?? null);
  const cloudName = known?.cloud.name ?? cloud;
  const device = { id: chosen?.id ?? null, name: called, brand: chosen?.brand ?? null };
  if (cloudName === null) return refused("walk.vendor-cloud.refused.no-cloud");
  return goTo(state, "account", { device: { ...device, cloud: cloudName } });
}

function keepAccount(state: VendorCloudAt<"account">, event: WalkEvent): Next {
  const read = readValues(event, {
    owner: neededLine(),
    email: lineValue(),
    isCustomers: confirmValue,
    secondFactor: confirmValue,
  });
  if ("refused" in read) return read;
  const { isCustomers, ...account } = read.values;
  // With the installer's account the customer loses the recorder when the installer goes.
  if (!isCustomers) return refused("walk.vendor-cloud.refused.not-customers");
  return goTo(state, "switch-on", { account, isOffline: false });
}

function keepEncryption(state: VendorCloudAt<"encryption">, event: WalkEvent): Next {
  const read = readValues(event, { state: choiceValue(ENCRYPTIONS), codeWith: lineValue() });
  if ("refused" in read) return read;
  if (read.values.state === null) return refused("walk.refused.values");
  if (read.values.state === "on" && read.values.codeWith === null)
    return refused("walk.vendor-cloud.refused.code-with-nobody");
  return goTo(state, "sharing", { encryption: read.values });
}

function keepSharing(state: VendorCloudAt<"sharing">, event: WalkEvent): Next {
  const read = readValues(event, { people: textValue(1_000), noPasswordsShared: confirmValue });
  if ("refused" in read) return read;
  if (!read.values.noPasswordsShared) return refused("walk.vendor-cloud.refused.password-shared");
  return goTo(state, "exit", { sharing: { people: read.values.people } });
}

function keepExit(state: VendorCloudAt<"exit">, event: WalkEvent): Next {
  const read = readValues(event, { worksWithout: confirmValue, whoUnbinds: lineValue() });
  return "refused" in read ? read : goTo(state, "acceptance", { exit: read.values });
}

function accept(state: VendorCloudAt<"acceptance">, event: WalkEvent, { now, newId }: WalkContext): Next {
  const read = readValues(event, {
    acceptedBy: neededLine(),
    role: lineValue(),
    language: localeSchema,
    note: lineValue(1_000),
    isTold: confirmValue,
  });
  if ("refused" in read) return read;
  const { acceptedBy, role, language, note, isTold } = read.values;
  if (!isTold) return refused("walk.vendor-cloud.refused.not-told");
  const { device, encryption } = state;
  // What is accepted stands in the report as it was read to the person: in their language, whichever the window's is.
  const risk = createTranslate(language)(
    message(`walk.vendor-cloud.risk.${encryption.state}`, { device: device.name, cloud: device.cloud }),
  );
  const entryId = newId();
  const entry = { id: entryId, risk, acceptedBy, role, acceptedAt: now, note };
  return goTo(state, "done", { acceptance: { entryId, by: acceptedBy }, isOver: false }, [
    writeEntry("acceptance", "acceptances", entry),
  ]);
}

function finish(state: VendorCloudAt<"done">, context: WalkContext): Next {
  const decided = decideRoute(context, {
    chosen: "vendor-cloud",
    route: "vendor-cloud",
    variant: state.device.cloud,
  });
  return goTo(state, "done", { isOver: true }, decided);
}
