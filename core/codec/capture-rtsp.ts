import { claimsOfRtsp } from "../lan/fingerprints/rtsp-words.ts";
import { decodeText } from "./byte-text.ts";
import { captured, type DecodedCapture } from "./capture.ts";
import { headerRecord, headerValue } from "./header-fields.ts";
import { decodeRtsp, looksLikeRtspAnswer, rtspChallenges, rtspMethods, type RtspAnswer } from "./rtsp.ts";
import { parseRtspUrl } from "./rtsp-url.ts";
import { rtspWords } from "./rtsp-words.ts";
import { decodeSdp, type SessionDescription } from "./sdp.ts";

/** Answers on RTSP ports, session descriptions and stream addresses as `farsite decode` shows them. */

export function captureRtsp(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => {
    if (looksLikeRtspAnswer(bytes)) return shownAnswer(decodeRtsp(bytes));
    const text = decodeText(bytes).trim();
    const url = /^\S{1,2000}$/.test(text) && !text.startsWith("v=") ? parseRtspUrl(text) : undefined;
    if (url !== undefined) return { result: "ok", ...url };
    const description = decodeSdp(bytes);
    return { result: "ok", ...shownDescription(description), brand: brandOf(null, description) };
  });
}

function shownAnswer(answer: RtspAnswer): DecodedCapture {
  const { protocol, version, statusCode, reason, headers, body, cSeq, declaredContentLength } = answer;
  const auth = rtspChallenges(headers);
  const isDescribed = /^\s*v=/.test(decodeText(body.subarray(0, 16)));
  const description = isDescribed ? decodeSdp(body) : null;
  return {
    result: "ok",
    protocol,
    version,
    status: statusCode,
    reason,
    server: headerValue(headers, "server"),
    cSeq,
    requiresAuth: statusCode === 401,
    auth,
    preferredScheme: (auth.find(({ scheme }) => /^digest$/i.test(scheme)) ?? auth[0])?.scheme ?? null,
    public: rtspMethods(headers),
    headers: headerRecord(headers),
    declaredContentLength,
    bodyBytes: body.length,
    description: description === null ? null : shownDescription(description),
    brand: brandOf(answer, description),
  };
}

function shownDescription({ attributes: _attributes, ...description }: SessionDescription) {
  return description;
}

function brandOf(answer: RtspAnswer | null, description: SessionDescription | null): string | null {
  return claimsOfRtsp(rtspWords(answer, description)).find((claims) => claims.brand !== undefined)?.brand ?? null;
}
