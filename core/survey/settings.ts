import { z } from "zod";
import { probeIdSchema } from "../nat/observation.ts";
import { hubUrlSchema } from "../team/hub-address.ts";
import { vantageUrlSchema } from "../vantage/vantage-address.ts";

/** The languages the app speaks; each has a catalogue in `core/text`. */
export const localeSchema = z.enum(["en", "de"]);
export type Locale = z.infer<typeof localeSchema>;

const hostPort = z
  .string()
  .trim()
  .max(300)
  .regex(/^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):\d{1,5}$/, "host:port");

const httpUrl = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/[^\s]+$/, "http(s) URL");

const MAX_SKIPPED = 32;
/** A chain of four certificates. */
const MAX_AUTHORITY_LENGTH = 20_000;

export const settingsSchema = z.object({
  stunServers: z.array(hostPort).max(8),
  /** Pages that answer with the caller's address, as plain text or JSON with an `ip` member. */
  whoamiUrls: z.array(httpUrl).max(8),
  /** The firm's own server outside (`farsite vantage`); its token is in the keychain. Null: there is none. */
  vantageUrl: vantageUrlSchema.nullable(),
  /** The firm's PostgreSQL for surveys (docs/team.md); its password is in the vault. Null: there is none. */
  hubUrl: hubUrlSchema.nullable(),
  /** PEM of who signed the hub's certificate; null: one of the public authorities. */
  hubAuthority: z.string().max(MAX_AUTHORITY_LENGTH).nullable(),
  testMappings: z.boolean(),
  /** Probes that a check leaves out unless they are asked for by name. */
  skippedProbes: z.array(probeIdSchema).max(MAX_SKIPPED),
  locale: localeSchema.nullable(),
  theme: z.enum(["system", "light", "dark"]),
  /** The person has read, before the first check, what a check talks to. */
  checkExplained: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

/**
 * Public servers by independent operators, so that one being down or blocked is not read as "offline". Replaced by
 * settings or by `--stun` / `--whoami`; nothing here is needed for the offline parts.
 */
export const defaultSettings: Settings = {
  // The last one has a second address, which the NAT's behaviour is found out with (RFC 5780; pion/stun#152).
  stunServers: ["stun.cloudflare.com:3478", "stun.l.google.com:19302", "stun.voipgate.com:3478"],
  // The last one in plain HTTP on purpose: a login page that stands before the internet can answer it, and so shows itself.
  whoamiUrls: ["https://api.ipify.org", "https://ifconfig.co/ip", "http://checkip.amazonaws.com"],
  vantageUrl: null,
  hubUrl: null,
  hubAuthority: null,
  testMappings: true,
  skippedProbes: [],
  locale: null,
  theme: "system",
  checkExplained: false,
};
