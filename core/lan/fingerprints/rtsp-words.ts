import type { Claims } from "../sighting.ts";
import { recognise, recogniseName, type Fingerprint } from "./fingerprint.ts";
import { claimsOfRealm } from "./login-realms.ts";

/** `Server` headers of RTSP. What others build upon (GStreamer, LIVE555) is not here. */
const SERVERS: readonly Fingerprint[] = [
  { text: /^Hipcam RealServer\b/i, brand: "Hipcam", role: "camera" },
  // Recorders have it, too.
  { text: /^Dahua Rtsp Server/i, brand: "Dahua" },
  { text: /^H264DVR\b/i, brand: "Xiongmai" },
  { text: /^Indigo-Security\//i, brand: "Indigo Security", role: "camera" },
  { text: /^AvigilonOnvifNvt\/(?<firmware>\S+)/, brand: "Avigilon", role: "camera" },
  { text: /^Linux\/\S*xarina\S* Ze-PRO/i, brand: "Sony", role: "camera" },
  { text: /^HIP\d(?:\.\d)?$/, brand: "2N", role: "door-station" },
  { text: /^UBNT Streaming Server/i, brand: "Ubiquiti", role: "camera" },
  { text: /^GM Streaming Server/i, brand: "Grandstream", certainty: 0.6 },
  // Loudspeakers and televisions answer RTSP as well.
  { text: /^AirTunes\/\S+/i, brand: "Apple", role: "other" },
  { text: /^(?:Flussonic|Wowza|WMServer|Helix|QTSS|DSS\/|Darwin)/i, role: "other" },
];

/** Lines of a session's description. */
const SESSIONS: readonly Fingerprint[] = [
  { text: /^BC Streaming Media/, brand: "Reolink" },
  { text: /^VCP IPC\b/, brand: "Uniview", role: "camera" },
  { text: /^CV-RTSPHandler\b/, brand: "Canon", role: "camera", certainty: 0.6 },
];

/** Attributes that only one maker writes: the one's file header, the other's payload. */
const ATTRIBUTES: readonly Fingerprint[] = [
  { text: /^Media_header:MEDIAINFO=494D4B48/i, brand: "Hikvision" },
  { text: /^(?:packetization|rtppayload)-supported:DH/i, brand: "Dahua" },
];

export type RtspWords = {
  /** `HTTP 501`; empty where there is no answer, only a description. */
  readonly startLine: string;
  readonly server: string | null;
  readonly realms: readonly string[];
  /** Session name, tool, origin's user of a description that came without a login. */
  readonly session: readonly string[];
  /** Attributes of the session and its media. */
  readonly attributes: readonly string[];
  readonly headerNames: readonly string[];
};

/** What RTSP answers say, the surest first; empty when nothing. */
export function claimsOfRtsp(words: RtspWords): Claims[] {
  const claims = [
    ...(words.server === null ? [] : [recognise(SERVERS, words.server) ?? recogniseName(words.server)]),
    ...words.realms.map(claimsOfRealm),
    ...words.session.map((line) => recognise(SESSIONS, line) ?? recogniseName(line)),
    ...words.attributes.map((line) => recognise(ATTRIBUTES, line)),
    words.headerNames.includes("devcaps") && words.headerNames.includes("board") ? MAYGION : null,
    // Older Axis cameras refuse OPTIONS in HTTP and list the methods that they do have.
    words.startLine === "HTTP 501" && words.headerNames.includes("allow") ? OLDER_AXIS : null,
  ];
  return claims.filter((claim) => claim !== null);
}

const MAYGION: Claims = { brand: "Maygion", role: "camera" };
const OLDER_AXIS: Claims = { brand: "Axis", role: "camera", certainty: 0.3 };
