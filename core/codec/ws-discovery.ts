import { assertNever } from "../never.ts";
import { decodeText, encodeUtf8 } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { decodeXml, escapeXml, isXmlNamed, xmlChild, xmlDescendants, type XmlElement } from "./xml.ts";

/**
 * WS-Discovery (April 2005), by which ONVIF devices, printers and Windows computers are found: SOAP 1.2 in datagrams to and from port
 * 3702. Devices leave prefixes undeclared and write names in any case, so elements are found by their name alone.
 */

const MESSAGE_TYPES = ["Probe", "ProbeMatches", "Resolve", "ResolveMatches", "Hello", "Bye"] as const;
export type WsDiscoveryType = (typeof MESSAGE_TYPES)[number];

export type WsDiscoveryMessage = {
  /** `Probe` and `Resolve` are somebody's questions, perhaps our own that came back; a `Bye` says that a device goes. */
  readonly messageType: WsDiscoveryType;
  readonly messageId: string | null;
  /** Some firmwares leave a template's placeholder here, so it can't be what ties an answer to its question. */
  readonly relatesTo: string | null;
  /** The devices that tell of themselves: none in questions and in a `Bye`. */
  readonly matches: readonly WsDiscoveryMatch[];
};

/** All as written. */
export type WsDiscoveryMatch = {
  readonly endpointReference: string | null;
  readonly types: readonly string[];
  readonly scopes: readonly string[];
  readonly xaddrs: readonly string[];
  readonly metadataVersion: string | null;
  /** Namespaces by prefix, as far as the message declares them. */
  readonly namespaces: ReadonlyMap<string, string>;
};

/** What a probe may look for (ONVIF Core section 7.3.2.1). */
export type ProbedType =
  | "dn:NetworkVideoTransmitter"
  | "dn:NetworkVideoDisplay"
  | "dn:NetworkVideoStorage"
  | "tds:Device";

const ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
const DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
const NAMESPACES = {
  dn: "http://www.onvif.org/ver10/network/wsdl",
  tds: "http://www.onvif.org/ver10/device/wsdl",
} as const;

/** More does not fit into a UDP datagram. */
const MAX_BYTES = 65_507;
/** A proxy answers for several devices; nobody was seen to answer for more than a handful. */
const MAX_MATCHES = 64;
/** The longest seen: 20 scopes, 8 addresses. */
const MAX_WORDS = 100;

/**
 * A probe for one type, null for every device. One type each: a probe for two asks for devices that are both (section 5.1), and
 * some devices answer to one spelling only.
 */
export function encodeProbe(type: ProbedType | null, messageId: string): Uint8Array {
  const prefix = type === null ? null : type.startsWith("tds:") ? "tds" : "dn";
  const types = prefix === null ? "" : `<d:Types xmlns:${prefix}="${NAMESPACES[prefix]}">${type}</d:Types>`;
  return encodeUtf8(
    `<?xml version="1.0" encoding="UTF-8"?>` +
      `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="${ADDRESSING}" xmlns:d="${DISCOVERY}">` +
      `<s:Header><a:Action s:mustUnderstand="1">${DISCOVERY}/Probe</a:Action>` +
      `<a:MessageID>${escapeXml(messageId)}</a:MessageID>` +
      `<a:ReplyTo><a:Address>${ADDRESSING}/role/anonymous</a:Address></a:ReplyTo>` +
      `<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>` +
      `<s:Body><d:Probe>${types}</d:Probe></s:Body></s:Envelope>`,
  );
}

/** Lists are separated by blanks, lines or tabs, and may have any at both ends. */
function words(element: XmlElement, name: string): string[] {
  const text = xmlChild(element, name)?.text ?? "";
  return text
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MAX_WORDS);
}

function textOrNull(element: XmlElement | undefined): string | null {
  return element === undefined || element.text === "" ? null : element.text;
}

function namespacesIn(root: XmlElement): Map<string, string> {
  const found = new Map<string, string>();
  for (const element of [root, ...xmlDescendants(root, () => true)])
    for (const [name, value] of element.attributes)
      if (name.startsWith("xmlns:") && !found.has(name.slice(6))) found.set(name.slice(6), value);
  return found;
}

function decodeMatch(element: XmlElement, namespaces: ReadonlyMap<string, string>): WsDiscoveryMatch {
  const reference = xmlChild(element, "EndpointReference");
  return {
    endpointReference: textOrNull(reference && xmlChild(reference, "Address")),
    types: words(element, "Types"),
    scopes: words(element, "Scopes"),
    xaddrs: words(element, "XAddrs"),
    metadataVersion: textOrNull(xmlChild(element, "MetadataVersion")),
    namespaces,
  };
}

/** The elements that describe a device in a message of that type. */
function matchElements(type: WsDiscoveryType, element: XmlElement): readonly XmlElement[] {
  switch (type) {
    case "ProbeMatches":
      return xmlDescendants(element, "ProbeMatch");
    case "ResolveMatches":
      return xmlDescendants(element, "ResolveMatch");
    case "Hello":
      return [element];
    case "Probe":
    case "Resolve":
    case "Bye":
      return [];
    default:
      return assertNever(type);
  }
}

/** Decodes any WS-Discovery message. Throws DecodeError for what is none. */
export function decodeWsDiscovery(bytes: Uint8Array): WsDiscoveryMessage {
  if (bytes.length === 0) throw new DecodeError("ws-discovery", "empty datagram", 0);
  if (bytes.length > MAX_BYTES) throw new DecodeError("ws-discovery", "longer than a datagram can be", MAX_BYTES);
  const root = decodeXml(decodeText(bytes), "ws-discovery");
  const body = xmlChild(root, "Body") ?? root;
  for (const element of body.children) {
    const messageType = MESSAGE_TYPES.find((type) => isXmlNamed(element, type));
    if (messageType === undefined) continue;
    const namespaces = namespacesIn(root);
    const header = xmlChild(root, "Header");
    return {
      messageType,
      messageId: textOrNull(header && xmlChild(header, "MessageID")),
      relatesTo: textOrNull(header && xmlChild(header, "RelatesTo")),
      matches: matchElements(messageType, element)
        .slice(0, MAX_MATCHES)
        .map((match) => decodeMatch(match, namespaces)),
    };
  }
  throw new DecodeError("ws-discovery", `no WS-Discovery message in <${root.name.slice(0, 40)}>`);
}
