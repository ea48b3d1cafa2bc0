import { z } from "zod";
import { usualState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";

/** A relay that a company runs, under the customer's own contract. */

const id = z.string().min(1).max(200);
const port = z.number().int().min(1).max(65_535);
const reason = z.string().trim().min(1).max(500).nullable();

export const HOSTED_USES = ["stream", "web", "app"] as const;

const productSchema = z.object({
  /** Of the knowledge base; null: another one. */
  entryId: z.string().max(80).nullable(),
  name: z.string().trim().min(1).max(120),
});
const contractSchema = z.object({ owner: z.string().trim().min(1).max(200) });
const addressSchema = z.object({
  host: z.string().min(1).max(253),
  port,
  use: z.enum(HOSTED_USES),
  /** The device that it leads to, as seen from the site. */
  deviceAddress: z.string().max(64),
  devicePort: port,
});

const carried = {
  ...usualState,
  written: writtenListSchema,
  tunnelId: id,
  product: productSchema.nullable(),
  contract: contractSchema.nullable(),
  address: addressSchema.nullable(),
  proofId: z.uuid().nullable(),
  noProof: reason,
};
const withProduct = { ...carried, product: productSchema };
const withContract = { ...withProduct, contract: contractSchema };
const withAddress = { ...withContract, address: addressSchema };

export const hostedRelayStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("product"), ...carried }),
  z.object({ step: z.literal("prepare"), ...withProduct }),
  z.object({ step: z.literal("address"), ...withContract }),
  z.object({ step: z.literal("proof"), ...withAddress }),
  z.object({ step: z.literal("done"), ...withAddress, isOver: z.boolean().default(false) }),
]);
export type HostedRelayState = z.infer<typeof hostedRelayStateSchema>;
export type HostedRelayStep = HostedRelayState["step"];
export type HostedRelayAt<S extends HostedRelayStep> = Extract<HostedRelayState, { step: S }>;

export const HOSTED_RELAY_STEPS = ["product", "prepare", "address", "proof", "done"] as const;
export const HOSTED_RELAY_BEFORE: Readonly<Record<HostedRelayStep, HostedRelayStep | null>> = {
  product: null,
  prepare: "product",
  address: "prepare",
  proof: "address",
  done: "proof",
};
