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
  }),
  wireguard: serverWireGuardSchema.nullable(),
  relay: serverRelaySchema.nullable(),
  frp: z.object({ port }).nullable(),
  media: z.object({ engine: z.enum(["go2rtc", "mediamtx"]), port }).nullable(),
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
  madeAt: time,
  changedAt: time,
});
export type FirmServer = z.infer<typeof firmServerSchema>;
