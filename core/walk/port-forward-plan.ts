import { z } from "zod";
import { forwardMeansSchema, forwardUseSchema } from "../forward/forward.ts";
import { preflightItemSchema } from "../lan/inspection.ts";
import { messageSchema } from "../nat/diagnosis.ts";
import { transportSchema } from "../nat/observation.ts";
import { routerOfferSchema, type ForwardWish } from "./effect.ts";
import { nothingPending, usualState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";

/**
 * What a walk that opens ports keeps of itself: all that was answered and done, so that nothing is asked twice, whichever way one
 * goes. The same for IPv4 (a forward) and IPv6 (a pinhole).
 */

const entryId = z.string().min(1).max(200);
const address = z.string().max(64);
const port = z.number().int().min(1).max(65_535);
const line = (max: number) => z.string().max(max).nullable();

/** The device that is to be reached. */
const targetSchema = z.object({
  /** The survey's device, or the search's where the survey has none yet; null: only an address was typed. */
  deviceId: entryId.nullable(),
  address,
  name: z.string().max(200),
  brand: line(200),
  model: line(200),
  /** Who sees to it that the address stays: the device's own settings, a reservation in the router, nobody yet. */
  stays: z.enum(["device", "router", "no"]),
});
export type Target = z.infer<typeof targetSchema>;

const openedSchema = z.object({
  at: z.iso.datetime({ offset: true }),
  means: forwardMeansSchema,
  externalPort: port,
  externalAddress: address.nullable(),
  leaseSeconds: z.number().int().positive().nullable(),
  renewEverySeconds: z.number().int().positive().nullable(),
  router: address.nullable(),
  /** This walk opened it, so this walk takes it back. */
  own: z.boolean(),
});

/** As `DeviceUse`. */
const useSchema = forwardUseSchema.exclude(["vpn"]);

const plannedPortSchema = z.object({
  /** Of the forward in the survey. */
  id: entryId,
  transport: transportSchema,
  internalPort: port,
  externalPort: port,
  use: useSchema,
  /** What it is for: a key of `core/lan/port-purpose.ts`; null: nobody knows. */
  service: line(40),
  /** Null: nobody knows. */
  encrypted: z.boolean().nullable(),
  /** The last search or the preflight found it open; null: it was not tried. */
  seen: z.boolean().nullable(),
  opened: openedSchema.nullable(),
  /** Why the router would not. */
  refused: messageSchema.nullable(),
  /** What the router said when a test from outside had failed. */
  held: z.enum(["stands", "gone", "unknown"]).nullable(),
});
export type PlannedPort = z.infer<typeof plannedPortSchema>;
export type OpenedPort = PlannedPort & { opened: NonNullable<PlannedPort["opened"]> };

export const MAX_PLANNED_PORTS = 12;
/** Of the router's own list; more than that no site has, and the state stays small. */
export const MAX_TABLE = 100;

const planFields = {
  family: z.union([z.literal(4), z.literal(6)]),
  /** What answered at the device; null: not tried. */
  reached: z
    .array(z.object({ port, state: z.enum(["open", "refused", "silent"]) }))
    .max(16)
    .nullable(),
  /** What it told after a login; null: it was not asked. */
  inspected: z.array(preflightItemSchema).max(16).nullable(),
  /** A person looked at gateway and address filter in the device itself. */
  looked: z.boolean().nullable(),
  /** Why it goes on although nothing answered at the device. */
  anyway: line(500),
  backup: z.enum(["kept", "skipped"]).nullable(),
  uses: z.array(useSchema).max(6),
  /** A port that the person named. */
  other: z.object({ transport: transportSchema, port }).nullable(),
  ports: z.array(plannedPortSchema).max(MAX_PLANNED_PORTS),
  password: z.enum(["own", "factory", "unknown"]).nullable(),
  accepted: z
    .array(z.object({ key: z.string().max(120), id: entryId, by: z.string().max(200), role: z.string().max(200) }))
    .max(60),
  /** What the router offered when it was asked. */
  offer: z
    .object({
      means: routerOfferSchema.shape.means.max(8),
      open: z
        .array(
          z.object({
            transport: transportSchema,
            externalPort: z.number().int(),
            address,
            internalPort: z.number().int(),
          }),
        )
        .max(MAX_TABLE)
        .nullable(),
      trouble: messageSchema.nullable(),
    })
    .nullable(),
  means: forwardMeansSchema.nullable(),
  /** How the outer one of two routers lets through. */
  outer: z.enum(["entered", "bridged"]).nullable(),
  addressKind: z.enum(["static", "dynamic", "unknown"]).nullable(),
  hostName: line(253),
  /** Where the name led when it was last looked up; null: not looked up. */
  nameLeadsTo: z.array(address).max(16).nullable(),
  /** Why the walk went on without a proof from outside. */
  notProven: line(500),
  /** Forwards that were taken back and that the router may still hold. */
  leftovers: z.array(entryId).max(60),
  written: writtenListSchema,
};

const planSchema = z.object({ ...planFields, target: targetSchema });
export type Plan = z.infer<typeof planSchema>;
/** Before the device is chosen. */
const draftSchema = z.object({ ...planFields, target: targetSchema.nullable() });
export type Draft = z.infer<typeof draftSchema>;

/** Where it goes on when all that was opened is taken back. */
const afterUndoSchema = z.enum(["method", "abandoned"]);
export type AfterUndo = z.infer<typeof afterUndoSchema>;

const at = <const S extends string>(step: S) => z.object({ step: z.literal(step), plan: planSchema, ...usualState });

export const portForwardStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("device"), plan: draftSchema, ...usualState }),
  at("preflight"),
  at("backup"),
  at("uses"),
  at("ports"),
  at("risks"),
  at("method"),
  at("open"),
  at("by-hand"),
  at("outer"),
  at("address"),
  at("proof"),
  z.object({ step: z.literal("done"), plan: planSchema, finished: z.boolean(), ...usualState }),
  /** Takes back what the walk opened, one after the other. */
  z.object({
    step: z.literal("closing"),
    plan: planSchema,
    goesTo: afterUndoSchema,
    left: z.array(entryId).max(60),
    ...usualState,
  }),
  /** What only a person can take back. */
  z.object({ step: z.literal("undo-by-hand"), plan: planSchema, goesTo: afterUndoSchema, ...usualState }),
]);
export type PortForwardState = z.infer<typeof portForwardStateSchema>;
export type PortForwardStep = PortForwardState["step"];
export type StateAt<S extends PortForwardStep> = Extract<PortForwardState, { step: S }>;

