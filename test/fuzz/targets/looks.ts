import { decodeText, encodeUtf8 } from "#core/codec/byte-text.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import { decodeRtsp, looksLikeRtspAnswer, rtspChallenges, rtspMethods } from "#core/codec/rtsp.ts";
import { parseRtspUrl } from "#core/codec/rtsp-url.ts";
import { rtspWords } from "#core/codec/rtsp-words.ts";
import { decodeSdp } from "#core/codec/sdp.ts";
import { withoutTelnetOptions } from "#core/codec/telnet.ts";
import { claimsOfBanner } from "#core/lan/fingerprints/banners.ts";
import { claimsOfCertificate } from "#core/lan/fingerprints/certificates.ts";
import { claimsOfRtsp } from "#core/lan/fingerprints/rtsp-words.ts";
import { claimsOfWebPage } from "#core/lan/fingerprints/web-page.ts";
import { makerPage } from "#core/lan/maker-pages.ts";
import { claimsSchema, type Claims } from "#core/lan/sighting.ts";
import { captures, decoded, must, mustBePort, utf8, type FuzzTarget } from "../target.ts";

/** What a look at a device reads: answers on its ports. */

function mustFit(claims: Claims | null): string {
  if (claims === null) return "-";
  must(
    claimsSchema.safeParse(claims).success,
    `claims that no sighting can hold: ${JSON.stringify(claims).slice(0, 200)}`,
  );
  return Object.keys(claims).join(",");
}

const RTSP_TOKENS = [
  "RTSP/1.0 200 OK\r\n",
  "RTSP/1.0 401 Unauthorized\r\n",
  "HTTP/1.0 501 Not Implemented\r\n",
  "Content-Length: 99999999999999\r\n",
  "CSeq: 4294967296\r\n",
  'WWW-Authenticate: Digest realm="',
  ', Basic realm="x"',
  "\\",
  "\r\n\r\n",
  "\n ",
  "v=0\r\n",
  "m=video 0 RTP/AVP 96\r\n",
  "a=rtpmap:96 H264/90000\r\n",
  "a=control:",
  "a=Media_header:MEDIAINFO=494D4B48",
] as const;

const rtsp: FuzzTarget = {
  name: "rtsp",
  sources: {
    "core/codec/rtsp.ts": ["encodeRtspRequest"],
    "core/codec/rtsp-words.ts": [],
    "core/codec/sdp.ts": [],
    "core/lan/fingerprints/rtsp-words.ts": [],
  },
  seeds: () => captures("rtsp"),
  tokens: RTSP_TOKENS,
  check(input) {
    must(decodeCapture("rtsp", input).result !== undefined, "decode says what it is");
    const answer = decoded(input, decodeRtsp, (message) => {
      must(looksLikeRtspAnswer(input) || input.length > 32, "an answer looks like one");
      must(message.statusCode >= 0 && message.statusCode <= 999, "a status has three digits");
      must(message.body.length <= input.length, "a body is no longer than what came");
      const challenges = rtspChallenges(message.headers);
      must(challenges.length <= 8 && rtspMethods(message.headers).length <= 32, "lists end");
      const said = claimsOfRtsp(rtspWords(message, null)).map(mustFit);
      return `${message.protocol} ${message.statusCode} ${challenges.map(({ scheme }) => scheme.length).join()} ${said.join("|")}`;
    });
    const description = decoded(input, decodeSdp, (session) => {
      must(session.media.length <= 32 && session.attributes.length <= 256, "lists end");
      return `${session.media.length} ${claimsOfRtsp(rtspWords(null, session)).map(mustFit).join("|")}`;
    });
    return `${answer} / ${description}`;
  },
};

const rtspUrl: FuzzTarget = {
  name: "rtsp-url",
  sources: { "core/codec/rtsp-url.ts": [] },
  seeds: () =>
    [
      "rtsp://192.168.1.10:554/Streaming/Channels/101",
      "rtsps://[fe80::1%eth0]:322/a?b=c#d",
      "rtsp://::ffff:192.168.1.9:554/a",
      "rtsp://admin:pa@ss@camera.local/live",
      "192.168.253.220:1935/",
      "http://192.168.1.1/",
    ].map(utf8),
  tokens: ["rtsp://", "rtsps://", "@", "[", "]", "::ffff:", ":554", "?", "#", "%25", "/../"],
  check(input) {
    const text = decodeText(input);
    const url = parseRtspUrl(text);
    if (url === undefined) return "none";
    mustBePort(url.port);
    must(url.path.startsWith("/"), "a path begins with a slash");
    must(!/^[a-z]+:\/\/[^/]*@/.test(url.href), "a login does not come out");
    must(JSON.stringify(parseRtspUrl(url.href)) === JSON.stringify(url), "a URL that was read reads the same again");
    return `${url.scheme} ${url.host.includes(":") ? 6 : 4} ${url.path.includes("?")}`;
  },
};

