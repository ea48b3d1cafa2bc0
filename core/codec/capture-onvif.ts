import { assertNever } from "../never.ts";
import type { CaptureContext, DecodedCapture } from "./capture.ts";
import { withDocument } from "./capture-http.ts";
import { secretElements } from "./onvif-redact.ts";
import { activeIpv4, type OnvifPrefix } from "./onvif-network.ts";
import { decodeOnvif, isOnvifOperation, openOnvifReply, type OnvifAnswers, type OnvifReply } from "./onvif-reply.ts";
import type { OnvifOperation } from "./onvif-request.ts";
import type { OnvifFault } from "./onvif-fault.ts";
import { soapResponseAction } from "./soap.ts";
import { isWellFormedXml } from "./xml.ts";

/** Answers of ONVIF services as `farsite decode` shows them. The security header that some devices send back is never shown. */

type Shown = { readonly [Operation in OnvifOperation]: (value: OnvifAnswers[Operation]) => object };

const prefixText = ({ address, prefixLength }: OnvifPrefix): string =>
  prefixLength === null ? address : `${address}/${prefixLength}`;
const prefixTexts = (prefixes: readonly OnvifPrefix[]): string[] => prefixes.map(prefixText);

const SHOWN: Shown = {
  GetSystemDateAndTime: (clock) => ({
    ...clock,
    // As the answer has it, a word.
    daylightSavings: clock.daylightSavings === null ? null : String(clock.daylightSavings),
  }),
  GetDeviceInformation: (information) => information,
  GetCapabilities: (services) => ({ services }),
  GetServices: (services) => ({ services }),
  GetScopes: (scopes) => ({ scopes }),
  GetHostname: (hostname) => hostname,
  GetNetworkInterfaces: (interfaces) => ({
    interfaces: interfaces.map((one) => {
      const { hardwareAddress: mac, manual, fromDhcp, linkLocal, ipv6, ...rest } = one;
      const active = activeIpv4(one);
      return {
        ...rest,
        mac,
        manual: prefixTexts(manual),
        fromDhcp: prefixTexts(fromDhcp),
        linkLocal: prefixTexts(linkLocal),
        ipv6: prefixTexts(ipv6),
        activeIPv4: active && prefixText(active),
      };
    }),
  }),
  GetNetworkProtocols: (protocols) => ({ protocols }),
  GetNetworkDefaultGateway: (gateway) => gateway,
  GetDNS: (dns) => dns,
  GetNTP: (ntp) => ntp,
  GetIPAddressFilter: ({ mode, entries }) => ({ mode, entries: prefixTexts(entries) }),
  GetProfiles: (profiles) => ({ profiles }),
  GetSnapshotUri: (uri) => ({ uri }),
  GetStreamUri: (uri) => ({ uri }),
};

/** Without one of these an answer says nothing. */
const NEEDED: { readonly [operation: string]: readonly string[] | undefined } = {
  GetSystemDateAndTime: ["utc"],
  GetDeviceInformation: ["manufacturer", "model", "firmwareVersion", "serialNumber", "hardwareId"],
  GetSnapshotUri: ["uri"],
  GetStreamUri: ["uri"],
};

/** The first field that is needed, when the answer has none of them. */
function missingField(operation: OnvifOperation, shown: object): string | undefined {
  const needed = NEEDED[operation] ?? [];
  const found = Object.entries(shown).some(([name, value]) => needed.includes(name) && value !== null);
  return found ? undefined : needed[0];
}

function shownFault({ codes, reason, detail, notAuthorized, notSupported }: OnvifFault): DecodedCapture {
  return { result: "soap-fault", codes, reason, detail, notAuthorized, notSupported };
}

function shownReply<Operation extends OnvifOperation>(
  operation: Operation,
  reply: OnvifReply<OnvifAnswers[Operation]>,
): DecodedCapture {
  if (reply.kind !== "answer") return withoutAnswer(reply, operation);
  const shown = SHOWN[operation](reply.value);
  const missing = missingField(operation, shown);
  return missing === undefined
    ? { result: "ok", ...shown }
    : { result: "missing-value", reason: `${missing} is missing`, ...shown };
}

function withoutAnswer(
  reply: Exclude<OnvifReply<never>, { kind: "answer" }>,
  operation: string | null,
): DecodedCapture {
  switch (reply.kind) {
    case "fault":
      return shownFault(reply.fault);
    case "empty":
      return { result: "empty-body", reason: "an envelope without an answer" };
    case "other":
      return { result: "missing-value", reason: `no answer to ${operation ?? "any operation"}` };
    default:
      return assertNever(reply);
  }
}

function shownDocument(text: string, operation: string | null): DecodedCapture {
  if (operation !== null && isOnvifOperation(operation)) return shownReply(operation, decodeOnvif(operation, text));
  const reply = openOnvifReply(text, operation ?? "");
  return reply.kind === "answer" ? { result: "ok" } : withoutAnswer(reply, operation);
}

export function captureOnvif(bytes: Uint8Array, context: CaptureContext): DecodedCapture {
  if (bytes.length === 0) return { result: "empty-body", reason: "no bytes at all", operation: context.action ?? null };
  return withDocument(bytes, ({ text }) => {
    const operation = context.action ?? soapResponseAction(text);
    const mustRedact = secretElements(text);
    return {
      ...shownDocument(text, operation),
      operation,
      xmlWellFormed: isWellFormedXml(text),
      ...(mustRedact.length > 0 ? { mustRedact } : {}),
    };
  });
}
