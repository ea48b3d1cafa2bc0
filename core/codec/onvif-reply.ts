import { decodeText } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { readOnvifDateTime, type OnvifDateTime } from "./onvif-date-time.ts";
import * as device from "./onvif-device.ts";
import { findFault, readOnvifFault, type OnvifFault } from "./onvif-fault.ts";
import * as network from "./onvif-network.ts";
import type { OnvifOperation } from "./onvif-request.ts";
import { decodeXml, isXmlNamed, xmlChild, xmlDescendants, type XmlElement } from "./xml.ts";

/** What each operation answers. */
export type OnvifAnswers = {
  GetSystemDateAndTime: OnvifDateTime;
  GetDeviceInformation: device.OnvifDeviceInformation;
  GetCapabilities: device.OnvifCapabilities;
  GetServices: readonly device.OnvifService[];
  GetScopes: readonly string[];
  GetHostname: network.OnvifHostname;
  GetNetworkInterfaces: readonly network.OnvifInterface[];
  GetNetworkProtocols: readonly network.OnvifProtocol[];
  GetNetworkDefaultGateway: network.OnvifGateway;
  GetDNS: network.OnvifDns;
  GetNTP: network.OnvifNtp;
  GetIPAddressFilter: network.OnvifAddressFilter;
  GetProfiles: readonly device.OnvifProfile[];
  GetSnapshotUri: string | null;
  GetStreamUri: string | null;
};

export type OnvifReply<Value> =
  | { readonly kind: "answer"; readonly value: Value }
  | { readonly kind: "fault"; readonly fault: OnvifFault }
  /** No bytes, or an envelope without anything in it: with HTTP 400, 401 or 500 that is how some refuse. */
  | { readonly kind: "empty" }
  /** SOAP, but no answer to this operation. */
  | { readonly kind: "other" };

const READERS: { readonly [Operation in OnvifOperation]: (response: XmlElement) => OnvifAnswers[Operation] } = {
  GetSystemDateAndTime: readOnvifDateTime,
  GetDeviceInformation: device.readDeviceInformation,
  GetCapabilities: device.readCapabilities,
  GetServices: device.readServices,
  GetScopes: device.readScopeItems,
  GetHostname: network.readHostname,
  GetNetworkInterfaces: network.readInterfaces,
  GetNetworkProtocols: network.readProtocols,
  GetNetworkDefaultGateway: network.readGateway,
  GetDNS: network.readDns,
  GetNTP: network.readNtp,
  GetIPAddressFilter: network.readAddressFilter,
  GetProfiles: device.readProfiles,
  GetSnapshotUri: device.readMediaUri,
  GetStreamUri: device.readMediaUri,
};

export function isOnvifOperation(name: string): name is OnvifOperation {
  return Object.hasOwn(READERS, name);
}

/** The answer's element (`GetScopesResponse`) in an envelope, for any operation. Throws DecodeError for what is no SOAP. */
export function openOnvifReply(text: string, operation: string): OnvifReply<XmlElement> {
  if (text.trim() === "") return { kind: "empty" };
  const root = decodeXml(text, "onvif");
  const body = isXmlNamed(root, "Envelope") ? xmlChild(root, "Body") : root;
  if (body === undefined) return { kind: "empty" };
  const fault = findFault(body);
  if (fault !== undefined) return { kind: "fault", fault: readOnvifFault(fault) };
  const wanted = `${operation}Response`;
  const response = isXmlNamed(body, wanted) ? body : xmlDescendants(body, wanted)[0];
  if (response !== undefined) return { kind: "answer", value: response };
  if (!isXmlNamed(root, "Envelope")) throw new DecodeError("onvif", `<${root.name.slice(0, 40)}> is no SOAP envelope`);
  return { kind: body.children.length === 0 ? "empty" : "other" };
}

/**
 * Decodes the answer to an operation, whatever the HTTP status was: faults come with 200, and refusals with an empty body. Throws
 * DecodeError for what is no SOAP (a web page, cut XML).
 */
export function decodeOnvif<Operation extends OnvifOperation>(
  operation: Operation,
  body: Uint8Array | string,
): OnvifReply<OnvifAnswers[Operation]> {
  const reply = openOnvifReply(typeof body === "string" ? body : decodeText(body), operation);
  return reply.kind === "answer" ? { kind: "answer", value: READERS[operation](reply.value) } : reply;
}
