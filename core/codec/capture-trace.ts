import { parseTrace, reachedTarget } from "../system/trace-output.ts";
import { readTrace } from "../system/trace-reading.ts";
import { decodeText } from "./byte-text.ts";
import { captured, type DecodedCapture } from "./capture.ts";

/** More than any trace prints. */
const MAX_BYTES = 256 * 1_024;

/** What traceroute, tracepath or tracert printed, as `farsite decode` shows it. */
export function captureTrace(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => {
    const trace = parseTrace(decodeText(bytes.subarray(0, MAX_BYTES)));
    return { result: "ok", ...trace, reachedTarget: reachedTarget(trace), ...readTrace(trace) };
  });
}
