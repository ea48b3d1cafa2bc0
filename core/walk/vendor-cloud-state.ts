import { z } from "zod";
import { checkingState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";

/** The maker's own cloud, switched on so that it belongs to the customer and can be left again. */

const line = (max: number) => z.string().trim().min(1).max(max).nullable();

const deviceSchema = z.object({
  /** The survey's or the search's device; null: typed in. */
  id: z.string().max(200).nullable(),
  name: z.string().trim().min(1).max(200),
  brand: line(120),
  /** As the maker calls its cloud; by the book or as the person knows it. */
  cloud: z.string().trim().min(1).max(120),
});

const accountSchema = z.object({
  owner: z.string().trim().min(1).max(200),
  /** The customer's own; never a password. */
  email: line(200),
  secondFactor: z.boolean(),
});

export const ENCRYPTIONS = ["on", "off", "not-offered"] as const;
const encryptionSchema = z.object({
  state: z.enum(ENCRYPTIONS),
  /** Who keeps the verification code; the code itself is never kept here. */
  codeWith: line(200),
});

const sharingSchema = z.object({ people: line(1_000) });
const exitSchema = z.object({ worksWithout: z.boolean(), whoUnbinds: line(200) });

const acceptanceSchema = z.object({
  entryId: z.string().max(200),
  by: z.string().trim().min(1).max(200),
});

const carried = {
  ...checkingState,
  written: writtenListSchema,
  /** The device that the walk was begun for. */
  deviceId: z.string().max(200).nullable(),
  device: deviceSchema.nullable(),
  account: accountSchema.nullable(),
  encryption: encryptionSchema.nullable(),
  sharing: sharingSchema.nullable(),
  exit: exitSchema.nullable(),
  acceptance: acceptanceSchema.nullable(),
};
const withDevice = { ...carried, device: deviceSchema };
const withAccount = { ...withDevice, account: accountSchema };
const withEncryption = { ...withAccount, encryption: encryptionSchema };
const withSharing = { ...withEncryption, sharing: sharingSchema };
const withExit = { ...withSharing, exit: exitSchema };

export const vendorCloudStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("device"), ...carried }),
  z.object({ step: z.literal("account"), ...withDevice }),
  /** `isOffline`: the device says that it does not reach its cloud. */
  z.object({ step: z.literal("switch-on"), ...withAccount, isOffline: z.boolean().default(false) }),
  z.object({ step: z.literal("encryption"), ...withAccount }),
  z.object({ step: z.literal("sharing"), ...withEncryption }),
  z.object({ step: z.literal("exit"), ...withSharing }),
  z.object({ step: z.literal("acceptance"), ...withExit }),
  z.object({
    step: z.literal("done"),
    ...withExit,
    acceptance: acceptanceSchema,
    isOver: z.boolean().default(false),
  }),
]);
export type VendorCloudState = z.infer<typeof vendorCloudStateSchema>;
export type VendorCloudStep = VendorCloudState["step"];
export type VendorCloudAt<S extends VendorCloudStep> = Extract<VendorCloudState, { step: S }>;

export const VENDOR_CLOUD_STEPS: readonly VendorCloudStep[] = [
  "device",
  "account",
  "switch-on",
  "encryption",
  "sharing",
  "exit",
  "acceptance",
  "done",
];
export const VENDOR_CLOUD_BEFORE: Readonly<Record<VendorCloudStep, VendorCloudStep | null>> = {
  device: null,
  account: "device",
  "switch-on": "account",
  encryption: "switch-on",
  sharing: "encryption",
  exit: "sharing",
  acceptance: "exit",
  done: "acceptance",
};
