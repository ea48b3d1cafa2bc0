import { z } from "zod";
import {
  MAX_STREAMS,
  mediaProtocolSchema,
  mediaStreamSchema,
  mediaViewerSchema,
  siteMediaSchema,
} from "../tunnel/site-media.ts";
import { procedure } from "./procedure.ts";
import { remarkSchema } from "./tunnel-calls.ts";

const which = z.object({ siteId: z.uuid(), tunnelId: z.string().min(1).max(200) });

/** Watching a site's cameras through the firm's media relay. */
export const mediaViewSchema = z.object({
  /** Null: the tunnel's server has no media relay. */
  engine: z.enum(["mediamtx", "go2rtc"]).nullable(),
  serverId: z.string().nullable(),
  serverName: z.string(),
  media: siteMediaSchema,
  /** Devices whose stream the tunnel reaches; `path` where their maker documents one. */
  offers: z
    .array(z.object({ name: z.string(), address: z.string(), port: z.number().int(), path: z.string().nullable() }))
    .max(100),
  logins: z.array(z.object({ accountId: z.uuid(), label: z.string() })).max(500),
  /** Risky protocols that a named person accepted. */
  accepted: z.array(z.object({ protocol: mediaProtocolSchema, by: z.string() })).max(4),
  remarks: z.array(remarkSchema).max(20),
});
export type MediaView = z.infer<typeof mediaViewSchema>;

export const mediaCalls = {
  look: procedure.input(which).output(mediaViewSchema),
  /**
   * What is served, and by which protocols. A risky one only with somebody who accepts it. The server is told by `servers.apply`.
   * BAD_INPUT: nobody accepted it.
   */
  save: procedure
    .input(
      which.extend({
        streams: z.array(mediaStreamSchema.extend({ id: z.uuid().nullable() })).max(MAX_STREAMS),
        protocols: z.array(mediaProtocolSchema).max(4),
        acceptedBy: z.string().trim().min(1).max(200).nullable(),
      }),
    )
    .output(mediaViewSchema),
  /** Makes a token, which stays on this laptop; the survey gets its hash. */
  addViewer: procedure.input(which.extend({ name: mediaViewerSchema.shape.name })).output(mediaViewSchema),
  removeViewer: procedure.input(which.extend({ viewerId: z.uuid() })).output(mediaViewSchema),
  /**
   * What a viewer is given: name, token and addresses. Null: the server's one login (go2rtc).
   * SECRET_NOT_FOUND: the token was made on another laptop.
   */
  links: procedure.input(which.extend({ viewerId: z.uuid().nullable() })).output(
    z.object({
      user: z.string(),
      token: z.string(),
      links: z
        .array(
          z.object({
            streamName: z.string(),
            kind: z.enum(["webrtc", ...mediaProtocolSchema.options]),
            url: z.string().max(600),
            hasLogin: z.boolean(),
          }),
        )
        .max(MAX_STREAMS * 5),
    }),
  ),
};
