import { z } from "zod";
import { isDeviceAddress } from "../net/device-address.ts";
import type { AccountKind } from "../survey/survey-sections.ts";

/** A site's streams as the firm's media relay serves them, and who may watch. Part of its tunnel in the survey; nothing secret. */

const id = z.uuid();
const time = z.iso.datetime({ offset: true });

/** Beside WebRTC, which there is always. */
export const mediaProtocolSchema = z.enum(["hls", "rtsp", "rtmp", "srt"]);
export type MediaProtocol = z.infer<typeof mediaProtocolSchema>;

export const mediaStreamSchema = z.object({
  id,
  /** What people call it. */
  name: z.string().trim().min(1).max(80),
  /** In the site's LAN; never this laptop. */
  address: z.string().max(64).refine(isDeviceAddress),
  port: z.number().int().min(1).max(65_535),
  /** With its query, as the device has it. `$` would start variables in the relays, `#` parameters. */
  path: z.string().regex(/^\/[A-Za-z0-9\-._~!&()*+,;=:@/?%]{0,400}$/),
  /** The login at the device, of the survey's accounts; null: it asks for none. */
  accountId: z.uuid().nullable(),
});
export type SiteStream = z.infer<typeof mediaStreamSchema>;

export const mediaViewerSchema = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  /** Base64 of the SHA-256 of a random token: all that the server gets of it. */
  hash: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  addedAt: time,
  addedBy: z.string().max(200).nullable(),
  /** Null or absent: may still watch. */
  removedAt: time.nullable().optional(),
});
export type MediaViewer = z.infer<typeof mediaViewerSchema>;

/** What a camera is ever shown: not a tunnel's key, not another login that a survey names for it. */
const CAMERA_LOGINS: readonly AccountKind[] = ["recorder", "camera", "other"];
export const isCameraLogin = ({ kind }: { readonly kind: AccountKind }): boolean => CAMERA_LOGINS.includes(kind);

export const MAX_STREAMS = 16;

export const siteMediaSchema = z.object({
  streams: z.array(mediaStreamSchema).max(MAX_STREAMS),
  viewers: z.array(mediaViewerSchema).max(100),
  protocols: z.array(mediaProtocolSchema).max(4),
});
export type SiteMedia = z.infer<typeof siteMediaSchema>;

export const NO_MEDIA: SiteMedia = { streams: [], viewers: [], protocols: ["hls", "rtsp"] };

export const standingViewers = ({ viewers }: SiteMedia): MediaViewer[] =>
  viewers.filter(({ removedAt }) => removedAt == null);

/** Names at the server are of all its sites: a few letters to know it by, and the id's first ones. */
const nameAt = (name: string, of: string): string => {
  const letters = name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 24)
    .replace(/^-+|-+$/g, "");
  return `${letters === "" ? "x" : letters}-${of.replaceAll("-", "").slice(0, 8)}`;
};

/** What a stream is called in addresses. */
export const streamAt = ({ name, id: of }: Pick<SiteStream, "name" | "id">): string => nameAt(name, of);
/** What a viewer logs in as. */
export const viewerAt = ({ name, id: of }: Pick<MediaViewer, "name" | "id">): string => nameAt(name, of);

/** What stands against a protocol: its login goes in the clear, so whoever is in between can watch, too. */
export const RISKY_PROTOCOLS: readonly MediaProtocol[] = ["srt"];

/** By what its acceptance in the survey is found (`acceptances`, field `finding`). */
export const mediaAcceptance = (tunnelId: string, protocol: MediaProtocol): string =>
  `media/${protocol}/${tunnelId}`.slice(0, 80);
