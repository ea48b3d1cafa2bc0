import { tunnelKindSchema } from "#core/tunnel/tunnel.ts";
import { forwardMeansSchema, forwardUseSchema } from "#core/forward/forward.ts";
import type { ListName, SectionName } from "#core/survey/survey-document.ts";
import type { Key } from "../i18n/language.tsx";

/** A field of the survey as it is asked for: what it is called, and what may stand in it. */
export type FieldSpec = {
  field: string;
  label: Key;
  hint?: Key;
  /** It can't be empty, and somebody always knows. */
  isNeeded?: boolean;
} & (
  | { kind: "text" | "lines" | "phone" | "email" | "technical"; maxLength: number }
  | { kind: "number"; unit: Key }
  | { kind: "date" | "time" }
  | { kind: "choice"; options: readonly { value: string; label: Key }[] }
);

const text = (field: string, label: Key, maxLength = 200): FieldSpec => ({ field, label, kind: "text", maxLength });
const lines = (field: string, label: Key, maxLength: number): FieldSpec => ({ field, label, kind: "lines", maxLength });
const note = (maxLength = 1_000): FieldSpec => lines("note", "ui.survey.field.note", maxLength);

export const deviceRoleOptions = (
  [
    "recorder",
    "camera",
    "alarm-panel",
    "access-control",
    "intercom",
    "router",
    "switch",
    "access-point",
    "other",
  ] as const
).map((value) => ({ value, label: `ui.survey.deviceRole.${value}` as const }));

const technologyOptions = (["fibre", "dsl", "cable", "mobile", "satellite", "fixed-wireless", "other"] as const).map(
  (value) => ({ value, label: `ui.survey.technology.${value}` as const }),
);

const routeOptions = (
  ["public-ip", "port-forward", "relay", "vpn", "vendor-cloud", "ipv6", "mobile-line", "none"] as const
).map((value) => ({ value, label: `ui.survey.routeKind.${value}` as const }));

const photoKindOptions = (["camera", "view", "recorder", "router-label", "cabinet", "document", "other"] as const).map(
  (value) => ({ value, label: `ui.survey.photoKind.${value}` as const }),
);

export const statusOptions = (["open", "done", "archived"] as const).map((value) => ({
  value,
  label: `ui.survey.status.${value}` as const,
}));

const checklistStateOptions = (["open", "done", "not-applicable"] as const).map((value) => ({
  value,
  label: `ui.survey.itemState.${value}` as const,
}));

/** A wish that is asked with its possible answers. */
const wish = <F extends string, const V extends readonly string[]>(field: F, values: V) => ({
  field,
  label: `ui.survey.wish.${field}.label` as const,
  kind: "choice" as const,
  options: values.map((value: V[number]) => ({ value, label: `ui.survey.wish.${field}.${value}` as const })),
});

