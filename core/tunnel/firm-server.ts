import { z } from "zod";

/** An entry's shape on disk; one of a newer Farsite is left alone. */
export const FIRM_SERVER_VERSION = 1;

const id = z.string().min(1).max(200);
const port = z.number().int().min(1).max(65_535);
const time = z.iso.datetime({ offset: true });
const name = z.string().trim().min(1).max(200);
const prefix = z.string().max(64);

/** A name or an address, as it is called; no port, no scheme. */
export const serverHostSchema = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+)$/, "host name or address");

/** The WireGuard hub on it. */
export const serverWireGuardSchema = z.object({
  /** Base64; its private key is in the keychain of the laptop that made it. */
  publicKey: z.string().max(64),
  port,
  /** Also reached here: UDP 443 passes where others are blocked. */
  alsoPorts: z.array(port).max(4),
  /** Of the tunnel's own addresses; the server's is the first. */
  tunnelPool: prefix,
  /** What sites are called to each other: one /24 each. */
  sitePool: prefix,
  /** By this peer Farsite asks whether the hub answers: it may reach nothing, and nobody's own tunnel is disturbed. */
  probe: z.object({ publicKey: z.string().max(64), address: z.string().max(64) }),
});

/** The OpenSSH relay on it: sites hold a connection open, and their devices are reached at its ports. */
export const serverRelaySchema = z.object({
  /** The account that tunnels log in to; it can do nothing else. */
  user: z
    .string()
    .max(32)
    .regex(/^[a-z_][a-z0-9_-]*$/),
  firstPort: port,
  lastPort: port,
});

export const serverTurnSchema = z.object({
  port,
  tlsPort: port.nullable(),
  realm: z.string().max(253),
  /** Null: users are made from a shared secret (coturn's use-auth-secret). */
  userName: z.string().max(200).nullable(),
});

/** What was done with a server that a colleague may ask about later; nothing secret. */
export const serverEventSchema = z.object({
  at: time,
  /** The technician; null: nobody is named on that laptop. */
  by: z.string().max(200).nullable(),
  event: z.enum([
    "added",
    "changed",
    "key-accepted",
    /** `about`: the fingerprint that counted before. */
    "key-replaced",
    "told",
    /** Its set-up left Farsite with the keys in it. */
    "set-up-taken",
    "set-up-sent",
    "set-up-done",
    /** To colleagues, with its keys. */
    "passed-on",
    "technician-added",
    "technician-removed",
    /** The file or code of a technician's device, with its key. */
    "technician-file",
  ]),
  /** Whom or what it was about: a device's name, a fingerprint. */
  about: z.string().max(300).nullable(),
});
export type ServerEvent = z.infer<typeof serverEventSchema>;

/** The latest of years. */
export const MAX_SERVER_EVENTS = 200;

const frpSchema = z.object({ port });
const mediaSchema = z.object({ engine: z.enum(["go2rtc", "mediamtx"]), port });

/** What its set-up files follow from, without who comes in. */
export const serverShapeSchema = z.object({
  sshPorts: z.array(port).min(1).max(4),
  wireguard: serverWireGuardSchema.nullable(),
  relay: serverRelaySchema.nullable(),
  frp: frpSchema.nullable(),
  media: mediaSchema.nullable(),
  turn: serverTurnSchema.nullable(),
});
export type ServerShape = z.infer<typeof serverShapeSchema>;

/**
 * The firm's own server on the internet (a rented VPS), as this laptop knows it. Secrets (administrator's key, WireGuard's private
 * key, TURN's secret) are in the keychain under its id.
 */
export const firmServerSchema = z.object({
  id,
  name,
  host: serverHostSchema,
  /** Where it stands, in the provider's words. */
  region: z.string().trim().max(200).nullable(),
  ssh: z.object({
    /** 22, and 443 for sites that block the rest. */
    ports: z.array(port).min(1).max(4),
    /** Who sets it up: the account that may change it. */
    user: z
      .string()
      .max(32)
      .regex(/^[a-z_][a-z0-9_-]*$/),
    /** SHA-256 fingerprints of its host keys that a person accepted ("SHA256:..."); empty: never seen. */
    hostKeys: z.array(z.string().max(100)).max(8),
    /** The accepted key itself ("ssh-ed25519 AAAA..."), for boxes at sites; null: nobody has logged in yet. */
    hostKeyLine: z.string().max(800).nullable(),
    /** Since when the keys above count. */
    acceptedAt: time.nullable().optional(),
  }),
  wireguard: serverWireGuardSchema.nullable(),
  relay: serverRelaySchema.nullable(),
  frp: frpSchema.nullable(),
  /** frps's own certificate as the server told it, for boxes at sites: base64 of its DER. Null or absent: not seen yet. */
  frpCertificate: z.string().max(4_000).nullable().optional(),
  media: mediaSchema.nullable(),
  turn: serverTurnSchema.nullable(),
  /** Technicians' own devices in the hub's VPN; they reach every site. */
  technicians: z
    .array(
      z.object({
        id,
        name: z.string().trim().min(1).max(120),
        publicKey: z.string().max(64),
        address: z.string().max(64),
        addedAt: time,
        removedAt: time.nullable().optional(),
      }),
    )
    .max(500),
  /** What runs there still, where something else was chosen since and the machine has not been changed. */
  onServer: serverShapeSchema.optional(),
  /** What it was last told from this laptop: whose keys, and a digest of all of it. */
  told: z
    .object({ at: time, digest: z.string().max(64).nullable(), keys: z.array(z.string().max(200)).max(20_000) })
    .optional(),
  history: z.array(serverEventSchema).max(MAX_SERVER_EVENTS).optional(),
  madeAt: time,
  changedAt: time,
});
export type FirmServer = z.infer<typeof firmServerSchema>;
