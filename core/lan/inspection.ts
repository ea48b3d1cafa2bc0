import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";
import { claimsSchema, portSchema } from "./sighting.ts";

/** One device asked with a login that a person typed for it: is it the right camera, and is it ready to be reached from outside? */

export const inspectionRequestSchema = z.object({
  address: z.string().max(64),
  /** The adapter it was seen on, for link-local addresses. */
  interfaceName: z.string().max(120).nullable(),
  /** Its web port; null: the usual ones are tried. */
  port: portSchema.nullable(),
  secure: z.boolean(),
  /** From the scan: decides which maker's way is tried first. */
  brand: z.string().max(200).nullable(),
  userName: z.string().min(1).max(200),
  password: z.string().max(4_000),
});
export type InspectionRequest = z.infer<typeof inspectionRequestSchema>;

/** One line of the preflight. Texts: `preflight.<code>` in `core/text`. */
export const preflightItemSchema = z.object({
  code: z.enum([
    "gateway",
    "dns",
    "clock",
    "ip-filter",
    "address-mode",
    "ports",
    "activated",
    "firmware",
    "upnp",
    "cloud",
  ]),
  state: z.enum(["ok", "warning", "problem", "unknown"]),
  title: messageSchema,
  /** What to change in the device; null when nothing. */
  whatToDo: messageSchema.nullable(),
});
export type PreflightItem = z.infer<typeof preflightItemSchema>;

export const inspectionSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("read"),
    /** How it was asked. */
    way: z.enum(["onvif", "isapi", "dahua-cgi", "axis-vapix"]),
    claims: claimsSchema,
    preflight: z.array(preflightItemSchema).max(16),
    snapshot: z
      .object({
        mediaType: z.enum(["image/jpeg", "image/png"]),
        /** Base64; at most 3 MB of picture. */
        base64: z.string().max(4_200_000),
        channel: z.string().max(120).nullable(),
      })
      .nullable(),
    /** Cameras behind a recorder, where it tells. */
    channels: z
      .array(
        z.object({
          number: z.number().int().nonnegative(),
          name: z.string().max(200).nullable(),
          address: z.string().max(64).nullable(),
          online: z.boolean().nullable(),
        }),
      )
      .max(512),
    /** Firewall of the device itself; null: it did not tell. */
    ipFilter: z
      .object({
        enabled: z.boolean(),
        mode: z.enum(["allow", "deny"]).nullable(),
        entries: z.array(z.string().max(80)).max(256),
      })
      .nullable(),
  }),
  z.object({
    state: z.literal("failed"),
    /** `locked`: too many wrong logins; trying again makes it longer. */
    why: z.enum([
      "wrong-login",
      "locked",
      "not-activated",
      "silent",
      "refused",
      "not-supported",
      "malformed",
      "certificate-changed",
    ]),
    detail: z.string().max(400).nullable(),
  }),
]);
export type Inspection = z.infer<typeof inspectionSchema>;