/** Every field of the survey that a person fills in, in the order in which it is asked. */
export const fieldSpecs: Record<SectionName | ListName, readonly FieldSpec[]> = {
  site: [
    { ...text("name", "ui.survey.field.name"), isNeeded: true },
    text("customer", "ui.survey.field.customer"),
    text("reference", "ui.survey.field.reference", 100),
    lines("address", "ui.survey.field.address", 500),
    { ...lines("access", "ui.survey.field.access", 1_000), hint: "ui.survey.hint.access" },
    { field: "status", label: "ui.survey.field.status", kind: "choice", options: statusOptions, isNeeded: true },
  ],
  line: [
    text("provider", "ui.survey.field.provider"),
    text("plan", "ui.survey.field.plan"),
    { field: "technology", label: "ui.survey.field.technology", kind: "choice", options: technologyOptions },
    { field: "downloadMbps", label: "ui.survey.field.download", kind: "number", unit: "ui.survey.unit.mbps" },
    { field: "uploadMbps", label: "ui.survey.field.upload", kind: "number", unit: "ui.survey.unit.mbps" },
    { field: "uploadMeasuredAt", label: "ui.survey.field.uploadMeasuredAt", kind: "time" },
    text("customerNumber", "ui.survey.field.customerNumber", 100),
    text("router", "ui.survey.field.router"),
    {
      field: "routerOwner",
      label: "ui.survey.field.routerOwner",
      kind: "choice",
      options: (["customer", "provider", "installer"] as const).map((value) => ({
        value,
        label: `ui.survey.owner.${value}` as const,
      })),
    },
    text("routerPlace", "ui.survey.field.routerPlace"),
    {
      field: "wanAddress",
      label: "ui.survey.field.wanAddress",
      hint: "ui.survey.hint.wanAddress",
      kind: "technical",
      maxLength: 64,
    },
    {
      field: "addressKind",
      label: "ui.survey.field.addressKind",
      kind: "choice",
      options: (["static", "dynamic"] as const).map((value) => ({
        value,
        label: `ui.survey.addressKind.${value}` as const,
      })),
    },
    {
      field: "bridgeMode",
      label: "ui.survey.field.bridgeMode",
      kind: "choice",
      options: (["on", "off"] as const).map((value) => ({ value, label: `ui.survey.onOff.${value}` as const })),
    },
    text("backupLine", "ui.survey.field.backupLine"),
    note(2_000),
  ],
  wishes: [
    wish("watchers", ["owner", "staff", "third-party", "public"]),
    { field: "viewers", label: "ui.survey.wish.viewers", kind: "number", unit: "ui.survey.unit.none" },
    { field: "streams", label: "ui.survey.wish.streams", kind: "number", unit: "ui.survey.unit.none" },
    { field: "streamMbps", label: "ui.survey.wish.streamMbps", kind: "number", unit: "ui.survey.unit.mbps" },
    wish("viewerClient", ["yes", "no"]),
    wish("viewersIpv6", ["all", "some", "no"]),
    { field: "budgetMonthly", label: "ui.survey.wish.budgetMonthly", kind: "number", unit: "ui.survey.unit.none" },
    wish("budgetCurrency", ["EUR", "CHF", "GBP", "USD"]),
    wish("maintainer", ["installer", "customer", "nobody"]),
    wish("routerAccess", ["yes", "provider-only", "no"]),
    wish("cloud", ["yes", "end-to-end", "no"]),
    wish("ownServer", ["yes", "willing", "no"]),
    wish("mobileCoverage", ["good", "poor", "none"]),
    { field: "supportYears", label: "ui.survey.wish.supportYears", kind: "number", unit: "ui.survey.unit.none" },
    note(2_000),
  ],
  route: [
    { field: "chosen", label: "ui.survey.field.chosen", kind: "choice", options: routeOptions },
    { ...text("variant", "ui.survey.field.variant"), hint: "ui.survey.hint.variant" },
    lines("reason", "ui.survey.field.reason", 2_000),
    text("decidedBy", "ui.survey.field.decidedBy"),
    { field: "decidedAt", label: "ui.survey.field.decidedAt", kind: "time" },
  ],
  handover: [
    { field: "date", label: "ui.survey.field.handoverDate", kind: "date" },
    text("receivedBy", "ui.survey.field.receivedBy"),
    text("role", "ui.survey.field.personRole"),
    lines("explained", "ui.survey.field.explained", 2_000),
    { field: "nextReview", label: "ui.survey.field.nextReview", kind: "date" },
    note(2_000),
  ],
  contacts: [
    text("name", "ui.survey.field.personName"),
    text("role", "ui.survey.field.personRole"),
    { field: "phone", label: "ui.survey.field.phone", kind: "phone", maxLength: 100 },
    { field: "email", label: "ui.survey.field.email", kind: "email", maxLength: 200 },
    note(),
  ],
  devices: [
    text("name", "ui.survey.field.deviceName", 120),
    { field: "role", label: "ui.survey.field.deviceRole", kind: "choice", options: deviceRoleOptions },
    { ...text("place", "ui.survey.field.place"), hint: "ui.survey.hint.place" },
    text("make", "ui.survey.field.make", 120),
    text("model", "ui.survey.field.model", 120),
    { field: "serialNumber", label: "ui.survey.field.serialNumber", kind: "technical", maxLength: 120 },
    { field: "firmware", label: "ui.survey.field.firmware", kind: "technical", maxLength: 120 },
    { field: "address", label: "ui.survey.field.ipAddress", kind: "technical", maxLength: 64 },
    note(2_000),
  ],
  steps: [
    { ...lines("text", "ui.survey.field.stepText", 1_000), isNeeded: true },
    { field: "doneAt", label: "ui.survey.field.doneAt", kind: "time" },
    text("doneBy", "ui.survey.field.doneBy"),
    note(),
  ],
  checklist: [
    { ...lines("text", "ui.survey.field.itemText", 1_000), isNeeded: true },
    {
      field: "state",
      label: "ui.survey.field.itemState",
      kind: "choice",
      options: checklistStateOptions,
      isNeeded: true,
    },
    { field: "doneAt", label: "ui.survey.field.doneAt", kind: "time" },
    text("doneBy", "ui.survey.field.doneBy"),
    note(),
  ],
  answers: [],
  notes: [
    { ...lines("text", "ui.survey.field.noteText", 10_000), isNeeded: true },
    { field: "at", label: "ui.survey.field.writtenAt", kind: "time" },
    text("by", "ui.survey.field.writtenBy"),
  ],
  photos: [
    { field: "kind", label: "ui.survey.field.photoKind", kind: "choice", options: photoKindOptions },
    text("caption", "ui.survey.field.caption", 500),
    { field: "takenAt", label: "ui.survey.field.takenAt", kind: "time" },
    text("takenBy", "ui.survey.field.takenBy"),
  ],
  acceptances: [
    { ...lines("risk", "ui.survey.field.risk", 1_000), isNeeded: true },
    text("acceptedBy", "ui.survey.field.acceptedBy"),
    text("role", "ui.survey.field.personRole"),
    { field: "acceptedAt", label: "ui.survey.field.acceptedAt", kind: "time" },
    note(),
  ],
  // Written by walk-throughs: here for reading, and for choosing between two versions.
  forwards: [
    { field: "externalPort", label: "surveyField.forwards.externalPort", kind: "technical", maxLength: 5 },
    { field: "address", label: "surveyField.forwards.address", kind: "technical", maxLength: 64 },
    { field: "internalPort", label: "surveyField.forwards.internalPort", kind: "technical", maxLength: 5 },
    {
      field: "transport",
      label: "surveyField.forwards.transport",
      kind: "choice",
      options: (["tcp", "udp"] as const).map((value) => ({
        value,
        label: `surveyChoice.forwards.transport.${value}` as const,
      })),
    },
    {
      field: "use",
      label: "surveyField.forwards.use",
      kind: "choice",
      options: forwardUseSchema.options.map((value) => ({
        value,
        label: `surveyChoice.forwards.use.${value}` as const,
      })),
    },
    {
      field: "means",
      label: "surveyField.forwards.means",
      kind: "choice",
      options: forwardMeansSchema.options.map((value) => ({
        value,
        label: `surveyChoice.forwards.means.${value}` as const,
      })),
    },
    { field: "router", label: "surveyField.forwards.router", kind: "technical", maxLength: 64 },
    { field: "throughOuter", label: "surveyField.forwards.throughOuter", kind: "technical", maxLength: 64 },
    { field: "externalAddress", label: "surveyField.forwards.externalAddress", kind: "technical", maxLength: 64 },
    { field: "hostName", label: "surveyField.forwards.hostName", kind: "technical", maxLength: 253 },
    { field: "openedAt", label: "surveyField.forwards.openedAt", kind: "time" },
    text("openedBy", "surveyField.forwards.openedBy"),
    { field: "closedAt", label: "surveyField.forwards.closedAt", kind: "time" },
    note(),
  ],
  // What two laptops did in a walk-through is never put to a person: the later one counts.
  walks: [],
  routerBackups: [
    text("fileName", "surveyField.routerBackups.fileName"),
    { field: "savedAt", label: "surveyField.routerBackups.savedAt", kind: "time" },
    text("savedBy", "surveyField.routerBackups.savedBy"),
    text("router", "surveyField.routerBackups.router"),
  ],
  tunnels: [
    {
      field: "kind",
      label: "surveyField.tunnels.kind",
      kind: "choice",
      options: tunnelKindSchema.options.map((value) => ({
        value,
        label: `surveyChoice.tunnels.kind.${value}` as const,
      })),
    },
    text("serverName", "surveyField.tunnels.serverName"),
    { field: "host", label: "surveyField.tunnels.host", kind: "technical", maxLength: 253 },
    { field: "lan", label: "surveyField.tunnels.lan", kind: "technical", maxLength: 64 },
    { field: "mapped", label: "surveyField.tunnels.mapped", kind: "technical", maxLength: 64 },
    { field: "address", label: "surveyField.tunnels.address", kind: "technical", maxLength: 64 },
    { field: "madeAt", label: "surveyField.tunnels.madeAt", kind: "time" },
    text("madeBy", "surveyField.tunnels.madeBy"),
    { field: "installedAt", label: "surveyField.tunnels.installedAt", kind: "time" },
    { field: "removedAt", label: "surveyField.tunnels.removedAt", kind: "time" },
    note(),
  ],
};

/** Times are set by what is done, not typed. */
export const isAsked = ({ kind }: FieldSpec): boolean => kind !== "time";

/** What a section or an entry has under a name, if anything. */
export const fieldOf = (holder: object, field: string): unknown =>
  Object.hasOwn(holder, field) ? Reflect.get(holder, field) : undefined;
