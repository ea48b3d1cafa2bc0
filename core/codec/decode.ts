import { assertNever } from "../never.ts";
import { captureHttp, captureIgd, captureSoap } from "./capture-http.ts";
import { capturePortControl, captureSsdp, captureStun, captureWireGuard } from "./capture-datagram.ts";
import { captureSadp, captureWsDiscovery } from "./capture-discovery.ts";
import { captureMac } from "./capture-mac.ts";
import { captureDhip, captureMhed, captureSofia } from "./capture-maker.ts";
import { captureMdns } from "./capture-mdns.ts";
import { captureOnvif } from "./capture-onvif.ts";
import { captureRtsp } from "./capture-rtsp.ts";
import { captureTrace } from "./capture-trace.ts";
import type { CaptureContext, DecodedCapture } from "./capture.ts";
import type { DecodeKind } from "./decode-kinds.ts";

/**
 * What the decoders make of captured bytes, as JSON-safe fields. `igd` takes device and service descriptions, `igd`, `soap` and
 * `onvif` with or without their HTTP header; `natpmp` and `pcp` take requests and answers of either; `rtsp` answers, session
 * descriptions and stream addresses; `trace` what traceroute, tracepath or tracert printed; `oui` a hardware address. Never throws.
 */
export function decodeCapture(kind: DecodeKind, bytes: Uint8Array, context: CaptureContext = {}): DecodedCapture {
  switch (kind) {
    case "ssdp":
      return captureSsdp(bytes, context);
    case "igd":
      return captureIgd(bytes, context);
    case "soap":
      return captureSoap(bytes, context);
    case "natpmp":
      return capturePortControl(bytes, "nat-pmp");
    case "pcp":
      return capturePortControl(bytes, "pcp");
    case "stun":
      return captureStun(bytes);
    case "wireguard":
      return captureWireGuard(bytes);
    case "wsdiscovery":
      return captureWsDiscovery(bytes, context);
    case "onvif":
      return captureOnvif(bytes, context);
    case "sadp":
      return captureSadp(bytes);
    case "dhip":
      return captureDhip(bytes);
    case "xm":
      return captureSofia(bytes);
    case "mhed":
      return captureMhed(bytes);
    case "rtsp":
      return captureRtsp(bytes);
    case "mdns":
      return captureMdns(bytes);
    case "http":
      return captureHttp(bytes);
    case "trace":
      return captureTrace(bytes);
    case "oui":
      return captureMac(bytes, context);
    default:
      return assertNever(kind);
  }
}
