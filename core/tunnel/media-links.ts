import { MEDIA_PORTS } from "../server-setup/listeners.ts";
import type { FirmServer } from "./firm-server.ts";
import { mediaProtocolSchema, type MediaProtocol } from "./site-media.ts";

export type MediaLinkKind = "webrtc" | MediaProtocol;

/** Where a stream is watched. Documented by MediaMTX ("Authentication", "Read") and go2rtc (its `www`). */
export interface MediaLink {
  readonly kind: MediaLinkKind;
  readonly url: string;
  /** The address holds the login; else the browser or app asks for it. */
  readonly hasLogin: boolean;
}

interface Watched {
  readonly server: Pick<FirmServer, "host" | "media">;
  readonly stream: string;
  readonly user: string;
  readonly token: string;
  readonly protocols: readonly MediaProtocol[];
}

/** For one stream and one viewer, those for a browser first. Names and tokens are of letters that no address changes. */
export function mediaLinks({ server, stream, user, token, protocols }: Watched): MediaLink[] {
  const { media } = server;
  if (media === null) return [];
  const host = server.host.includes(":") ? `[${server.host}]` : server.host;
  const page = `https://${host}${media.port === 443 ? "" : `:${media.port}`}`;
  const open = (kind: MediaLinkKind, url: string): MediaLink => ({ kind, url, hasLogin: false });
  const login = (kind: MediaLinkKind, url: string): MediaLink => ({ kind, url, hasLogin: true });
  if (media.engine === "go2rtc") {
    return [
      // Where WebRTC does not get through it takes the same picture over this very connection (MSE).
      open("webrtc", `${page}/stream.html?src=${stream}`),
      ...(protocols.includes("hls") ? [open("hls", `${page}/api/stream.m3u8?src=${stream}`)] : []),
    ];
  }
  const { hls, rtsp, rtmp, srt } = MEDIA_PORTS.mediamtx;
  const every: Record<MediaProtocol, MediaLink> = {
    hls: open("hls", `https://${host}:${hls}/${stream}/index.m3u8`),
    rtsp: login("rtsp", `rtsps://${user}:${token}@${host}:${rtsp}/${stream}`),
    rtmp: login("rtmp", `rtmps://${host}:${rtmp}/${stream}?user=${user}&pass=${token}`),
    srt: login("srt", `srt://${host}:${srt}?streamid=read:${stream}:${user}:${token}`),
  };
  const wanted = mediaProtocolSchema.options.filter((one) => protocols.includes(one));
  return [open("webrtc", `${page}/${stream}/`), ...wanted.map((one) => every[one])];
}
