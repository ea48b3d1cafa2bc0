import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";
import { proofRecordSchema } from "../proof/proof-record.ts";
import { liveTunnelSchema } from "../relay/live-tunnel.ts";
import { localeSchema } from "../survey/settings.ts";
import { OUTDATED_PARTS } from "../tunnel/outdated-tunnel.ts";
import { serverChangeSchema } from "../tunnel/server-change.ts";
import { firmServerSchema } from "../tunnel/firm-server.ts";
import { serverStatusSchema } from "../server-setup/server-status.ts";
import { sshLookSchema } from "../tunnel/server-look.ts";
import { meshProductSchema, sitePlatformSchema, tunnelSchema } from "../tunnel/tunnel.ts";
import { toneSchema } from "../walk/step-view.ts";
import { procedure } from "./procedure.ts";
import { MIN_PASSPHRASE_LENGTH } from "./vault-calls.ts";

const siteId = z.uuid();
const entryId = z.string().min(1).max(200);
const time = z.iso.datetime({ offset: true });
const port = z.number().int().min(1).max(65_535);

/** Something to know about a plan, a file or a tunnel, in the order of weight. */
export const remarkSchema = z.object({
  tone: toneSchema,
  text: messageSchema,
  /** One click away. */
  details: z.array(messageSchema).max(20),
});
export type Remark = z.infer<typeof remarkSchema>;

/** A file that Farsite writes for somebody else's machine. */
export const writtenFileSchema = z.object({
  /** Where it belongs there, or what it is called. */
  fileName: z.string().max(300),
  /** With secrets only where they were asked for; else a placeholder stands in their place. */
  text: z.string().max(400_000),
  hasSecrets: z.boolean(),
  /** What it is, in a few words. */
  says: messageSchema,
});
export type WrittenFile = z.infer<typeof writtenFileSchema>;

const outdatedPart = z.enum(OUTDATED_PARTS);

/** The firm's server with what this laptop can do there. */
export const serverViewSchema = z.object({
  server: firmServerSchema,
  /** This laptop holds the administrator's key. */
  mayChange: z.boolean(),
  /** This laptop holds the hub's private key, so that it can write the set-up. */
  holdsKeys: z.boolean(),
  remarks: z.array(remarkSchema).max(40),
  /** Sites whose tunnels lead there. */
  sites: z.array(z.object({ siteId, siteName: z.string() })).max(5_000),
  /** Who is not told to the server yet, as far as this laptop knows; null: it knows all. */
  behind: z
    .object({ toldAt: time.nullable(), added: z.array(z.string()).max(50), removed: z.array(z.string()).max(50) })
    .nullable(),
  /** Tunnels whose site's end still goes by what the server was before. */
  outdated: z
    .array(z.object({ siteId, siteName: z.string(), tunnelId: entryId, parts: z.array(outdatedPart) }))
    .max(5_000),
});
export type ServerView = z.infer<typeof serverViewSchema>;

/** What a person says of a server; keys, pools and ids are chosen by Farsite. */
export const serverWishSchema = z.object({
  name: firmServerSchema.shape.name,
  host: firmServerSchema.shape.host,
  region: firmServerSchema.shape.region,
  wireguard: z.boolean(),
  relay: z.boolean(),
  turn: z.boolean(),
  frp: z.boolean(),
  media: z.enum(["go2rtc", "mediamtx"]).nullable(),
});
export type ServerWish = z.infer<typeof serverWishSchema>;

/** The firm's plan: who has which addresses, and where two want the same. */
export const firmPlanSchema = z.object({
  servers: z
    .array(
      z.object({
        serverId: entryId,
        name: z.string(),
        tunnelPool: z.string().max(64),
        sitePool: z.string().max(64),
        entries: z
          .array(
            z.object({
              kind: z.enum(["site", "technician", "customer"]),
              /** Null: a technician belongs to no site. */
              siteId: siteId.nullable(),
              name: z.string().max(300),
              address: z.string().max(64).nullable(),
              lan: z.string().max(64).nullable(),
              mapped: z.string().max(64).nullable(),
            }),
          )
          .max(10_000),
      }),
    )
    .max(100),
  /** Collisions, the gravest first. */
  remarks: z.array(remarkSchema).max(500),
});
export type FirmPlan = z.infer<typeof firmPlanSchema>;

/** A tunnel of a site, and how it stands as far as this laptop knows. */
export const tunnelStateSchema = z.object({
  tunnel: tunnelSchema,
  /** This laptop holds it open now (a relay that is being tried out). */
  live: liveTunnelSchema.nullable(),
  /** This laptop holds the site's private key. */
  holdsKey: z.boolean(),
  lastProof: z
    .object({ proofId: z.uuid(), at: time, isProven: z.boolean(), stale: messageSchema.nullable() })
    .nullable(),
  /** What the site's end was told and the server has no more: it has to be set up again. */
  outdated: z.array(outdatedPart),
});
export type TunnelState = z.infer<typeof tunnelStateSchema>;