const page: FuzzTarget = {
  name: "web-page",
  sources: {
    "core/lan/fingerprints/web-page.ts": [],
    "core/lan/fingerprints/fingerprint.ts": [],
    "core/lan/fingerprints/gather.ts": [],
    "core/lan/maker-pages.ts": [],
  },
  seeds: () =>
    [
      '<script>window.location.href = "/doc/page/login.asp?_1";</script>',
      '<script>location.replace("/view/index.shtml")</script>',
      "<title>AXIS P3245-LVE Network Camera</title>",
      "Grandstream GXV3610 1.0",
      "AXIS_ACCC8E012345",
      "Login to 4K03C2APAJ7F8E5",
      "Bosch Security Systems",
      "FLEXIDOME",
      '{"data":{"propertyList":{"ProdNbr":"P3245","ProdFullName":"AXIS A8105-E Door Station","SerialNumber":"ACCC8E012345","Version":"10"}}}',
      '{"data":{"propertyList":{"ProdNbr":"P3245","SerialNumber":1}}}',
      '{"type":"SHSW-25","mac":"C45BBE7AAAAA","fw":"1.9"}',
      '{"name":"a","model":"SNSW-001X16EU","mac":"A8032ABE54DC","ver":"1.0"}',
      `{"LL":{"control":"dev/cfg/api","value":"{'snr':'50:4F:94:00:00:01', 'version':'12.0.2.24'}","Code":"200"}}`,
      '{"LL":{"value":"{}"}}',
      "<ActivateStatus><Activated>false</Activated></ActivateStatus>",
    ].map(utf8),
  tokens: [
    "<title>",
    "AXIS ",
    "DS-2CD",
    "Login to ",
    '"/',
    "location=",
    "'snr':'",
    '"mac":"',
    "<Activated>true</Activated>",
  ],
  check(input) {
    const text = decodeText(input);
    const headers = [
      { name: "server", value: text.slice(0, 300) },
      { name: "www-authenticate", value: `Basic realm="${text.slice(0, 300)}"` },
    ];
    const bare = claimsOfWebPage({ statusCode: 200, headers: [], html: text });
    const named = claimsOfWebPage({ statusCode: 401, headers, html: text });
    const own = ["Axis", "Hikvision", "Loxone", "Shelly", "Annke", "Bosch"].map((brand) =>
      mustFit(makerPage(brand)?.read(text) ?? null),
    );
    return [...bare, ...named].map(mustFit).concat(own).join("|");
  },
};

const banner: FuzzTarget = {
  name: "banner",
  sources: {
    "core/codec/telnet.ts": [],
    "core/lan/fingerprints/banners.ts": [],
    "core/lan/fingerprints/certificates.ts": [],
  },
  seeds: () => [
    Uint8Array.from([
      255,
      253,
      1,
      255,
      251,
      3,
      255,
      250,
      24,
      1,
      255,
      240,
      255,
      255,
      255,
      241,
      ...encodeUtf8("192.0.0.64 login: "),
    ]),
    ...[
      "220 AXIS Q7401 Video Encoder 5.50.2 (2013)",
      "*** Lantronix XPort ***\r\nMAC address 00204A112233\r\nSoftware version V6.5.0.7 (070919)",
      "SSH-2.0-ROSSSH",
      "CN=axis-accc8ea31abf,O=Axis Communications AB",
      "CN=x,O=Hanwha Vision",
    ].map(utf8),
  ],
  tokens: [Uint8Array.from([255, 250]), Uint8Array.from([255, 240]), "AXIS ", "MAC address ", "CN=", ",O=", " login:"],
  check(input) {
    const bytes = withoutTelnetOptions(input);
    must(bytes.length <= input.length, "options are taken out, nothing is put in");
    const text = decodeText(bytes);
    const said = (["ftp", "telnet", "ssh"] as const).map((service) => mustFit(claimsOfBanner(service, text)));
    return [...said, mustFit(claimsOfCertificate(text, text))].join("|");
  },
};

export const LOOK_TARGETS: readonly FuzzTarget[] = [rtsp, rtspUrl, page, banner];
