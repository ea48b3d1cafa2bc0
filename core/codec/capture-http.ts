import { assertNever } from "../never.ts";
import { parseHttpUrl } from "../net/http-url.ts";
import { isUsableAsPublicAddress } from "../net/ip-address.ts";
import { decodeText } from "./byte-text.ts";
import { captured, type CaptureContext, type DecodedCapture } from "./capture.ts";
import { headerRecord, headerValue } from "./header-fields.ts";
import { decodeHttpMessage, looksLikeHttpResponse } from "./http-message.ts";
import { decodeIgdDescription, isDeviceNamespace, type IgdDescription } from "./igd-description.ts";
import { decodeIgdScpd } from "./igd-scpd.ts";
import { decodeSoapResponse, soapResponseAction, type SoapResponse } from "./soap.ts";
import { upnpErrorMeaning, upnpErrorName } from "./upnp-error.ts";
import { isWellFormedXml } from "./xml.ts";

/** Captured HTTP answers and the XML in them as `farsite decode` shows them. */

export function captureHttp(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => {
    const message = decodeHttpMessage(bytes);
    return {
      result: "ok",
      httpVersion: message.version,
      httpStatus: message.statusCode,
      httpReason: message.reason,
      server: headerValue(message.headers, "server"),
      contentType: headerValue(message.headers, "content-type"),
      wwwAuthenticate: message.headers.filter((field) => field.name === "www-authenticate").map((field) => field.value),
      location: headerValue(message.headers, "location"),
      headers: headerRecord(message.headers),
      declaredContentLength: message.declaredContentLength,
      chunked: message.chunked,
      bodyBytes: message.body.length,
    };
  });
}

interface Document {
  readonly text: string;
  readonly http: {
    readonly httpStatus?: number;
    readonly declaredContentLength?: number | null;
    readonly bodyBytes: number;
  };
}

/** The document of a capture, with its HTTP header or without; a result where there is none. */
function documentOf(bytes: Uint8Array): Document | DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  if (!looksLikeHttpResponse(bytes)) return { text: decodeText(bytes), http: { bodyBytes: bytes.length } };
  const { statusCode: httpStatus, declaredContentLength, body } = decodeHttpMessage(bytes);
  const http = { httpStatus, declaredContentLength, bodyBytes: body.length };
  const text = decodeText(body);
  return text.trim() === "" ? { result: "empty-body", reason: "empty body", ...http } : { text, http };
}

const isResult = (value: Document | DecodedCapture): value is DecodedCapture => "result" in value;

/** Reads the document of a capture; XML that can't be read is a result of its own. */
export function withDocument(bytes: Uint8Array, read: (document: Document) => DecodedCapture): DecodedCapture {
  return captured(() => {
    const document = documentOf(bytes);
    return isResult(document) ? document : { ...document.http, ...captured(() => read(document), "malformed-xml") };
  });
}

function described(description: IgdDescription): DecodedCapture {
  const { root, wanServices } = description;
  const { udn: UDN, presentationUrl: presentationURL, ...rest } = root;
  const isDevice = description.isIgd || isDeviceNamespace(description);
  return {
    result: isDevice ? "ok" : "not-igd",
    ...(isDevice ? {} : { reason: `not a UPnP device description: namespace ${description.namespace}` }),
    root: { ...rest, UDN, presentationURL },
    urlBase: description.urlBase,
    urlBaseUsed: description.urlBaseUsed,
    wanServices: wanServices.map((service) => ({
      serviceType: service.serviceType,
      serviceId: service.serviceId,
      controlURL: service.controlUrl,
      controlUrlResolved: service.controlUrlResolved,
      scpdUrlResolved: service.scpdUrlResolved,
    })),
    isIgd: description.isIgd,
    portMappingServices: description.portMappingServices,
    ipv6Firewall: description.ipv6Firewall,
  };
}

/** A device description or a service description. */
export function captureIgd(bytes: Uint8Array, context: CaptureContext): DecodedCapture {
  return withDocument(bytes, ({ text, http }) => {
    if (http.httpStatus !== undefined && http.httpStatus >= 300) {
      return { result: "reject", reason: `HTTP status ${http.httpStatus}` };
    }
    if (/<(?:[A-Za-z0-9_]{1,40}:)?scpd[\s>]/i.test(text.slice(0, 4_000))) {
      return { result: "ok", rootTag: "scpd", ...decodeIgdScpd(text) };
    }
    const location = context.location === undefined ? undefined : parseHttpUrl(context.location);
    return described(decodeIgdDescription(text, location?.href ?? null));
  });
}

/** Output arguments without which an answer says nothing. */
const NEEDED_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  GetExternalIPAddress: ["NewExternalIPAddress"],
  GetStatusInfo: ["NewConnectionStatus"],
  GetConnectionTypeInfo: ["NewConnectionType"],
  GetGenericPortMappingEntry: ["NewExternalPort", "NewProtocol", "NewInternalPort", "NewInternalClient"],
  GetSpecificPortMappingEntry: ["NewInternalPort", "NewInternalClient"],
  GetListOfPortMappings: ["NewPortListing"],
  AddAnyPortMapping: ["NewReservedPort"],
};

function missingArgument(action: string, args: Readonly<Record<string, string>>): string | undefined {
  const needed = Object.hasOwn(NEEDED_ARGUMENTS, action) ? NEEDED_ARGUMENTS[action] : undefined;
  if (needed !== undefined) return needed.find((name) => !Object.hasOwn(args, name));
  return action.startsWith("Get") && Object.keys(args).length === 0 ? "every output argument" : undefined;
}

function answered(response: SoapResponse, action: string | null): DecodedCapture {
  switch (response.kind) {
    case "fault":
      if (response.errorCode === null) {
        return {
          result: "soap-fault",
          errorCode: null,
          errorDescription: response.errorDescription,
          reason: "SOAP fault",
        };
      }
      return {
        result: "upnp-fault",
        errorCode: response.errorCode,
        errorDescription: response.errorDescription,
        errorName: upnpErrorName(response.errorCode),
        meaning: upnpErrorMeaning(response.errorCode),
        reason: `UPnP error ${response.errorCode}`,
      };
    case "missing-response":
      return { result: "missing-value", reason: action === null ? "no response element" : `no answer to ${action}` };
    case "ok": {
      const missing = action === null ? undefined : missingArgument(action, response.args);
      const address = response.args["NewExternalIPAddress"];
      return {
        result: missing === undefined ? "ok" : "missing-value",
        ...(missing === undefined ? {} : { reason: `${missing} is missing` }),
        action,
        args: response.args,
        ...(address === undefined ? {} : { usableAsPublicAddress: isUsableAsPublicAddress(address) }),
      };
    }
    default:
      return assertNever(response);
  }
}

export function captureSoap(bytes: Uint8Array, context: CaptureContext): DecodedCapture {
  return withDocument(bytes, ({ text }) => {
    const action = context.action ?? soapResponseAction(text);
    const response = decodeSoapResponse(text, context.action ?? null);
    return { ...answered(response, action), xmlWellFormed: isWellFormedXml(text) };
  });
}