/** A check of the firm's TURN server, of one way to reach it. */
export const turnLookSchema = z.object({
  isGood: z.boolean(),
  says: messageSchema,
  ways: z
    .array(
      z.object({
        transport: z.enum(["udp", "tcp", "tls"]),
        port,
        isGood: z.boolean(),
        rttMs: z.number().nonnegative().nullable(),
        relayedAddress: z.string().max(80).nullable(),
        says: messageSchema,
      }),
    )
    .max(12),
  details: z.array(messageSchema).max(20),
});
export type TurnLook = z.infer<typeof turnLookSchema>;

/** What a pasted configuration says, without any of it being run. */
export const readConfigSchema = z.object({
  kind: z.enum(["wireguard", "openvpn", "unknown"]),
  /** What it would do, and what is wrong with it. */
  remarks: z.array(remarkSchema).max(60),
  /** The same, harmless: only what is needed, no commands. Null: it needs nothing of that, or nothing could be read. */
  narrowed: z.string().max(100_000).nullable(),
});
export type ReadConfig = z.infer<typeof readConfigSchema>;

export const meshLookSchema = z.object({
  product: meshProductSchema,
  state: z.enum(["running", "stopped", "needs-login", "not-installed", "no-rights"]),
  facts: z.array(z.object({ label: messageSchema, value: messageSchema })).max(30),
  remarks: z.array(remarkSchema).max(20),
});
export type MeshLook = z.infer<typeof meshLookSchema>;

