import { z } from "zod";
import { parseJson } from "../parse-json.ts";

const text = (max: number) => z.string().max(max);
const count = z.number().int().nonnegative();

/** What `farsite-apply status` says. Nothing secret. */
export const serverStatusSchema = z.object({
  /** Of farsite-apply: APPLY_VERSION. */
  version: z.number().int(),
  /** The server's clock; WireGuard needs one that is right. */
  time: z.iso.datetime(),
  /** The first start has gone through. */
  ready: z.boolean(),
  rebootRequired: z.boolean(),
  /** Null: the hub does not run. */
  wireguard: z
    .object({
      publicKey: text(64),
      listenPort: count,
      peers: z
        .array(
          z.object({
            publicKey: text(64),
            /** Where it calls from; null: never seen. */
            endpoint: text(80).nullable(),
            allowedIps: text(2_000),
            /** Unix time; null: never. */
            latestHandshakeSeconds: count.nullable(),
            receivedBytes: count,
            sentBytes: count,
          }),
        )
        .max(5_000),
    })
    .nullable(),
  /** Ports that sites hold open by SSH right now. */
  relayPorts: z.array(z.object({ port: count, everyone: z.boolean() })).max(5_000),
  /** What sites' boxes last said of themselves. */
  health: z.array(z.object({ site: text(64), time: text(40), line: text(600) })).max(1_000),
  /** systemd's word for each: active, inactive, failed. */
  services: z.record(text(60), text(20)),
  /** frps's own certificate: base64 of its DER; null: it has none. */
  frpCertificate: z
    .string()
    .max(4_000)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .nullable()
    .optional(),
});
export type ServerStatus = z.infer<typeof serverStatusSchema>;

/** 1,000 sites of 1 KB. */
const MAX_CHARACTERS = 2_000_000;

/** Undefined for anything else than a status, also of a server that was taken over. */
export function readServerStatus(output: string): ServerStatus | undefined {
  if (output.length > MAX_CHARACTERS) return undefined;
  const parsed = serverStatusSchema.safeParse(parseJson(output));
  return parsed.success ? parsed.data : undefined;
}