/** A walk that begins. */
export function firstState(family: Plan["family"], target: Target | null): StateAt<"device"> {
  return {
    step: "device",
    ...nothingPending,
    plan: {
      family,
      target,
      reached: null,
      inspected: null,
      looked: null,
      anyway: null,
      backup: null,
      uses: [],
      other: null,
      ports: [],
      password: null,
      accepted: [],
      offer: null,
      means: null,
      outer: null,
      addressKind: null,
      hostName: null,
      nameLeadsTo: null,
      notProven: null,
      leftovers: [],
      written: [],
    },
  };
}

type PlainStep = Exclude<PortForwardStep, "device" | "done" | "closing" | "undo-by-hand">;

/** The state at a step, with nothing under way. */
export const stepAt = (step: PlainStep, plan: Plan): StateAt<PlainStep> => ({ step, plan, ...nothingPending });

export const withPort = (plan: Plan, id: string, change: Partial<PlannedPort>): Plan => ({
  ...plan,
  ports: plan.ports.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

export const openedPorts = ({ ports }: Pick<Plan, "ports">): OpenedPort[] =>
  ports.filter((one): one is OpenedPort => one.opened !== null);

export const closedPorts = ({ ports }: Pick<Plan, "ports">): PlannedPort[] =>
  ports.filter(({ opened }) => opened === null);

/** What the host is asked to open. */
export const wishFor = (
  { target }: Plan,
  { id, transport, internalPort, externalPort, use }: PlannedPort,
): ForwardWish => ({
  id,
  deviceId: target.deviceId,
  address: target.address,
  transport,
  internalPort,
  externalPort,
  use,
});