export const tunnelCalls = {
  servers: {
    list: procedure.output(z.array(serverViewSchema)),
    /** Makes keys and pools for a new server (its secrets go to the keychain), and keeps it. */
    add: procedure.input(serverWishSchema).output(serverViewSchema),
    /** Changes what may be changed: name, place, what it does, ports. The machine itself is not touched (`setup`). SERVER_NOT_FOUND. */
    save: procedure.input(serverChangeSchema).output(serverViewSchema),
    /** Forgets the server and its secrets on this laptop; tunnels in surveys stay. */
    remove: procedure.input(z.object({ serverId: entryId })).output(z.array(serverViewSchema)),
    /**
     * The set-up of the server: one text for the provider's "user data" field, or all files one by one. `withSecrets`: as it is to
     * be pasted there; else to look at.
     */
    setup: procedure.input(z.object({ serverId: entryId, withSecrets: z.boolean() })).output(
      z.object({
        userData: writtenFileSchema,
        files: z.array(writtenFileSchema).max(60),
        remarks: z.array(remarkSchema),
        /** Where a server that runs was changed here: what is different on it, and a program for root there that changes it. */
        change: z
          .object({
            files: z.array(z.object({ path: z.string().max(300), what: z.enum(["new", "changed", "gone"]) })).max(60),
            script: writtenFileSchema,
          })
          .nullable(),
      }),
    ),
    /** Puts that program into the administrator's folder on the server; a person runs it there. `command`: by which. SERVER_REFUSED. */
    sendSetup: procedure.input(z.object({ serverId: entryId })).output(z.object({ command: z.string().max(400) })),
    /** A person says that the machine was changed: from now on it is what was chosen. */
    setupDone: procedure.input(z.object({ serverId: entryId })).output(serverViewSchema),
    /** Logs in and reads how it stands, and says from here whether its hub and its TURN answer. */
    look: procedure.input(z.object({ serverId: entryId })).output(
      z.object({
        ssh: sshLookSchema,
        status: serverStatusSchema.nullable(),
        wireguard: remarkSchema.nullable(),
        turn: turnLookSchema.nullable(),
      }),
    ),
    /**
     * The person compared the host key and accepts it. In place of one that was accepted before only with what the server's own console
     * shows (`fromConsole`), which must be the same. HOST_KEY_NOT_COMPARED.
     */
    trust: procedure
      .input(
        z.object({
          serverId: entryId,
          hostKey: z.string().min(1).max(100),
          fromConsole: z.string().max(1_000).nullable().default(null),
        }),
      )
      .output(serverViewSchema),
    /**
     * Tells the server what all surveys say: peers, relay keys, published ports. Keys on it that no survey here knows are a colleague's
     * as a rule, and go only with `dropsOthers`. SERVER_REFUSED, SERVER_HAS_OTHERS, ADDRESSES_CLASH.
     */
    apply: procedure
      .input(z.object({ serverId: entryId, dropsOthers: z.boolean().default(false) }))
      .output(z.object({ says: messageSchema })),
    /** The same for whoever enters it on the server by hand. No secrets. */
    byHand: procedure.input(z.object({ serverId: entryId })).output(z.array(writtenFileSchema).max(10)),
    /** A person says that it was entered there. */
    markTold: procedure.input(z.object({ serverId: entryId })).output(serverViewSchema),
    /** There and back to each server from here, the nearest first. */
    distances: procedure.output(
      z.object({
        servers: z.array(z.object({ serverId: entryId, rttMs: z.number().nonnegative().nullable() })).max(20),
        says: messageSchema.nullable(),
      }),
    ),
    /** A technician's own device for the hub: its key is made here unless one is given. */
    addTechnician: procedure
      .input(
        z.object({
          serverId: entryId,
          name: z.string().trim().min(1).max(120),
          publicKey: z.string().max(64).nullable(),
        }),
      )
      .output(serverViewSchema),
    removeTechnician: procedure.input(z.object({ serverId: entryId, technicianId: entryId })).output(serverViewSchema),
    /** The technician's configuration: with the private key where it was made here. */
    technicianFile: procedure
      .input(z.object({ serverId: entryId, technicianId: entryId }))
      .output(z.object({ file: writtenFileSchema, qr: z.string().max(3_000).nullable() })),
    /** For colleagues' laptops: with a passphrase the secrets as well (encrypted by it), else what is no secret. */
    export: procedure
      .input(
        z.object({
          serverIds: z.array(entryId).min(1).max(100),
          passphrase: z.string().min(MIN_PASSPHRASE_LENGTH).max(1_000).nullable(),
        }),
      )
      .output(z.object({ fileName: z.string(), file: z.file() })),
    import: procedure
      .input(z.object({ file: z.file(), passphrase: z.string().max(1_000).nullable() }))
      .output(z.object({ added: z.number().int(), changed: z.number().int(), withSecrets: z.number().int() })),
    plan: procedure.output(firmPlanSchema),
  },
  tunnels: {
    list: procedure.input(z.object({ siteId })).output(z.array(tunnelStateSchema)),
    /** The files of one end. With secrets only on request; noted in the ledger then. TUNNEL_NOT_FOUND, SECRET_NOT_HERE. */
    files: procedure
      .input(
        z.object({
          siteId,
          tunnelId: entryId,
          end: z.enum(["site", "server"]),
          platform: sitePlatformSchema.nullable(),
          withSecrets: z.boolean(),
        }),
      )
      .output(
        z.object({
          files: z.array(writtenFileSchema).max(40),
          /** What to do with them, in this order. */
          steps: z.array(messageSchema).max(40),
          /** Values to type where there is no file. */
          values: z.array(z.object({ label: messageSchema, text: z.string().max(4_000) })).max(60),
          remarks: z.array(remarkSchema).max(40),
        }),
      ),
    /** Adds somebody who may use the tunnel; keys are made and kept. */
    addPeer: procedure
      .input(
        z.object({
          siteId,
          tunnelId: entryId,
          name: z.string().trim().min(1).max(120),
          role: z.enum(["technician", "customer"]),
        }),
      )
      .output(tunnelSchema),
    /** From now on not any more; the server is told with the next `servers.apply`. */
    removePeer: procedure.input(z.object({ siteId, tunnelId: entryId, peerId: entryId })).output(tunnelSchema),
    /** A peer's configuration with its key, for its owner's screen: noted in the ledger. */
    peerFile: procedure
      .input(z.object({ siteId, tunnelId: entryId, peerId: entryId }))
      .output(z.object({ file: writtenFileSchema, qr: z.string().max(3_000).nullable() })),
    /** The site box kit as one archive, for every platform of a box. The passphrase is shown this once and kept nowhere. */
    kit: procedure
      .input(z.object({ siteId, tunnelId: entryId, locale: localeSchema }))
      .output(
        z.object({ fileName: z.string(), file: z.file(), passphrase: z.string(), files: z.array(z.string()).max(100) }),
      ),
    /** The site's end was set up again with what the server is now. */
    renewed: procedure.input(z.object({ siteId, tunnelId: entryId })).output(tunnelStateSchema),
    prove: procedure.input(z.object({ siteId, tunnelId: entryId, reconnect: z.boolean() })).output(proofRecordSchema),
    openLive: procedure.input(z.object({ siteId, tunnelId: entryId })).output(tunnelStateSchema),
    closeLive: procedure.input(z.object({ siteId, tunnelId: entryId })).output(tunnelStateSchema),
    /** How live tunnels go, as long as it is listened to. */
    watch: procedure.input(z.object({ siteId })).output(eventIterator(z.array(tunnelStateSchema))),
    /** Says in the survey that it is gone; closes what this laptop holds open. What is left to do elsewhere comes back. */
    remove: procedure
      .input(z.object({ siteId, tunnelId: entryId }))
      .output(z.object({ left: z.array(messageSchema).max(20) })),
    readConfig: procedure.input(z.object({ text: z.string().max(1_000_000) })).output(readConfigSchema),
    mesh: procedure.input(z.object({ product: meshProductSchema.nullable() })).output(z.array(meshLookSchema).max(3)),
  },
};
