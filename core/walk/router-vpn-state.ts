import { z } from "zod";
import { serverHostSchema } from "../tunnel/firm-server.ts";
import { usualState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";
import { legacyProbedSchema } from "./tunnel-effect.ts";
import { isLan } from "./vpn-lan.ts";
import { vpnProofSchema } from "./vpn-proof.ts";

/** A VPN of the router's own, where it speaks nothing newer. */

export const VPN_KINDS = ["openvpn", "ikev2", "l2tp"] as const;
/** What a router may offer besides, and what nobody is to build on any more. */
export const REFUSED_KINDS = ["ikev1", "ikev1-aggressive", "l2tp-plain", "pptp"] as const;
export const SERVER_PLACES = ["firm", "other", "router"] as const;

const id = z.string().min(1).max(200);
const port = z.number().int().min(1).max(65_535);

const serverSchema = z.object({
  /** `firm`: one of the firm's servers; `other`: another machine; `router`: the site's router itself lets people in. */
  at: z.enum(SERVER_PLACES),
  serverId: id.nullable(),
  name: z.string().trim().min(1).max(200).nullable(),
  host: serverHostSchema,
  udpPort: port,
  /** For sites that let no UDP out. */
  tcpPort: port,
});

const placeSchema = z.object({
  lan: z.string().max(64).refine(isLan),
  router: z.string().trim().min(1).max(200),
  /** What the site's devices may answer to: networks on the firm's side. */
  firmNetworks: z.array(z.string().max(64).refine(isLan)).max(8),
  /** The router's end in OpenVPN's pool; null: the others have none. */
  address: z.string().max(64).nullable(),
});

const carried = {
  ...usualState,
  written: writtenListSchema,
  kind: z.enum(VPN_KINDS).nullable(),
  server: serverSchema.nullable(),
  tunnelId: id.nullable(),
  probed: legacyProbedSchema.nullable(),
  place: placeSchema.nullable(),
  /** The router was set up: from here on giving up leaves something at the site. */
  isSetUp: z.boolean(),
  proof: vpnProofSchema,
};
const withKind = { ...carried, kind: z.enum(VPN_KINDS) };
const withServer = { ...withKind, server: serverSchema, tunnelId: id };
const withPlace = { ...withServer, place: placeSchema };

export const routerVpnStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("kind"), ...carried }),
  z.object({ step: z.literal("server"), ...withKind }),
  z.object({ step: z.literal("reach"), ...withServer }),
  z.object({ step: z.literal("site"), ...withServer }),
  z.object({ step: z.literal("files"), ...withPlace }),
  z.object({ step: z.literal("proof"), ...withPlace }),
  z.object({ step: z.literal("done"), ...withPlace, isOver: z.boolean().default(false) }),
  /** Given up after the router was set up: what a person takes away. */
  z.object({ step: z.literal("undo"), ...withPlace }),
]);
export type RouterVpnState = z.infer<typeof routerVpnStateSchema>;
export type RouterVpnStep = RouterVpnState["step"];
export type RouterVpnAt<S extends RouterVpnStep> = Extract<RouterVpnState, { step: S }>;

/** Where `back` leads. */
export const ROUTER_VPN_BEFORE: Readonly<Record<RouterVpnStep, RouterVpnStep | null>> = {
  kind: null,
  server: "kind",
  reach: "server",
  site: "reach",
  files: "site",
  proof: "files",
  done: "proof",
  undo: "files",
};
export const ROUTER_VPN_STEPS: readonly RouterVpnStep[] = ["kind", "server", "reach", "site", "files", "proof", "done"];
