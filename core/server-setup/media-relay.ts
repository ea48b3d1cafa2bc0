import { sha256 } from "@noble/hashes/sha2.js";
import { encodeUtf8, toBase64 } from "../codec/byte-text.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import { TLS_CERTIFICATE, TLS_KEY } from "./certificates.ts";
import { MEDIA_PORTS, tlsListen } from "./listeners.ts";
import { mediaUserName, sourceUrl, streamName, type MediaPlan, type MediaUser } from "./media-plan.ts";
import { yamlDocument, type Plain } from "./quoted-text.ts";
import type { SetupOptions } from "./setup-options.ts";
import { hostName, ipv4, token } from "./values.ts";

/** The media relay's configuration: it pulls RTSP through the tunnel, while somebody watches, and serves it with a login. */

/** What is below it changes with every site. */
const KEPT = "# Kept by farsite-apply media.\n";

/** @throws RangeError */
export function mediaMtxYaml(server: FirmServer, plan: MediaPlan, options: SetupOptions): string {
  const listen = tlsListen(server, "media", server.media?.port ?? 0);
  const { webrtc, rtsp, hls, rtmp, srt } = MEDIA_PORTS.mediamtx;
  const has = (protocol: MediaPlan["protocols"][number]): boolean => plan.protocols.includes(protocol);
  const certificate = (prefix: string): { [key: string]: Plain } => ({
    [`${prefix}ServerCert`]: TLS_CERTIFICATE,
    [`${prefix}ServerKey`]: TLS_KEY,
  });
  const hosts = [options.publicAddress === null ? [] : [ipv4("public address", options.publicAddress)]].flat();
  checkPlan(plan);
  return `# By Farsite, for MediaMTX 1.11 and newer.\n${yamlDocument({
    logLevel: "info",
    logDestinations: ["stdout"],
    authMethod: "internal",
    api: true,
    apiAddress: "127.0.0.1:9997",
    metrics: false,
    pprof: false,
    playback: false,
    rtsp: has("rtsp"),
    rtspEncryption: "strict",
    // The stream over the same connection: no UDP ports.
    rtspTransports: ["tcp"],
    rtspsAddress: `:${rtsp}`,
    ...certificate("rtsp"),
    rtmp: has("rtmp"),
    rtmpEncryption: "strict",
    rtmpsAddress: `:${rtmp}`,
    ...certificate("rtmp"),
    hls: has("hls"),
    hlsAddress: `:${hls}`,
    hlsEncryption: true,
    ...certificate("hls"),
    srt: has("srt"),
    srtAddress: `:${srt}`,
    webrtc: true,
    webrtcAddress: `${listen.address ?? ""}:${listen.port}`,
    webrtcEncryption: true,
    ...certificate("webrtc"),
    webrtcLocalUDPAddress: `:${webrtc}`,
    webrtcLocalTCPAddress: `:${webrtc}`,
    webrtcAdditionalHosts: hosts,
    webrtcICEServers2: [],
    pathDefaults: { sourceOnDemand: true, rtspTransport: "tcp", record: false, maxReaders: 20 },
  })}${KEPT}${yamlDocument({
    authInternalUsers: [
      ...plan.users.map((user) => mediaMtxUser(user)),
      // For whoever is logged in on the server.
      { user: "any", pass: "", ips: ["127.0.0.1", "::1"], permissions: [{ action: "api" }, { action: "metrics" }] },
    ],
    paths: Object.fromEntries(
      plan.streams.map(({ name, source }) => [streamName(name), { source: sourceUrl(source) }]),
    ),
  })}`;
}

/** Farsite's tokens are random: their plain SHA-256 gives nothing away. */
const mediaMtxUser = ({ name, token: secret, streams }: MediaUser): Plain => ({
  user: mediaUserName(name),
  pass: `sha256:${toBase64(sha256(encodeUtf8(token("viewer's token", secret))))}`,
  ips: [],
  permissions: streams.map((stream) => ({ action: "read", path: streamName(stream) })),
});

/** Who may watch everything there. */
export const GO2RTC_VIEWER = "viewer";

/** What a viewer's page asks of go2rtc (its `internal/api`); what changes streams or reads settings is not among it. */
const GO2RTC_PATHS = [
  "/stream.html",
  "/video-stream.js",
  "/video-rtc.js",
  "/api/ws",
  "/api/webrtc",
  "/api/stream.m3u8",
  "/api/hls/playlist.m3u8",
  "/api/hls/segment.ts",
  "/api/hls/init.mp4",
  "/api/hls/segment.m4s",
];

/**
 * go2rtc's configuration. It has one login for all streams: where customers are to see only their own, take MediaMTX.
 *
 * @param secret of that one login, `GO2RTC_VIEWER`
 * @throws RangeError
 */
export function go2rtcYaml(server: FirmServer, plan: MediaPlan, options: SetupOptions, secret: string): string {
  const listen = tlsListen(server, "media", server.media?.port ?? 0);
  const { webrtc, rtsp } = MEDIA_PORTS.go2rtc;
  checkPlan(plan);
  const login = { username: GO2RTC_VIEWER, password: token("viewer's token", secret) };
  const names = [
    options.publicAddress === null ? null : ipv4("public address", options.publicAddress),
    mediaName(options),
  ];
  return `# By Farsite, for go2rtc 1.9.10 and newer.\n${yamlDocument({
    log: { level: "info", format: "text" },
    // Without modules that run programs (exec, ffmpeg, echo).
    app: { modules: ["api", "ws", "rtsp", "webrtc", "mp4", "hls"] },
    api: {
      listen: "",
      tls_listen: `${listen.address ?? ""}:${listen.port}`,
      tls_cert: TLS_CERTIFICATE,
      tls_key: TLS_KEY,
      ...login,
      // Also for callers that look local, as all do behind the shared port.
      local_auth: true,
      allow_paths: GO2RTC_PATHS,
    },
    // Its RTSP server has no TLS: the login would travel in the clear but for Digest.
    rtsp: plan.protocols.includes("rtsp") ? { listen: `:${rtsp}`, ...login } : { listen: "" },
    webrtc: {
      listen: `:${webrtc}`,
      candidates: names.filter((name) => name !== null).map((name) => `${name}:${webrtc}`),
      ice_servers: [],
    },
  })}${KEPT}${yamlDocument({
    streams: Object.fromEntries(plan.streams.map(({ name, source }) => [streamName(name), sourceUrl(source)])),
  })}`;
}

const mediaName = ({ names }: SetupOptions): string | null =>
  names.media === null ? null : hostName("media relay's name", names.media);

function checkPlan({ streams, users }: MediaPlan): void {
  const known = new Set(streams.map(({ name }) => name));
  if (known.size !== streams.length) throw new RangeError("two streams of one name");
  if (new Set(users.map(({ name }) => name)).size !== users.length) throw new RangeError("two viewers of one name");
  for (const { name, streams: wanted } of users) {
    for (const stream of wanted) if (!known.has(stream)) throw new RangeError(`viewer ${name}: no stream ${stream}`);
  }
}
