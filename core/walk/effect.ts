import { z } from "zod";
import { forwardMeansSchema, forwardUseSchema } from "../forward/forward.ts";
import { messageSchema } from "../nat/diagnosis.ts";
import { mappingTableEntrySchema, transportSchema } from "../nat/observation.ts";
import { proofRecordSchema } from "../proof/proof-record.ts";
import { tunnelEffectSchema, tunnelResultSchema } from "./tunnel-effect.ts";

/**
 * What a walk asks the host to do on the site. Each can be done once more after a crash without doing harm: opening the same
 * forward again renews it, closing one that is gone is done.
 */

const address = z.string().max(64);
const port = z.number().int().min(1).max(65_535);
const id = z.string().min(1).max(200);

export const forwardWishSchema = z.object({
  /** The forward's id in the survey, chosen before anything is sent. */
  id,
  deviceId: id.nullable(),
  address,
  transport: transportSchema,
  internalPort: port,
  externalPort: port,
  /** This outside port or none: what a router gives instead is closed again. */
  exactPort: z.boolean().optional(),
  use: forwardUseSchema,
});
export type ForwardWish = z.infer<typeof forwardWishSchema>;

export const walkEffectSchema = z.discriminatedUnion("kind", [
  /** One check of the site, kept in the survey. */
  z.object({ kind: z.literal("check-site") }),
  /** What the router offers here and now: protocols, whether for other hosts, what is open already. Read only. */
  z.object({ kind: z.literal("ask-router") }),
  /** Does the device answer on these ports, from this laptop? */
  z.object({ kind: z.literal("reach-device"), address, ports: z.array(port).min(1).max(16) }),
  z.object({
    kind: z.literal("open-forward"),
    wish: forwardWishSchema,
    means: forwardMeansSchema.exclude(["by-hand"]),
  }),
  /** One that the walk opened, or that a person says to have entered by hand (then nothing is sent). */
  z.object({ kind: z.literal("close-forward"), forwardId: id }),
  /** Does the router still hold it? */
  z.object({ kind: z.literal("look-at-forward"), forwardId: id }),
  /** Tests forwards from outside by whatever is at hand without a person: the vantage, or this laptop where it is elsewhere. */
  z.object({ kind: z.literal("prove"), forwardIds: z.array(id).min(1).max(64) }),
  /** Where does this name lead? For DDNS. */
  z.object({ kind: z.literal("look-up-name"), name: z.string().min(1).max(253) }),
  ...tunnelEffectSchema.options,
]);
export type WalkEffect = z.infer<typeof walkEffectSchema>;

/** What a router offers for lasting forwards. */
export const routerOfferSchema = z.object({
  gateway: address,
  /** By which protocol, best first; `forOthers`: for the recorder and not for this laptop alone. Null: not known before it is tried. */
  means: z.array(
    z.object({
      means: forwardMeansSchema.exclude(["by-hand"]),
      forOthers: z.boolean().nullable(),
      /** It keeps a mapping without a lease. Null: not known. */
      permanent: z.boolean().nullable(),
    }),
  ),
  /** What is open already; null: the router has no list that could be read. */
  open: z.array(mappingTableEntrySchema).max(128).nullable(),
  /** Why nothing was found, where nothing was. */
  trouble: messageSchema.nullable(),
});
export type RouterOffer = z.infer<typeof routerOfferSchema>;

/** How an effect ended. `failed`: it could not be done, `why` says what to do; the walk stays where it is. */
export const effectResultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("checked"), checkId: z.uuid() }),
  z.object({ kind: z.literal("router-asked"), offer: routerOfferSchema }),
  z.object({
    kind: z.literal("device-reached"),
    ports: z.array(z.object({ port, state: z.enum(["open", "refused", "silent"]) })),
  }),
  z.object({
    kind: z.literal("forward-opened"),
    externalPort: port,
    externalAddress: address.nullable(),
    leaseSeconds: z.number().int().positive().nullable(),
    /** How often it has to be renewed for it to stay, and that only while Farsite runs here; null: not at all. */
    renewEverySeconds: z.number().int().positive().nullable(),
    router: address,
  }),
  /** The router said no, or granted something else than it says; nothing stands. */
  z.object({ kind: z.literal("forward-refused"), why: messageSchema, errorName: z.string().max(80).nullable() }),
  /** `gone: null`: the router could not confirm it, and it will be tried again at the next start here. */
  z.object({ kind: z.literal("forward-closed"), gone: z.boolean().nullable() }),
  z.object({
    kind: z.literal("forward-seen"),
    stands: z.boolean().nullable(),
    leaseSeconds: z.number().int().nullable(),
  }),
  z.object({ kind: z.literal("proven"), record: proofRecordSchema }),
  ...tunnelResultSchema.options,
  z.object({ kind: z.literal("name-found"), addresses: z.array(address).max(16) }),
  z.object({ kind: z.literal("failed"), why: messageSchema }),
]);
export type EffectResult = z.infer<typeof effectResultSchema>;
