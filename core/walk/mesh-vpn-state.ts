import { z } from "zod";
import { MAX_SITE_NUMBER } from "../mesh/four-via-six.ts";
import { isControlServer, MESH_PLATFORMS } from "../mesh/setup-plan.ts";
import { meshProductSchema } from "../tunnel/tunnel.ts";
import { usualState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";
import { meshSeenSchema } from "./tunnel-effect.ts";
import { isLan } from "./vpn-lan.ts";
import { vpnProofSchema } from "./vpn-proof.ts";

/** A mesh VPN, from the choice of the product to a device that answered through it. */

const placeSchema = z.object({
  platform: z.enum(MESH_PLATFORMS),
  /** The site's own network, `192.168.1.0/24`. */
  lan: z.string().max(64).refine(isLan),
});

/** By what the site is called in the mesh; both null: by its own addresses. */
const reachSchema = z.object({
  /** Tailscale's 4via6. */
  siteNumber: z.number().int().min(0).max(MAX_SITE_NUMBER).nullable(),
  /** Another network, which the box translates. */
  mapped: z.string().max(64).refine(isLan).nullable(),
});

export const OWNERS = ["firm", "customer"] as const;
/** Whose the box is at Tailscale: a machine has a tag, and no key that expires. */
export const IDENTITIES = ["machine", "person"] as const;

const accountSchema = z.object({
  owner: z.enum(OWNERS),
  /** The account's or network's name; never a password or key. */
  name: z.string().trim().min(1).max(200).nullable(),
  identity: z.enum(IDENTITIES),
  /** A control server of one's own; null: the maker's. */
  control: z.string().max(300).refine(isControlServer).nullable(),
});

/** The day on which the box' key expires; null: it has none that does. */
const approvalSchema = z.object({ keyExpires: z.iso.date().nullable() });

const id = z.string().min(1).max(200);

const carried = {
  ...usualState,
  written: writtenListSchema,
  product: meshProductSchema.nullable(),
  place: placeSchema.nullable(),
  reach: reachSchema.nullable(),
  /** Of the survey. */
  tunnelId: id.nullable(),
  account: accountSchema.nullable(),
  /** The box was set up: from here on giving up leaves something at the site. */
  isSetUp: z.boolean(),
  /** What this laptop's own mesh said last. */
  seen: meshSeenSchema.nullable(),
  approval: approvalSchema.nullable(),
  proof: vpnProofSchema,
};
const withProduct = { ...carried, product: meshProductSchema };
const withPlace = { ...withProduct, place: placeSchema };
const withReach = { ...withPlace, reach: reachSchema, tunnelId: id };
const withAccount = { ...withReach, account: accountSchema };
const withApproval = { ...withAccount, approval: approvalSchema };

export const meshVpnStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("product"), ...carried }),
  z.object({ step: z.literal("forecast"), ...withProduct }),
  z.object({ step: z.literal("site"), ...withProduct }),
  z.object({ step: z.literal("addresses"), ...withPlace }),
  z.object({ step: z.literal("account"), ...withReach }),
  z.object({ step: z.literal("box"), ...withAccount }),
  z.object({ step: z.literal("approve"), ...withAccount }),
  z.object({ step: z.literal("proof"), ...withApproval }),
  z.object({ step: z.literal("done"), ...withApproval, isOver: z.boolean().default(false) }),
  /** Given up after the box was set up: what a person takes away. */
  z.object({ step: z.literal("undo"), ...withAccount }),
]);
export type MeshVpnState = z.infer<typeof meshVpnStateSchema>;
export type MeshVpnStep = MeshVpnState["step"];
export type MeshVpnAt<S extends MeshVpnStep> = Extract<MeshVpnState, { step: S }>;

/** Where `back` leads. */
export const MESH_VPN_BEFORE: Readonly<Record<MeshVpnStep, MeshVpnStep | null>> = {
  product: null,
  forecast: "product",
  site: "forecast",
  addresses: "site",
  account: "addresses",
  box: "account",
  approve: "box",
  proof: "approve",
  done: "proof",
  undo: "box",
};
export const MESH_VPN_STEPS: readonly MeshVpnStep[] = [
  "product",
  "forecast",
  "site",
  "addresses",
  "account",
  "box",
  "approve",
  "proof",
  "done",
];
