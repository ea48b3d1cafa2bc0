import { z } from "zod";
import { forwardUseSchema } from "../forward/forward.ts";
import { messageSchema } from "../nat/diagnosis.ts";
import { serverStatusSchema } from "../server-setup/server-status.ts";
import { sshLookSchema } from "../tunnel/server-look.ts";
import { meshProductSchema } from "../tunnel/tunnel.ts";

/**
 * What a walk to a VPN or relay asks the host to do. Like every effect, each can be done once more after a crash without doing harm:
 * keys that are there stay, and a server is told the whole of what it is to hold, never a difference.
 */

const address = z.string().max(64);
const port = z.number().int().min(1).max(65_535);
const id = z.string().min(1).max(200);

export const tunnelEffectSchema = z.discriminatedUnion("kind", [
  /** How the firm's servers are reached from here: there and back to each, so that the nearest one is taken. */
  z.object({ kind: z.literal("measure-servers"), serverIds: z.array(id).min(1).max(20) }),
  /** Logs in at the firm's server and reads how it stands. */
  z.object({ kind: z.literal("look-at-server"), serverId: id }),
  /** A person compared the host key and accepted it: from now on this one and no other. */
  z.object({ kind: z.literal("trust-server"), serverId: id, hostKey: z.string().min(1).max(100) }),
  /**
   * Makes the keys of a tunnel of the survey that are missing: the site's (`peerId` null) and its peers'. Private parts go to the
   * keychain and nowhere else; one that is there already stays.
   */
  z.object({ kind: z.literal("make-keys"), tunnelId: id }),
  /** Tells the firm's server what the surveys say: peers, keys of relays, published ports. Twice is the same as once. */
  z.object({ kind: z.literal("apply-to-server"), serverId: id }),
  /** Does the hub answer a handshake from here, with the right key? `asSite`: with the site's own key, before its box first starts. */
  z.object({ kind: z.literal("probe-wireguard"), tunnelId: id, asSite: z.boolean() }),
  /** This laptop holds the site's reverse tunnel open, so that it can be proven before anything is installed. */
  z.object({ kind: z.literal("open-live"), tunnelId: id }),
  z.object({ kind: z.literal("close-live"), tunnelId: id }),
  /** Asks the tunnel's devices through the finished path, in their own protocol. `accountId`: the login with which a stream is played. */
  z.object({
    kind: z.literal("prove-through"),
    tunnelId: id,
    targets: z
      .array(z.object({ deviceId: id.nullable(), address, port, use: forwardUseSchema }))
      .min(1)
      .max(16),
    accountId: z.uuid().nullable(),
    /** Cut it once and see whether it comes back. */
    reconnect: z.boolean(),
  }),
  /** What a mesh VPN on this laptop says of itself and of the site's box. */
  z.object({ kind: z.literal("look-at-mesh"), product: meshProductSchema }),
  /** Does an OpenVPN or IPsec server answer from here? */
  z.object({ kind: z.literal("probe-legacy-vpn"), tunnelId: id }),
]);
export type TunnelEffect = z.infer<typeof tunnelEffectSchema>;

export const isTunnelEffect = (effect: { readonly kind: string }): effect is TunnelEffect =>
  tunnelEffectSchema.options.some(({ shape }) => shape.kind.value === effect.kind);

export const meshSeenSchema = z.object({
  kind: z.literal("mesh-seen"),
  state: z.enum(["running", "stopped", "needs-login", "not-installed", "no-rights"]),
  facts: z.array(z.object({ label: messageSchema, value: messageSchema })).max(30),
  findings: z.array(z.object({ tone: z.enum(["info", "good", "warning", "problem"]), text: messageSchema })).max(20),
});

export const legacyProbedSchema = z.object({
  kind: z.literal("legacy-vpn-probed"),
  isGood: z.boolean(),
  says: messageSchema,
  details: z.array(messageSchema).max(10),
});

export const tunnelResultSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("servers-measured"),
    /** The nearest first; null: it did not answer. */
    servers: z.array(z.object({ serverId: id, rttMs: z.number().nonnegative().nullable() })).max(20),
    /** Which is nearest, or that there is no telling; null: none answered. */
    says: messageSchema.nullable(),
  }),
  z.object({ kind: z.literal("server-seen"), ssh: sshLookSchema, status: serverStatusSchema.nullable() }),
  z.object({ kind: z.literal("server-trusted") }),
  z.object({
    kind: z.literal("keys-made"),
    /** Public keys; of the site itself under null. */
    keys: z.array(z.object({ peerId: id.nullable(), publicKey: z.string().max(2_000) })).max(300),
    /** The survey's account that the site's private key is kept under. */
    accountId: z.uuid().nullable(),
  }),
  /** `says`: what is there now. Or why the server did not take it; then it is as before. */
  z.object({ kind: z.literal("applied"), says: messageSchema }),
  z.object({ kind: z.literal("not-applied"), why: messageSchema, details: z.array(messageSchema).max(10) }),
  z.object({
    kind: z.literal("wireguard-probed"),
    outcome: z.string().max(60),
    isGood: z.boolean(),
    /** The port that answered. */
    port: port.nullable(),
    rttMs: z.number().nonnegative().nullable(),
    says: messageSchema,
    details: z.array(messageSchema).max(20),
  }),
  z.object({
    kind: z.literal("live-opened"),
    ports: z.array(z.object({ publishedId: id, serverPort: port })).max(64),
  }),
  z.object({
    kind: z.literal("live-refused"),
    why: messageSchema,
    details: z.array(messageSchema).max(10),
    isRetriable: z.boolean(),
  }),
  z.object({ kind: z.literal("live-closed") }),
  meshSeenSchema,
  legacyProbedSchema,
]);
